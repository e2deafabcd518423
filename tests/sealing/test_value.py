"""A sealed value opens with its own key in its own place, and nowhere else."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.sealing.binding import joined, parted
from amparo.sealing.cipher import NONCE, encrypted
from amparo.sealing.key import Key
from amparo.sealing.padding import EVEN, LARGEST, SMALLEST, padded, unpadded
from amparo.sealing.value import Place, new_data_key, seal, sealed_by, unseal
from sealing.cast import PLACE, flips, refused

COUNT: Final = 1_000_000 if os.environ.get("AMPARO_TEST_LONG") else 20_000
HEAD: Final = 18
TEXT: Final = st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace").decode("utf-8"))


@given(plain=st.binary(max_size=300), row=TEXT, table=TEXT, field=TEXT, version=st.integers(0, 2**63 - 1), person=TEXT)
@settings(max_examples=200, deadline=None)
def test_what_is_sealed_comes_out_as_it_went_in(
    plain: bytes, row: str, table: str, field: str, version: int, person: str
) -> None:
    key, place = new_data_key(person, "health"), Place(table, row, field, version)
    sealed = seal(plain, place, key)
    assert unseal(sealed, place, key) == plain
    assert sealed_by(sealed) == key.id


def test_a_value_moved_to_any_other_place_is_refused() -> None:
    key = new_data_key("person-1", "health")
    places = [Place(*parts) for parts in itertools.product(("fact", "note"), ("1", "2"), ("value", "source"), (0, 1))]
    sealed = {place: seal(b"the same", place, key) for place in places}
    tried = 0
    for here, there in itertools.permutations(places, 2):
        refused(lambda: unseal(sealed[here], there, key), "seal-broken")
        tried += 1
    assert tried == 16 * 15


def test_a_value_is_refused_for_another_person_or_compartment_even_under_the_same_key() -> None:
    key = new_data_key("person-1", "health")
    sealed = seal(b"the same", PLACE, key)
    for person, compartment in (("person-2", "health"), ("person-1", "account")):
        other = type(key)(key.id, person, compartment, key.key)
        refused(lambda: unseal(sealed, PLACE, other), "seal-broken")
    refused(lambda: unseal(sealed, PLACE, new_data_key("person-1", "health")), "value-other-key")


def test_parts_cannot_flow_into_each_other() -> None:
    key = new_data_key("person-1", "health")
    refused(lambda: unseal(seal(b"x", Place("ab", "c", "d", 0), key), Place("a", "bc", "d", 0), key), "seal-broken")


@pytest.mark.parametrize("plain", [b"", b"yes", b"x" * 61, bytes(200)])
def test_every_changed_bit_is_refused(plain: bytes) -> None:
    key = new_data_key("person-1", "health")
    sealed = seal(plain, PLACE, key)
    changed = flips(sealed)
    for other in changed:
        refused(lambda: unseal(other, PLACE, key), "seal-broken", "value-other-key", "value-not-sealed")
    assert len(changed) == 8 * len(sealed) > 900


def test_every_shortened_or_lengthened_value_is_refused() -> None:
    key = new_data_key("person-1", "health")
    sealed = seal(b"yes", PLACE, key)
    for length in range(len(sealed)):
        refused(lambda: unseal(sealed[:length], PLACE, key), "seal-broken", "value-not-sealed")
    refused(lambda: unseal(sealed + b"\0", PLACE, key), "seal-broken")


def test_the_layout_is_fixed() -> None:
    key = new_data_key("person-1", "health", 3, lambda count: bytes(range(1, count + 1)))
    sealed = seal(b"yes", PLACE, key, lambda count: bytes(range(1, count + 1)))
    assert sealed[:HEAD] == b"v\x01" + bytes.fromhex(key.id)
    assert key.id == "00000003" + bytes(range(1, 13)).hex()
    assert key.generation == 3
    assert sealed[HEAD : HEAD + NONCE] == bytes(range(1, 25))
    bound = joined("amparo/value", sealed[:HEAD], "person-1", "health", "fact", "row-7", "value", 3)
    whole = encrypted(key.key, b"\0\0\0\3yes".ljust(64, b"\0"), bound, lambda count: bytes(range(1, count + 1)))
    assert sealed[HEAD:] == whole
    assert len(sealed) == HEAD + NONCE + 64 + 16


@given(first=st.binary(max_size=60), other=st.binary(max_size=60))
@settings(max_examples=50, deadline=None)
def test_short_values_are_all_of_one_length(first: bytes, other: bytes) -> None:
    key = new_data_key("person-1", "health")
    assert len(seal(first, PLACE, key)) == len(seal(other, PLACE, key))


def test_lengths_go_by_steps() -> None:
    steps = [len(padded(bytes(length))) for length in range(0, 4 * EVEN, 97)]
    assert sorted(set(steps)) == [64 << n for n in range(11)] + [2 * EVEN, 3 * EVEN, 4 * EVEN]
    assert len(padded(bytes(SMALLEST - 4))) == SMALLEST
    assert len(padded(bytes(SMALLEST - 3))) == 2 * SMALLEST
    assert len(padded(bytes(EVEN - 4))) == EVEN
    assert len(padded(bytes(LARGEST))) == LARGEST + EVEN
    refused(lambda: padded(bytes(LARGEST + 1)), "value-too-large")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 63,
        b"\0" * 65,
        b"\0\0\0\x3d".ljust(64, b"\0"),  # one byte more than there is room for
        b"\0\0\0\1ab".ljust(64, b"\0"),  # something stands in the padding
        b"\0\0\0\1a".ljust(128, b"\0"),  # a step too far
        b"\xff\xff\xff\xff".ljust(64, b"\0"),
    ],
)
def test_padding_of_any_other_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        unpadded(data)


@given(st.lists(st.binary(max_size=20)))
@settings(max_examples=100, deadline=None)
def test_joined_parts_come_apart_as_they_were(parts: list[bytes]) -> None:
    assert parted(joined(*parts)) == parts


@pytest.mark.parametrize("data", [b"\0", b"\0\0\0\2a", b"\0\0\0\0\0"])
def test_bytes_that_were_not_joined_do_not_come_apart(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        parted(data)


def test_half_a_sign_is_refused_without_repeating_the_text() -> None:
    error = refused(
        lambda: seal(b"x", Place("fact", "marker\ud800", "value", 0), new_data_key("p", "health")), "sealing-bad-text"
    )
    assert "marker" not in str(error)
    assert error.__context__ is None


def test_a_version_below_zero_is_refused() -> None:
    assert "row" not in str(refused(lambda: Place("fact", "row", "value", -1), "value-bad-version"))


@pytest.mark.search
def test_no_nonce_and_no_derived_key_repeats() -> None:
    key = new_data_key("person-1", "health")
    nonces = {seal(b"yes", PLACE, key)[HEAD : HEAD + NONCE] for _ in range(COUNT)}
    assert len(nonces) == COUNT
    # the first half alone derives the key of a message: it must differ too, or two messages share their AES key
    assert len({nonce[:12] for nonce in nonces}) == COUNT


def test_no_nonce_repeats_in_processes_that_began_as_one() -> None:
    program = (
        "import os\n"
        "from amparo.sealing.value import Place, new_data_key, seal\n"
        "key = new_data_key('person-1', 'health')\n"
        "seal(b'x', Place('a', 'b', 'c', 0), key)\n"
        "children = [os.fork() for _ in range(2)]\n"
        "lines = [seal(b'x', Place('a', 'b', 'c', 0), key)[18:42].hex() for _ in range(200)]\n"
        "os.write(1, ('\\n'.join(lines) + '\\n').encode())\n"
        "[os.waitpid(child, 0) for child in children if child]\n"
    )
    found = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout for _ in range(2)
    ]
    nonces = "".join(found).split()
    assert len(nonces) == 2 * 4 * 200
    assert len(set(nonces)) == len(nonces)


@pytest.mark.parametrize("chance", [bytes, lambda count: b"x" * (count - 1)], ids=["zeros", "short"])
def test_a_broken_source_of_chance_stops_everything(chance: object) -> None:
    assert callable(chance)
    refused(lambda: new_data_key("person-1", "health", 1, chance), "chance-failed")
    key = new_data_key("person-1", "health")
    refused(lambda: seal(b"x", PLACE, key, chance), "chance-failed")


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 33, bytes(32)], ids=["none", "short", "long", "zeros"])
def test_a_key_has_32_bytes(secret: bytes) -> None:
    error = refused(lambda: Key("shelter/index", secret), "key-wrong-length")
    assert "`shelter/index`" in error.sentence


@pytest.mark.parametrize("compartment", ["", "Health", "a/b", "-a", "a" * 65, "a\n"])
def test_a_compartment_is_written_as_a_name(compartment: str) -> None:
    refused(lambda: new_data_key("person-1", compartment), "sealing-bad-name")
