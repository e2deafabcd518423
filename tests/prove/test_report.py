"""The report of a proof: true, the same each time, and neither slander nor flattery of anybody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest

from amparo.doors.cli import main
from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.prove.proof import Proof
from amparo.prove.report.__main__ import report_part
from amparo.prove.report.content import NO, OPEN, QUIET, YES, Report
from amparo.prove.report.page import page, part
from amparo.prove.report.paper import pages_of_brief, paper
from amparo.prove.report.weighed import BELOW, EXCUSED, MISSING, MORE_FORCE, MORE_PEOPLE, OWN, WEAKENED, Scales
from amparo.prove.report.writing import Writer
from amparo.prove.result import REFUTED, UNDECIDED
from amparo.rules.exemption import CLASH, DEAD, NOT_CONDITIONAL, NOT_WEAKER
from amparo.rules.pack import find_law, load_pack
from prove.planted import FORCE, WIDER, planted

DAY: Final = date(2026, 11, 22)
WORDS: Final = load_words(find_law())


def written(name: str | Path, *properties: str, against: str | None = "palermo", **more: Any) -> Report:
    pack = load_pack(name)
    below = load_pack(against) if against else None
    more |= {"properties": properties} if properties else {}
    proof = Proof(pack, below, DAY, **more)
    return Writer(proof, Plain(pack.law_on(DAY), WORDS), Plain(below.law_on(DAY), WORDS) if below else None).report()


@pytest.fixture(scope="module")
def weak(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of a law in which each kind of weakness is planted."""
    folder = planted(tmp_path_factory.mktemp("planted"), whole=True)
    return written(folder, NOT_WEAKER, NOT_CONDITIONAL, CLASH)


@cache
def described(name: str) -> Report:
    """The report of a pack that only tells what a source describes."""
    return written(name)


def counts(report: Report) -> dict[str, int]:
    return {count.label: count.numbers[-1] for count in report.counts}


def words(report: Report) -> str:
    """All that a report says."""
    return "\n".join(_texts(asdict(report)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def test_each_right_is_counted_once_and_by_its_force(weak: Report) -> None:
    below = load_pack()
    rights = [rule for rule in below.law_on(DAY).rules.values() if rule.force]
    *lines, whole = [count for count in weak.counts if not count.part]
    assert whole.numbers[-1] == len(rights)
    for column, forces in enumerate((("mandatory",), ("consider",), ("recommended", "example"))):
        assert whole.numbers[column] == sum(rule.force in forces for rule in rights)
        assert sum(count.numbers[column] for count in lines) == whole.numbers[column]
    assert all(sum(count.numbers[:3]) == count.numbers[3] for count in weak.counts)


def test_what_was_planted_is_found_and_nothing_else(weak: Report) -> None:
    found = {group.name: {right.id for right in group.rights} for group in weak.at_stake}
    assert found == {
        WEAKENED: {
            "court-decides-the-claim", "help-in-civil-matters", "review-a-long-search", "screen-whoever-is-met",
            "urgent-care-at-once",
        },
        MISSING: {"review-a-negative-decision"},
        EXCUSED: {"offer-declined-help-again"},
        "widened": {"first-needs-at-once"},
    }  # fmt: skip
    assert weak.answer.startswith("No. 6 of ")
    assert weak.answer.endswith(": 1 binding and 5 recommended.")
    assert weak.verdict == NO


def test_the_right_that_binds_stands_first_and_its_story_says_what_there_is_instead(weak: Report) -> None:
    first = weak.gravest[0]
    assert first.title == "A competent court decides the claim, and the outcome is on record"
    assert "only “a court may decide the claim”, with less force or reach: it breaches what binds." in first.told
    assert (first.mend_in, first.mend) == ("“A court may decide the claim” (Zendonia Act, s. 1)", "Write it as binding.")


def test_every_weakness_has_a_story_and_what_mends_it(weak: Report) -> None:
    assert len(weak.stories) == 7
    assert all(story.mend and story.told and story.under for story in weak.stories)
    assert len({story.anchor for story in weak.stories}) == 7


def test_what_a_layer_below_carries_is_not_called_the_laws_own(weak: Report) -> None:
    below = counts(weak)["Kept only by a layer below"]
    assert f"{below} are kept only because the law takes in the layers below it." in weak.sentences
    assert counts(weak)["Kept by the law’s own rules"] == 1


def test_own_rules_keep_only_what_they_keep_alone() -> None:
    pack, below = load_pack("xx"), load_pack()
    proof = Proof(pack, below, DAY, properties=(NOT_WEAKER,))
    weighed = {each.right.id: each for each in Scales(proof).weigh()}
    kept = weighed["no-punishment-of-compelled-act"]
    assert (kept.state, [rule.pack for rule in kept.answers]) == (OWN, ["xx"])
    assert weighed["no-removal-before-heard"].state == BELOW
    assert weighed["screen-whoever-is-met"].wider == (MORE_FORCE, MORE_PEOPLE)
    assert weighed["treated-as-child"].wider == (MORE_FORCE,)


def test_a_listed_exception_is_neither_kept_nor_a_failure(weak: Report) -> None:
    own = [excuse for excuse in weak.excuses if not excuse.layer]
    assert [(excuse.reason, excuse.since) for excuse in own] == [
        ("Help is offered once, in writing, with the address where it can be asked for later.", "1 January 2021")
    ]
    assert {excuse.layer for excuse in weak.excuses} == {"", "Palermo: the international baseline"}
    assert counts(weak)["Set aside by a listed exception"] == 1


def test_a_view_is_no_law_and_blamed_for_nothing() -> None:
    report = written("gpa", NOT_WEAKER)
    assert report.verdict == QUIET
    assert report.notices[0].startswith("This is a view and no law of its own")
    assert "breaches" not in words(report)
    assert "Weakened" not in words(report)
    assert all("This view gives them " in story.told and not story.mend for story in report.stories)


def test_what_no_rule_touches_is_not_called_kept() -> None:
    found = {promise.result for promise in described("cy").promises}
    assert "not touched" in found
    assert not any("promises about the law itself" in said for said in described("cy").sentences)


@pytest.mark.parametrize("name", ["xk", "ca", "qa"])
def test_of_a_description_it_is_no_verdict_and_blames_nobody(name: str) -> None:
    report = described(name)
    assert report.verdict == QUIET
    assert report.notices[0].startswith("This is no verdict on a State.")
    assert not [story for story in report.stories if story.mend]
    assert not [group for group in report.at_stake if group.look == NO]
    said = words(report)
    for blame in ("breaches", "Where it fails", "Weakened", "Missing", "Yes.", "does not follow"):
        assert blame not in said


def test_what_is_described_as_an_example_is_not_passed_over() -> None:
    report = described("xk")
    assert report.answer == "By itself, what is told here gives none of the 20 rights of the baseline on what it speaks of."
    assert any("told as examples of practice" in said for said in report.sentences)
    assert "The law that is described gives them only “a conviction for prostitution" in report.stories[0].told


def test_what_is_not_assessed_is_not_a_yes() -> None:
    report = described("qa")
    assert report.answer.startswith("Nothing is said, for or against: none of the ")
    assert counts(report)["Not assessed"] == counts(report)["All"]


def test_a_promise_about_the_law_alone_is_answered_without_a_baseline() -> None:
    report = written("xk", DEAD, against=None)
    assert report.answer == "Yes. Every promise that was asked holds for every person who could exist."
    assert report.counts == ()
    assert {promise.claim: promise.result for promise in report.promises}["Every rule can come about"] == "holds"
    assert [promise.result for promise in report.promises].count("not asked") == 6


def test_an_exception_stands_beside_the_yes(tmp_path: Path) -> None:
    pack = planted(tmp_path, WIDER)
    text = (pack / "pack.toml").read_text("utf-8")
    exception = """
[[exception]]
property = "not-weaker"
rules    = ["palermo/offer-declined-help-again"]
under    = ["xz-act/1"]
reason   = "Once is enough."
"""
    plain = written(pack, NOT_WEAKER)
    assert (plain.verdict, plain.answer[:8]) == (YES, "Yes. Eac")
    (pack / "pack.toml").write_text(text + exception, "utf-8")
    excused = written(pack, NOT_WEAKER)
    assert excused.verdict == YES
    assert excused.answer.startswith("Yes, but for 1 right that the law sets aside by exceptions it lists: ")


def test_what_is_not_decided_in_time_is_no_yes(tmp_path: Path) -> None:
    pack, below = load_pack(planted(tmp_path, FORCE)), load_pack()
    proof = Proof(pack, below, DAY, properties=(NOT_WEAKER,))
    proof.__dict__["findings"] = tuple(
        replace(found, result=UNDECIDED, note="no answer in time") if found.result == REFUTED else found
        for found in proof.findings
    )
    report = Writer(proof, Plain(pack.law_on(DAY), WORDS), Plain(below.law_on(DAY), WORDS)).report()
    assert (report.verdict, report.answer[:18]) == (OPEN, "Not fully decided.")
    assert len(report.undecided) == 1
    assert "no answer in time" in report.undecided[0]


def test_the_brief_takes_at_most_two_pages(weak: Report) -> None:
    assert pages_of_brief(weak) <= 2
    for name in ("xk", "ca", "qa"):
        assert pages_of_brief(described(name)) <= 2


def test_words_of_a_law_are_never_markup(weak: Report) -> None:
    hostile = "<script>alert(1)</script> #panic() $x$ *b* `c` @d <e> \\ “ ”"
    story = replace(weak.stories[0], told=hostile, title=hostile, mend=hostile)
    bad = replace(weak, law=hostile, answer=hostile, notices=(hostile,), stories=(story,), gravest=(story,))
    assert "<script" not in page(bad)
    assert hostile in unescape(part(bad))
    assert paper(bad).startswith(b"%PDF-")


def test_the_pdf_is_tagged_titled_and_in_a_language(weak: Report) -> None:
    made = paper(weak)
    assert b"/MarkInfo" in made
    assert b"/Lang" in made
    assert b"pdfuaid:part" in made
    assert b"Report of a proof: Zendonia" in made


def test_a_page_asks_nobody_for_anything(weak: Report) -> None:
    made = page(weak)
    assert "default-src 'none'; style-src 'sha256-" in unescape(made)
    assert "<script" not in made
    assert not re.findall(r'(?:src|href)="(?!#)', made)
    anchors = set(re.findall(r'href="#([^"]+)"', made))
    assert anchors <= set(re.findall(r'id="([^"]+)"', made))


def test_it_is_the_same_each_time_whatever_the_order_of_sets(tmp_path: Path) -> None:
    files = []
    for seed in ("1", "2"):
        for ending in (".html", ".pdf"):
            files.append(tmp_path / f"report-{seed}{ending}")
            command = [str(Path(sys.executable).with_name("amparo")), "law", "prove", "xk", "--on", "2026-11-22"]
            subprocess.run(
                [*command, "--report", str(files[-1])],
                env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.DEVNULL, check=False,
            )  # fmt: skip
    first, paper_, second, other = (file.read_bytes() for file in files)
    assert first == second
    assert paper_ == other


def test_a_part_of_a_page_says_the_same_as_the_report() -> None:
    assert report_part("qa", DAY) == part(described("qa"))


def test_the_command_writes_the_whole_file_beside_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "qa.HTML"
    assert main(["law", "prove", "qa", "--on", "2026-11-22", "--report", str(file)]) == 0
    assert file.read_text("utf-8") == page(described("qa"))
    assert "not assessed" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("report.doc", "report-format"),
        ("report", "report-format"),
        ("no/report.pdf", "output-unwritable"),
        ("d.html", "output-unwritable"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: str
) -> None:
    (tmp_path / "d.html").mkdir()
    assert main(["law", "prove", "qa", "--report", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"[{code}]" in said.err
    assert [file.name for file in tmp_path.iterdir()] == ["d.html"]


def test_what_stayed_undecided_is_named_on_the_page_and_alone_is_said(tmp_path: Path) -> None:
    report = written(planted(tmp_path, WIDER), CLASH, floor="mandatory", alone=True)
    assert "The law’s own rules were asked alone, as if no layer below were there." in report.notices
    assert ("Answered by", "its own rules alone") in report.about
    named = page(replace(report, undecided=("A promise: no answer in time",)))
    assert "A promise: no answer in time" in named
    assert "Nothing that was asked stayed undecided." not in named
