"""The small, invented law of these tests, with every construct of the language in it, and people asked about under it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from amparo.explain.plain import Plain
from amparo.explain.wording import Words, load_words
from amparo.facts.case import case_from
from amparo.facts.settled import settle
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.expression import Node
from amparo.rules.pack import Pack, find_law, load_pack
from amparo.rules.parse import Scope, parse_condition, parse_term

SMALL: Final = Path(__file__).with_name("small")
ON: Final = date(2026, 3, 2)


@cache
def pack() -> Pack:
    return load_pack(SMALL)


@cache
def words() -> Words:
    return load_words(find_law())


def plain(on: date = ON) -> Plain:
    return Plain(pack().law_on(on), words())


def asked(facts: dict[str, Any] | None = None, items: dict[str, Any] | None = None, on: date = ON) -> Decider:
    """Return the decider for a person of whom these facts are known."""
    case = case_from({"facts": facts or {}, "items": items or {}}, pack().vocabulary)
    return Decider(pack().law_on(on), settle(case, pack().vocabulary, on=on))


def found(decider: Decider, rule: str) -> Determination:
    """Return the first determination of a rule."""
    return next(each for each in decider.all() if each.rule.id == rule)


def read(text: str, *, items: tuple[str, ...] = (), term: str = "") -> Node:
    """Read an expression against the names of the small law; `term` is the type of a term."""
    law = pack().law_on(ON)
    types = {name: rule.type for name, rule in law.rules.items()}
    scope = Scope(pack().vocabulary, {name: a.unit for name, a in law.amounts.items()}, types, frozenset(items))
    return parse_term(text, scope, term) if term else parse_condition(text, scope)
