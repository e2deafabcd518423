"""Equal texts are found by equal figures; another agency, purpose or key gives others; a chosen name gives none."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amparo.sealing.index import BITS, Entry, bucket, entries, index_key
from amparo.sealing.key import Key
from amparo.sealing.ring import INDEX
from sealing.cast import refused, ring

KEY = Key("vector", bytes(range(32)))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


@given(text=st.text(min_size=1, max_size=40).map(_normal), bits=st.integers(8, 32))
@settings(max_examples=200, deadline=None)
def test_a_normalised_text_always_gives_the_same_figure_within_its_length(text: str, bits: int) -> None:
    assume(text and text == _normal(text) and text.isprintable())
    found = bucket(text, KEY, bits)
    assert found == bucket(text, KEY, bits) == bucket(text, KEY, 32) >> (32 - bits)
    assert 0 <= found < 2**bits


def test_a_figure_is_the_head_of_an_hmac() -> None:
    # worked out by `openssl dgst -sha256 -mac HMAC`: the key is 00 01 .. 1f, the message the length 00000005 and `amina`
    assert bucket("amina", KEY, 32) == 0x812974DE


def test_agencies_and_purposes_do_not_share_figures() -> None:
    shelter, clinic = ring("shelter"), ring("clinic")
    names = [f"name {number}" for number in range(200)]
    keys = [
        index_key(shelter, "full-name"),
        index_key(shelter, "name-sound"),
        index_key(clinic, "full-name"),
        shelter.key(INDEX),
    ]
    columns = [[bucket(name, key, 32) for name in names] for key in keys]
    for place, one in enumerate(columns):
        for other in columns[place + 1 :]:
            assert one != other
            assert sum(a == b for a, b in zip(one, other, strict=True)) == 0
    assert columns[0] == [bucket(name, index_key(shelter, "full-name"), 32) for name in names]


def test_a_renewed_index_key_gives_other_figures() -> None:
    shelter = ring("shelter")
    again = shelter.renewed(INDEX)
    assert bucket("amina", index_key(shelter, "full-name"), 32) != bucket("amina", index_key(again, "full-name"), 32)
    refused(lambda: shelter.renewed("indices"), "ring-key-missing")


def test_many_texts_share_a_bucket() -> None:
    found = Counter(bucket(f"name {number}", KEY, 8) for number in range(10_000))
    assert len(found) == 256
    assert min(found.values()) > 10
    assert BITS == 20


def test_a_person_under_a_chosen_name_has_no_entry() -> None:
    shelter = ring("shelter")
    texts = {"full-name": "amina", "birth-year": "1999"}
    assert entries(shelter, texts, chosen_name=True) == ()
    found = entries(shelter, texts, chosen_name=False)
    assert found == (
        Entry("birth-year", bucket("1999", index_key(shelter, "birth-year"))),
        Entry("full-name", bucket("amina", index_key(shelter, "full-name"))),
    )


@pytest.mark.parametrize("text", ["", " ", "Amina", " amina", "amina ", "ﬁn", "e\N{COMBINING ACUTE ACCENT}"])
def test_a_text_that_was_not_normalised_is_refused_without_being_shown(text: str) -> None:
    error = refused(lambda: bucket(text, KEY), "index-not-normalised")
    assert not text.strip() or text.strip() not in str(error)


@pytest.mark.parametrize("bits", [0, 7, 33])
def test_a_figure_is_neither_too_short_nor_too_long(bits: int) -> None:
    refused(lambda: bucket("amina", KEY, bits), "index-bad-length")


def test_a_purpose_is_written_as_a_name() -> None:
    refused(lambda: index_key(ring("shelter"), "Full Name"), "sealing-bad-name")
