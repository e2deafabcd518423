"""The person who is shown is as short as can be, plain, and read as any case file is."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import z3

from amparo.facts.settled import Settled
from amparo.prove.cone import Cone, slots_for
from amparo.prove.encode import Encoded
from amparo.prove.person import Person, Words
from amparo.prove.replay import settled_from
from amparo.prove.search import Search, Undecided
from amparo.rules.evaluate import Evaluation
from prove.small import ON, pack, parameter, right_of
from prove.trying import known_facts
from rules.small_packs import definition, hold

FACTS = ("screened", "pregnant", "consent_to_examination", "free_to_leave", "may_be_child")
NUMBERS = parameter("adult", "years", 18) + parameter("of_age", "years", 21) + parameter("pair", "number", 2)


def found(folder: Path, when: str, *more: str, yes: bool = True) -> tuple[Any, Any, Any]:
    """Search for somebody of whom a condition is yes (or no), and return the law and the search with the answer."""
    law = pack(folder / "pack", hold("held", when), *more, parameters=NUMBERS).law_on(ON)
    rule = law.rules["held"]
    encoded = Encoded(law, Person(law.vocabulary, ON, Words(law.words), slots_for([(Cone(law), rule)])))
    truth = encoded.concludes(rule)
    return law, Search(encoded.person).shortest([truth.yes if yes else truth.no]), encoded


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize(
    "when",
    [
        "screened and pregnant and consent_to_examination or free_to_leave and may_be_child",
        "(screened or pregnant) and (consent_to_examination or not free_to_leave) and not may_be_child",
        "not (screened and pregnant) and (screened or consent_to_examination and free_to_leave)",
        "known(screened) and presumed(pregnant) and (pregnant or consent_to_examination)",
        "screened and not screened or pregnant and (consent_to_examination or free_to_leave or may_be_child)",
        "presumed_not(screened) and known(pregnant or free_to_leave) and (not may_be_child or screened)",
    ],
)
def test_the_shortest_person_is_the_shortest_there_is(tmp_path: Path, when: str, *, yes: bool) -> None:
    law, cases, _ = found(tmp_path, when, yes=yes)
    assert known_facts(cases[0]) == fewest(law, wanted=yes)
    assert Evaluation(law, settled_from(cases[0], law)).conclusion("held") is yes


def fewest(law: Any, *, wanted: bool) -> int:
    """Try everybody, those of whom least is known first."""
    for number in range(len(FACTS) + 1):
        for keys in combinations(FACTS, number):
            for values in product((True, False), repeat=number):
                person = Settled(law.vocabulary, ON, dict(zip(keys, values, strict=True)))
                if Evaluation(law, person).conclusion("held") is wanted:
                    return number
    raise AssertionError(law)


def test_nobody_is_found_where_nobody_can_be(tmp_path: Path) -> None:
    assert found(tmp_path, "screened and not screened")[1] is None


def test_what_is_false_of_everybody_is_not_asked(tmp_path: Path) -> None:
    _, _, encoded = found(tmp_path, "screened")
    assert Search(encoded.person).shortest([False, encoded.person.stated("screened").yes]) is None


def test_of_everybody_the_person_of_whom_nothing_is_known_is_the_shortest(tmp_path: Path) -> None:
    _, _, encoded = found(tmp_path, "screened")
    cases = Search(encoded.person).shortest([])
    assert isinstance(cases, tuple)
    assert known_facts(cases[0]) == 0


def test_what_takes_too_long_stays_undecided(tmp_path: Path) -> None:
    _, _, encoded = found(tmp_path, "screened")
    numbers = z3.Ints("p q r")
    prime = z3.And(*(number > 10**9 for number in numbers), numbers[0] ** 3 + numbers[1] ** 3 == numbers[2] ** 3)
    answer = Search(encoded.person, seconds=0.01).shortest([prime])
    assert answer == Undecided("no answer within 0.01 seconds")


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        ("age >= adult", {"age_years": 30}),
        ("age < adult", {"age_years": 16}),
        ("birth_date < today", {"birth_date": "1996-11-29"}),
        ("entry_date <= today", {"entry_date": "2026-10-23"}),
        ("not (entry_date == today) and not (entry_date != today)", {"entry_date": "never"}),
        ("language == 'fr'", {"language": "fr"}),
        ("known(age) and not (age >= adult) and not known(age >= adult)", None),
    ],
)
def test_a_person_is_plain_where_nothing_hangs_on_it(tmp_path: Path, when: str, facts: dict[str, Any] | None) -> None:
    law, cases, _ = found(tmp_path, when)
    assert cases is None if facts is None else cases[0]["facts"] == facts
    assert cases is None or Evaluation(law, settled_from(cases[0], law)).conclusion("held") is True


@pytest.mark.parametrize(
    "when",
    [
        "known(age) and presumed(age >= adult) and presumed_not(age >= adult)",
        "presumed(age >= adult) and presumed_not(age >= adult) and known(birth_date)",
        "age >= adult and presumed(age < of_age) and presumed_not(age < of_age)",
    ],
)
def test_an_age_that_is_open_is_told_by_a_year_of_birth_or_an_earlier_statement(tmp_path: Path, when: str) -> None:
    law, cases, _ = found(tmp_path, when)
    assert known_facts(cases[0]) == 1
    assert Evaluation(law, settled_from(cases[0], law)).conclusion("held") is True


def test_items_are_listed_with_what_is_known_of_each(tmp_path: Path) -> None:
    law, cases, _ = found(tmp_path, "two and not more", *counted())
    case = cases[0]
    assert case["items"] == {
        "relative": {"list": [{"id": "1", "complicit": True}, {"id": "2", "complicit": True}], "complete": True}
    }
    assert Evaluation(law, settled_from(case, law)).conclusion("held") is True


def counted() -> tuple[str, str]:
    two = definition("number", "", over="relative", count="relative.complicit").replace('when = ""\n', "")
    return two, definition("two", "number >= pair") + definition("more", "number > pair or not presumed_not(number > pair)")


def test_a_right_is_looked_up_by_its_id(tmp_path: Path) -> None:
    assert right_of(pack(tmp_path / "pack", hold("no-way-out", "screened")), "no-way-out").name == "no_way_out"
