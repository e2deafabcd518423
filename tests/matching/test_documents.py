"""Numbers of documents: as written, misread, slipped, and those that are nobody's."""

from __future__ import annotations

import pytest

from amparo.matching.documents import TOO_MANY, UNUSABLE, check_digit, document_evidence, documents_of, is_slip, thirds

PASSPORT_LINE = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"  # the specimen of ICAO Doc 9303-4
CARD_LINE = "I<UTOD231458907<<<<<<<<<<<<<<<"  # the specimen of ICAO Doc 9303-5


def numbers(text: str) -> tuple[str, ...]:
    return documents_of(text)[0]


def test_a_check_digit_is_that_of_the_specimens() -> None:
    assert check_digit("L898902C3") == 6
    assert check_digit("D23145890") == 7
    assert check_digit("520727") == 3
    assert check_digit("AB2134<<<") == 5


@pytest.mark.parametrize(
    "written", ["AB 213-4567", "ab2134567", "АВ2134567", "ＡＢ２１３４５６７", "AB٢١٣٤٥٦٧", " AB.213.4567 "]
)
def test_a_number_has_one_form_however_it_is_written(written: str) -> None:
    assert documents_of(written) == (("AB2134567",), "")


def test_of_a_machine_readable_line_the_number_is_taken() -> None:
    assert numbers(PASSPORT_LINE) == ("L898902C3",)
    assert numbers(CARD_LINE) == ("D23145890",)


def test_a_line_whose_check_digit_is_wrong_is_taken_as_it_stands() -> None:
    assert numbers(PASSPORT_LINE.replace("C36UTO", "C37UTO")) == ("L898902C37UTO7408122F120",)


def test_several_numbers_stand_between_separators_and_each_once() -> None:
    assert numbers("AB213457; CD998877, AB213457") == ("AB213457", "CD998877")
    assert numbers(";".join(f"AB2134{n}" for n in range(10, 20))) == ("AB213410", "AB213411", "AB213412", "AB213413")


@pytest.mark.parametrize("written", ["1234", "00000000", "111111", "123456", "987654321", "UNKNOWN", "pending 12", "A0000000"])
def test_what_is_typed_to_fill_a_field_is_no_number(written: str) -> None:
    assert documents_of(written) == ((), UNUSABLE)


@pytest.mark.parametrize("written", ["", " ", "---", ";", "\u200e"])
def test_nothing_written_is_no_trouble(written: str) -> None:
    assert documents_of(written) == ((), "")


def test_numbers_beyond_those_that_are_kept_are_told() -> None:
    numbers = tuple(f"AB21345{number}" for number in range(61, 66))
    assert documents_of("; ".join(numbers)) == (numbers[:4], TOO_MANY)
    assert documents_of("; ".join((*numbers[:4], numbers[0]))) == (numbers[:4], "")
    assert documents_of(numbers[0] + " " * 200 + numbers[1]) == (numbers[:1], TOO_MANY)


@pytest.mark.parametrize(
    ("one", "other", "seen", "least", "most"),
    [
        ("AB213457", "AB213457", "same", 19, 20),
        ("21347", "21347", "same", 12, 15),
        ("L898902C3", "L898902C36", "same", 19, 20),
        ("AB213057", "AB213O57", "misread", 17, 19),
        ("AB213457", "AB213467", "slip", 9, 12),
        ("AB213457", "AB23457", "slip", 9, 12),
        ("AB213457", "CD998877", "other", -1, -1),
    ],
)
def test_two_numbers_are_the_same_misread_slipped_or_others(one: str, other: str, seen: str, least: float, most: float) -> None:
    found, bits = document_evidence((one,), (other,))
    assert (found, document_evidence((other,), (one,))[0]) == (seen, seen)
    assert least <= bits <= most


def test_the_nearest_two_numbers_count() -> None:
    assert document_evidence(("AB213457", "XY887766"), ("CD998877", "XY887766"))[0] == "same"


def test_an_unknown_number_says_nothing() -> None:
    assert document_evidence((), ("AB213457",)) == ("", 0.0)
    assert document_evidence(("AB213457",), ()) == ("", 0.0)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("123", "123", False), ("123", "124", True), ("123", "132", True), ("123", "12", True), ("123", "23", True),
        ("123", "1423", True), ("123", "321", False), ("1234", "12", False), ("1234", "1356", False), ("123", "45", False),
    ],
)  # fmt: skip
def test_a_slip_is_one_sign_or_one_swap(one: str, other: str, *, is_one: bool) -> None:
    assert is_slip(one, other) is is_one
    assert is_slip(other, one) is is_one


def test_one_slip_leaves_a_third_of_the_parts_whole() -> None:
    number = "AB2134578"
    kept = set(thirds(number, 9))
    for place in range(9):
        for slipped in (number[:place] + "X" + number[place + 1 :], number[:place] + number[place + 1 :]):
            asked = {part for off in (-1, 0, 1) for part in thirds(slipped, len(slipped) + off)}
            assert kept & asked
