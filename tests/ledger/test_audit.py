"""An export in which anything was changed is not sound, and the first broken entry is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.errors import AmparoError
from amparo.ledger.audit import Verdict
from amparo.ledger.export import record_line
from amparo.ledger.head import head_from, message, signed_head
from amparo.ledger.leaf import LogRecord, is_record, record_from
from ledger.logged import BEGAN, KEY, OTHER_KEY, file_of, heads_over, record, verdict

RECORDS: Final = [record(number) for number in range(120)]
SIZES: Final = (1, 40, 80, 120)
HEADS: Final = heads_over(RECORDS, SIZES)
SOUND: Final = file_of(RECORDS, HEADS)
FIRST_RECORD: Final = SOUND.index(b"\n0 ") + 1
LINES: Final = SOUND.splitlines(keepends=True)
TITLE: Final = LINES[0]
STEP: Final = 1 if os.environ.get("AMPARO_TEST_LONG") else 5
BITS: Final = range(8) if os.environ.get("AMPARO_TEST_LONG") else (0,)


def entry_at(place: int) -> int:
    """Return the number of the entry whose line holds this byte of the sound file."""
    return SOUND.count(b"\n", FIRST_RECORD, place)


def vouched_before(number: int) -> int:
    """Return how many entries the last head before an entry covers."""
    return max((size for size in SIZES if size <= number), default=0)


def test_an_export_is_sound_and_says_that_nothing_outside_anchors_it() -> None:
    assert verdict(SOUND) == Verdict(size=120, heads=4)


@pytest.mark.parametrize("size", [1, 2, 39, 40, 41, 80, 119, 120])
def test_a_head_kept_elsewhere_anchors_it(size: int) -> None:
    (outside,) = heads_over(RECORDS, [size])
    assert verdict(SOUND, outside) == Verdict(size=120, heads=4, is_anchored=True)


def test_an_empty_log_is_sound() -> None:
    heads = heads_over([], [0])
    assert verdict(file_of([], heads), heads[0]) == Verdict(size=0, heads=1, is_anchored=True)


@pytest.mark.search
def test_every_single_byte_change_is_found() -> None:
    """Also the first broken entry: never one before the change, and none after it."""
    size = len(SOUND)
    assert size >= 15_000
    for place, byte in enumerate(SOUND):
        for bit in BITS:
            found = verdict(SOUND[:place] + bytes([byte ^ 1 << bit]) + SOUND[place + 1 :])
            assert found.fault, place
            if place >= FIRST_RECORD:
                assert found.broken == entry_at(place), place


@pytest.mark.search
def test_every_byte_left_out_or_put_in_is_found() -> None:
    for place in range(0, len(SOUND), STEP):
        shorter = SOUND[:place] + SOUND[place + 1 :]
        assert verdict(shorter).fault, place
        assert verdict(SOUND[:place] + SOUND[place : place + 1] + SOUND[place:]).fault, place


@pytest.mark.search
def test_a_file_cut_anywhere_is_found() -> None:
    for place in range(0, len(SOUND), STEP):
        assert verdict(SOUND[:place]).fault, place


@given(st.data())
def test_no_bytes_whatsoever_raise(data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(SOUND)), st.integers(0, len(SOUND)))))
    spliced = SOUND[:start] + data.draw(st.binary(max_size=40)) + SOUND[end:]
    assert bool(verdict(spliced).fault) is (spliced != SOUND)


@pytest.mark.parametrize("place", range(len(LINES)))
def test_a_line_left_out_or_doubled_is_found(place: int) -> None:
    """Also a head, which nothing else needs: the first line counts them."""
    assert verdict(b"".join(LINES[:place] + LINES[place + 1 :])).fault
    assert verdict(b"".join(LINES[: place + 1] + LINES[place:])).fault


def test_more_at_the_end_is_found() -> None:
    for more in (b"\n", b" ", record_line(120, record(120)), SOUND):
        assert verdict(SOUND + more).fault


@pytest.mark.parametrize("number", range(120))
def test_an_entry_left_out_doubled_or_swapped_is_found_by_its_number(number: int) -> None:
    place = len(HEADS) + 1 + number
    left_out = LINES[:place] + LINES[place + 1 :]
    doubled = LINES[: place + 1] + LINES[place:]
    assert verdict(b"".join(left_out)).broken == number
    assert verdict(b"".join(doubled)).broken == (number + 1 if number < 119 else 120)
    if number < 119:
        swapped = [*LINES[:place], LINES[place + 1], LINES[place], *LINES[place + 2 :]]
        assert verdict(b"".join(swapped)).broken == number


def rewritten(change: Callable[[list[bytes]], list[bytes]]) -> Verdict:
    """Change the entries, number and hash them anew as whoever writes the files can, under the heads as they were signed."""
    return verdict(file_of(change(list(RECORDS)), HEADS))


@pytest.mark.parametrize("number", range(0, 120, 2))
def test_an_entry_changed_and_hashed_anew_is_found_under_the_heads(number: int) -> None:
    first = vouched_before(number)
    other = record(number, "another act")
    assert rewritten(lambda records: [*records[:number], other, *records[number + 1 :]]).broken == first
    shorter = rewritten(lambda records: [*records[:number], *records[number + 1 :]])
    assert shorter.broken == (first if first < 80 else 119)
    assert first < 80 or f"from entry {first} on" in shorter.fault
    assert rewritten(lambda records: [*records[:number], other, *records[number:]]).broken == first
    if number < 119:
        swap = [RECORDS[number + 1], RECORDS[number]]
        assert rewritten(lambda records: [*records[:number], *swap, *records[number + 2 :]]).broken == vouched_before(number)


def test_a_log_cut_short_with_its_heads_is_found_by_a_head_kept_elsewhere_alone() -> None:
    cut = file_of(RECORDS[:80], HEADS[:3])
    assert verdict(cut) == Verdict(size=80, heads=3)
    found = verdict(cut, HEADS[3])
    assert (found.size, found.broken, found.is_anchored) == (80, 80, False)
    assert found.fault == "the outside head covers 120 entries, the export 80: it was cut short"
    assert verdict(cut.replace(b"act-7", b"act-9"), HEADS[3]).broken == 7


@pytest.mark.parametrize("number", range(0, 120, 2))
def test_a_log_rewritten_from_end_to_end_is_refused_against_a_head_kept_elsewhere(number: int) -> None:
    """Whoever holds the server and its key can sign another history; no hash tells, and the witness does."""
    records = [*RECORDS[:number], record(number, "another act"), *RECORDS[number + 1 :]]
    forged = file_of(records, heads_over(records, SIZES))
    assert verdict(forged) == Verdict(size=120, heads=4)
    found = verdict(forged, HEADS[3])
    assert (found.broken, found.is_anchored) == (0, False)
    assert found.fault.endswith("is not what the outside head was signed over: the log was rewritten")


def test_a_log_that_grew_is_anchored_by_an_older_head() -> None:
    more = [*RECORDS, *(record(number) for number in range(120, 150))]
    assert verdict(file_of(more, heads_over(more, [150])), HEADS[3]) == Verdict(size=150, heads=1, is_anchored=True)


def test_heads_signed_by_another_key_are_refused() -> None:
    found = verdict(file_of(RECORDS, heads_over(RECORDS, SIZES, OTHER_KEY)))
    assert (found.fault, found.broken) == ("the head over 1 entries is not signed by this key", 0)
    mixed = [*HEADS[:2], *heads_over(RECORDS, [80], OTHER_KEY), HEADS[3]]
    assert verdict(file_of(RECORDS, mixed)).broken == 40


def test_an_outside_head_signed_by_another_key_is_refused() -> None:
    (outside,) = heads_over(RECORDS, [120], OTHER_KEY)
    assert verdict(SOUND, outside).fault == "the outside head is not signed by this key"


@pytest.mark.parametrize("order", [(0, 2, 1, 3), (0, 1, 1, 3), (3, 3)])
def test_heads_out_of_order_are_refused(order: tuple[int, ...]) -> None:
    assert "not in the order" in verdict(file_of(RECORDS, [HEADS[place] for place in order])).fault


def test_a_head_signed_earlier_than_one_over_less_is_refused() -> None:
    early = signed_head(120, BEGAN - timedelta(days=1), HEADS[3].root, KEY.sign)
    assert "not in the order" in verdict(file_of(RECORDS, [*HEADS[:3], early])).fault


def test_a_head_over_nothing_has_the_root_of_nothing() -> None:
    wrong = signed_head(0, BEGAN, HEADS[0].root, KEY.sign)
    assert verdict(file_of([], [wrong])).fault == "nothing is not what the head over 0 was signed over"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "the file is not an export of the log"),
        (b"\x00\xff", "the file is not an export of the log"),
        (TITLE.replace(b"4 heads", b"0 heads") + b"".join(LINES[5:]), "the file is not an export of the log"),
        (TITLE.replace(b"4 heads", b"04 heads") + b"".join(LINES[1:]), "the file is not an export of the log"),
        (TITLE.replace(b"120", b"119") + b"".join(LINES[1:]), "the last head covers 120 entries, and 119 should follow"),
        (TITLE, "the export ends before its entries begin"),
        (TITLE + LINES[1], "the export ends before its entries begin"),
        (TITLE + LINES[5], "a line of the heads is damaged"),
        (TITLE + b"head 1\n", "a line of the heads is damaged"),
        (TITLE + LINES[1].replace(b"\n", b"\r\n"), "a line of the heads is damaged"),
        (TITLE + LINES[1].upper().replace(b"HEAD", b"head"), "a line of the heads is damaged"),
        (TITLE + LINES[1].replace(b" 2026", b" 1926"), "a line of the heads is damaged"),
        (TITLE + LINES[1].replace(b"-03-", b"-13-"), "a line of the heads is damaged"),
        (SOUND.replace(b"\n", b"\r\n"), "the file is not an export of the log"),
    ],
)
def test_what_is_no_export_is_refused(data: bytes, fault: str) -> None:
    assert verdict(data).fault == fault


def test_a_signed_entry_that_is_no_entry_is_named() -> None:
    records = [*RECORDS[:5], b'{"body":"AAAA","id":"act-5","schema":1} ']
    assert verdict(file_of(records, heads_over(records, [6]))).fault == "entry 5 does not have the form of an entry"


def test_the_tree_commits_to_what_was_sealed_so_that_a_destroyed_key_changes_no_root() -> None:
    """Nothing of the export depends on the key of a body: sealed bytes that nobody can open any more stay sealed bytes."""
    opened = [record_from(each) for each in RECORDS]
    assert verdict(file_of([each.written() for each in opened], HEADS), HEADS[3]).is_anchored


def test_a_head_is_80_bytes_under_a_domain_of_its_own() -> None:
    signed = message(2, BEGAN + timedelta(microseconds=7), bytes(range(32)))
    micros = 1_772_443_800_000_007
    assert signed == b"amparo log head 1".ljust(32, b"\0") + (2).to_bytes(8) + micros.to_bytes(8) + bytes(range(32))


def test_a_head_comes_back_from_its_line() -> None:
    for head in HEADS:
        assert head_from(head.line()) == head
        assert head_from(replace(head, moment=head.moment + timedelta(microseconds=1)).line()) != head


@pytest.mark.parametrize("sealed", [b"x", b"xy", b"xyz", bytes(range(256))])
def test_an_entry_of_the_log_comes_back(sealed: bytes) -> None:
    written = LogRecord("a-1", sealed).written()
    assert is_record(written)
    assert record_from(written) == LogRecord("a-1", sealed)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"body":"","id":"a","schema":1}',
        b'{"id":"a","body":"AAAA","schema":1}',
        b'{"body":"AAAA","id":"a","schema":2}',
        b'{"body":"AAAA","id":"a b","schema":1}',
        b'{"body":"AAA","id":"a","schema":1}',
        b'{"body":"AB==","id":"a","schema":1}',
        b'{"body":"AAAA","id":"a","schema":1}\n',
    ],
)
def test_what_is_no_entry_of_the_log_is_refused(data: bytes) -> None:
    with pytest.raises(AmparoError) as caught:
        record_from(data)
    assert caught.value.code == "wrong-log-record"


@pytest.mark.parametrize("record", [LogRecord("", b"x"), LogRecord("a b", b"x"), LogRecord("a", b"")])
def test_an_entry_needs_an_id_and_a_body(record: LogRecord) -> None:
    with pytest.raises(AmparoError) as caught:
        record.written()
    assert caught.value.code == "wrong-log-record"


def test_a_line_that_is_no_head_is_refused() -> None:
    with pytest.raises(AmparoError) as caught:
        head_from(HEADS[0].line().strip())
    assert caught.value.code == "wrong-head"
