"""Keys: whoever may be one person shares some of them, and little is kept."""

from __future__ import annotations

import unicodedata

import pytest

from amparo.matching.keys import WEIGHTS, keys, weight
from amparo.matching.person import person_of
from amparo.matching.record import Record


def shared(asked: Record, kept: Record) -> set[str]:
    """The kinds of the keys that two records share."""
    both = set(keys(person_of(asked), asked=True)) & set(keys(person_of(kept), asked=False))
    return {key.partition(" ")[0] for key in both}


def born(date: str, **fields: str) -> Record:
    return Record(full_name=fields.pop("full_name", "Selam Tesfaye"), birth_date=date, **fields)


SELAM = born("1990-03-17")


def test_the_same_record_shares_keys_of_every_kind() -> None:
    whole = born("1990-03-17", document_number="ER213457")
    assert shared(whole, whole) >= {"N", "NT", "D", "SS", "SY", "SD", "IY"}


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("1990-03-17", "D"), ("1990-03-19", "SY"), ("1980-03-17", "SD"), ("1990-01-01", "SG"), ("1988-01-01", "SG"),
        ("1990", "SY"), ("", "SS"),
    ],
)  # fmt: skip
def test_a_guessed_or_wrong_date_still_leaves_a_key(date: str, kind: str) -> None:
    assert kind in shared(SELAM, born(date))


@pytest.mark.parametrize("date", ["1990-01-01", "1992-01-01", "1990", ""])
def test_who_asks_with_a_guess_finds_a_whole_date(date: str) -> None:
    assert shared(born(date), SELAM) & {"SY", "SS"}


def test_short_names_are_found_by_where_their_vowels_stand() -> None:
    assert shared(Record(full_name="Roodi Kony"), Record(full_name="Kony, Rudi")) == {"SS", "SV"}
    assert shared(Record(full_name="Roodi Kony"), Record(full_name="Aradi Kony")) == {"SS"}
    assert "SV" not in shared(Record(full_name="Alexander Grigoriev"), Record(full_name="Alexander Grigoriev"))


def test_two_mistyped_names_have_their_first_letters_and_the_year() -> None:
    assert shared(born("1990-03-19", full_name="Sekam Tesdaye"), SELAM) == {"IY"}


def test_day_and_month_swapped_have_the_same_key() -> None:
    assert {"D", "SD"} <= shared(born("1990-03-07"), born("1990-07-03"))


def test_a_day_of_another_calendar_is_asked_for_a_day_around() -> None:
    assert "D" in shared(born("1370-02-10", full_name="Nobody"), born("1991-04-29"))


def test_a_year_of_another_calendar_is_a_guess() -> None:
    assert "SG" in shared(SELAM, born("1369"))


def test_an_estimate_has_no_key_of_its_day() -> None:
    assert not {"D", "SD"} & shared(born("1990-01-01"), born("1990-01-01"))


@pytest.mark.parametrize("slipped", ["ER213458", "XR213457", "ER21345", "ER231457", "ER2X3457"])
def test_a_slip_in_a_number_leaves_a_key(slipped: str) -> None:
    assert shared(Record(document_number="ER213457"), Record(document_number=slipped)) == {"NT"}


def test_one_name_alone_has_a_key() -> None:
    assert "S1" in shared(Record(full_name="Selam"), Record(full_name="Selam Tesfaye")) or shared(
        Record(full_name="Selam"), Record(full_name="Selam")
    ) == {"S1"}


def test_the_order_of_the_words_changes_no_key() -> None:
    one, other = person_of(SELAM), person_of(born("1990-03-17", full_name="Tesfaye Selam"))
    assert set(keys(one, asked=False)) == set(keys(other, asked=False))


@pytest.mark.parametrize(
    "record",
    [
        SELAM,
        born("1990-03-17", full_name="Amina bint Yusuf Al Harbi", document_number="ER213457"),
        born("1370-02-10"),
        Record(),
    ],
)
def test_little_is_kept_and_more_is_asked(record: Record) -> None:
    person = person_of(record)
    kept, asked = keys(person, asked=False), keys(person, asked=True)
    assert len(kept) <= 24
    assert len(kept) == len(set(kept))
    assert len(asked) == len(set(asked)) <= 200
    assert set(kept) <= set(asked)


def test_every_key_says_of_which_kind_it_is_and_has_a_weight() -> None:
    for key in keys(person_of(born("1990-03-17", document_number="ER213457")), asked=True):
        assert weight(key) >= WEIGHTS[key.partition(" ")[0]]
        assert weight(key) > 3
        assert unicodedata.normalize("NFKC", key) == key


def test_a_name_in_another_script_shares_a_key() -> None:
    assert shared(born("1990-03-17", full_name="Mohammed Hussein"), born("1990-03-17", full_name="محمد حسين")) >= {"D", "SS"}


def test_nobody_without_anything_has_a_key() -> None:
    assert keys(person_of(Record()), asked=True) == ()


def test_a_longer_skeleton_is_worth_more() -> None:
    assert weight("SY 1990 sltblk") > weight("SY 1990 sl") > weight("SY 1990 -") > 0


@pytest.mark.parametrize("number", ["ER213457", "9564208", "AB2134567", "61529", "4086-3007-8512"])
def test_of_whichever_two_neighbours_of_a_number_are_swapped_a_key_is_left(number: str) -> None:
    plain = number.replace("-", "")
    for at in range(len(plain) - 1):
        slipped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
        assert shared(Record(document_number=slipped), Record(document_number=number)) >= {"NT"}
