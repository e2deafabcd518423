"""One form for each thing: equal things are equal bytes, and other bytes are refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical, from_canonical, moment_from, written_moment

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
THINGS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text("abcé", max_size=4), inner, max_size=4)),
)


def test_names_are_sorted_text_is_composed_and_moments_are_in_utc() -> None:
    moment = datetime(2026, 3, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    table = {"z": ["e\u0301", True, None, -7], "at": moment, "é": {"day": date(2026, 3, 2)}, "B": (1, 2)}
    assert canonical(table).decode() == (
        '{"B":[1,2],"at":"2026-03-02T09:30:00.000000Z","z":["\u00e9",true,null,-7],"é":{"day":"2026-03-02"}}'
    )


@given(st.dictionaries(st.text("abcé", max_size=4), THINGS, max_size=5))
def test_what_is_written_is_read_back_and_written_the_same(table: dict[str, Any]) -> None:
    once = canonical(table)
    assert canonical(from_canonical(once)) == once
    assert canonical(dict(reversed(list(table.items())))) == once


@pytest.mark.parametrize(
    "table",
    [{"a": 1.5}, {"a": float("nan")}, {"a": b"x"}, {1: "a"}, {"é": 1, "e\u0301": 2}, {"a": "\ud800"}, {"a": [{"b": {3}}]}],
)
def test_what_has_no_one_form_is_refused(table: dict[Any, Any]) -> None:
    with pytest.raises(AmparoError) as caught:
        canonical(table)
    assert caught.value.code == "not-canonical"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"7", b"{", b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1}\n', b'{"a":1.0}', b'{"a":NaN}', b'{"a":1,"a":1}',
        b'{"a":-0}', b'{"a":"e\xcc\x81"}', b'{"a":"\\u00e9"}', b'{"a":"\xff"}', b'\xef\xbb\xbf{"a":1}', b'{"a":"\\ud800"}',
        b'{"a":' + b"[" * 100_000,
    ],
)  # fmt: skip
def test_bytes_that_are_not_the_one_form_are_refused(data: bytes) -> None:
    with pytest.raises(AmparoError) as caught:
        from_canonical(data)
    assert caught.value.code == "not-canonical"


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert moment_from(written_moment(moment)) == moment


@pytest.mark.parametrize(
    "read",
    [
        lambda: written_moment(datetime(2026, 3, 2)),  # noqa: DTZ001 that is what is refused
        lambda: moment_from("2026-03-02T09:30:00Z"),
        lambda: moment_from("2026-13-02T09:30:00.000000Z"),
        lambda: moment_from("٢٠٢٦-03-02T09:30:00.000000Z"),
        lambda: moment_from(None),
    ],
)
def test_what_is_no_moment_is_refused(read: Callable[[], object]) -> None:
    with pytest.raises(AmparoError) as caught:
        read()
    assert caught.value.code == "wrong-moment"
