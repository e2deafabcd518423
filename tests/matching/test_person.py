"""Records prepared for comparing, packed, and read back."""

from __future__ import annotations

from datetime import date

import pytest

from amparo.matching.evidence import evidence
from amparo.matching.keys import keys
from amparo.matching.person import Person, packed, person_of, read, unpacked
from amparo.matching.record import Record
from amparo.matching.words import words

WHOLE = Record(
    id="1",
    given_names="Amina Maryam",
    family_names="Dembélé",
    birth_date="1990-03-17",
    sex="F",
    nationality="Mali",
    place="Bamako",
    document_number="AB213457; CD998877",
)
PEOPLE = [
    WHOLE,
    Record(full_name="محمد حسين", birth_date="1370-02-10"),
    Record(full_name="ሰላም ተስፋይ", sex="f"),
    Record(family_names="王", given_names="小明"),
    Record(full_name="김민수", document_number="M12345679"),
    Record(full_name="Selam"),
    Record(),
]


@pytest.mark.parametrize("record", PEOPLE)
def test_a_person_is_read_back_as_packed(record: Record) -> None:
    person = person_of(record)
    back = unpacked(packed(person))
    assert back == person
    assert back.words == words(record.given_names, record.family_names, record.full_name)
    assert (back.born, back.documents) == (person.born, person.documents)
    assert back.latin == [word.latin[0] if word.latin else word.written for word in person.words]


def test_what_was_prepared_is_what_was_written() -> None:
    person = person_of(WHOLE)
    assert (person.sex, person.nationality, person.place) == ("f", "ML", "bamako")
    assert person.documents == ("AB213457", "CD998877")
    assert [(word.latin[0], word.part) for word in person.words] == [
        ("amina", "given"),
        ("maryam", "given"),
        ("dembele", "family"),
    ]


def test_an_empty_record_is_a_person_without_anything() -> None:
    person, troubles = read(Record())
    assert person == Person()
    assert (person.words, person.latin, person.born, person.documents) == ((), [], (), ())
    assert [trouble.field for trouble in troubles] == ["name"]


def test_of_each_field_that_cannot_be_used_the_reason_is_told_without_its_contents() -> None:
    record = Record(full_name="🙂", birth_date="2030-01-01", sex="blue", nationality="Atlantis", document_number="000000")
    person, troubles = read(record, date(2026, 11, 22))
    assert person == Person()
    assert [trouble.field for trouble in troubles] == ["name", "birth_date", "sex", "nationality", "document_number"]
    for trouble in troubles:
        assert trouble.sentence[0].islower()
        assert not any(each in trouble.sentence for each in ("2030", "blue", "Atlantis", "000000"))


def test_a_whole_record_has_no_trouble() -> None:
    assert read(WHOLE)[1] == ()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "a" * 200,
        "a " * 200,
        "🙂🙃",
        "Иван Smith محمد",
        "\u202eamina\u202c",
        "a\u200bmina",
        "\ud800",
        "\x1e\x1d\x1f",
        "'",
        "-",
    ],
)
def test_no_name_is_so_odd_that_a_person_cannot_be_packed(name: str) -> None:
    person = person_of(Record(full_name=name, given_names=name, place=name, document_number=name, birth_date=name, sex=name))
    assert unpacked(packed(person)) == person
    assert unpacked(packed(person)).words == person.words
    assert len(person.words) <= 8


def test_what_was_not_packed_here_is_refused() -> None:
    with pytest.raises(TypeError):
        unpacked(b"\x1e" * 9)
    with pytest.raises(UnicodeDecodeError):
        unpacked(b"\xff")


def test_a_name_written_in_two_scripts_is_read_in_both() -> None:
    both = Record(given_names="Selam", family_names="Tesfaye", full_name="ሰላም ተስፋዬ", birth_date="1998-04-17")
    person = unpacked(packed(person_of(both)))
    assert [[word.script for word in words] for words in person.readings] == [["latin", "latin"], ["ethiopic", "ethiopic"]]
    assert person.readings == person_of(both).readings
    assert len(person.latin) == 4
    for one in ({"given_names": "Selam", "family_names": "Tesfaye"}, {"full_name": "ሰላም ተስፋዬ"}):
        alone = person_of(Record(**one, birth_date="1998-04-17"))
        assert set(keys(alone, asked=False)) <= set(keys(person, asked=False))
        assert evidence(alone, person).bits >= evidence(alone, alone).bits


def test_the_same_name_written_whole_once_more_adds_nothing() -> None:
    again = Record(given_names="Selam", family_names="Tesfaye", full_name="TESFAYE, Selam")
    assert person_of(again) == person_of(Record(given_names="Selam", family_names="Tesfaye"))
    assert person_of(Record()).readings == ()


def test_a_part_that_says_nothing_hides_no_whole_name() -> None:
    hidden = person_of(Record(given_names="Unknown", full_name="Selam Tesfaye", birth_date="1998-04-17"))
    plain = person_of(Record(full_name="Selam Tesfaye", birth_date="1998-04-17"))
    assert evidence(hidden, plain).bits == evidence(plain, plain).bits
