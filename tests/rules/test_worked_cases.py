"""Worked cases that are wrong, and those that are not met: what a lawyer is told, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from amparo.rules.cases import load_cases, load_persons
from amparo.rules.error import LawError
from amparo.rules.tried import failures, untried

from .small_packs import ON, days, definition, duty, hold, pack_of

GOOD = """[[case]]
name   = "not heard"
rule   = "hearing"
checks = "toolkit/7.6"
on     = 2026-03-02
facts  = { heard_on_status = false }
items  = { offence = { list = [ { id = "1", compelled = true } ] } }
expect = { conclusion = "yes", act = "removal", may = "held", by = ["hearing"] }
"""
EXPECTED = GOOD.rpartition("expect = ")[2].strip()
RULES = (
    hold("hearing", "not heard_on_status"),
    hold("each-act", "not offence.compelled", act="prosecution", each="offence"),
    duty("tell", "indicators_noted", done="informed_orally", starts="first_contact_on", within="some_days"),
    """
[[rule]]
id     = "acts"
kind   = "definition"
under  = ["toolkit/7.6"]
source = ["REM-01a"]
over   = "offence"
count  = "offence.compelled"
""",
)


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / "pack" / name
    folder.mkdir(parents=True)
    return folder


def _unmet(tmp_path: Path, text: str) -> Iterator[str]:
    (_folder(tmp_path, "cases") / "all.toml").write_text(text, "utf-8")
    pack = pack_of(tmp_path / "pack", *RULES, parameters=days("some_days", (ON, 3)))
    for case in load_cases(pack):
        yield from (each.removeprefix(f"{tmp_path}/") for each in failures(pack, case))


WRONG = {
    "a key that means nothing": ("checks", "check ", "case-unknown-key", 4),
    "an expectation that means nothing": ("conclusion", "concluson", "case-unknown-key", 8),
    "a text without quotes": ('"not heard"', "3", "case-not-text", 2),
    "a day in quotes": ("2026-03-02", '"2026-03-02"', "case-bad-date", 5),
    "a day with an hour": ("2026-03-02", "2026-03-02T10:00:00", "case-bad-date", 5),
    "no day": ("on     = 2026-03-02\n", "", "case-incomplete", 2),
    "no name": ('name   = "not heard"\n', "", "case-incomplete", 1),
    "an expectation that is no table": (EXPECTED, '"yes"', "case-not-table", 8),
    "a list that is none": ('["hearing"]', '"hearing"', "case-not-list", 8),
    "yes as a truth": ('conclusion = "yes"', "conclusion = true", "case-unknown-word", 8),
    "an answer that there is not": ('may = "held"', 'may = "hold"', "case-unknown-word", 8),
    "a day as a conclusion": ('conclusion = "yes"', "conclusion = 2026-03-02", "case-unknown-word", 8),
    "a truth in quotes": ('conclusion = "yes"', 'in_effect = "yes"', "case-unknown-word", 8),
    "a force that there is not": ('may = "held"', 'force = "binding"', "case-unknown-word", 8),
    "a number where an act belongs": ('act = "removal"', "act = 3", "case-not-text", 8),
    "a number where a day belongs": ('conclusion = "yes"', "due = 3", "case-bad-date", 8),
    "a fact that there is not": ("heard_on_status", "heard_on_statsu", "unknown-fact", 6),
    "a value of another type": ("heard_on_status = false", 'heard_on_status = "no"', "wrong-value", 6),
    "a fact of an item that there is not": ("compelled", "compeled", "unknown-fact", 7),
    "facts that are no table": ("facts  = { heard_on_status = false }", "facts  = 3", "case-not-a-table", 6),
    "a table where a list of them belongs": ("[[case]]", "[case]", "law-not-tables", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_case_is_told_with_its_line(tmp_path: Path, what: str) -> None:
    old, new, code, line = WRONG[what]
    assert old in GOOD
    with pytest.raises(LawError) as caught:
        list(_unmet(tmp_path, GOOD.replace(old, new)))
    assert (caught.value.code, caught.value.place.line) == (code, line)
    assert "all.toml" in str(caught.value)
    assert len(str(caught.value).splitlines()) <= 3


def test_a_misspelt_fact_is_pointed_at(tmp_path: Path) -> None:
    with pytest.raises(LawError) as caught:
        list(_unmet(tmp_path, GOOD.replace("heard_on_status", "heard_on_statsu")))
    assert str(caught.value).removeprefix(f"{tmp_path}/") == (
        "pack/cases/all.toml:6: `heard_on_statsu` is not a fact of the vocabulary; "
        "did you mean `heard_on_status`? [unknown-fact]\n"
        "  facts  = { heard_on_statsu = false }\n"
        "             ^"
    )


def test_an_answer_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    for old, new, sentence in (
        ('may = "held"', 'may = "hold"', '`"hold"` is no answer that `may` can have; did you mean `"held"`? ['),
        ('conclusion = "yes"', "conclusion = true", "`true` is no answer that `conclusion` can have [case-unknown-word]"),
    ):
        with pytest.raises(LawError) as caught:
            list(_unmet(tmp_path / new, GOOD.replace(old, new)))
        assert sentence in str(caught.value)
    assert str(caught.value).endswith('^ it is one of: "yes", "no", "unknown"')


def test_a_case_that_is_met_is_not_spoken_of(tmp_path: Path) -> None:
    assert list(_unmet(tmp_path, GOOD)) == []


UNMET = {
    "the conclusion, since": (
        'conclusion = "yes"', 'conclusion = "no"', "conclusion of hearing is yes, expected no, since heard_on_status is false",
    ),
    "the conclusion, not known": (
        "{ heard_on_status = false }", "{}", "conclusion of hearing is unknown, expected yes, not known: heard_on_status",
    ),
    "the answer": ('may = "held"', 'may = "no-hold"', "may removal is held, expected no-hold, by hearing"),
    "the force": ('may = "held"', 'force = "consider"', "force of removal is mandatory, expected consider"),
    "the holds": ('by = ["hearing"]', 'by = ["hearing", "x"]', "by of removal lacks x, it is hearing"),
    "the provisions": (
        'act = "removal", may = "held", by = ["hearing"]', 'under = ["tip/8"]',
        "under of hearing lacks tip/8, it is toolkit/7.6",
    ),
    "the provision checked": (
        "toolkit/7.6", "tip/8", "`tip/8`, which the case checks, does not carry hearing: that stands under toolkit/7.6",
    ),
    "the rule": (
        'rule   = "hearing"', 'rule   = "heering"', "`heering` is not a rule in force on 2026-03-02; did you mean `hearing`?",
    ),
    "the act": ('"removal"', '"removl"', "`removl` is not an act; did you mean `removal`?"),
    "the effect": ('conclusion = "yes"', "in_effect = false", "in_effect of hearing is true, expected false"),
    "the day": ('conclusion = "yes"', "until = 2026-03-02", "until of hearing is not known, expected 2026-03-02"),
    "the number": ('rule   = "hearing"', 'rule   = "acts"', "acts is 1, expected yes"),
    "an item": (
        'rule   = "hearing"', 'rule   = "each-act"',
        "conclusion of each-act is no, expected yes, since offence#1.compelled is true",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", UNMET)
def test_what_is_not_met_is_told_with_its_place_and_what_decided(tmp_path: Path, what: str) -> None:
    old, new, sentence = UNMET[what]
    assert old in GOOD
    assert f"pack/cases/all.toml:1: not heard: {sentence}" in list(_unmet(tmp_path, GOOD.replace(old, new)))


def test_an_item_that_is_not_in_the_case_is_told(tmp_path: Path) -> None:
    asked = GOOD.replace("hearing", "each-act").replace('act = "removal"', 'item = "offence#2", act = "prosecution"')
    said = list(_unmet(tmp_path, asked))
    assert "pack/cases/all.toml:1: not heard: `each-act` says nothing: no such offence is listed in the case" in said
    assert len(said) == 2
    assert "`offence#2`" in said[1]


def test_what_fulfils_a_duty_is_compared_too(tmp_path: Path) -> None:
    text = """[[case]]
name   = "told"
rule   = "tell"
on     = 2026-03-02
facts  = { indicators_noted = true, informed_orally = true, first_contact_on = 2026-03-01 }
expect = { fulfilled = "no", owed = true, due = 2026-03-03, because = [] }
"""
    assert [each.partition(": told: ")[2] for each in _unmet(tmp_path, text)] == [
        "fulfilled of tell is yes, expected no, since informed_orally is true",
        "due of tell is 2026-03-04, expected 2026-03-03",
        "owed of tell is false, expected true",
        "because of tell is indicators_noted, expected nothing",
    ]


def test_a_day_before_the_pack_begins_is_told(tmp_path: Path) -> None:
    (_folder(tmp_path, "cases") / "all.toml").write_text(GOOD, "utf-8")
    pack = pack_of(tmp_path / "pack", *RULES, parameters=days("some_days", (ON, 3)), begins=date(2027, 1, 1))
    said = [each for case in load_cases(pack) for each in failures(pack, case)]
    assert len(said) == 1
    assert said[0].endswith(": not heard: the law pack `pack` begins on 2027-01-01")


def test_a_whole_person_is_a_file_with_a_story(tmp_path: Path) -> None:
    text = """name = "Nela"
story = "Invented."
on = 2026-03-02
[facts]
heard_on_status = true
[[expect]]
act = "removal"
may = "held"
"""
    path = _folder(tmp_path, "persons") / "nela.toml"
    path.write_text(text, "utf-8")
    pack = pack_of(tmp_path / "pack", *RULES, parameters=days("some_days", (ON, 3)))
    (nela,) = load_persons(pack)
    assert (nela.story, nela.line) == ("Invented.", 0)
    assert list(failures(pack, nela)) == [f"{path}: Nela: may removal is no-hold, expected held"]
    for old, new, line in (("heard_on_status", "heard_on_statsu", 5), ("story", "stori", 2), ("on = 2026-03-02\n", "", 1)):
        path.write_text(text.replace(old, new), "utf-8")
        with pytest.raises(LawError) as caught:
            load_persons(pack)
        assert caught.value.place.line == line


def test_rules_without_a_case_for_each_answer_are_named(tmp_path: Path) -> None:
    (_folder(tmp_path, "cases") / "all.toml").write_text(GOOD, "utf-8")
    pack = pack_of(
        tmp_path / "pack",
        *RULES,
        definition("heard", "heard_on_status"),
        parameters=days("some_days", (ON, 3)),
        over=["palermo"],
    )
    assert list(untried(pack, load_cases(pack))) == [
        "`hearing` has no case for no and unknown",
        "`each-act` has no case for yes and no and unknown",
        "`tell` has no case for yes and no and unknown",
        "`heard` has no case for yes and no and unknown",
    ]
