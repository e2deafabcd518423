"""The plan is made with the person, all needs gone through; what is delivered is counted, and fitted to who they are."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

import pytest

from amparo.casework.determine import law
from amparo.casework.record import Statement, record
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.support.delivering import deliver, take_back, totals
from amparo.stages.support.fitting import fit
from amparo.stages.support.kinds import kinds
from amparo.stages.support.needs import NEEDED, NOT_NOW, answered, askable, go_through
from amparo.stages.support.planning import OWED, make_plan, owed_anew, plans
from amparo.stages.support.services import services
from casework.world import actor
from stages.support.help import SHELTER, fact, given, listed, owed, service, sight_of, step

PLAN: Final = {
    "with_person": "yes",
    "wishes": "To sleep, then to learn to bake.",
    "goal_1": "find a course",
    "who_1": "Brook",
    "reviewed": "yes",
    "feared": "yes",
    "against": "another phone number; the debt is looked at",
    "next_on": today().isoformat(),
}


def plan(case: str, **changed: str) -> None:
    make_plan(actor("brook"), case, {**PLAN, **changed})


def test_each_duty_that_asks_for_a_plan_is_a_duty_of_the_law(world: None) -> None:  # noqa: ARG001 its law is asked
    rules = law().law_on(today()).rules.values()
    assert set(OWED) <= {each.id for each in rules if each.kind == "duty"}


def test_a_plan_made_with_the_person_meets_what_the_law_asks_and_an_interview_asks_for_it_anew(case: str) -> None:
    state(case, Statement("formal_interview_on", (today() - timedelta(days=1)).isoformat(), "observed"))
    assert "plan-revised-after-the-formal-interview" in {each["rule"] for each in owed_anew(sight_of(case))}
    plan(case)
    assert fact(case, "assistance_plan_on") == today().isoformat()
    assert (fact(case, "needs_reviewed"), fact(case, "retrafficking_feared")) == (True, True)
    assert "plan-revised-after-the-formal-interview" not in {each["rule"] for each in owed_anew(sight_of(case))}
    plan(case, wishes="To bake.")
    first, second = plans(sight_of(case))
    assert (second.answers, second.compartment) == (first.id, "support")


def test_a_plan_without_the_person_needs_a_reason_and_counts_as_none_made_with_them(case: str) -> None:
    with pytest.raises(AmparoError) as unfinished:
        plan(case, with_person="no", why_without="ill")
    assert unfinished.value.where == "why_without"
    plan(case, with_person="no", why_without="She lies in hospital and cannot speak yet.")
    assert fact(case, "assistance_plan_on") is None
    assert fact(case, "needs_reviewed") is None


def test_a_plan_that_is_not_finished_says_what_is_missing(case: str) -> None:
    for where in ("wishes", "goal_1", "who_1", "against", "next_on"):
        with pytest.raises(AmparoError) as unfinished:
            plan(case, **{where: ""})
        assert unfinished.value.where == where


def test_needs_are_complete_only_once_every_kind_was_answered(case: str) -> None:
    brook = actor("brook")
    some = {f"need_{kind}": NOT_NOW for kind in kinds()[:10]}
    go_through(brook, case, {**some, "need_food": NEEDED})
    assert fact(case, "service.complete") is None
    assert {kind for kind in kinds() if answered(sight_of(case)).get(kind)} == set(kinds()[:10])
    assert "food" not in askable(sight_of(case))
    rest = {f"need_{kind}": NOT_NOW for kind in kinds()[10:] if kind != "other"}
    go_through(brook, case, {**rest, "need_medical": NEEDED})
    assert fact(case, "service.complete") is True
    assert sorted(each.kind for each in services(sight_of(case))) == ["food", "medical"]
    state(case, Statement("may_work", value=False, source="document"))
    assert not owed(case, "consider-each-measure-of-recovery")
    health = [each.compartment for each in sight_of(case).papers if "medical" in each.body["answers"]]
    assert set(health) == {"health"}


def test_what_is_not_answered_stays_not_asked(case: str) -> None:
    with pytest.raises(AmparoError, match="at least one"):
        go_through(actor("brook"), case, {})
    assert answered(sight_of(case)) == {}


def test_a_service_is_fitted_to_the_person_and_who_says_yes_says_how(case: str) -> None:
    number = given(case, "training")
    yes = dict.fromkeys(("age_heeded", "gender_heeded", "needs_heeded", "in_language_understood"), "yes")
    with pytest.raises(AmparoError) as unfinished:
        fit(actor("brook"), case, number, yes)
    assert unfinished.value.where == "how_age_heeded"
    how = {f"how_{name}": "evening lessons" for name in yes}
    fit(actor("brook"), case, number, {**yes, **how, "gender_heeded": "unknown"})
    key = f"service#{number}"
    assert (fact(case, f"{key}.age_heeded"), fact(case, f"{key}.gender_heeded")) == (True, None)


def test_what_was_delivered_is_added_up_in_whole_cents_by_currency_and_a_mistake_is_taken_back(case: str) -> None:
    number, brook = given(case, "financial"), actor("brook")
    for count, currency in (("0.10", "eur"), ("0.20", "EUR"), ("5", "usd")):
        deliver(brook, case, number, {"what": "money", "count": count, "currency": currency})
    deliver(brook, case, number, {"what": "session", "count": "3", "cost": "9,99", "currency": "eur"})
    (total,) = totals(sight_of(case))
    assert total.given == {"EUR": Decimal("0.3"), "USD": Decimal(5)}
    assert (total.counts, total.cost) == ({"session": Decimal(3)}, {"EUR": Decimal("9.99")})
    take_back(brook, case, number, service(case, number).delivered[2].id, {"text": "typed for somebody else"})
    assert totals(sight_of(case))[0].given == {"EUR": Decimal("0.3")}


WRONG: Final = (
    ({"what": "session", "count": ""}, "count"),
    *(({"what": "session", "count": text}, "count") for text in ("-1", "NaN", "1e9", "1.001")),
    ({"what": "money", "count": "1", "currency": "euro"}, "currency"),
    ({"what": "session", "count": "1", "cost": "5"}, "currency"),
    ({"what": "session", "count": "1", "on": "2999-01-01"}, "on"),
)


def test_an_amount_that_is_none_is_refused_at_its_field(case: str) -> None:
    number = listed(case, "food")
    step(case, number, "begin", **SHELTER, emergency="She has not eaten for three days.")
    for sent, where in WRONG:
        with pytest.raises(AmparoError) as wrong:
            deliver(actor("brook"), case, number, sent)
        assert wrong.value.where == where, sent


def test_nothing_is_delivered_of_what_has_not_begun(case: str) -> None:
    with pytest.raises(AmparoError, match="does not follow"):
        deliver(actor("brook"), case, listed(case, "food"), {"what": "goods", "count": "1"})


def state(case: str, *statements: Statement) -> None:
    record(actor("brook"), case, statements, seen=sight_of(case).seen)
