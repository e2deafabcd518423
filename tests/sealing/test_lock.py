"""A ring is one locked file: the right source opens it, or its shares; anything else is refused and named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.sealing.binding import joined, parted
from amparo.sealing.cipher import decrypted, encrypted
from amparo.sealing.key import CHANCE, Chance, Key, new_key
from amparo.sealing.lock import MAGIC, lock, read, recover, unlock
from amparo.sealing.padding import padded
from amparo.sealing.passphrase import CEILING, FLOOR, Cost, Passphrase
from amparo.sealing.ring import RECOVERY, Ring, from_bytes, new_ring, to_bytes
from amparo.sealing.wrap import Scope
from sealing.cast import CLINIC, COMPARTMENTS, MONTH, NEXT, SHELTER, InHand, flips, person, refused, ring

WORDS = "lantern-orbit-velvet-canyon-thrift"


def _keys(held: Ring) -> dict[str, bytes]:
    return {name: key.reveal() for name, key in held.keys.items()}


@given(
    months=st.lists(st.sampled_from(["2026-01", "2026-02", "2027-12"]), unique=True),
    owner=st.from_regex(r"[a-z][a-z0-9_-]{0,63}", fullmatch=True),
)
@settings(max_examples=30, deadline=None)
def test_a_ring_comes_out_as_it_was_locked(months: list[str], owner: str) -> None:
    held = ring(owner, *months)
    opened = unlock(lock(held, SHELTER), SHELTER)
    assert opened.owner == owner
    assert _keys(opened) == _keys(held)
    assert opened.scopes() == {Scope(owner, compartment, month) for compartment in COMPARTMENTS for month in months or [MONTH]}


def test_a_wrong_key_is_refused_and_the_ring_is_named() -> None:
    data = lock(ring("shelter"), SHELTER)
    error = refused(lambda: unlock(data, CLINIC), "ring-wrong-key")
    assert error.sentence == "the key file does not open the ring of `shelter`"
    assert "recovery shares" in error.help
    wrong = refused(lambda: recover(data, new_key(RECOVERY)), "ring-wrong-key")
    assert wrong.sentence == "the recovery key does not open the ring of `shelter`"


def test_every_changed_bit_of_a_ring_is_refused() -> None:
    data = lock(new_ring("shelter"), SHELTER)
    changed = flips(data)
    codes = ("ring-wrong-key", "ring-damaged", "ring-other-source")
    for other in changed:
        refused(lambda: unlock(other, SHELTER), *codes)
    assert len(changed) == 8 * len(data) > 2900
    for length in range(len(data)):
        refused(lambda: unlock(data[:length], SHELTER), *codes)
    refused(lambda: unlock(data + b"\0", SHELTER), *codes)


def test_no_part_of_an_older_or_another_ring_fits() -> None:
    held = ring("shelter")
    new = parted(lock(held, SHELTER))
    for other in (lock(held, SHELTER), lock(ring("clinic"), SHELTER)):
        old = parted(other)
        for place in range(1, len(new)):
            if old[place] != new[place]:
                mixed = joined(*new[:place], old[place], *new[place + 1 :])
                refused(lambda: unlock(mixed, SHELTER), "ring-damaged", "ring-wrong-key")


def test_a_ring_is_not_locked_twice_into_the_same_bytes() -> None:
    held = ring("shelter")
    first, second = parted(lock(held, SHELTER)), parted(lock(held, SHELTER))
    assert first[:3] == second[:3] == [MAGIC.encode(), b"shelter", b"key file"]
    assert all(one != other for one, other in zip(first[3:], second[3:], strict=True))


def test_each_locking_has_an_inner_key_of_its_own() -> None:
    held = ring("shelter")
    inner = []
    for locked in (read(lock(held, SHELTER)), read(lock(held, SHELTER))):
        head = joined(MAGIC, locked.owner, locked.kind, locked.parameters)
        opener = SHELTER.key("shelter", locked.parameters).derived("slot")
        inner.append(decrypted(opener, locked.slot, joined("amparo/slot", head, "source"), "the slot"))
    assert len({*inner, *_keys(held).values(), SHELTER.secret}) == 2 + len(held.keys) + 1


def test_another_kind_of_source_is_named() -> None:
    error = refused(lambda: unlock(lock(ring("shelter"), SHELTER), Passphrase(WORDS)), "ring-other-source")
    assert error.sentence == "the ring of `shelter` is opened by a key file, not by a passphrase"


@pytest.mark.parametrize("data", [b"", b"no ring at all", joined("amparo ring 2", *"abcdef"), joined(MAGIC, b"\xff", *"abcde")])
def test_what_is_no_ring_is_refused(data: bytes) -> None:
    refused(lambda: read(data), "ring-damaged")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        joined("index"),
        joined("index", b"x" * 31),
        joined("recovery", b"x" * 32, "index", b"y" * 32),
        joined("index", b"x" * 32, "index", b"y" * 32),
        joined(b"\xff", b"x" * 32),
    ],
    ids=["unpadded", "odd", "short key", "unsorted", "twice", "not UTF-8"],
)
def test_a_ring_whose_keys_are_written_otherwise_is_refused(body: bytes) -> None:
    # made by whoever knows the source, and so sealed as it should be: it is still read strictly
    inner = new_key("inner")
    parts = joined(MAGIC, "shelter", SHELTER.kind, b"salt")
    opener = SHELTER.key("shelter", b"salt").derived("slot")
    before = parts + joined(encrypted(opener, inner.reveal(), joined("amparo/slot", parts, "source"), CHANCE), b"")
    whole = before + joined(encrypted(inner, padded(body) if body else body, joined("amparo/ring", before), CHANCE))
    refused(lambda: unlock(whole, SHELTER), "ring-damaged")


def test_a_new_source_takes_over_and_shares_stay_good() -> None:
    held = ring("shelter")
    old = lock(held, SHELTER)
    new = lock(unlock(old, SHELTER), CLINIC)
    refused(lambda: unlock(new, SHELTER), "ring-wrong-key")
    assert _keys(unlock(new, CLINIC)) == _keys(recover(new, held.key(RECOVERY))) == _keys(held)


def test_a_renewed_recovery_key_makes_the_old_one_useless() -> None:
    held = ring("shelter")
    again = held.renewed(RECOVERY)
    data = lock(again, SHELTER)
    refused(lambda: recover(data, held.key(RECOVERY)), "ring-wrong-key")
    assert _keys(recover(data, again.key(RECOVERY))) == _keys(again)
    assert {name: key for name, key in _keys(again).items() if name != RECOVERY} == {
        name: key for name, key in _keys(held).items() if name != RECOVERY
    }


def test_keys_that_are_there_stay_when_a_month_is_opened_again() -> None:
    held = ring("shelter")
    assert _keys(held.opened_for(COMPARTMENTS, MONTH)) == _keys(held)
    assert len(held.opened_for(COMPARTMENTS, NEXT).keys) == len(held.keys) + len(COMPARTMENTS)


def test_a_missing_key_is_named() -> None:
    held = ring("shelter")
    held.require([Scope("shelter", "health", MONTH), Scope("clinic", "health", "2020-01")])
    error = refused(
        lambda: held.require([Scope("shelter", "health", MONTH), Scope("shelter", "health", NEXT)]), "ring-key-missing"
    )
    assert error.sentence == "the ring of `shelter` does not hold key `shelter/wrapping/health/2026-12`"
    refused(lambda: held.wrapping(Scope("clinic", "health", MONTH)), "ring-key-missing")
    refused(lambda: from_bytes("shelter", b"").key(RECOVERY), "ring-key-missing")
    refused(lambda: lock(from_bytes("shelter", to_bytes(Ring("shelter", {}))), SHELTER), "ring-key-missing")


def test_an_owner_is_written_as_a_name() -> None:
    refused(lambda: new_ring("The Shelter"), "sealing-bad-name")


def test_a_passphrase_opens_its_ring_and_no_other_does() -> None:
    held = ring("shelter")
    data = lock(held, Passphrase(WORDS))
    assert _keys(unlock(data, Passphrase(WORDS))) == _keys(held)
    refused(lambda: unlock(data, Passphrase(WORDS + " ")), "ring-wrong-key")


def test_a_passphrase_is_the_same_however_its_accents_are_composed() -> None:
    parameters = Passphrase(WORDS).fresh(CHANCE)
    one = Passphrase("café-lantern-orbit-9").key("shelter", parameters)
    other = Passphrase("cafe\N{COMBINING ACUTE ACCENT}-lantern-orbit-9").key("shelter", parameters)
    assert one.reveal() == other.reveal()


def test_a_short_passphrase_locks_nothing() -> None:
    refused(lambda: lock(ring("shelter"), Passphrase("x" * 14)), "passphrase-short")


@pytest.mark.parametrize(
    "cost",
    [
        Cost(FLOOR.memory - 1, 3, 1),
        Cost(FLOOR.memory, 2, 1),
        Cost(FLOOR.memory, 3, 0),
        Cost(CEILING.memory + 1, 3, 1),
        Cost(FLOOR.memory, 17, 1),
        Cost(FLOOR.memory, 3, 17),
    ],
)
def test_a_cost_below_the_floor_or_above_the_ceiling_is_refused_when_locking_and_when_opening(cost: Cost) -> None:
    refused(lambda: Passphrase(WORDS, cost).fresh(CHANCE), "passphrase-cost")
    parameters = joined(b"s" * 16, cost.memory, cost.passes, cost.lanes)
    refused(lambda: Passphrase(WORDS).key("shelter", parameters), "passphrase-cost")


@pytest.mark.parametrize(
    "parameters",
    [b"", b"x", joined(b"s" * 15, 65_536, 3, 1), joined(b"s" * 16, 65_536, 3), joined(b"s" * 16, b"a", b"b", b"c")],
)
def test_damaged_parameters_of_a_passphrase_are_refused(parameters: bytes) -> None:
    refused(lambda: Passphrase(WORDS).key("shelter", parameters), "passphrase-parameters")


def test_the_parameters_stand_beside_the_lock_and_a_salt_is_used_once() -> None:
    first, second = Passphrase(WORDS).fresh(CHANCE), Passphrase(WORDS).fresh(CHANCE)
    assert parted(first)[0] != parted(second)[0]
    assert [int.from_bytes(part, "big") for part in parted(first)[1:]] == [65_536, 3, 1]


def test_the_length_of_a_ring_does_not_tell_each_key() -> None:
    def length(held: Ring) -> int:
        return len(lock(held, SHELTER))

    assert length(new_ring("shelter")) == length(new_ring("shelter").opened_for(["health"], MONTH)) - 128
    many = ring("shelter", MONTH, NEXT, "2027-01")
    assert length(many) == length(many.opened_for(["voice"], MONTH))


def test_a_source_of_our_own_fits_where_any_other_does() -> None:
    chance: Chance = CHANCE
    source = InHand(chance(32))
    _, row = person(1, ring("shelter"))
    opened = unlock(lock(ring("shelter"), source), source)
    refused(lambda: opened.wrapping(Scope("shelter", "identity", NEXT)), "ring-key-missing")
    assert isinstance(source.key("shelter", b"1234"), Key)
    assert row.scope in opened.scopes()
