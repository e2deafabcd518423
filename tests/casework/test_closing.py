"""The end of the work on a case: asked first, decided with reasons, undone at any time; and from when keeping is counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework import acting
from amparo.casework.access import look
from amparo.casework.acting.deciding import decide
from amparo.casework.closing import begin_again, close, closed_since, ending
from amparo.casework.grants import give_grant
from amparo.casework.holding import set_hold
from amparo.casework.members import add_member
from amparo.casework.models import Case
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.casework.retention import due
from amparo.environment import today
from amparo.errors import AmparoError
from casework.world import actor

WHY = "She has a home and work, and wants no more visits."


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    opened = open_case(actor("brook"), purpose="protection", called="Amina")
    state(opened, Statement("trafficking_claimed", value=True, source="said"))
    return opened


def state(case: str, *statements: Statement) -> None:
    record(actor("brook"), case, statements, seen=look(actor("brook"), case).seen)


def passed(case: str) -> int:
    """Decide that the case may be closed although it is held; return how much is owed in it."""
    brook = actor("brook")
    decide(brook, case, "case_closure", verdict="go-on", reasons=WHY, figure=acting.ask(brook, case, "case_closure").print)
    return len(ending(brook, case).owed)


def test_a_held_case_is_not_closed_and_nothing_of_it_is_kept(case: str) -> None:
    papers = len(look(actor("brook"), case).papers)
    with pytest.raises(AmparoError, match="held"):
        close(actor("brook"), case, ground="settled", reasons=WHY, owed=len(ending(actor("brook"), case).owed))
    assert (closed_since(case), len(look(actor("brook"), case).papers)) == (None, papers)


def test_under_an_order_of_a_court_no_reasons_close_a_case(case: str) -> None:
    order = {"court_order#1": True, "court_order#1.act": "case_closure", "court_order#1.effect": "forbids"}
    state(case, *(Statement(key, value, "document") for key, value in order.items()))
    answer = acting.ask(actor("brook"), case, "case_closure")
    assert answer.way == "forbidden"
    with pytest.raises(AmparoError, match="nothing to decide"):
        decide(actor("brook"), case, "case_closure", verdict="go-on", reasons=WHY, figure=answer.print)


def test_a_case_is_closed_with_reasons_once_and_what_is_owed_stays(case: str) -> None:
    owed = passed(case)
    assert owed > 0
    close(actor("brook"), case, ground="settled", reasons=WHY, owed=owed)
    assert closed_since(case) is not None
    assert len(ending(actor("brook"), case).owed) == owed
    with pytest.raises(AmparoError, match="closed already"):
        close(actor("brook"), case, ground="settled", reasons=WHY, owed=owed)


def test_what_became_owed_meanwhile_has_to_be_read_first(case: str) -> None:
    owed = passed(case)
    with pytest.raises(AmparoError, match="not what you read"):
        close(actor("brook"), case, ground="settled", reasons=WHY, owed=owed - 1)


def test_new_facts_are_recorded_in_a_closed_case_and_it_begins_again(case: str) -> None:
    close(actor("brook"), case, ground="settled", reasons=WHY, owed=passed(case))
    state(case, Statement("in_danger_now", value=True, source="said"))
    found = ending(actor("brook"), case)
    assert found.since is not None
    assert found.moved > found.since
    begin_again(actor("brook"), case, reasons="She came back and is in danger.")
    assert closed_since(case) is None
    with pytest.raises(AmparoError, match="is open"):
        begin_again(actor("brook"), case, reasons="She came back and is in danger.")


def test_only_the_agency_that_keeps_a_case_closes_it_and_whoever_may_record_begins_again(case: str) -> None:
    brook, until = actor("brook", stepped_up=True), now() + timedelta(days=30)
    agreed = {"given_on": today().isoformat(), "given_how": "spoken", "language": "am", "explained": "who receives what"}
    give_grant(brook, case, "police-xx", ["legal"], basis="consent", purpose="justice", until=until, recorded=agreed)
    add_member(brook, case, "castor", role="works_on", purpose="justice")
    owed = passed(case)
    with pytest.raises(AmparoError, match="not yours to decide"):
        close(actor("castor"), case, ground="settled", reasons=WHY, owed=owed)
    close(brook, case, ground="settled", reasons=WHY, owed=owed)
    begin_again(actor("castor"), case, reasons="A new witness spoke of her.")
    assert closed_since(case) is None


def test_keeping_is_counted_from_the_closing_though_somebody_could_still_look_and_not_under_a_hold(case: str) -> None:
    state(case, Statement("contact#1", value=True, source="said"), Statement("contact#1.channel", "phone", "said"))
    later = now() + timedelta(days=100)
    assert [each.case for each in due(later)] == []
    close(actor("brook"), case, ground="settled", reasons=WHY, owed=passed(case))
    assert {(each.case, each.period.kind) for each in due(later)} == {(case, "whereabouts")}
    set_hold(actor("brook"), case, "proceedings")
    assert [each.case for each in due(later)] == []


def test_what_is_recorded_after_the_closing_begins_the_period_anew(case: str) -> None:
    state(case, Statement("contact#1", value=True, source="said"), Statement("contact#1.channel", "phone", "said"))
    close(actor("brook"), case, ground="settled", reasons=WHY, owed=passed(case))
    Case.objects.filter(id=case).update(moved=now() + timedelta(days=60))
    assert [each.case for each in due(now() + timedelta(days=100))] == []
