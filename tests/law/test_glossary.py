"""The glossary has one entry for each word that the code and the law share."""

from __future__ import annotations

import re
from typing import Final

import pytest

from amparo.rules.rule import FORCES, KINDS, STRENGTHS, UNKNOWN
from law.wording import ACTORS, FACTS, ITEMS, LAW

GLOSSARY: Final = (LAW.parent / "docs" / "glossary.md").read_text("utf-8")
ROWS: Final = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|$", GLOSSARY, re.MULTILINE)
ENTRIES: Final = dict(ROWS)
TRADE: Final = (
    "person", "case", "fact", "item", "assertion", "source", "dispute", "instrument", "provision", "pack",
    "layer", "standing", "rule", "requirement", "force", "strength", "act", "hold", "duty", "entitlement",
    "presumption", "definition", "determination", "conclusion", "missing", "because", "safeguard", "clearance",
    "docket", "not known", "in effect", "held until known", "no hold", "possible victim", "worked case",
)  # fmt: skip


def test_no_word_is_explained_twice() -> None:
    assert len(ENTRIES) == len(ROWS)


@pytest.mark.parametrize("word", TRADE)
def test_a_word_of_the_trade_has_its_entry(word: str) -> None:
    assert word in ENTRIES


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_has_its_entry(kind: str) -> None:
    assert f"`{kind}`" in ENTRIES[kind]


@pytest.mark.parametrize(("word", "values"), [("force", FORCES), ("strength", STRENGTHS), ("in effect", UNKNOWN)])
def test_every_value_is_explained(word: str, values: tuple[str, ...]) -> None:
    assert [value for value in values if f"`{value}`" not in ENTRIES[word]] == []


def test_every_actor_is_named_in_the_order_of_the_vocabulary() -> None:
    assert tuple(word for word in ENTRIES if word in ACTORS) == ACTORS


def test_every_compartment_is_named() -> None:
    compartments = {str(kind["compartment"]) for _, kind in FACTS.values() if "compartment" in kind}
    assert {name for name in compartments if name not in ENTRIES["compartment"]} == set()


def test_every_kind_of_item_is_counted() -> None:
    named = re.split(r", (?=an? )", ENTRIES["item"].partition(": ")[2])
    assert len(named) == len(ITEMS)


@pytest.mark.parametrize(("word", "meaning"), ROWS)
def test_an_entry_is_short_and_a_sentence(word: str, meaning: str) -> None:
    assert len(meaning) <= 330
    assert meaning.rstrip(")").endswith(".") or meaning.endswith(".)")
    assert not re.match(rf"(?:An? )?{re.escape(word)}\b(?!\.|:)", meaning, re.IGNORECASE) or word in ACTORS
