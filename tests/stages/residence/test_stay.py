"""The stay: clocks that a calendar must not break, a weighing factor by factor, and a refusal that the law holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.determine import worked_out
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.residence.applying import application_from, apply, is_renewal
from amparo.stages.residence.deciding import decision_from, keep, runs_on
from amparo.stages.residence.permit import permit_of, renewal_from
from amparo.stages.residence.weighing import FACTORS, weigh, weighing_from
from stages.recovery.resting import actor, held, rests, state, value_of

pytestmark = pytest.mark.usefixtures("houses")
LEAP: dict[str, str] = {"outcome": "temporary", "who": "Immigration Office", "on": today().isoformat()}
OVER = date(2026, 1, 1)
"""The first day of a time to recover that is over: then nothing but the weighing holds a refusal."""


def permitted(until: str, first: str = "2026-09-01", **more: str) -> dict[str, str]:
    return {**LEAP, "first": first, "last": until, **more}


def weighed(**changed: str) -> dict[str, str]:
    nothing = {f"nothing-{name}": "yes" for name in FACTORS}
    said = {
        "about": "time",
        "who": "Immigration Office",
        "on": today().isoformat(),
        "basis": "document",
        "for-danger": "threats",
    }
    return {**nothing, **said, "reasons": "Return would be dangerous; nothing speaks against it.", **changed}


def at(case: str, day: date) -> dict[str, dict[str, object]]:
    """Return what is owed of the stay on another day, by rule."""
    found = worked_out(case, look(actor("brook"), case).entries, day).answer["determinations"]
    return {each["rule"]: each for each in found if each["in_effect"] and each["fulfilled"] != "yes"}


def test_a_permit_that_runs_out_on_29_february_has_its_clock_and_ends_with_that_day() -> None:
    case = rests(first=OVER, others=("quinn",))
    keep(actor("quinn"), case, decision_from(permitted("2028-02-29")))
    permit = permit_of(look(actor("quinn"), case))
    assert (permit.last, permit.notice, permit.renew_from) == (date(2028, 2, 29), 60, date(2027, 12, 31))
    owed = "apply-again-before-the-title-ends"
    assert owed not in at(case, date(2027, 12, 30))
    assert owed in at(case, date(2027, 12, 31))
    assert owed in at(case, date(2028, 2, 29))
    assert replace(permit, on=date(2028, 2, 29)).runs
    assert replace(permit, on=date(2028, 3, 1)).has_run_out
    assert is_renewal(permit, date(2028, 2, 29))
    assert not is_renewal(permit, date(2028, 3, 1)), "later it is a new application"
    assert renewal_from(None, 60) is renewal_from(date(2028, 2, 29), None) is None


def test_months_of_the_law_end_with_the_month_they_are_counted_to() -> None:
    case = rests(others=())
    said = (
        Statement("reasonable_grounds", "yes", "document"),
        Statement("reasonable_grounds_on", "2028-02-29", "document"),
        Statement("stay_needed_for_situation", value=True, source="document"),
    )
    state(case, "brook", *said)
    found = worked_out(case, look(actor("brook"), case).entries, date(2028, 6, 1)).answer["determinations"]
    assert [each["until"] for each in found if each["rule"] == "permit-for-situation-or-cooperation"] == ["2029-02-27"]


def test_a_renewal_without_a_gap_does_not_move_the_first_day_and_one_after_a_gap_does() -> None:
    case = rests(first=OVER, others=("quinn",))
    keep(actor("quinn"), case, decision_from(permitted("2026-12-31")))
    assert runs_on(permit_of(look(actor("quinn"), case)), date(2027, 1, 1))
    keep(actor("quinn"), case, decision_from(permitted("2028-02-29", first="2027-01-01")))
    assert permit_of(look(actor("quinn"), case)).first == date(2026, 9, 1)
    keep(actor("quinn"), case, decision_from(permitted("2029-02-28", first="2028-03-02")))
    assert permit_of(look(actor("quinn"), case)).first == date(2028, 3, 2)


def test_an_application_in_time_asks_for_more_and_one_that_comes_late_begins_anew() -> None:
    filed = {"filed_on": today().isoformat(), "filed": "form 7", "wanted": "yes", "work": "yes"}
    for last, stands in ((today(), "renewal_applied"), (today() - timedelta(days=1), "applied")):
        case = rests(first=OVER, others=("quinn",))
        keep(actor("quinn"), case, decision_from(permitted(last.isoformat())))
        apply(actor("quinn"), case, application_from(filed, ("situation", "cooperation")))
        assert value_of(case, "residence_permit", "quinn") == stands
        assert value_of(case, "work_permit", "quinn") == "applied"
    for missing in ("filed", "wanted", "filed_on"):
        with pytest.raises(AmparoError) as told:
            application_from({**filed, missing: ""}, ("situation",))
        assert told.value.where == missing
    with pytest.raises(AmparoError) as told:
        apply(actor("quinn"), case, application_from({**filed, "wanted": "no"}, ("situation",)))
    assert told.value.where == "wanted", "nothing is filed for her that she does not want"


def test_each_factor_has_to_be_looked_at_and_a_word_is_no_reason() -> None:
    for changed, where in (
        ({"nothing-support": ""}, "for-support"),
        ({"reasons": "no"}, "reasons"),
        ({"who": " "}, "who"),
        ({"on": "2099-01-01"}, "on"),
        ({"basis": ""}, "basis"),
    ):
        with pytest.raises(AmparoError) as told:
            weighing_from(weighed(**changed))
        assert (told.value.code, told.value.where) == ("form-unfinished", where)


def test_that_something_was_considered_is_not_stated_without_the_reasons() -> None:
    case = rests(others=("quinn",))
    said = Statement("permanent_stay_considered", value=True, source="document")
    with pytest.raises(AmparoError) as told:
        state(case, "quinn", said)
    assert told.value.code == "decision-alone"
    record(
        actor("quinn"),
        case,
        [said],
        seen=look(actor("quinn"), case).seen,
        papers=[Draft("considered", "legal", {"text": "Ties."})],
    )
    assert value_of(case, "permanent_stay_considered", "quinn") is True


def test_factors_are_weighed_on_their_page_or_not_at_all_and_each_ground_by_itself() -> None:
    case = rests(others=("quinn", "castor"))
    for who in ("brook", "quinn", "castor"):
        said, seen = [Statement("stay_factors_weighed", value=True, source="document")], look(actor(who), case).seen
        with pytest.raises(AmparoError) as told:
            record(actor(who), case, said, seen=seen, papers=[Draft("considered", "legal", {})])
        assert told.value.code == "decision-alone"
    with pytest.raises(AmparoError) as told:
        weigh(actor("castor"), case, weighing_from(weighed()))
    assert told.value.code == "not-yours-to-record"
    weigh(actor("quinn"), case, weighing_from(weighed(situation="yes", cooperation="no")))
    told_of = {key: value_of(case, key, "quinn") for key in ("stay_factors_weighed", "permanent_stay_considered")}
    assert told_of == {"stay_factors_weighed": True, "permanent_stay_considered": None}
    assert value_of(case, "stay_needed_for_situation", "quinn") is True
    assert value_of(case, "stay_needed_for_cooperation", "quinn") is False
    weigh(actor("quinn"), case, weighing_from(weighed(about="good")))
    assert value_of(case, "permanent_stay_considered", "quinn") is True


@pytest.mark.parametrize("outcome", ["refused", "ended"])
def test_a_refusal_or_an_end_does_not_count_while_the_law_holds_it(outcome: str) -> None:
    case = rests(first=OVER, others=("quinn",))
    made = decision_from({**LEAP, "outcome": outcome, "reason": "other"})
    assert "no-stay-refusal-before-factors-weighed" in held(case, "stay_refusal")
    with pytest.raises(AmparoError) as told:
        keep(actor("quinn"), case, made)
    assert told.value.code == "act-held"
    with pytest.raises(AmparoError) as told:
        state(case, "quinn", Statement("residence_permit", outcome, "document"))
    assert told.value.code == "decision-alone"
    assert keep(actor("quinn"), case, made, although_held=True) is False
    assert value_of(case, "residence_permit", "quinn") is None
    (paper,) = (each for each in look(actor("brook"), case).papers if each.kind == "stay-decision")
    assert paper.body["rules"] == ["no-stay-refusal-before-factors-weighed"]
    weigh(actor("quinn"), case, weighing_from(weighed()))
    assert keep(actor("quinn"), case, made) is True
    assert value_of(case, "residence_permit", "quinn") == outcome


def test_a_stay_is_not_shortened_or_said_never_to_have_been_by_a_statement_alone() -> None:
    case = rests(first=OVER, others=("quinn", "castor"))
    until, soon = today() + timedelta(days=200), today() + timedelta(days=20)
    keep(actor("quinn"), case, decision_from(permitted(until.isoformat())))
    was = {each.key: each.id for each in look(actor("quinn"), case).entries if each.agency == "lawyers-xx"}
    past = (today() - timedelta(days=1)).isoformat()
    for who, key, value in (
        ("quinn", "residence_permit", "none"),
        ("quinn", "residence_permit_until", past),
        ("castor", "residence_permit", "none"),
        ("castor", "residence_permit", "applied"),  # two that differ would not be known
        ("castor", "residence_permit_until", past),
    ):
        with pytest.raises(AmparoError) as told:
            state(case, who, Statement(key, value, "document", corrects=was[key] if who == "quinn" else None))
        assert told.value.code == "decision-alone", (who, key, value)
    with pytest.raises(AmparoError) as told:
        keep(actor("quinn"), case, decision_from(permitted(soon.isoformat())))
    assert told.value.code == "act-held", "a shorter stay is an end of it"
    assert "no-removal-while-domestic-right-stands" in held(case, "removal")
    keep(actor("quinn"), case, decision_from(permitted((until + timedelta(days=9)).isoformat())))


def test_in_the_time_to_recover_a_refusal_is_held_though_everything_was_weighed() -> None:
    case = rests(others=("quinn",))
    weigh(actor("quinn"), case, weighing_from(weighed()))
    with pytest.raises(AmparoError) as told:
        keep(actor("quinn"), case, decision_from({**LEAP, "outcome": "refused", "reason": "other"}))
    assert told.value.code == "act-held"
