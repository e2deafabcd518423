"""A rule is told with all that it holds: its clocks, exceptions, definitions and figures."""

from __future__ import annotations

import pytest

from amparo.explain.account import Account, account
from amparo.explain.plain import Plain
from amparo.rules.pack import load_pack
from explain.small_law import pack, plain, words


def told(rule: str) -> Account:
    return account(next(each for each in pack().rules if each.id == rule), plain(), pack().citations)


def clauses(rule: str) -> list[tuple[str, str]]:
    return [(clause.head, clause.said.in_line()) for clause in told(rule).clauses]


def test_a_hold_is_told_whole() -> None:
    found = told("no-removal-before-heard")
    assert (found.title, found.kind) == ("No removal before the person was heard", "Hold: removal (deport, expel, extradite)")
    assert (found.who, found.reach) == ("Immigration authority", "Recommended, in suitable cases")
    assert clauses("no-removal-before-heard") == [
        ("When", "the person is, or may be, a victim of trafficking and “Heard on being a victim” is no")
    ]
    assert [clause.head for clause in found.words] == ["The person is, or may be, a victim of trafficking"]
    assert found.while_not_known == "It holds"
    assert [cited.text for cited in found.not_known_under] == [
        "Working Group paper 2017/2, para. 11",
        "UNODC Model Law, art. 18",
    ]
    assert [cited.id for cited in found.under] == ["toolkit/7.6", "tip/2/b"]
    assert found.way_past == "Only a recorded decision with reasons, of two people entitled to take it, goes past it"


def test_what_takes_a_rule_away_is_told_with_it() -> None:
    asked = "what is missing is asked; the rule to which it is an exception is not known either"
    assert clauses("no-removal-in-rest")[1:] == [
        ("Unless", "it is known to be so that “Ground of removal” is “Public order” or “Another reason”"),
        ("Except while", "the informed person wishes to return (while that is not known: the exception does not count)"),
        ("Except while", f"the rest was ended for public order (while that is not known: {asked})"),
    ]
    assert clauses("no-removal-during-the-ban")[1:] == [("Until the end of", "31 December 2030")]
    assert clauses("wishes-to-go")[-1] == ("Is an exception to", "“No removal in the rest”")


def test_the_clocks_of_a_duty_are_told() -> None:
    assert clauses("give-the-rest") == [
        ("To be done", "Grant the rest in writing."),
        ("When", "the person is, or may be, a victim of trafficking"),
        ("By when", "at once"),
        ("Fulfilled when", "“Recovery period offered” is yes and “First day of the recovery period” is known"),
    ]
    assert clauses("answer-in-time")[2:4] == [
        ("By when", "within 1 day from “Date of the first decision on status”"),
        ("Again", "every 1 day"),
    ]
    assert ("Again", "at each stage") in clauses("safety-in-removal")
    assert ("How long", "45 days from “First day of the recovery period”") in clauses("support-in-rest")


def test_figures_stand_with_their_titles() -> None:
    assert [(figure.value, figure.title) for figure in told("support-in-rest").figures] == [("45 days", "Length of the rest")]
    assert [(figure.value, figure.title) for figure in told("long").figures] == [("2", "How many are several")]
    assert [figure.value for figure in told("answer-in-time").figures] == ["1 day"]


def test_what_a_rule_is_about_stands_in_its_kind() -> None:
    assert told("safety-in-removal").kind == "Duty, goes with: removal (deport, expel, extradite)"
    assert told("look-at-each-act").kind == "Duty, for each unlawful act held against the person"
    assert (told("first_day").kind, told("first_day").title, told("first_day").who) == ("Definition", "First day", "")


@pytest.mark.parametrize("name", ["palermo", "xx", "xk"])
def test_every_rule_of_every_pack_can_be_told(name: str) -> None:
    law = load_pack(name)
    words_of_law = Plain(law.law_on(plain().law.day), words())
    for rule in words_of_law.law.rules.values():
        found = account(rule, words_of_law, law.citations)
        said = " ".join(clause.said.in_line() for clause in (*found.clauses, *found.words))
        assert found.clauses
        assert "_" not in said, (rule.id, said)
