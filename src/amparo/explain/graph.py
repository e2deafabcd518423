"""Which rules read which: presumptions and definitions, and the rules that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from amparo.rules.checks import named_by
from amparo.rules.law import Law
from amparo.rules.rule import Rule, name_of


@dataclass(frozen=True, slots=True)
class Link:
    """One rule that another reads, both by name: the reader names it, or it is an exception that ends the reader."""

    read: str
    reader: str
    is_exception: bool = False


@dataclass(frozen=True)
class Graph:
    """Rules by name, and which of them reads which."""

    rules: Mapping[str, Rule]
    links: tuple[Link, ...]

    @cached_property
    def into(self) -> Mapping[str, tuple[Link, ...]]:
        """Return, for each rule, the links from what it reads."""
        return {name: tuple(found) for name, found in self._grouped("reader").items()}

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Link, ...]]:
        """Return, for each rule, the links to what reads it."""
        return {name: tuple(found) for name, found in self._grouped("read").items()}

    def _grouped(self, end: str) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = {name: [] for name in self.rules}
        for link in self.links:
            found[getattr(link, end)].append(link)
        return found

    def among(self, names: Iterable[str]) -> Graph:
        """Return the part that holds these rules alone, in their order."""
        kept = {name: self.rules[name] for name in names}
        return Graph(kept, tuple(link for link in self.links if link.read in kept and link.reader in kept))

    def rests_on(self, name: str) -> tuple[str, ...]:
        """Return all rules that a rule reads, at any depth, the nearest first."""
        found: dict[str, None] = {}
        nearest = [name]
        while nearest:
            nearest = [link.read for each in nearest for link in self.into[each] if link.read not in found]
            found.update(dict.fromkeys(nearest))
        return tuple(found)

    def around(self, name: str, most: int) -> Graph:
        """Return a rule with all it reads, at any depth, and at most so many of the rules that read it."""
        below = (name, *self.rests_on(name))
        readers = dict.fromkeys(link.reader for link in self.out_of[name])
        kept = self.among([*below, *list(readers)[:most]])
        return Graph(kept.rules, tuple(link for link in kept.links if link.reader in below or link.read == name))

    def with_what_they_read(self, names: Iterable[str]) -> Graph:
        """Return the part that holds these rules and what they read themselves."""
        own = list(names)
        return self.among(dict.fromkeys([*own, *(link.read for name in own for link in self.into[name])]))


def graph_of(law: Law) -> Graph:
    """Return which of the rules in force on the day of a law reads which."""
    links = [Link(read, name) for name, rule in law.rules.items() for read in named_by(rule)]
    for name, rule in law.rules.items():
        ended = name_of(rule.exception_of.rpartition("/")[2]) if rule.exception_of else ""
        if ended in law.rules:
            links.append(Link(name, ended, is_exception=True))
    return Graph(law.rules, tuple(dict.fromkeys(links)))
