"""The days of the time to recover: the last one by the law, more of it, an exception; and a choice that it does not hang on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.determine import worked_out
from amparo.casework.record import Statement
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.recovery.choosing import choice_from, choose
from amparo.stages.recovery.excepting import decide, exception_from, left_standing
from amparo.stages.recovery.giving import give, offer_from
from amparo.stages.recovery.lasting import Check, assess, check_from
from amparo.stages.recovery.period import IS_OFFERED, OVER, RUNNING, TO_COME, lengths, period_of
from stages.recovery.resting import FIRST, actor, held, rests, state, value_of

pytestmark = pytest.mark.usefixtures("houses")
FIRST_DAY = "recovery_started_on"
OFFER = {"explained": "weeks to rest", "language": "Khmer", "interpreter": "independent", "understood": "yes"}


def test_the_first_day_counts_and_the_last_one_is_worked_out_by_the_law() -> None:
    found = period_of(look(actor("brook"), rests(others=())))
    assert (found.state, found.first, found.last) == (RUNNING, FIRST, FIRST + timedelta(days=59))
    assert (found.days, found.day, found.left) == (60, 11, 49)
    assert {(each.amount, each.under) for each in lengths(today())} >= {(60, ("xx-law/6/1", "xx-decree/1/2"))}
    assert {each.amount for each in lengths(date(2023, 5, 1))} == {45, 90}, "an older day has the law of its time"


def test_the_time_of_a_child_is_longer_where_the_law_says_so() -> None:
    found = period_of(look(actor("brook"), rests(age=15, others=())))
    assert found.last == FIRST + timedelta(days=119)
    assert [rule for rule, day in found.rules if day == found.last] == ["recovery-period-of-a-child"]


def test_a_time_that_has_passed_or_is_to_come_keeps_its_last_day() -> None:
    case = rests(first=None, others=())
    give(actor("brook"), case, offer_from(OFFER))
    assert period_of(look(actor("brook"), case)).state == IS_OFFERED
    first = today() + timedelta(days=7)
    give(actor("brook"), case, offer_from({**OFFER, "first": first.isoformat(), "how": "document"}))
    found = period_of(look(actor("brook"), case))
    assert (found.state, found.last) == (TO_COME, first + timedelta(days=59))
    give(actor("brook"), case, offer_from({**OFFER, "first": "2026-01-01", "how": "document"}))
    found = period_of(look(actor("brook"), case))
    assert (found.state, found.last) == (OVER, date(2026, 3, 1))


def test_a_first_day_that_was_said_is_not_set_back_alone_by_who_wants_the_bed_nor_put_off() -> None:
    case = rests(others=("castor",))
    later = (today() + timedelta(days=300)).isoformat()
    for who in ("brook", "castor"):
        for value in ("2026-01-01", "2026-01", later, "never"):
            own = next((each.id for each in look(actor(who), case).entries if who == "brook" and each.key == FIRST_DAY), None)
            with pytest.raises(AmparoError) as told:
                state(case, who, Statement(FIRST_DAY, value, "document", corrects=own))
            assert told.value.code == "decision-alone"
    own = next(each.id for each in look(actor("brook"), case).entries if each.key == FIRST_DAY)
    state(case, "brook", Statement(FIRST_DAY, None, "document", corrects=own))
    with pytest.raises(AmparoError):  # to withdraw it first is no way around
        state(case, "brook", Statement(FIRST_DAY, "2026-01-01", "document"))
    assert "no-removal-in-recovery" in held(case, "removal")


def test_a_first_day_in_the_past_is_not_said_without_a_paper() -> None:
    with pytest.raises(AmparoError) as told:
        offer_from({**OFFER, "first": "2026-01-01", "how": "said"})
    assert told.value.where == "how"


def test_more_time_begins_after_the_last_day_and_the_time_that_runs_goes_on_until_then() -> None:
    case = rests(others=())
    last = FIRST + timedelta(days=59)
    assess(actor("brook"), case, Check("no", "She is still in hospital", "the person, the doctor", "yes"))
    assert value_of(case, "recovery_extended", "brook") is True
    assert value_of(case, "recovery_time_enough", "brook") is False
    found = period_of(look(actor("brook"), case))
    assert (found.state, found.first, found.last) == (RUNNING, FIRST, last)
    assert "no-removal-in-recovery-by-law" in held(case, "removal")
    said = [each for each in look(actor("brook"), case).entries if each.key == "recovery_started_on"]
    assert [(each.value, each.valid_from, each.valid_until) for each in said[1:]] == [
        (FIRST, None, last),
        (last + timedelta(days=1), last + timedelta(days=1), None),
    ]
    for day in (last, last + timedelta(days=1), last + timedelta(days=60)):
        after = worked_out(case, look(actor("brook"), case).entries, day).answer["determinations"]
        until = {each["until"] for each in after if each["rule"] == "recovery-and-reflection" and each["in_effect"]}
        assert until == {(last if day == last else last + timedelta(days=60)).isoformat()}, "no day lies between"
        assert any(each["rule"] == "no-removal-in-recovery-by-law" and each["in_effect"] for each in after)
    late = (last + timedelta(days=9)).isoformat()
    with pytest.raises(AmparoError) as told:
        assess(actor("brook"), case, check_from({**_enough(), "extended": "yes", "first": late}))
    assert told.value.where == "first", "no day lies between"


def _enough() -> dict[str, str]:
    return {"enough": "no", "reasons": "too short", "with_whom": "the person"}


def test_only_the_authority_decides_an_exception_and_with_reasons_and_other_holds_stay() -> None:
    case = rests(others=("ivo",))
    for sent in ({"ground": "public_order", "reasons": "danger"}, {"ground": "", "reasons": "x"}):
        with pytest.raises(AmparoError):
            exception_from(sent)
    reasons = "She carried a weapon into the shelter twice and threatened others with it."
    with pytest.raises(AmparoError) as told:
        decide(actor("brook"), case, "public_order", reasons)
    assert told.value.code == "not-yours-to-record"
    with pytest.raises(AmparoError) as told:
        state(case, "ivo", Statement("recovery_exception", "public_order", "decision"))
    assert told.value.code == "decision-alone"
    left = left_standing(actor("ivo"), look(actor("ivo"), case))
    decide(actor("ivo"), case, "public_order", reasons)
    after = held(case, "removal")
    assert "no-removal-in-recovery-by-law" not in after
    assert "hearing-before-removal" in after
    assert {each["rule"] for each in left["removal"] if each["rule"]} <= set(after)
    assert period_of(look(actor("brook"), case)).lifted == "public_order"


def test_helping_an_inquiry_is_chosen_after_advice_by_the_person_and_nothing_hangs_on_it() -> None:
    case = rests(others=("quinn", "castor"))
    with pytest.raises(AmparoError) as told:
        choice_from({"cooperation": "no"})
    assert told.value.where == "adviser"
    said = {"cooperation": "no", "adviser": "Q.", "advised_on": today().isoformat(), "options": "yes"}
    with pytest.raises(AmparoError) as told:
        choose(actor("castor"), case, choice_from(said))
    assert told.value.code == "not-yours-to-record"
    before = rights(case)
    choose(actor("quinn"), case, choice_from(said))
    assert value_of(case, "cooperation_choice", "quinn") == "no"
    assert rights(case) >= before, "a no takes nothing away"
    choose(actor("quinn"), case, choice_from({"cooperation": "undecided"}))
    assert value_of(case, "cooperation_choice", "quinn") == "undecided"


def rights(case: str) -> set[str]:
    return {each["rule"] for each in look(actor("brook"), case).determinations if each["kind"] == "entitlement"}
