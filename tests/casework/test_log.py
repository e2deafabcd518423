"""What the log keeps of an act, under which key, and how it is found again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from amparo.casework import log as writing
from amparo.casework import sequencing
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.acts import ACTS, UNREADABLE, words_of
from amparo.casework.keys import LOG, CaseKeys, let_go
from amparo.casework.log import correct_clock, log, told_of, told_of_user, wait_for_head
from amparo.casework.models import Case, LogHead, LogMention, LogRow, WrapRow
from amparo.casework.moment import now
from amparo.casework.told import newest
from amparo.errors import AmparoError
from casework.world import actor, open_keys


def case_of(id_: str, agency: str = "harbour") -> str:
    Case.objects.create(id=id_, agency_id=agency)
    return id_


def logged(act: str, who: str = "brook", **more: Any) -> str:
    """Write one entry in a transaction of its own, and let it have its place."""
    with transaction.atomic():
        id_ = log(act, ITSELF if who == INSTALLATION else actor(who), **more)
    wait_for_head(id_)
    return id_


@pytest.mark.usefixtures("world")
def test_an_act_is_told_as_it_was_written() -> None:
    case = case_of("case1")
    before = now()
    id_ = logged("case-looked-at", case=case, about={"purpose": "protection", "entries": [["e1", "ab"]], "more": True})
    (told,) = told_of(case)
    assert (told.id, told.index, told.act, told.user, told.agency) == (id_, 0, "case-looked-at", "brook", "harbour")
    assert (told.cases, told.about) == ((case,), {"purpose": "protection", "entries": [["e1", "ab"]], "more": True})
    assert before <= told.moment <= now()


@pytest.mark.usefixtures("world")
def test_the_database_shows_neither_act_nor_user_nor_the_mark_of_a_name() -> None:
    logged("case-looked-at", case=case_of("case1"), about={"purpose": "protection"})
    stored = repr(list(LogRow.objects.values_list("id", "sealed"))) + repr(list(LogMention.objects.values_list("mark")))
    assert [word for word in ("brook", "case-looked-at", "protection", "harbour", "case1") if word in stored] == []


@pytest.mark.usefixtures("world")
def test_what_everybody_may_export_does_not_tell_which_entries_are_of_one_case() -> None:
    case = case_of("case1")
    for _ in range(3):
        logged("case-looked-at", case=case)
    data_keys = set(WrapRow.objects.values_list("data_key", flat=True))
    assert data_keys
    for sealed in LogRow.objects.values_list("sealed", flat=True):
        assert [key for key in data_keys if bytes.fromhex(key) in bytes(sealed)] == []


@pytest.mark.usefixtures("world")
def test_the_key_is_that_of_the_one_case_and_else_of_the_installation() -> None:
    one, two = case_of("case1"), case_of("case2", "police-xx")
    logged("case-looked-at", case=two)
    logged("list-looked-at", cases=[one, two])
    logged("signed-in")
    assert set(LogRow.objects.values_list("sealed_for", flat=True)) == {two, INSTALLATION}
    assert CaseKeys(two, "police-xx").compartments() == {LOG}


@pytest.mark.usefixtures("world")
def test_an_entry_is_found_by_each_case_it_names_and_by_its_user_and_by_nobody_else() -> None:
    one, two, three = case_of("case1"), case_of("case2"), case_of("case3")
    logged("case-opened", case=one)
    logged("list-looked-at", "castor", cases=[one, two, two])
    assert [told.act for told in told_of(one)] == ["case-opened", "list-looked-at"]
    assert [told.cases for told in told_of(two)] == [(one, two)]
    assert told_of(three) == ()
    assert [told.act for told in told_of_user("castor")] == ["list-looked-at"]
    assert told_of_user(one) == ()


@pytest.mark.usefixtures("world")
def test_reading_what_is_told_of_a_case_takes_few_questions_however_much_there_is() -> None:
    case, others = case_of("case1"), [case_of(f"other{number}") for number in range(3)]
    counts = []
    for _ in range(2):
        for _ in range(10):
            logged("case-looked-at", case=case)
            logged("list-looked-at", cases=[case, *others])
        with CaptureQueriesContext(connection) as asked:
            told_of(case)
        counts.append(len(asked))
    assert counts == [4, 4]


@pytest.mark.usefixtures("world")
def test_where_the_key_was_destroyed_it_stays_that_something_was_done() -> None:
    case = case_of("case1")
    logged("case-opened", case=case)
    logged("list-looked-at", cases=[case, case_of("case2")])
    WrapRow.objects.filter(person=case).delete()
    first, second = told_of(case)
    head = LogHead.objects.order_by("size")[0]
    assert (first.act, first.user, first.cases, first.index, first.moment) == (UNREADABLE, "", (), 0, head.moment)
    assert second.act == "list-looked-at"


@pytest.mark.usefixtures("world")
def test_the_newest_entries_come_in_pages() -> None:
    for _ in range(7):
        logged("heartbeat", INSTALLATION)
    first = newest(limit=3)
    assert [told.index for told in first] == [6, 5, 4]
    assert [told.index for told in newest(4, limit=3)] == [3, 2, 1]
    assert [told.index for told in newest(1, limit=3)] == [0]
    assert newest(0) == ()


def test_every_act_has_plain_words() -> None:
    for act in (*ACTS, UNREADABLE):
        assert words_of(act)[0].islower()


@pytest.mark.usefixtures("lasting_world")
def test_outside_a_transaction_nothing_is_logged() -> None:
    with pytest.raises(AmparoError, match="log-outside-transaction"):
        log("signed-in", actor("brook"))
    assert not LogRow.objects.exists()


@pytest.mark.usefixtures("lasting_world")
def test_an_act_that_fails_after_its_entry_leaves_none() -> None:
    def failing() -> None:
        with transaction.atomic():
            log("signed-in", actor("brook"))
            raise LookupError

    with pytest.raises(LookupError):
        failing()
    assert not LogRow.objects.exists()
    logged("signed-in")
    assert [told.index for told in newest()] == [0]


@pytest.mark.usefixtures("world")
def test_an_act_that_the_log_does_not_know_is_refused() -> None:
    with pytest.raises(AmparoError, match="unknown-log-act"):
        logged("case-stolen")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("value", [date(2009, 5, 1), 0.5, None, b"ab", [["a", None]], {"a": {"b": now()}}])
def test_a_detail_that_could_be_the_value_of_a_fact_is_refused(value: object) -> None:
    with pytest.raises(AmparoError, match="wrong-log-detail"):
        logged("fact-recorded", about={"more": value})


@pytest.mark.usefixtures("world")
def test_a_case_that_is_not_there_cannot_be_named_alone() -> None:
    with pytest.raises(AmparoError, match="log-of-no-case"):
        logged("case-looked-at", case="nobody")


@pytest.mark.usefixtures("world")
def test_without_keys_nothing_is_logged() -> None:
    who = actor("brook")
    let_go()
    try:
        with pytest.raises(AmparoError, match="keys-not-open"), transaction.atomic():
            log("signed-in", who)
    finally:
        open_keys()


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = now()

    def __call__(self) -> Any:
        return self.moment


@pytest.fixture
def clock(world: None, monkeypatch: pytest.MonkeyPatch) -> Clock:  # noqa: ARG001 the world is made by the true clock
    set_by_hand = Clock()
    monkeypatch.setattr(writing, "now", set_by_hand)
    monkeypatch.setattr(sequencing, "now", set_by_hand)
    return set_by_hand


def test_a_clock_that_was_set_back_refuses_every_act_and_leaves_nothing(clock: Clock) -> None:
    logged("signed-in")
    clock.moment -= timedelta(minutes=3)
    with pytest.raises(AmparoError, match="clock-set-back"):
        logged("signed-out")
    assert LogRow.objects.count() == LogHead.objects.count() == 1


def test_a_clock_that_is_put_right_by_a_little_stops_nobody_and_no_head_goes_back(clock: Clock) -> None:
    logged("signed-in")
    clock.moment -= timedelta(seconds=90)
    logged("signed-out")
    first, second = LogHead.objects.order_by("size")
    assert first.moment == second.moment
    assert newest()[0].moment == clock.moment


def test_after_a_clock_that_had_been_ahead_the_log_goes_on_once_somebody_said_so(clock: Clock) -> None:
    right = clock.moment
    clock.moment += timedelta(days=400)
    logged("signed-in")
    ahead, clock.moment = clock.moment, right
    with pytest.raises(AmparoError, match="clock-set-back"):
        logged("signed-out")
    assert correct_clock() == 400 * 24 * 60 * 60
    logged("signed-out")
    assert set(LogHead.objects.values_list("moment", flat=True)) == {ahead}
    assert [(told.act, told.moment) for told in newest()] == [
        ("signed-out", right),
        ("clock-corrected", right),
        ("signed-in", ahead),
    ]
    clock.moment = ahead + timedelta(days=1)
    logged("signed-in")
    clock.moment = right
    with pytest.raises(AmparoError, match="clock-set-back"):
        logged("signed-out")


def test_a_clock_that_is_not_behind_needs_no_correction(clock: Clock) -> None:  # noqa: ARG001 it stands still
    with pytest.raises(AmparoError, match="clock-not-behind"):
        correct_clock()
    logged("signed-in")
    with pytest.raises(AmparoError, match="clock-not-behind"):
        correct_clock()
