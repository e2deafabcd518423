"""An entry is read as strictly as a case file, in every form in which it was ever written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.errors import AmparoError
from amparo.facts.value import NEVER, Span, Value
from amparo.ledger.canonical import canonical, from_canonical
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.known import case_of
from amparo.ledger.schema import Forms
from ledger.stated import entry, vocabulary, written

SAMPLE: Final = Path(__file__).with_name("schema1.json")
"""What schema 1 wrote, one entry a line. It is never changed: every later release reads it."""


def lines() -> list[bytes]:
    return [line.rstrip(",").encode() for line in SAMPLE.read_text("utf-8").splitlines()[1:-1]]


def renamed(table: Mapping[str, Any]) -> dict[str, Any]:
    """Read an older form, in which the asserting body was called `body`."""
    return {("by" if name == "body" else name): value for name, value in table.items()}


def refused(table: Mapping[str, Any], forms: Forms | None = None) -> AmparoError:
    with pytest.raises(AmparoError) as caught:
        entry_from(table, vocabulary(), forms or Forms())
    return caught.value


@pytest.mark.parametrize("line", lines(), ids=lambda line: json.loads(line)["id"])
def test_what_schema_1_wrote_is_read_and_written_back_byte_for_byte(line: bytes) -> None:
    assert canonical(entry_from(from_canonical(line), vocabulary()).table()) == line


def test_what_schema_1_wrote_means_what_it_meant() -> None:
    read = [entry_from(from_canonical(line), vocabulary()) for line in lines()]
    values: list[Value | None] = [
        True, Span(date(2010, 3, 1), date(2010, 3, 31)), 12.5, "visit", True, False, NEVER, None,
    ]  # fmt: skip
    assert [each.value for each in read] == values
    assert read[0].recorded == datetime(2026, 3, 2, 9, 30, 0, 1, tzinfo=UTC)
    assert (read[3].valid_from, read[3].valid_until) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (read[1].corrects, read[1].reason) == ("s1-0", "read from the school paper")


def test_an_older_form_is_read_into_that_of_today() -> None:
    forms = Forms(steps=(renamed,))
    table = {("body" if name == "by" else name): value for name, value in written("isolated", value=True).items()}
    read = entry_from(table, vocabulary(), forms)
    assert read.by == "shelter"
    assert read.table(forms)["schema"] == forms.schema == 2
    assert entry_from(read.table(forms), vocabulary(), forms) == read


@pytest.mark.parametrize("schema", [0, 2, True, "1", None])
def test_a_form_that_this_release_does_not_know_is_refused(schema: object) -> None:
    assert refused(written("isolated", value=True, schema=schema)).code == "unknown-schema"


def test_a_retired_name_is_read_as_its_successor() -> None:
    forms = Forms(retired={"lonely": "isolated", "offence.forced": "offence.compelled"})
    fact, of_item = (
        entry_from(written(key, value=True), vocabulary(), forms) for key in ("lonely", "offence#1.forced")
    )  # fmt: skip
    assert (fact.key, of_item.key, fact.is_history) == ("isolated", "offence#1.compelled", False)


def test_a_retired_name_without_a_successor_is_history_and_in_no_case() -> None:
    forms = Forms(retired={"lonely": ""})
    read = entry_from(written("lonely", "often"), vocabulary(), forms)
    assert (read.key, read.value, read.is_history) == ("lonely", "often", True)
    assert case_of([read], on=date(2026, 3, 2), zone=UTC).facts == {}
    assert entry_from(read.table(forms), vocabulary(), forms) == read
    assert refused(written("lonely", "often", source="rumour"), forms).code == "unknown-word"
    assert refused(written("lonely", ["often"]), forms).code == "wrong-value"


def test_a_retired_name_is_never_used_again() -> None:
    """Also where the vocabulary has the name: what was stated under it was another fact."""
    assert entry_from(written("isolated", value=True), vocabulary(), Forms(retired={"isolated": ""})).is_history


@pytest.mark.parametrize("name", ["id", "case", "key", "source", "by", "agency", "user", "recorded"])
def test_an_entry_lacks_nothing(name: str) -> None:
    error = refused({key: value for key, value in written("isolated", value=True).items() if key != name})
    assert (error.code, error.where) == ("entry-incomplete", name)
    assert refused({**written("isolated", value=True), name: None}).code == "entry-incomplete"


def test_nothing_is_withdrawn_by_leaving_the_value_out() -> None:
    error = refused({key: value for key, value in written("isolated", value=True).items() if key != "value"})
    assert (error.code, error.where) == ("entry-incomplete", "value")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"colour": "red"}, "unknown-key"),
        ({"is_history": True}, "unknown-key"),
        ({"key": "isolatd"}, "unknown-fact"),
        ({"key": "offense#1.compelled"}, "unknown-item"),
        ({"key": "offense#1"}, "unknown-item"),
        ({"key": "offense.complete"}, "unknown-item"),
        ({"key": "offence#1.forced"}, "unknown-fact"),
        ({"key": "offence#1 2"}, "item-without-id"),
        ({"key": f"offence#{'x' * 65}.compelled"}, "item-without-id"),
        ({"key": "offence#"}, "wrong-key"),
        ({"key": "#1"}, "wrong-key"),
        ({"key": "offence#1."}, "wrong-key"),
        ({"key": "offence.compelled"}, "wrong-key"),
        ({"key": ".complete"}, "wrong-key"),
        ({"key": 7}, "unknown-fact"),
        ({"key": "offence#1", "value": False}, "wrong-value"),
        ({"key": "offence#1", "value": "yes"}, "wrong-value"),
        ({"key": "offence.complete", "value": 1}, "wrong-value"),
        ({"key": "offence.complete", "by": "trafficker"}, "unknown-word"),
        ({"value": "yes"}, "wrong-value"),
        ({"value": [True]}, "wrong-value"),
        ({"value": {"decimal": "1.50"}}, "wrong-decimal"),
        ({"value": {"decimal": "half"}}, "wrong-decimal"),
        ({"value": {"decimal": 1}}, "wrong-decimal"),
        ({"value": {"decimal": "1.5", "unit": "h"}}, "wrong-decimal"),
        ({"key": "episode#1.pay_received", "value": {"decimal": "inf"}}, "wrong-value"),
        ({"source": "rumour"}, "unknown-word"),
        ({"by": "trafficker"}, "unknown-word"),
        ({"id": "a b"}, "wrong-id"),
        ({"case": "x" * 65}, "wrong-id"),
        ({"agency": 7}, "wrong-id"),
        ({"user": "brook\n"}, "wrong-id"),
        ({"corrects": ""}, "wrong-id"),
        ({"recorded": "2026-03-02"}, "wrong-moment"),
        ({"recorded": "2026-03-02T09:30:00.000000+01:00"}, "wrong-moment"),
        ({"recorded": "2026-02-30T09:30:00.000000Z"}, "wrong-moment"),
        ({"language": "Khmer (fluent)"}, "wrong-value"),
        ({"method": 7}, "wrong-value"),
        ({"asked_by": "x" * 10_001}, "wrong-value"),
        ({"valid_from": "2026"}, "wrong-value"),
        ({"valid_until": "never"}, "wrong-value"),
        ({"valid_from": "2026-03-02", "valid_until": "2026-03-01"}, "entry-ends-early"),
    ],
)
def test_what_is_no_entry_is_refused(more: dict[str, Any], code: str) -> None:
    assert refused({**written("isolated", value=True), **more}).code == code


def test_a_message_never_repeats_what_is_said_of_a_person() -> None:
    for more in ({"value": "Amina"}, {"asked_by": ["Amina"]}, {"agency": "Amina A."}, {"recorded": "Amina"}):
        assert "Amina" not in str(refused({**written("isolated", value=True), **more}))


FACTS: Final = {
    "isolated": st.booleans(),
    "nationality": st.sampled_from(["KH", "kh", "XX"]),
    "birth_date": st.one_of(
        st.dates(min_value=date(1, 1, 1)).map(date.isoformat), st.sampled_from(["2010", "2010-12", "0001"])
    ),
    "recovery_started_on": st.one_of(st.just("never"), st.dates()),
    "age_years": st.integers(0, 120),
    "episode#1.pay_received": st.one_of(st.integers(0, 10**9), st.floats(0, 10**18)),
    "other_sign_words": st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
}


@given(data=st.data(), key=st.sampled_from(sorted(FACTS)))
def test_what_is_written_down_is_read_back_the_same(data: st.DataObject, key: str) -> None:
    stated = entry(key, data.draw(st.one_of(st.none(), FACTS[key])))
    again: Entry = entry_from(from_canonical(canonical(stated.table())), vocabulary())
    assert again == stated
    assert type(again.value) is type(stated.value)
