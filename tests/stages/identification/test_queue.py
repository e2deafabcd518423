"""The queue: who may be removed within days comes first, then a child, then whose clock runs out; pauses move clocks alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.models import Grant
from amparo.casework.moment import now
from amparo.casework.record import Statement
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.identification.challenge import Challenge, challenge
from amparo.stages.identification.clock_pause import go_on, pause_clock
from amparo.stages.identification.deciding import decide, read_second
from amparo.stages.identification.decision import FINAL, FIRST
from amparo.stages.identification.queue import Line, deciding_rules, queue
from casework.world import actor
from stages.identification.office import a_decision, protected, referred

pytestmark = pytest.mark.usefixtures("office")
CLAIM = Statement("trafficking_claimed", value=True, source="said")
DAY = timedelta(days=1)


def waiting(who: str = "ivo") -> list[Line]:
    return list(queue(actor(who)).lines)


def came(case: str, days: int) -> None:
    """Let a case have come to the office some days ago."""
    Grant.objects.filter(case=case).update(since=now() - timedelta(days=days))


def only(case: str) -> Line:
    return next(each for each in waiting() if each.case == case)


def test_the_most_pressing_come_first() -> None:
    plain = referred(CLAIM)
    older = referred(CLAIM)
    came(older, 3)
    child = referred(CLAIM, Statement("age_years", 15, "document"))
    removal = referred(
        CLAIM,
        Statement("removal_proposed", value=True, source="document"),
        Statement("removal_on", (today() + 2 * DAY).isoformat(), "document"),
    )
    for case in (plain, older, child, removal):
        look(actor("ivo"), case)
    assert [each.case for each in waiting()] == [removal, child, older, plain]


def test_each_clock_says_which_provision_sets_it() -> None:
    case = referred(CLAIM)
    look(actor("ivo"), case)
    line = only(case)
    assert (line.waits, line.under) == (FIRST, ("xx-law/3/1", "xx-decree/1/1"))
    decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "yes", stage=FIRST))
    look(actor("ivo"), case)
    line = only(case)
    assert (line.waits, line.under) == (FINAL, ("xx-law/3/2", "xx-decree/1/1"))
    assert line.due is not None


def test_a_proposal_and_a_challenge_wait_and_a_decided_case_does_not() -> None:
    case = referred(CLAIM)
    paper = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    assert only(case).waits == "second-reader"
    read_second(actor("oona"), case, paper, agrees=True, reasons="I come to the same.")
    look(actor("ivo"), case)
    assert waiting() == []
    challenge(actor("brook"), case, Challenge("lawyer", "The interpreter knew the employer."))
    assert [each.waits for each in waiting()] == ["challenge"]


def test_what_was_left_lying_is_listed_apart() -> None:
    case = referred(CLAIM)
    came(case, 30)
    look(actor("ivo"), case)
    assert [each.case for each in queue(actor("ivo")).stalled] == [case]


def test_a_pause_moves_the_clock_of_the_office_and_no_protection() -> None:
    case = referred(CLAIM)
    look(actor("ivo"), case)
    before = only(case)
    pause_clock(actor("ivo"), case, paused(today(), today() + 10 * DAY))
    line = only(case)
    assert (before.paused, line.paused) == (False, True)
    assert before.due is not None
    assert line.due is not None
    assert line.due > before.due
    assert protected(case)
    paper = next(each.id for each in look(actor("ivo"), case).papers if each.kind == "pause")
    go_on(actor("oona"), case, paper, "left the hospital")
    assert not only(case).paused


def paused(first: date, last: date) -> dict[str, str]:
    return {"reason": "in hospital until then", "first": first.isoformat(), "last": last.isoformat()}


def test_no_pause_makes_in_time_what_is_late() -> None:
    case = referred(CLAIM)
    came(case, 30)
    look(actor("ivo"), case)
    with pytest.raises(AmparoError) as told:
        pause_clock(actor("ivo"), case, paused(today() - 29 * DAY, today() + 10 * DAY))
    assert told.value.where == "first"
    pause_clock(actor("ivo"), case, paused(today(), today() + 10 * DAY))
    assert only(case).is_late
    assert [each.case for each in queue(actor("ivo")).stalled] == [case]


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        ({"first": (today() - DAY).isoformat()}, "first"),
        ({"reason": "short"}, "reason"),
        ({"last": ""}, "last"),
        ({"last": "2020-01-01"}, "last"),
        ({"last": "9999-01-01"}, "last"),
    ],
)
def test_a_pause_has_a_reason_and_an_end(sent: dict[str, str], where: str) -> None:
    case = referred(CLAIM)
    whole = {"reason": "in hospital until then", "first": today().isoformat(), "last": (today() + DAY).isoformat()}
    with pytest.raises(AmparoError) as told:
        pause_clock(actor("ivo"), case, {**whole, **sent})
    assert told.value.where == where


def test_who_does_not_work_on_a_case_learns_only_that_something_waits() -> None:
    case = referred(CLAIM, officers=("ivo", "oona"))
    decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "no"))
    found = queue(actor("pavel"))
    assert (found.lines, found.elsewhere) == ((), 1)


def test_the_duties_that_a_decision_does_are_read_from_the_law() -> None:
    assert {"final-decision-in-time", "decide-on-status-with-reasons"} <= deciding_rules(today())
