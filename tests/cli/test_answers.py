"""What `decide`, `may` and `ask` print: the contract's shapes, and text that shows no identifier."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amparo.doors.cli.paper import NARROWEST, render, written
from amparo.doors.cli.sheet import Line, Piece, line, mixed, section
from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.pack import find_law
from cli.conftest import Run
from house.tree import ROOT

AMINA = ROOT / "docs" / "examples" / "amina.json"
SMALL = ROOT / "tests" / "explain" / "small"
DETERMINATION = {
    "rule": str, "kind": str, "act": (str, type(None)), "item": (str, type(None)), "title": str, "conclusion": str,
    "in_effect": bool, "fulfilled": (str, type(None)), "force": (str, type(None)), "strength": (str, type(None)),
    "binds": (str, type(None)), "from": (str, type(None)), "until": (str, type(None)), "due": (str, type(None)),
    "changes_on": (str, type(None)), "because": list, "fulfilled_because": list, "missing": list, "under": list, "source": list,
}  # fmt: skip
MAY = {
    "act": str, "answer": str, "basis": str, "on": str, "by": list, "needs": list, "safeguards": list, "under": list,
    "force": (str, type(None)), "strength": (str, type(None)),
}  # fmt: skip


def shaped(found: dict[str, Any], shape: dict[str, Any]) -> None:
    assert set(shape) <= set(found)
    for key, type_ in shape.items():
        assert isinstance(found[key], type_), key


def test_decide_prints_the_shape_of_the_contract(run: Run) -> None:
    said = run("decide", AMINA, "--json")
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
    found = json.loads(said.out)
    assert list(found) == ["law", "on", "basis", "warnings", "disputed", "determinations"]
    shaped(found["law"], {"pack": str, "version": str, "digest": str, "standing": str})
    assert (found["on"], found["basis"]) == ("2026-03-02", "facts as stated; not a clearance")
    for each in found["determinations"]:
        shaped(each, DETERMINATION)
        assert each["conclusion"] in ("yes", "unknown")
        assert each["kind"] != "definition"
        assert all(list(reason) == ["fact", "value"] for reason in (*each["because"], *each["fulfilled_because"]))
    held = next(each for each in found["determinations"] if each["rule"] == "no-removal-before-heard")
    assert (held["kind"], held["act"], held["conclusion"], held["in_effect"]) == ("hold", "removal", "yes", True)
    assert {"toolkit/7.6", "tip/2/b"} <= set(held["under"])


def test_decide_all_prints_what_is_no_and_definitions_too(run: Run) -> None:
    found = json.loads(run("decide", AMINA, "--all", "--json").out)["determinations"]
    assert {each["conclusion"] for each in found} == {"yes", "no", "unknown"}
    assert any(each["kind"] == "definition" for each in found)


@pytest.mark.parametrize(
    ("facts", "act", "code", "answer"),
    [
        ({"trafficking_claimed": True, "heard_on_status": False}, "removal", 3, "held"),
        ({}, "removal", 4, "held-until-known"),
        (
            {"serious_harm_on_return": False, "trafficking_claimed": False, "indicators_noted": False, "return_to": "XR"},
            "removal",
            0,
            "no-hold",
        ),
        ({}, "detention", 4, "not-assessed"),
    ],
)
def test_may_tells_by_its_exit_code(
    run: Run, case: Callable[[str], Path], facts: dict[str, Any], act: str, code: int, answer: str
) -> None:
    path = case(json.dumps({"facts": facts, "on": "2026-03-02"}))
    said = run("may", act, path, "--law", SMALL, "--json")
    assert (said.code, said.err, said.out.count("\n")) == (code, "", 1)
    found = json.loads(said.out)
    assert list(found)[: len(MAY)] == list(MAY)
    shaped(found, MAY)
    assert (found["act"], found["answer"], found["on"]) == (act, answer, "2026-03-02")
    assert run("may", act, path, "--law", SMALL).code == code


def test_may_asks_of_one_item(run: Run, case: Callable[[str], Path]) -> None:
    acts = [{"id": "1", "compelled": True, "non_liability_considered": False}, {"id": "2", "compelled": False}]
    path = case(json.dumps({"facts": {"trafficking_claimed": True}, "items": {"offence": {"complete": True, "list": acts}}}))
    ask = ("may", "prosecution", path, "--law", SMALL, "--on", "2026-03-02")
    assert [run(*ask).code, run(*ask, "--item", "offence#1").code, run(*ask, "--item", "offence#2").code] == [3, 3, 0]


def test_an_order_of_a_court_is_shown(run: Run, case: Callable[[str], Path]) -> None:
    orders = {"list": [{"id": "1", "act": "removal", "effect": "forbids"}, {"id": "2", "act": "detention", "effect": "allows"}]}
    path = case(json.dumps({"on": "2026-03-02", "items": {"court_order": orders}}))
    for words in (("may", "removal"), ("decide",)):
        out = run(*words, path, "--law", SMALL).out
        assert "Court order 1: “Must not be done”. An order of a court is always obeyed." in " ".join(out.split())
        assert "Court order 2" not in out


def test_ask_prints_the_shape_of_the_contract(run: Run) -> None:
    found = json.loads(run("ask", AMINA, "--json").out)
    assert list(found) == ["questions"]
    assert found["questions"]
    for each in found["questions"]:
        assert list(each) == ["fact", "item", "settles", "person", "worker"]
        shaped(each, {"fact": str, "item": (str, type(None)), "settles": list, "person": str, "worker": str})
    removal = json.loads(run("ask", AMINA, "--act", "removal", "--json").out)["questions"]
    assert 0 < len(removal) < len(found["questions"])


def test_where_nothing_is_open_nothing_is_asked(run: Run, case: Callable[[str], Path]) -> None:
    facts = {"speaks_local_language": True}
    said = run("ask", case(json.dumps({"facts": facts})), "--law", SMALL, "--act", "interview")
    assert said.code == 0
    assert said.out.endswith("Nothing more needs to be asked.\n")


def test_the_days_of_the_arguments_win(run: Run, case: Callable[[str], Path]) -> None:
    path = case("""{"on": "2026-03-02", "facts": {
        "trafficking_claimed": [{"value": true, "recorded": "2026-03-01"}], "heard_on_status": false}}""")
    assert json.loads(run("may", "removal", path, "--law", SMALL, "--on", "2026-04-05", "--json").out)["on"] == "2026-04-05"
    assert run("may", "removal", path, "--law", SMALL).code == 3
    said = run("may", "removal", path, "--law", SMALL, "--as-known", "2026-02-01")
    assert said.code == 4
    assert "asked for 2 March 2026, as known on 1 February 2026" in said.out


def test_a_case_is_read_from_standard_input_and_from_toml(run: Run) -> None:
    toml = b"on = 2026-03-02\n[facts]\ntrafficking_claimed = true\nheard_on_status = false\n"
    assert run("may", "removal", "-", "--law", SMALL, stdin=toml).code == 3


@pytest.mark.parametrize("name", ["amina", "nothing"])
@pytest.mark.parametrize(
    "words", [["decide"], ["decide", "--all"], ["may", "removal"], ["ask"], ["ask", "--all"]], ids=" ".join
)
def test_text_shows_no_identifier(run: Run, case: Callable[[str], Path], name: str, words: list[str]) -> None:
    vocabulary = load_vocabulary(find_law() / "vocabulary")
    said = run(*words, AMINA if name == "amina" else case("{}"))
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", said.out) == []
    assert re.findall(r"#\S", said.out) == []
    assert [fact for fact in vocabulary.facts if "_" in fact and fact in said.out] == []


def test_held_acts_come_first_then_what_is_owed_then_questions(run: Run) -> None:
    out = run("decide", AMINA).out
    heads = [head for head in re.findall(r"^[A-Z][A-Z ]+$", out, re.MULTILINE) if head]
    expected = [
        "HELD",
        "HELD UNTIL MORE IS KNOWN",
        "OWED NOW",
        "THE PERSON MAY HAVE",
        "PRESUMED",
        "QUESTIONS THAT WOULD SETTLE MOST",
    ]
    assert heads == [head for head in expected if head in heads]
    assert {"HELD", "OWED NOW", "QUESTIONS THAT WOULD SETTLE MOST"} <= set(heads)
    assert "Facts as stated; not a clearance." in out


GOLDEN = {
    "decide": ["decide"],
    "may-removal": ["may", "removal"],
    "may-prosecution": ["may", "prosecution"],
    "may-detention": ["may", "detention"],
    "ask": ["ask"],
    "explain": ["explain", "no-removal-in-rest"],
    "explain-duty": ["explain", "answer-in-time"],
    "explain-items": ["explain", "no-prosecution-of-compelled-act"],
}


@pytest.mark.parametrize("name", GOLDEN)
def test_text_is_as_it_was_looked_at(run: Run, name: str) -> None:
    """The texts lie beside this file. What the instruments and the requirements say is left out: it is not the command's."""
    said = run(*GOLDEN[name], Path(__file__).with_name("marta.json"), "--law", SMALL)
    out = re.sub(r"^UNDER\n.*?\n\n(?=Small law)", "UNDER\n\n", said.out, flags=re.DOTALL | re.MULTILINE)
    assert out == Path(__file__).with_name(f"{name}.txt").read_text("utf-8")
    assert all(len(row) <= 80 for row in said.out.splitlines() if "https://" not in row)


def test_a_wider_terminal_gives_wider_text(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {}
    for columns in (20, 60, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        out = written((line("word " * 100),))
        widths[columns] = max(len(row) for row in out.splitlines())
    assert widths[20] <= NARROWEST < widths[60] <= 60 < widths[300] <= 100


def test_colour_only_on_a_terminal_and_never_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    sheet = (mixed((" HELD ", "held"), ("x", "")),)
    assert render(sheet, 80, colour=False) == " HELD x\n"
    assert "\x1b[" in render(sheet, 80, colour=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "41m" not in render(sheet, 80, colour=True)


def test_a_text_cannot_steer_the_terminal() -> None:
    assert render((line("a\x1b[2Jb\x07c\u202ed"),), 80, colour=False) == "a [2Jb c d\n"


def test_an_address_is_never_broken() -> None:
    address = f"https://example.org/{'long/' * 40}"
    assert address in render((line(f"Read it: {address}"),), 60, colour=False)


def test_a_mark_stands_before_its_paragraph() -> None:
    said = render((Line((Piece("word " * 20),), 2, Piece("•")),), 40, colour=False)
    assert [row[:4] for row in said.splitlines()] == ["  • ", *["    "] * (len(said.splitlines()) - 1)]
    assert section("Empty", ()) == ()
