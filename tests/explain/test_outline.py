"""Conditions are said from their expression, in words that hold what it holds."""

from __future__ import annotations

import pytest

from amparo.explain.outline import outline, term_in_words
from amparo.rules.expression import And, Constant, Or, Parameter
from explain.small_law import asked, found, pack, plain, read

SAID = {
    "screened": "“Screened” is yes",
    "not screened": "“Screened” is no",
    "offence.complete": "“All acts listed” is yes",
    "screened and not pregnant": "“Screened” is yes and “Pregnant” is no",
    "screened and pregnant and stateless": "“Screened” is yes, “Pregnant” is yes and “Without nationality” is yes",
    "screened and (pregnant or stateless)": "“Screened” is yes and (“Pregnant” is yes or “Without nationality” is yes)",
    "not (screened and pregnant)": "not all of this is so: “Screened” is yes and “Pregnant” is yes",
    "not (screened or pregnant)": "none of these is so: “Screened” is yes or “Pregnant” is yes",
    "known(screened)": "“Screened” is known",
    "not known(entry_date)": "“Date of entry” is not known",
    "presumed(screened)": "“Screened” is yes or not known",
    "not presumed(screened)": "“Screened” is known to be no",
    "presumed_not(screened)": "“Screened” is no or not known",
    "not presumed_not(screened)": "“Screened” is known to be yes",
    "known(age < majority_age)": "it is known whether “Age” is under 18 years",
    "not known(age < majority_age)": "it is not known whether “Age” is under 18 years",
    "presumed(sex == 'male')": "it is, or may be, so that “Sex” is “Man or boy”",
    "not presumed(sex == 'male')": "it is known not to be so that “Sex” is “Man or boy”",
    "presumed_not(is_child)": "it is not known to be so that the person is a child today",
    "not presumed_not(screened or pregnant)": "it is known to be so that (“Screened” is yes or “Pregnant” is yes)",
    "sex == 'male'": "“Sex” is “Man or boy”",
    "sex != 'male'": "“Sex” is not “Man or boy”",
    "'male' == sex": "“Sex” is “Man or boy”",
    "not sex == 'male'": "“Sex” is not “Man or boy”",
    "not sex != 'male'": "“Sex” is “Man or boy”",
    "sex in ('male', 'female')": "“Sex” is “Man or boy” or “Woman or girl”",
    "sex not in ('male', 'female')": "“Sex” is neither “Man or boy” nor “Woman or girl”",
    "sex not in ('male',)": "“Sex” is not “Man or boy”",
    "nationality == 'xq'": "“Nationality” is XQ",
    "nationality == return_to": "“Nationality” is the same as “State of return”",
    "nationality != return_to": "“Nationality” is not the same as “State of return”",
    "age >= majority_age": "“Age” is at least 18 years",
    "several <= age": "2 is at most “Age”",
    "last_day < entry_date": "31 December 2030 is before “Date of entry”",
    "age > several": "“Age” is over 2",
    "age <= several": "“Age” is at most 2",
    "age == several": "“Age” is exactly 2",
    "not age < majority_age": "“Age” is not under 18 years",
    "entry_date < today": "“Date of entry” is before the day asked for",
    "entry_date <= last_day": "“Date of entry” is on or before 31 December 2030",
    "entry_date > old_ban_ends": "“Date of entry” is after “Last day of the old ban”",
    "entry_date >= today": "“Date of entry” is on or after the day asked for",
    "entry_date == today": "“Date of entry” is on the day asked for",
    "entry_date != today": "“Date of entry” is not on the day asked for",
    "today < entry_date + days(rest_days)": "the day asked for is before the day 45 days after “Date of entry”",
    "today < entry_date - days(answer_days)": "the day asked for is before the day 1 day before “Date of entry”",
    "years_between(birth_date, today) > several": "the whole years from “Date of birth” to the day asked for is over 2",
    "is_child": "the person is a child today",
    "not is_child": "it is not so that the person is a child today",
    "long": "long",
    "treated_as_victim": "“Whoever may be a victim is treated as one” applies",
    "not treated_as_victim": "“Whoever may be a victim is treated as one” does not apply",
    "threats >= several": "“Persons who threaten and are free” is at least 2",
    "first_day < today": "“First day” is before the day asked for",
}


@pytest.mark.parametrize("text", SAID)
def test_a_condition_is_said_in_one_line(text: str) -> None:
    assert outline(read(text), plain()).in_line() == SAID[text]


def test_a_fact_of_an_item_is_said_by_its_label() -> None:
    node = read("offence.compelled and offence.kind == 'theft'", items=("offence",))
    assert outline(node, plain()).in_line() == "“Compelled” is yes and “Kind of act” is “Took things”"


OPEN_CASE = "(“Still open” is yes and “What the proceeding is about” is “A case against those who used the person”)"


@pytest.mark.parametrize(
    ("rule", "said", "opposite"),
    [
        (
            "a_case_is_open",
            f"for at least one proceeding: {OPEN_CASE}",
            f"for no proceeding: {OPEN_CASE}",
        ),
        (
            "all_services_given",
            "for every service: “Where the service stands” is “Given”",
            "not for every service: “Where the service stands” is “Given”",
        ),
    ],
)
def test_items_are_said_with_how_many_of_them(rule: str, said: str, opposite: str) -> None:
    node = found(asked(), rule).rule.when
    assert node is not None
    assert outline(node, plain()).in_line() == said
    assert outline(node, plain(), yes=False).in_line() == opposite


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("threats", "the number of those listed as “Person to keep away” with (“At large” is yes)"),
        ("first_day", "the earliest “First day” listed"),
        ("last_day_of_work", "the latest “Last day” listed"),
    ],
)
def test_counts_and_ends_are_said(rule: str, said: str) -> None:
    node = pack().law_on(plain().law.day).rules[rule].when
    assert node is not None
    assert outline(node, plain()).in_line() == said


def test_a_term_is_said_by_its_name() -> None:
    assert outline(read("entry_date", term="date"), plain()).in_line() == "“Date of entry”"
    assert term_in_words(Parameter("majority_age"), plain()) == "18 years"
    assert term_in_words(Constant("xq"), plain()) == "xq"


def test_an_empty_condition_is_always_or_never() -> None:
    assert outline(And(()), plain()).in_line() == "always"
    assert outline(Or(()), plain()).in_line() == "never"
    assert outline(And(()), plain(), yes=False).in_line() == "never"


def test_groups_keep_their_parts_as_a_list() -> None:
    whole = outline(read("screened and (pregnant or stateless)"), plain())
    assert (whole.text, whole.joined, len(whole.parts)) == ("all of this is so:", "and", 2)
    assert [part.text for part in whole.parts] == ["“Screened” is yes", "at least one of these is so:"]
    assert whole.bracketed() == f"({whole.in_line()})"
