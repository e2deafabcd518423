"""What a screening asks and states: the sheet first, each sign once, and nothing that nobody answered."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.errors import AmparoError
from amparo.stages.identification.contacts import at_once, is_treated_as_child
from amparo.stages.identification.first_contact import begin, kept_aside, purpose_of, state
from amparo.stages.identification.screening_answers import Answer, answers_from, statements
from amparo.stages.identification.screening_asked import SHEET, list_of, lists
from amparo.stages.identification.screening_done import CHILD, REFUSED, Done, consent_of, decide, finish, papers
from amparo.stages.identification.screening_profile import told_by_lists
from amparo.stages.identification.sheet_paper import asked_on_paper, fresh_number
from casework.world import actor


def test_the_sheet_is_the_first_list_and_an_unknown_number_leads_to_it() -> None:
    assert [list_of(text).number for text in ("", "0", "x", "999", "-1", "\u0663")] == [SHEET] * 6
    assert len(list_of("1").keys) == 15
    assert [each.number for each in lists()] == list(range(1, len(lists()) + 1))


def test_a_list_is_narrowed_to_the_phase_in_which_its_signs_arise() -> None:
    common = next(each for each in lists() if {"recruitment", "exploitation"} <= set(each.phases))
    parts = [common.of_phase(phase) for phase in ("recruitment", "exploitation")]
    assert sorted(parts[0] + parts[1]) == sorted(common.keys)
    assert common.of_phase("other") == common.keys


def test_a_paper_asks_nothing_twice_and_its_number_is_easily_read() -> None:
    keys = [key for each in asked_on_paper("4") for key in each.keys]
    assert len(keys) == len(set(keys))
    assert not set(fresh_number()) & set("01IOLSUAEZ")


def test_what_is_left_open_states_nothing_and_a_form_with_other_words_neither() -> None:
    form = {"a-ind_low_pay": "yes", "o-ind_low_pay": "1", "a-ind_shut_in": "perhaps", "a-ind_deceived": ""}
    assert answers_from(form, ("ind_low_pay", "ind_shut_in", "ind_deceived", "no_fact")) == (
        Answer("ind_low_pay", value=True, is_seen=True),
    )


@pytest.mark.usefixtures("world")
class TestInACase:
    """With an installation."""

    def test_the_widest_purpose_is_taken_and_who_opens_no_case_begins_none(self) -> None:
        assert (purpose_of(actor("brook")), purpose_of(actor("ivo"))) == ("protection", "identification")
        with pytest.raises(AmparoError) as caught:
            begin(actor("castor"))
        assert caught.value.code == "not-yours-in-office"

    def test_the_same_answer_is_stated_once_and_another_takes_its_place(self) -> None:
        brook = actor("brook")
        case = begin(brook)
        state(brook, case, [Answer("ind_low_pay", value=True)])
        sight = look(brook, case)
        assert statements([Answer("ind_low_pay", value=True), Answer("ind_shut_in", value=None)], sight, brook.agency) == ()
        (changed,) = statements([Answer("ind_low_pay", value=None)], sight, brook.agency)
        assert changed.value is None
        assert changed.corrects == sight.entries[-1].id

    def test_a_page_that_is_older_than_what_a_colleague_stated_states_nothing(self) -> None:
        brook = actor("brook")
        case = begin(brook)
        state(brook, case, [Answer("ind_low_pay", value=True)])
        with pytest.raises(AmparoError) as caught:
            state(brook, case, [Answer("ind_low_pay", value=False)], seen={"ind_low_pay": "another"})
        assert caught.value.code == "lost-update"

    def test_who_may_be_a_child_is_handed_over_without_being_asked_and_an_adult_is_heard(self) -> None:
        brook = actor("brook")
        child, adult = begin(brook), begin(brook)
        state(brook, child, [Answer("may_be_child", value=True), Answer("guardian_suspected", value=True)])
        state(brook, adult, [Answer("may_be_child", value=False)])
        assert is_treated_as_child(look(brook, child))
        assert not is_treated_as_child(look(brook, adult))
        assert len(at_once(look(brook, child), brook.agency)) == 2
        for case in (child, adult):
            finish(brook, look(brook, case), Done(consent=False, wishes="to go on"))
        assert [papers(look(brook, case))[0].body["referral"] for case in (child, adult)] == [CHILD, REFUSED]
        assert consent_of(look(brook, child), brook.agency) is None
        assert consent_of(look(brook, adult), brook.agency) is False
        decide(brook, look(brook, adult), agrees=True)
        assert consent_of(look(brook, adult), brook.agency) is True

    def test_a_first_responder_keeps_what_is_theirs_and_is_told_of_the_rest(self) -> None:
        User.objects.create(id="nadi", username="nadi", agency_id="harbour", bundle="first_responder", since=now())
        nadi = actor("nadi")
        case = begin(nadi)
        answers = [
            Answer("in_danger_now", value=True),
            Answer("urgent_medical_need", value=True),
            Answer("guardian_suspected", value=True),
            Answer("ind_low_pay", value=True, is_seen=True),
        ]
        sight = state(nadi, case, answers)
        assert {entry.key for entry in look(nadi, case).entries} == {
            "first_contact_on",
            "in_danger_now",
            "guardian_suspected",
            "ind_low_pay",
        }
        assert kept_aside(answers, sight.recordable) == ("urgent_medical_need",)
        finish(nadi, look(nadi, case), Done(consent=True, is_whole=True))
        assert consent_of(look(nadi, case), nadi.agency) is True

    def test_the_lists_say_what_was_noted_in_them_and_never_that_nothing_is_there(self) -> None:
        brook = actor("brook")
        case = begin(brook)
        assert told_by_lists(look(brook, case)) == ()
        state(brook, case, [Answer("ind_low_pay", value=True), Answer("ind_debt_bondage", value=True, is_seen=True)])
        told = told_by_lists(look(brook, case))
        assert told[0].is_signal
        graded = next(each for each in told if each.title == "Labour exploitation, graded")
        assert [part.title for part in graded.parts] == ["Exploitation", "Coercion at destination"]
        assert graded.parts[0].signs == ("Little or no pay",)
