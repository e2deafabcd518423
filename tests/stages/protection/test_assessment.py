"""Risk assessments, safety plans, incidents: each states what the law turns on, and one is due anew after each change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.moment import now
from amparo.casework.record import Statement
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.assessment import asked_facts, assess, assessments, owed_for_safety, review_days, why_due
from amparo.stages.protection.incident import brief, note_incident
from amparo.stages.protection.plan import plans, revise
from casework.world import actor
from stages.protection.shelter import SEEN, a_case, a_plan, an_assessment, state, value_of
from web.inside import agreed

pytestmark = pytest.mark.usefixtures("world")
ASKED = {
    "kind": "enquiry",
    "day": "2026-03-01",
    "text": "A caller said he was her cousin.",
    "verified": "unknown",
    "told": "nothing",
}


def assessed(case: str, who: str = "brook", **changed: str) -> str:
    return assess(actor(who), case, an_assessment(**changed))


def happened(case: str, **changed: str) -> str:
    return note_incident(actor("brook"), case, {**ASKED, **changed})


def police_in(case: str) -> None:
    """Let Castor work on a case for justice and read what concerns safety."""
    brook, until = actor("brook", stepped_up=True), now() + timedelta(days=30)
    parts = ("account", "legal", "security")
    give_grant(brook, case, "police-xx", parts, basis="consent", purpose="justice", until=until, recorded=agreed())
    add_member(brook, case, "castor", role="works_on", purpose="justice", until=until)


def due(case: str) -> str:
    return " ".join(why_due(look(actor("brook"), case)))


def rules_owed(case: str) -> set[str]:
    return {str(each["rule"]) for each in owed_for_safety(look(actor("brook"), case))}


def test_an_assessment_states_its_day_and_its_facts_and_shows_what_changed_since_the_one_before() -> None:
    case = a_case()
    assert "No assessment" in due(case)
    assessed(case)
    assert (value_of(case, "risk_assessed_on"), value_of(case, "in_danger_now")) == (today().isoformat(), False)
    assert due(case) == ""
    assessed(case, **{"level-person": "now", "measures-person": "Another way home\nA guard at night", "in_danger_now": "yes"})
    last, first = assessments(look(actor("brook"), case))
    person = last.found[0]
    assert (person.level, person.before) == ("now", "some")
    assert (person.new, person.gone) == (("A guard at night",), ("A phone with a button",))
    assert (first.is_changed, last.is_changed) == (False, True)
    assert value_of(case, "in_danger_now") is True


def test_each_view_takes_a_level_what_was_seen_and_for_a_danger_a_measure() -> None:
    case = a_case()
    for where, text in (("level-police", ""), ("seen-staff", ""), ("measures-person", " ")):
        with pytest.raises(AmparoError) as told:
            assessed(case, **{where: text})
        assert (told.value.code, told.value.where) == ("protection-unfinished", where)
    assert assessments(look(actor("brook"), case)) == ()


def test_what_was_seen_of_the_place_stands_with_the_whereabouts_and_no_police_read_it() -> None:
    case = a_case()
    police_in(case)
    assessed(case)
    (own,) = assessments(look(actor("brook"), case))
    assert own.found[3].seen == SEEN["place"]
    sight = look(actor("castor"), case)
    assert "blue house" not in str([paper.body for paper in sight.papers])
    (theirs,) = assessments(sight)
    assert (theirs.found[3].seen, theirs.found[0].seen) == ("", SEEN["person"])


def test_the_police_assess_what_is_theirs_and_are_asked_for_no_place() -> None:
    case = a_case()
    police_in(case)
    assert "suicide_risk" not in asked_facts(look(actor("castor"), case), None)
    assess(actor("castor"), case, an_assessment(**{"seen-place": "typed all the same"}))
    assert "typed all the same" not in str([paper.body for paper in look(actor("brook"), case).papers])


def test_a_form_that_is_sent_twice_is_one_assessment() -> None:
    case = a_case()
    assert assessed(case, token="form-1") == assessed(case, token="form-1")  # noqa: S106 the mark of a form, no secret
    assert len(assessments(look(actor("brook"), case))) == 1


def test_an_assessment_is_due_anew_when_it_is_old_or_something_changed_and_the_law_says_so_too() -> None:
    case = a_case()
    days = review_days(today())
    assert days == 30
    old = today() - timedelta(days=days)
    state(case, Statement("risk_assessed_on", old.isoformat(), "observed"))
    assert "grown old" in due(case)
    assert "measures-follow-from-the-risks" in rules_owed(case)
    state(case, Statement("safety_changed_on", today().isoformat(), "observed"))
    assert "changed since" in due(case)


def test_a_change_that_another_agency_notes_makes_an_assessment_due_and_the_last_assessment_of_anybody_counts() -> None:
    case = a_case()
    police_in(case)
    before = today() - timedelta(days=3)
    state(case, Statement("safety_changed_on", (before - timedelta(days=1)).isoformat(), "observed"))
    state(case, Statement("risk_assessed_on", before.isoformat(), "observed"))
    state(case, Statement("safety_changed_on", (before + timedelta(days=1)).isoformat(), "observed"), who="castor")
    assert value_of(case, "safety_changed_on") == (before + timedelta(days=1)).isoformat()
    assert "changed since" in due(case)
    assert "keep-physically-safe" in rules_owed(case)
    assess(actor("castor"), case, an_assessment())
    assert value_of(case, "risk_assessed_on") == today().isoformat()


def test_a_day_to_come_does_not_outdo_the_day_on_which_another_agency_assessed_the_danger() -> None:
    case = a_case()
    police_in(case)
    state(case, Statement("risk_assessed_on", today().isoformat(), "observed"))
    with pytest.raises(AmparoError) as told:
        state(case, Statement("risk_assessed_on", (today() + timedelta(days=900)).isoformat(), "observed"), who="castor")
    assert told.value.code == "wrong-value"


def test_whoever_asks_is_told_nothing_and_that_they_asked_makes_an_assessment_due() -> None:
    case = a_case()
    assessed(case)
    happened(case)
    assert "see what happened" in due(case), "on the same day too, which the law's own days do not see"
    assert value_of(case, "safety_changed_on") == today().isoformat()
    assert value_of(case, "requester_verified") is None
    happened(case, verified="yes")
    assert value_of(case, "requester_verified") is True
    happened(case)
    assert value_of(case, "requester_verified") is False, "that the last one was verified says nothing of this one"


def test_a_threat_is_feared_from_then_on_and_staff_are_told() -> None:
    case = a_case()
    assessed(case)
    happened(case, kind="threat")
    assert value_of(case, "retaliation_feared") is True
    assert "tell-staff-when-dangers-change" in rules_owed(case)
    brief(actor("brook"), case, {"briefed": "all of the night shift, and the driver"})
    assert value_of(case, "staff_briefed_on") == today().isoformat()
    assert "tell-staff-when-dangers-change" not in rules_owed(case)


def test_what_is_missing_of_an_incident_is_named() -> None:
    case = a_case()
    for where, text in (("kind", ""), ("day", "2099-01-01"), ("told", ""), ("verified", ""), ("text", "")):
        with pytest.raises(AmparoError) as told:
            happened(case, **{where: text})
        assert told.value.where == where
    assert value_of(case, "safety_changed_on") is None


def test_a_plan_is_not_revised_without_the_person_and_says_so_where_they_could_not_be_asked() -> None:
    case = a_case()
    silent = {"fears": "", "wants": ""}
    with pytest.raises(AmparoError) as told:
        revise(actor("brook"), case, a_plan(**silent))
    assert told.value.where == "fears"
    revise(actor("brook"), case, a_plan(**silent, unasked="In hospital, without consciousness."))
    assert (value_of(case, "plan_revised_on"), value_of(case, "plan_concerns_noted")) == (None, None)
    revise(actor("brook"), case, a_plan())
    assert (value_of(case, "plan_revised_on"), value_of(case, "plan_concerns_noted")) == (today().isoformat(), True)
    assert [each.was_asked for each in plans(look(actor("brook"), case))] == [True, False]


def test_measures_people_to_keep_away_and_ways_to_reach_become_facts() -> None:
    case = a_case()
    listed = {"threat-relation": "relative", "threat-target": "person", "threat-at_large": "yes", "contact-channel": "message"}
    revise(actor("brook"), case, a_plan(**listed, **{"kind-1": "guard", "state-1": "declined_by_person"}))
    assert (value_of(case, "threat#1.relation"), value_of(case, "trafficker_at_large")) == ("relative", True)
    assert (value_of(case, "contact#1.channel"), value_of(case, "contact#1.safe")) == ("message", None), "not known is not safe"
    assert (value_of(case, "service#1.measure"), value_of(case, "service#1.state")) == ("guard", "declined_by_person")
    assert value_of(case, "threat#1.measure_on") is None
    state(case, Statement("retaliation_feared", value=True, source="said"))
    assert "protect-from-intimidation-and-retaliation" in rules_owed(case)
    revise(actor("brook"), case, a_plan(**{"risk-1": "threat#1", "kind-1": "guard", "state-1": "given"}))
    assert value_of(case, "threat#1.measure_on") == today().isoformat()
    assert value_of(case, "service#1.state") == "given"
    assert "protect-from-intimidation-and-retaliation" not in rules_owed(case)


def test_a_measure_says_against_what_who_and_until_when() -> None:
    case = a_case()
    for where, text in (("risk-1", "threat#9"), ("who-1", ""), ("until-1", "soon"), ("what-1", "")):
        with pytest.raises(AmparoError) as told:
            revise(actor("brook"), case, a_plan(**{where: text}))
        assert told.value.where == where
    assert plans(look(actor("brook"), case)) == ()
