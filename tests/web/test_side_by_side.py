"""Two records side by side: the signs that differ and no others, in any script, order and calendar."""

from __future__ import annotations

import pytest

from amparo.desk.compared import Side, compared
from amparo.desk.signs import Sign, of_parts, of_words
from amparo.matching.record import Record


def said(signs: tuple[Sign, ...]) -> str:
    """Return signs with those that differ in brackets."""
    return "".join(f"[{each.text}]" if each.differs else each.text for each in signs)


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs", "reordered"),
    [
        ("Tesfay Selam", "Selam Tesfaye", "Tesfay Selam", "Selam Tesfay[e]", True),
        ("MARTA Kovac", "Marta Kovač", "MARTA Kova[c]", "Marta Kova[č]", False),
        ("Kovac\N{COMBINING CARON}", "Kovač", "Kovač", "Kovač", False),
        ("Ana Maria Silva", "Ana Silva", "Ana [Maria] Silva", "Ana Silva", False),
        ("محمد", "محمود", "محمد", "محم[و]د", False),
        ("मीना", "मीनू", "मी[ना]", "मी[नू]", False),
        ("李小明", "李晓明", "李[小]明", "李[晓]明", False),
        ("Anna", "Yusuf", "[Anna]", "[Yusuf]", False),
        ("", "Anna", "", "[Anna]", False),
    ],
)
def test_only_the_signs_that_differ_are_marked(one: str, other: str, mine: str, theirs: str, *, reordered: bool) -> None:
    found = of_words(one, other)
    assert (said(found.one), said(found.other), found.is_reordered) == (mine, theirs, reordered)
    assert found.differ == ("[" in mine + theirs)


@pytest.mark.parametrize(
    ("one", "other", "mine", "theirs"),
    [
        ("1998-04-17", "1998-04-07", "1998-04[-17]", "1998-04[-07]"),
        ("1998", "1998-04-17", "1998", "1998-04-17"),
        ("1997-04", "1998-04-17", "[1997]-04", "[1998]-04-17"),
    ],
)
def test_of_a_date_the_parts_that_differ_are_marked_and_what_is_not_known_is_not(
    one: str, other: str, mine: str, theirs: str
) -> None:
    found = of_parts(one, other)
    assert (said(found.one), said(found.other)) == (mine, theirs)


def lines(asked: Record, there: Record) -> dict[str, tuple[str, str, str]]:
    return {each.name: (each.words, whole(each.asked), whole(each.there)) for each in compared(asked, there)}


def whole(side: Side) -> str:
    more = (f" reads {said(side.reading)}" if side.reading else "", f" written {side.written}" if side.written else "")
    return said(side.signs) + "".join(more)


def test_what_neither_record_knows_is_left_out_and_one_side_alone_is_said_to_be_so() -> None:
    found = lines(Record(full_name="Selam"), Record(full_name="Selam", birth_date="1376/5/3", nationality="ET", sex="f"))
    assert found == {
        "Name": ("the same", "Selam", "Selam"),
        "Date of birth": ("known on one side", "", "1997-07-25 written 1376/5/3"),
        "Sex": ("known on one side", "", "Woman or girl"),
        "Nationality": ("known on one side", "", "Ethiopia"),
    }
    assert compared(Record(), Record()) == ()


def test_parts_stand_beside_parts_unless_one_calls_given_what_the_other_calls_family() -> None:
    mine = Record(given_names="Selam", family_names="Tesfaye", sex="female")
    found = lines(mine, Record(given_names="Selam", family_names="Tesfay", sex="male", place="Gondar"))
    assert found == {
        "Given names": ("the same", "Selam", "Selam"),
        "Family names": ("differs", "Tesfay[e]", "Tesfay"),
        "Sex": ("differs", "[Woman or girl]", "[Man or boy]"),
        "Place": ("known on one side", "", "Gondar"),
    }
    swapped = lines(mine, Record(given_names="Tesfaye", family_names="Selam"))
    assert swapped["Name"] == ("the same, in another order", "Selam Tesfaye", "Tesfaye Selam")


def test_a_name_stands_beside_the_one_of_its_own_script_and_else_beside_how_it_reads() -> None:
    there = Record(given_names="Selam", family_names="Tesfaye", full_name="ሰላም ተስፋዬ")
    found = lines(Record(full_name="ሰላም ተስፋዬ"), there)
    assert found["Name"] == ("the same", "ሰላም ተስፋዬ reads Selam Tesfaye", "ሰላም ተስፋዬ reads Selam Tesfaye")
    assert found["Also written"] == ("known on one side", "", "Selam Tesfaye")
    across = lines(Record(full_name="ሰላም ተስፋዬ"), Record(full_name="Selam Tesfay"))
    assert across["Name"] == ("another script", "ሰላም ተስፋዬ reads Selam Tesfay[e]", "Selam Tesfay")


def test_of_two_calendars_that_fit_a_date_the_one_is_taken_in_which_both_are_nearest() -> None:
    found = lines(Record(birth_date="1400"), Record(birth_date="1980"))
    assert found["Date of birth"] == ("the same", "1980 written 1400", "1980")


def test_who_hears_the_page_is_told_the_signs_that_differ() -> None:
    (line,) = compared(Record(full_name="Marta Kovac"), Record(full_name="Marta Kovač"))
    assert (line.asked.marked, line.there.marked) == ("c", "č")


def test_documents_stand_in_one_form_and_what_cannot_be_read_as_it_was_written() -> None:
    found = lines(
        Record(document_number="px 441-0927", birth_date="spring", nationality="Nowhere", sex="?"),
        Record(document_number="PX4410928", birth_date="1998", nationality="ET", sex="f"),
    )
    assert found["Document"] == ("differs", "PX441092[7]", "PX441092[8]")
    assert found["Nationality"] == ("differs", "[Nowhere]", "[Ethiopia]")
    assert found["Date of birth"] == ("differs", "[spring]", "[1998]")
