"""Before an act: what holds it, who may decide that it goes on, and that nothing else leads past a hold."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import pytest

from amparo.casework import acting
from amparo.casework.access import look
from amparo.casework.acting import read_answer
from amparo.casework.acting.deciding import decide, second, tell
from amparo.casework.acting.whose import askable
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing
from amparo.casework.grants import give_grant
from amparo.casework.log import told_of
from amparo.casework.members import add_member
from amparo.casework.models import Paper, User, Waiting
from amparo.casework.moment import now
from amparo.casework.owed.morning import today_of
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, open_case, record
from amparo.casework.waiting import ACT_SECOND, ACT_TOLD
from amparo.environment import today
from amparo.errors import AmparoError
from casework.world import BEGUN, actor

CLAIMED: Final = Statement("trafficking_claimed", value=True, source="said")
ADULT: Final = Statement("birth_date", value="1990-01-01", source="document")
WHY: Final = "The lawyer was asked, and the danger weighs more."
LET_IN: Final = {
    "police-xx": ("identity", "legal", "security"),
    "prosecution-xx": ("identity", "legal", "liability"),
    "return-yy": ("identity", "support", "security"),
}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    """A case of Harbour House, in which two officers, a prosecutor and a partner abroad take part."""
    User.objects.create(id="dina", username="dina", agency_id="police-xx", bundle="officer", since=BEGUN)
    brook = actor("brook", stepped_up=True)
    opened = open_case(brook, purpose="protection", called="Amina")
    until = now() + timedelta(days=30)
    agreed = {"given_on": today().isoformat(), "given_how": "spoken", "language": "am", "explained": "who receives what"}
    for agency, parts in LET_IN.items():
        purpose = "return" if agency == "return-yy" else "justice"
        give_grant(brook, opened, agency, parts, basis="consent", purpose=purpose, until=until, recorded=agreed)
    for name in ("castor", "dina", "kofi", "edda"):
        purpose = "return" if name == "edda" else "justice"
        add_member(brook, opened, name, role="works_on", purpose=purpose, until=until)
    state(opened, CLAIMED, ADULT)
    return opened


def state(case: str, *statements: Statement, by: str = "brook") -> None:
    record(actor(by), case, statements, seen=look(actor(by), case).seen)


def code_of(*args: object, **more: object) -> str:
    """Return the code of the error by which something is refused."""
    do, *rest = args
    with pytest.raises(AmparoError) as caught:
        do(*rest, **more)  # type: ignore[operator] # the first is what is done
    return caught.value.code


def order(case: str, act: str, effect: str, by: str = "brook", source: str = "document") -> None:
    """State an order of a court on an act, as the first in the list."""
    said = {"court_order#1": True, "court_order#1.act": act, "court_order#1.effect": effect}
    state(case, *(Statement(key, value, source) for key, value in said.items()), by=by)


def test_what_is_asked_is_answered_kept_and_in_the_log(case: str) -> None:
    answer = acting.ask(actor("castor"), case, "detention")
    assert (answer.answer, answer.way, answer.goes_on) == ("held-until-known", "court-alone", False)
    assert [(paper.kind, paper.body["act"]) for paper in look(actor("brook"), case).papers] == [("act-asked", "detention")]
    assert "act-asked" in str([told.about for told in told_of(case)])


def test_a_paper_on_an_act_names_no_rule_and_so_tells_nobody_what_they_may_not_read(case: str) -> None:
    state(case, Statement("may_be_refugee", value=True, source="said"))
    answer = acting.ask(actor("brook"), case, "removal")
    body = str(look(actor("castor"), case).papers[-1].body)
    assert answer.holds
    assert not [each["rule"] for each in answer.holds if each["rule"] in body]


def test_where_nothing_holds_it_goes_on_and_that_is_called_no_clearance(case: str) -> None:
    state(
        case,
        Statement("interview_informed", value=True, source="said"),
        Statement("interview_fit", value=True, source="observed"),
        Statement("speaks_local_language", value=True, source="observed"),
    )
    answer = acting.ask(actor("brook"), case, "interview")
    assert (answer.answer, answer.way, answer.goes_on) == ("no-hold", "free", True)
    assert "clear" not in answer.answer


def test_past_a_mandatory_and_absolute_hold_no_decision_leads(case: str) -> None:
    state(case, Statement("detention_ground", "immigration", "document"))
    answer = acting.ask(actor("castor"), case, "detention")
    assert (answer.answer, answer.way) == ("held", "court-alone")
    for name in ("castor", "dina"):
        code = code_of(decide, actor(name), case, "detention", verdict="go-on", reasons=WHY, figure=answer.print)
        assert code == "not-to-be-decided"


def test_a_court_decision_recorded_by_somebody_else_is_obeyed_and_ones_own_is_not(case: str) -> None:
    state(case, Statement("detention_ground", "immigration", "document"))
    order(case, "detention", "allows", by="castor")
    assert acting.ask(actor("castor"), case, "detention").way == "court-alone"
    assert acting.ask(actor("dina"), case, "detention").way == "ordered"


def test_a_court_order_that_is_only_said_leads_past_nothing(case: str) -> None:
    state(case, Statement("detention_ground", "immigration", "document"))
    order(case, "detention", "allows", source="said")
    assert not acting.ask(actor("castor"), case, "detention").goes_on


def test_an_order_that_forbids_is_obeyed_even_where_another_allows(case: str) -> None:
    order(case, "detention", "allows")
    said = {"court_order#2": True, "court_order#2.act": "detention", "court_order#2.effect": "forbids"}
    state(case, *(Statement(key, value, "document") for key, value in said.items()))
    assert acting.ask(actor("castor"), case, "detention").way == "forbidden"


def test_a_coercive_act_takes_two_people_and_the_second_is_never_the_first(case: str) -> None:
    figure = passable(case)
    first = decide(actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=figure)
    assert (first.way, first.goes_on) == ("second", False)
    assert code_of(second, actor("castor"), case, first.decision, verdict="go-on", reasons=WHY) == "same-person"
    assert code_of(second, actor("brook"), case, first.decision, verdict="go-on", reasons=WHY) == "not-yours-to-decide"
    assert second(actor("dina"), case, first.decision, verdict="go-on", reasons=WHY).way == "decided"
    assert not Waiting.objects.filter(kind=ACT_SECOND, ended=None).exists()


def passable(case: str) -> str:
    """Return what holds a prosecution by the police: not absolutely, as long as nothing is known of any offence."""
    answer = acting.ask(actor("castor"), case, "prosecution")
    assert (answer.goes_on, answer.way) == (False, "decision")
    return answer.print


def test_a_second_person_who_does_not_agree_ends_it(case: str) -> None:
    first = decide(actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=passable(case))
    answer = second(actor("dina"), case, first.decision, verdict="stay", reasons=WHY)
    assert (answer.way, answer.goes_on) == ("decision", False)
    User.objects.create(id="emil", username="emil", agency_id="police-xx", bundle="officer", since=BEGUN)
    add_member(brook(), case, "emil", role="works_on", purpose="justice", until=now() + timedelta(days=30))
    for name in ("castor", "dina", "emil"):
        code = code_of(decide, actor(name), case, "prosecution", verdict="go-on", reasons=WHY, figure=answer.print)
        assert code == "second-said-no"
    assert not Waiting.objects.filter(kind=ACT_SECOND, ended=None).exists()
    state(case, Statement("offence#1", value=True, source="document"))
    changed = decide(actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=passable(case))
    assert changed.way == "second"


def test_a_no_that_stands_where_the_asker_does_not_read_counts_all_the_same(case: str) -> None:
    first = decide(actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=passable(case))
    assert second(actor("dina"), case, first.decision, verdict="go-on", reasons=WHY).way == "decided"
    body = {"act": "prosecution", "item": "", "verdict": "stay", "reasons": WHY, "needs_second": False, "print": first.print}
    record(brook(), case, seen={}, papers=[Draft("act-decided", "support", body)])
    assert "support" not in look(actor("castor"), case).readable
    answer = acting.ask(actor("castor"), case, "prosecution")
    assert (answer.way, answer.goes_on, answer.decision) == ("decision", False, "")
    assert code_of(record, actor("castor"), case, seen={}, papers=[Draft("note", "legal", {"text": "done"})], also=doing) == (
        "act-held"
    )


def doing(standing: Standing) -> None:
    acting.may_go_on(standing, "prosecution")


def brook() -> Actor:
    return actor("brook", stepped_up=True)


def test_a_decision_does_not_outlive_new_facts_and_lifts_nothing_of_another_act(case: str) -> None:
    first = decide(actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=passable(case))
    assert second(actor("dina"), case, first.decision, verdict="go-on", reasons=WHY).goes_on
    assert acting.ask(actor("castor"), case, "embassy_contact").way != "decided"
    state(
        case, Statement("offence#1", value=True, source="document"), Statement("offence#1.compelled", value=True, source="said")
    )
    assert not acting.ask(actor("castor"), case, "prosecution").goes_on


def test_a_decision_on_what_is_not_held_any_more_so_is_refused(case: str) -> None:
    figure = passable(case)
    state(
        case, Statement("offence#1", value=True, source="document"), Statement("offence#1.compelled", value=True, source="said")
    )
    code = code_of(decide, actor("castor"), case, "prosecution", verdict="go-on", reasons=WHY, figure=figure)
    assert code == "hold-changed"


def test_who_is_not_entitled_decides_nothing_and_one_word_is_no_reason(case: str) -> None:
    figure = passable(case)
    for name, reasons, code in (("brook", WHY, "not-yours-to-decide"), ("castor", "Needed.", "reasons-needed")):
        assert code == code_of(decide, actor(name), case, "prosecution", verdict="go-on", reasons=reasons, figure=figure)


def test_towards_a_prosecutor_a_hold_asks_for_a_reasoned_answer_of_one(case: str) -> None:
    state(case, Statement("trafficking_claimed", None, "said"))
    answer = acting.ask(actor("kofi"), case, "prosecution")
    assert answer.way == "decision"
    assert decide(actor("kofi"), case, "prosecution", verdict="go-on", reasons=WHY, figure=answer.print).way == "decided"


def test_of_a_decision_the_person_and_their_lawyer_are_told_and_until_then_it_is_owed(case: str) -> None:
    brook = actor("brook")
    figure = acting.ask(brook, case, "disclosure").print
    answer = decide(brook, case, "disclosure", verdict="go-on", reasons=WHY, figure=figure)
    owed = Waiting.objects.get(kind=ACT_TOLD, ended=None)
    assert (owed.case_id, owed.agency_id, owed.about) == (case, "harbour", answer.decision)
    tell(brook, case, answer.decision, told={"person": "told", "lawyer": "not-yet"}, words="")
    assert Waiting.objects.filter(kind=ACT_TOLD, ended=None).exists()
    tell(brook, case, answer.decision, told={"person": "told", "lawyer": "told"}, words="in Amharic")
    assert not Waiting.objects.filter(kind=ACT_TOLD, ended=None).exists()


def test_what_saves_a_life_waits_for_nobody_and_is_told_of_afterwards(case: str) -> None:
    figure = acting.ask(actor("brook"), case, "disclosure").print
    assert decide(actor("brook"), case, "disclosure", verdict="to-save-a-life", reasons=WHY, figure=figure).goes_on
    assert Waiting.objects.filter(kind=ACT_TOLD, ended=None).count() == 1
    code = code_of(
        decide, actor("castor"), case, "detention", verdict="to-save-a-life", reasons=WHY,
        figure=acting.ask(actor("castor"), case, "detention").print,
    )  # fmt: skip
    assert code == "saves-no-life"


def test_police_ask_about_their_own_acts_alone_and_a_body_abroad_about_none(case: str) -> None:
    asked = askable(actor("castor"), "harbour")
    assert {"detention", "removal", "interview"} <= set(asked)
    assert not {"disclosure", "health_test", "family_reunion", "case_closure", "status_downgrade"} & set(asked)
    assert code_of(acting.ask, actor("castor"), case, "health_test") == "not-your-act"
    assert code_of(acting.ask, actor("edda"), case, "return") == "not-your-act"
    assert code_of(acting.ask, actor("doru"), case, "detention") == "no-such-case"
    acting.ask(actor("brook"), case, "removal")
    assert look(actor("edda"), case).papers == ()


def test_who_does_not_read_of_asylum_is_told_nothing_of_it_by_how_firmly_an_act_is_held(case: str) -> None:
    def told() -> tuple[object, ...]:
        sight = look(actor("castor"), case)
        answer = read_answer(actor("castor"), sight, "removal")
        today_ = today_of(actor("castor"))
        rules = [(each["rule"], each["withheld"], each["conclusion"]) for each in sight.determinations]
        return (sight.acts, rules, sight.questions, answer.answer, answer.way, answer.withheld, today_.holds, today_.counts)

    look(actor("brook"), case)
    before = told()
    for value in (True, False):
        state(case, Statement("asylum_claimed", value=value, source="said"))
        answer = acting.ask(actor("brook"), case, "removal").answer
        assert answer == ("held" if value else answer), "who reads of it is told"
        assert told() == before, value
        asked = [each for each in look(actor("castor"), case).papers if each.kind == "act-asked"]
        assert {each.body["answer"] for each in asked} == {"held-until-known"}


def test_what_another_body_owes_for_a_reason_that_may_not_be_read_names_neither_the_body_nor_the_day(case: str) -> None:
    state(case, Statement("urgent_medical_need", value=True, source="observed"))
    found = {who: look(actor(who), case).determinations for who in ("brook", "castor")}
    owed = [each for each in found["brook"] if each["binds"] == "health_service" and each["due"]]
    assert owed, "who keeps the case watches over it"
    silent = [each for each in found["castor"] if each["title"] is None and each["kind"] == "duty"]
    assert {(each["binds"], each["due"]) for each in silent if each["binds"] != "police"} == {(None, None)}


def test_an_item_is_asked_of_by_who_may_read_of_it(case: str) -> None:
    state(case, Statement("offence#1", value=True, source="document"))
    assert code_of(acting.ask, actor("castor"), case, "prosecution", "offence#1") == "unknown-case-item"
    assert acting.ask(actor("kofi"), case, "prosecution", "offence#1").item == "offence#1"


def test_at_the_doing_it_is_asked_again_and_what_is_held_is_not_done(case: str) -> None:
    def also(standing: Standing) -> None:
        acting.may_go_on(standing, "disclosure")

    note = Draft("note", "support", {"text": "sent"})
    before = Paper.objects.count()
    assert code_of(record, actor("brook"), case, seen={}, papers=[note], also=also) == "act-held"
    assert Paper.objects.count() == before
    figure = acting.ask(actor("brook"), case, "disclosure").print
    decide(actor("brook"), case, "disclosure", verdict="go-on", reasons=WHY, figure=figure)
    record(actor("brook"), case, seen={}, papers=[note], also=also)
