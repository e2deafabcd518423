"""What a case says and what a worked case expects, in words."""

from __future__ import annotations

from amparo.explain.stated import expected, stated
from amparo.rules.cases import load_cases, load_persons
from explain.small_law import pack, plain


def case(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = next(each for each in (*load_cases(pack()), *load_persons(pack())) if each.name.startswith(name))
    return stated(found.case, plain()), expected(found, plain())


def test_facts_stand_line_by_line() -> None:
    assert case("a claim") == (
        ("“Says that they were trafficked”: yes", "“Heard on being a victim”: no"),
        (
            (
                "yes; in effect; removal (deport, expel, extradite): held; recommended; "
                "held by “No removal before the person was heard”"
            ),
        ),
    )


def test_assertions_say_who_how_and_when_and_items_stand_apart() -> None:
    facts, comes = case("several sources")
    said = "yes (said by non-governmental organization on 1 February 2026); no (by police); yes (decision)"
    assert facts == (
        f"“Says that they were trafficked”: {said}",
        "Unlawful act held against the person 1. “Compelled”: yes",
        "Unlawful act held against the person 2. Nothing is known of it",
        "“All acts listed”: no",
    )
    lifts = "“Not prosecuting or punishing considered, with reasons” (unlawful act held against the person 1)"
    about = "Unlawful act held against the person 1: not known; in effect; prosecution for an unlawful act"
    assert comes == (f"{about}: held until more is known; what is missing {lifts}; could be lifted by {lifts}",)


def test_a_case_that_says_nothing_says_so() -> None:
    assert case("nobody has looked")[0] == ("Nothing is known.",)


def test_days_and_numbers_are_said() -> None:
    assert case("three who")[1] == ("comes to 3", "“No removal before the person was heard”: not known; in effect")
    reasons = "“Says that they were trafficked” and “Final decision on status”"
    assert case("the rest is owed")[1] == (
        f"yes; done: yes; not owed; due 2 March 2026; because of {reasons}",
        "“Support while the rest runs”: ends 14 April 2026; may change 15 April 2026",
    )


def test_a_person_is_expected_act_by_act() -> None:
    assert case("Heard by nobody")[1] == (
        "removal (deport, expel, extradite): held; held by “No removal before the person was heard”",
    )
