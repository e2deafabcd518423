"""A pack opened for reading: its law as it stands today, in words, with which rule reads which. Each is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

from django.urls import reverse

from amparo.desk.cited import cited as said_cited
from amparo.desk.library import law_words, shipped_pack
from amparo.desk.marked import in_english, of_law
from amparo.explain.graph import Graph, graph_of
from amparo.explain.plain import Plain, force_in_words, sentence
from amparo.explain.requirements import Requirement, load_requirements
from amparo.rules.cases import WorkedCase, load_cases
from amparo.rules.law import Law
from amparo.rules.pack import Pack, find_law
from amparo.rules.rule import Rule

_MOST_BOOKS = 32
"""Packs and days kept at hand: every pack for today, and some for yesterday."""


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule as a line of a list: its title, kind and reach, and where its page is."""

    id: str
    title: str
    kind: str
    look: str
    reach: str
    address: str


@dataclass(frozen=True, slots=True)
class ProvisionLine:
    """A provision: how it is cited, our summary, its force in its source, where to read it, and the rules that rest on it."""

    text: str
    title: str
    summary: str
    reach: str
    url: str
    rules: tuple[RuleLink, ...] = ()


@dataclass(frozen=True)
class Book:
    """One pack with its law on one day."""

    pack: Pack
    plain: Plain
    graph: Graph

    @property
    def law(self) -> Law:
        return self.plain.law

    @cached_property
    def own(self) -> tuple[Rule, ...]:
        """The rules of the pack itself; of a view, those that it looks at."""
        rules = tuple(self.law.rules.values())
        return tuple(rule for rule in rules if rule.pack == self.pack.name) or rules

    def link(self, rule: Rule) -> RuleLink:
        return RuleLink(
            id=rule.id,
            title=of_law(rule.title or self.plain.title(rule.id)),
            kind=of_law(self.plain.words.label("kinds", rule.kind)),
            look=rule.kind,
            reach=in_english(sentence(force_in_words(rule.force, rule.strength))),
            address=reverse("law-rule", args=(self.pack.name, rule.id)),
        )

    def links(self, names: Iterable[str]) -> tuple[RuleLink, ...]:
        return tuple(self.link(self.law.rules[name]) for name in names)

    def provision(self, provision: str, rules: Iterable[Rule] = ()) -> ProvisionLine:
        cited, listed = said_cited(provision, self.pack.citations), self.pack.citations.provision(provision)
        reach = in_english(sentence(force_in_words(listed.force, listed.strength))) if listed else ""
        resting = tuple(self.link(rule) for rule in rules)
        return ProvisionLine(cited.text, cited.title, cited.summary, reach, cited.url, resting)


def opened(name: str, day: date) -> Book:
    """Open a pack on a day, or on its first day where that is later; raise `AmparoError` where there is none of this name."""
    return _book(name, max(day, shipped_pack(name).profile.begins))


@lru_cache(_MOST_BOOKS)
def _book(name: str, day: date) -> Book:
    pack = shipped_pack(name)
    law = pack.law_on(day)
    return Book(pack, Plain(law, law_words()), graph_of(law))


@cache
def cases_of(name: str) -> Mapping[str, tuple[WorkedCase, ...]]:
    """The worked cases of a pack's own folder, by the id of the rule that they check."""
    found: dict[str, list[WorkedCase]] = {}
    for case in load_cases(shipped_pack(name)):
        found.setdefault(case.rule, []).append(case)
    return {rule: tuple(cases) for rule, cases in found.items()}


@cache
def requirements() -> Mapping[str, Requirement]:
    return load_requirements(find_law())
