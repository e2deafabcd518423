"""The sets of indicators that are shipped, and what the loader refuses."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from amparo.errors import AmparoError
from amparo.rules.error import LawError
from amparo.rules.pack import find_law, load_pack
from amparo.screening.indicators import GRADED, facts_of, find_set, load_sets

LAW: Final = find_law()
PACK: Final = load_pack("palermo")
VOCABULARY: Final = PACK.vocabulary
SETS: Final = load_sets(LAW, VOCABULARY)
LABOUR: Final = SETS["labour"]
ROWS: Final = {row["id"] for row in csv.DictReader((LAW / "requirements.csv").read_text("utf-8").splitlines())}
SIGNS: Final = VOCABULARY.signs["indicators_noted"]
GOOD: Final = """
[set]
id = "small"
title = "Small"
how = "graded"
form = "sexual"
under = ["bali/indicators"]

[[dimension]]
id = "exploitation"
title = "Exploitation"
means = false
phase = "exploitation"

[[indicator]]
fact = "ind_low_pay"
dimension = "exploitation"
adult = "weak"
"""


def test_the_labour_list_has_67_indicators_for_adults_and_65_for_children() -> None:
    assert sum(each.adult is not None for each in LABOUR.indicators) == 67
    assert sum(each.child is not None for each in LABOUR.indicators) == 65


def test_the_six_dimensions_hold_as_many_indicators_as_the_source_says() -> None:
    counted = Counter(each.dimension for each in LABOUR.indicators)
    assert [counted[dimension.id] for dimension in LABOUR.dimensions] == [10, 10, 16, 9, 15, 7]


def test_the_strengths_are_as_many_as_were_written_down() -> None:
    adults, children = Counter(each.adult for each in LABOUR.indicators), Counter(each.child for each in LABOUR.indicators)
    assert adults == {"strong": 7, "medium": 53, "weak": 7}
    assert children == {"strong": 15, "medium": 50, None: 2}


def test_the_two_indicators_not_listed_for_children() -> None:
    assert [each.fact for each in LABOUR.indicators if each.child is None] == ["ind_used_false_law", "ind_no_social_protection"]


def test_no_grade_is_called_checked_that_nobody_checked() -> None:
    assert not any(each.verified for each in LABOUR.indicators)


def test_the_two_doubtful_rows_say_so() -> None:
    assert [each.fact for each in LABOUR.indicators if each.note] == ["ind_used_past", "ind_used_travel_help"]


def test_exploitation_is_no_means_and_the_other_five_are() -> None:
    assert [dimension.id for dimension in LABOUR.dimensions if not dimension.means] == ["exploitation"]


def test_every_bali_indicator_has_its_fact_or_rule() -> None:
    wanted = {f"IND-{number:02}b" for number in range(8, 46)} - {"IND-35b"}
    found = {row for each in SETS.values() if each.how != GRADED for i in each.indicators for row in i.source}
    assert len(wanted) == 37
    assert wanted <= found


def test_whatever_a_set_cites_exists() -> None:
    cited = [provision for each in SETS.values() for provision in each.under]
    assert [provision for provision in cited if PACK.citations.provision(provision) is None] == []
    assert {row for each in SETS.values() for i in each.indicators for row in i.source} <= ROWS


def test_rules_that_indicators_read_are_in_the_baseline() -> None:
    law = PACK.law_on(PACK.profile.begins)
    assert {i.rule for each in SETS.values() for i in each.indicators if i.rule} <= set(law.rules)


def test_every_sign_stands_in_a_set_and_every_fact_of_a_set_is_a_sign_or_counts_beside_one() -> None:
    beside = {i.fact for each in SETS.values() for i in each.indicators if i.beside and i.fact}
    assert set(facts_of(SETS)) == {*SIGNS, *beside}
    assert beside.isdisjoint(SIGNS)


def test_what_a_form_joins_are_signs_and_the_form_is_in_the_set() -> None:
    joined = {fact for each in SETS.values() for groups in each.together.values() for group in groups for fact in group}
    assert joined
    assert joined <= set(SIGNS)
    assert all(form in {i.form for i in each.indicators} for each in SETS.values() for form in each.together)


def test_one_yes_is_enough_where_sources_differ_on_a_sign() -> None:
    assert set(SIGNS) <= VOCABULARY.one_yes


def test_no_rule_of_the_law_has_to_read_the_signs_one_by_one() -> None:
    law = PACK.law_on(PACK.profile.begins)
    assert {fact for read in law.read.values() for fact in read}.isdisjoint(SIGNS)


def test_the_grades_for_sexual_exploitation_are_refused_until_filled() -> None:
    with pytest.raises(AmparoError) as refused:
        find_set(SETS, "sexual_graded")
    assert refused.value.code == "set-not-filled"


def test_a_set_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(AmparoError) as refused:
        find_set(SETS, "labor")
    assert (refused.value.code, "labour" in str(refused.value)) == ("unknown-set", True)


def test_a_set_is_found_by_its_name() -> None:
    assert find_set(SETS, "labour") is LABOUR


def law_with(folder: Path, *texts: str) -> Path:
    (folder / "indicators").mkdir()
    for number, text in enumerate(texts):
        (folder / "indicators" / f"{number}.toml").write_text(text, "utf-8")
    return folder


def test_a_small_set_loads(tmp_path: Path) -> None:
    small = load_sets(law_with(tmp_path, GOOD), VOCABULARY)["small"]
    assert (small.form, small.indicators[0].name, small.indicators[0].adult) == ("sexual", "ind_low_pay", "weak")
    assert not small.indicators[0].verified


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (('id = "small"', 'id = "small"\ncolour = "red"'), "set-unknown-key", 4),
        (('title = "Small"\n', ""), "set-incomplete", 2),
        (('how = "graded"', 'how = "summed"'), "set-unknown-how", 5),
        (("means = false\n", ""), "dimension-incomplete", 9),
        (('phase = "exploitation"', 'phase = "dessert"'), "indicator-unknown-word", 13),
        (('adult = "weak"', 'adult = "feeble"'), "indicator-unknown-word", 18),
        (('adult = "weak"', 'adult = "weak"\nscore = 3'), "indicator-unknown-word", 19),
        (('adult = "weak"', 'adult = "weak"\ntags = ["control", "gift"]'), "indicator-unknown-word", 19),
        (('adult = "weak"', 'adult = "weak"\nform = "lunch"'), "indicator-unknown-word", 19),
        (('dimension = "exploitation"', 'dimension = "exploitatoin"'), "indicator-unknown-word", 17),
        (('fact = "ind_low_pay"', 'fact = "ind_low_play"'), "indicator-unknown-word", 16),
        (('fact = "ind_low_pay"', 'fact = "birth_date"'), "indicator-unknown-word", 16),
        (('fact = "ind_low_pay"\n', ""), "indicator-without-fact", 15),
        (('fact = "ind_low_pay"', 'fact = "ind_low_pay"\nrule = "is_child"'), "indicator-without-fact", 15),
    ],
)
def test_what_is_wrong_is_pointed_at(tmp_path: Path, change: tuple[str, str], code: str, line: int) -> None:
    with pytest.raises(LawError) as refused:
        load_sets(law_with(tmp_path, GOOD.replace(*change)), VOCABULARY)
    assert (refused.value.code, refused.value.place.line) == (code, line)


def test_an_indicator_stands_once_in_a_dimension(tmp_path: Path) -> None:
    again = GOOD + GOOD[GOOD.index("[[indicator]]") :]
    with pytest.raises(LawError) as refused:
        load_sets(law_with(tmp_path, again), VOCABULARY)
    assert refused.value.code == "indicator-twice"


def test_two_sets_do_not_share_a_name(tmp_path: Path) -> None:
    with pytest.raises(LawError) as refused:
        load_sets(law_with(tmp_path, GOOD, GOOD), VOCABULARY)
    assert refused.value.code == "set-twice"


def test_every_file_of_the_folder_is_a_set_or_the_sheet() -> None:
    files = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (LAW / "indicators").glob("*.toml")}
    assert {stem for stem, content in files.items() if "set" not in content} == {"sheet"}
    assert {content["set"]["id"] for content in files.values() if "set" in content} == set(SETS)
