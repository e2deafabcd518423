"""All evidence about two persons, and when it is enough to do without a person's look."""

from __future__ import annotations

import pytest

from amparo.matching.evidence import evidence, may_exceed
from amparo.matching.person import person_of
from amparo.matching.reasons import why
from amparo.matching.record import Record

SELAM = Record(
    given_names="Selam",
    family_names="Tesfaye",
    birth_date="1990-03-17",
    sex="f",
    nationality="ER",
    place="Asmara",
    document_number="ER213457",
)


def of(**fields: str) -> Record:
    return Record(**{"given_names": "Selam", "family_names": "Tesfaye", **fields})


def test_the_bits_are_the_sum_of_the_parts() -> None:
    found = evidence(person_of(SELAM), person_of(SELAM))
    assert found.bits == pytest.approx(sum(part.bits for part in found.parts))
    assert {part.kind for part in found.parts} == {"given", "family", "birth", "sex", "nationality", "place", "document"}
    assert found.bits > 50


def test_weighing_is_the_same_both_ways() -> None:
    one, other = person_of(SELAM), person_of(of(birth_date="1990-01-01", nationality="ET", full_name="Selam T"))
    assert evidence(one, other).bits == pytest.approx(evidence(other, one).bits)


PEOPLE = (
    SELAM,
    of(birth_date="1990", full_name="ሰላም ተስፋይ"),
    Record(full_name="سلام تسفاي", birth_date="1990-01-01"),
    Record(full_name="Салам Тесфайевна Иванова", birth_date="1990-03-17"),
    Record(full_name="Ivanov Selam"),
    Record(full_name="Mary Ann Okafor", document_number="ER213457"),
    Record(full_name="Maryann S. Okafor", sex="m"),
    Record(full_name="سلام اوكافور", place="Asmara"),
    Record(given_names="Yusuf", family_names="Haddad", birth_date="1990-03-17"),
    Record(given_names="يوسف", family_names="حداد", birth_date="1990-03-17"),
    Record(full_name="יוסף חדד", birth_date="1990"),
    Record(full_name="유수프 하다드"),
    Record(full_name="ユスフ・ハダド", birth_date="1990-03-17"),
    Record(full_name="Kim", birth_date="17.3.1990"),
    Record(),
)


def test_evidence_is_never_given_up_that_comes_to_what_is_asked_for() -> None:
    people = [person_of(each) for each in PEOPLE]
    for one in people:
        for other in people:
            assert may_exceed(one, other, evidence(one, other).bits)


def test_strangers_are_given_up_without_being_weighed() -> None:
    asked = person_of(Record(full_name="Selam Tesfaye", birth_date="1990-03-17"))
    for name in ("Olga Ivanova", "Ольга Иванова", "Selim Taskin", "سليم تاسكين"):
        assert not may_exceed(asked, person_of(Record(full_name=name, birth_date="1990-05-02")), 21.0)


def test_whoever_shares_a_number_is_always_weighed() -> None:
    other = Record(full_name="Olga Ivanova", birth_date="1971-11-30", document_number="ER213457")
    assert may_exceed(person_of(SELAM), person_of(other), 50.0)


def test_nothing_known_says_nothing() -> None:
    assert evidence(person_of(Record()), person_of(SELAM)).bits == 0
    assert evidence(person_of(Record()), person_of(Record())).parts == ()


def test_what_is_frequent_on_the_register_says_less() -> None:
    one = person_of(SELAM)
    assert evidence(one, one, share=0.9).bits < evidence(one, one, share=0.01).bits


def test_names_and_something_else_corroborate_each_other() -> None:
    one = person_of(SELAM)
    assert evidence(one, person_of(of(birth_date="1990-03-17"))).is_corroborated
    assert evidence(one, person_of(of(document_number="ER213457"))).is_corroborated
    assert not evidence(one, person_of(of(sex="f", nationality="ER", place="Asmara"))).is_corroborated
    assert not evidence(one, person_of(Record(birth_date="1990-03-17", document_number="ER213457"))).is_corroborated


def test_twins_with_one_document_are_never_corroborated() -> None:
    twin = evidence(person_of(SELAM), person_of(of(given_names="Hiwet", birth_date="1990-03-17", document_number="ER213457")))
    assert twin.bits > 24
    assert not twin.is_corroborated


ODD = [
    "",
    "A",
    "xq" * 100,
    "ш" * 200,
    "a " * 200,
    "🙂🙃",
    "Иван Smith محمد",
    "\u202eamina\u202c",
    "\ud800",
    "王小明王小明",
    "김 민수 수 민",
    "\x1e\x1f",
]


@pytest.mark.parametrize("one", ODD)
def test_no_record_is_so_odd_that_it_cannot_be_weighed(one: str) -> None:
    asked = person_of(Record(full_name=one, birth_date=one, place=one, document_number=one))
    for other in ODD:
        kept = person_of(Record(given_names=other, family_names=one, sex=other, nationality=other))
        assert -30 < evidence(asked, kept).bits < 150
        assert evidence(asked, kept).bits == pytest.approx(evidence(kept, asked).bits)
        assert why(evidence(asked, kept).parts).isprintable()
