"""Finding one person among candidates."""

from __future__ import annotations

import random

import pytest

from amparo.matching import finding
from amparo.matching.finding import FULLY, found, held
from amparo.matching.person import Person, person_of
from amparo.matching.record import Record

SELAM = Record(given_names="Selam", family_names="Tesfaye", birth_date="1990-03-17", document_number="ER213457")
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "re", "sa", "ti", "yo")


def crowd(size: int) -> list[tuple[str, Person, float]]:
    """Invented people, the same each time."""
    draw = random.Random(6)
    names = [" ".join("".join(draw.choices(SYLLABLES, k=3)) for _ in range(2)) for _ in range(size)]
    dates = [f"{draw.randint(1960, 2005)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}" for _ in range(size)]
    return [
        (f"c{at}", person_of(Record(full_name=name, birth_date=date)), 6.0)
        for at, (name, date) in enumerate(zip(names, dates, strict=True))
    ]


def test_the_person_is_found_first_among_hundreds() -> None:
    asked = person_of(Record(full_name="Tesfay Selam", birth_date="17.3.1990"))
    answers = found(asked, [*crowd(200), ("s", person_of(SELAM), 0.0)], 100_000)
    assert answers[0].id == "s"
    assert answers[0].decision in {"match", "review"}
    assert len(answers) == FULLY
    assert all(answer.decision == "no-match" for answer in answers[1:])
    assert [answer.bits for answer in answers] == sorted((answer.bits for answer in answers), reverse=True)


def test_a_document_brings_a_candidate_up_whose_name_is_another() -> None:
    asked = person_of(Record(full_name="Olga Ivanova", document_number="ER213457"))
    answers = found(asked, [*crowd(100), ("s", person_of(SELAM), 0.0)], 1000)
    assert "s" in [answer.id for answer in answers]


def test_equals_come_in_the_order_of_their_ids() -> None:
    same = person_of(SELAM)
    assert [answer.id for answer in found(same, [("b", same, 0.0), ("a", same, 0.0)], 10)] == ["a", "b"]


def test_twins_with_one_document_are_for_review() -> None:
    twin = Record(given_names="Hiwet", family_names="Tesfaye", birth_date="1990-03-17", document_number="ER213457")
    (answer,) = found(person_of(SELAM), [("t", person_of(twin), 0.0)], 1_000_000)
    assert answer.decision == "review"


def test_nobody_is_found_without_candidates_or_without_anything_known() -> None:
    assert found(person_of(SELAM), [], 10) == ()
    answers = found(person_of(Record()), [("s", person_of(SELAM), 0.0), ("e", person_of(Record()), 0.0)], 10)
    assert [answer.decision for answer in answers] == ["no-match", "no-match"]


def test_whoever_shares_a_number_is_looked_at_however_else_the_records_differ() -> None:
    other = Record(full_name="Olga Ivanova", birth_date="1971-11-30", sex="male", document_number="ER2134579")
    held = person_of(Record(given_names="Selam", family_names="Tesfaye", birth_date="1990-03-17", document_number="ER2134579"))
    like = person_of(Record(full_name="Olga Petrova", birth_date="1971"))
    answers = found(person_of(other), [("l", like, 0.0), ("s", held, 0.0)], 1_000_000)
    assert [(answer.id, answer.decision) for answer in answers] == [("s", "review"), ("l", "no-match")]


def test_a_short_number_that_strangers_share_on_a_large_register_says_too_little_alone() -> None:
    other = person_of(Record(full_name="Olga Ivanova", birth_date="1971-11-30", document_number="21345"))
    held = person_of(Record(given_names="Selam", family_names="Tesfaye", birth_date="1990-03-17", document_number="21345"))
    (answer,) = found(other, [("s", held, 0.0)], 1_000_000)
    assert answer.decision == "no-match"
    assert finding.held(other, [("s", held, 0.0)], 1_000_000) == ()


@pytest.mark.parametrize(
    ("other", "decision"),
    [
        (Record(full_name="Daniel Green", birth_date="1971-05-27", document_number="7898665"), "review"),
        (Record(full_name="Olga Tesfaye", birth_date="1971-05-27", document_number="7898665"), "review"),
        (Record(full_name="Olga Green", birth_date="1990-03-17", document_number="7898665"), "review"),
        (Record(full_name="Olga Green", birth_date="1971-05-27", document_number="7898665"), "no-match"),
    ],
)
def test_a_number_that_a_name_or_a_birthday_seconds_is_looked_at(other: Record, decision: str) -> None:
    kept = Record(given_names="Daniel", family_names="Tesfaye", birth_date="1990-03-17", document_number="7898665")
    (answer,) = found(person_of(other), [("s", person_of(kept), 0.0)], 1_000_000)
    assert answer.decision == decision


def test_those_who_are_held_are_the_same_whether_or_not_all_others_are_weighed() -> None:
    asked = person_of(Record(full_name="Tesfay Selam", birth_date="17.3.1990", document_number="ER213457"))
    near = (
        ("t", Record(given_names="Hiwet", family_names="Tesfaye", birth_date="1990-03-17", document_number="ER213457")),
        ("s", SELAM),
        ("u", Record(full_name="Selam Tesfaye", birth_date="1990")),
        ("n", Record(full_name="Olga Ivanova", document_number="ER213457")),
        ("o", Record(full_name="Olga Ivanova")),
    )
    candidates = [*crowd(20), *((id_, person_of(each), 20.0) for id_, each in near)]
    everybody = [each for each in found(asked, candidates, 100_000) if each.decision != "no-match"]
    assert everybody[0].id == "s"
    assert len(everybody) == 4
    assert list(held(asked, candidates, 100_000)) == everybody
    assert list(held(asked, candidates, 100_000, alone=True)) == everybody[:1]


def test_nobody_is_held_of_a_crowd_of_strangers() -> None:
    assert held(person_of(SELAM), crowd(50), 100_000) == ()
    assert held(person_of(SELAM), [], 100_000, alone=True) == ()
