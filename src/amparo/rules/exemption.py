"""Exceptions that a pack states to what is proved of it: reservations and cited differences, each dated and with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.citation import Citations
from amparo.rules.error import Place
from amparo.rules.law import Law
from amparo.rules.lawfile import Entry
from amparo.rules.rule import Rule

NOT_WEAKER: Final = "not-weaker"
NO_DISCRIMINATION: Final = "no-discrimination"
NOT_CONDITIONAL: Final = "not-conditional"
CHILD: Final = "child-at-least-adult"
STRIPS: Final = "not-knowing-never-strips"
DEAD: Final = "no-dead-rule"
CLASH: Final = "no-clash"
PROPERTIES: Final = (NOT_WEAKER, NO_DISCRIMINATION, NOT_CONDITIONAL, CHILD, STRIPS, DEAD, CLASH)
"""What is proved of a pack, by the names that commands, files and reports use."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """One `[[exception]]`: the property that some rights need not have, under which provision, why, and from when.

    With `facts` it speaks only of people who differ in these. With `instead` it is no release: these rules must then give
    what the right does not, and that is proved.
    """

    property: str
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    instead: tuple[str, ...]
    under: tuple[str, ...]
    reason: str
    since: date
    pack: str
    place: Place

    def speaks_of(self, name: str, rule: Rule, fact: str | None, day: date) -> bool:
        """Say whether it excuses a right from a property on a day, for people who differ in a fact."""
        is_named = rule.id in self.rules or f"{rule.pack}/{rule.id}" in self.rules
        return name == self.property and is_named and (not self.facts or fact in self.facts) and self.since <= day

    def stand_ins(self, law: Law) -> list[Rule]:
        """Return the rules in force that are to give what the right does not."""
        return [rule for name in self.instead if (rule := law.find(name)) is not None]


def exemption_from(
    entry: Entry, pack: str, rules: Iterable[Rule], vocabulary: Vocabulary, citations: Citations, begins: date
) -> Exemption:
    """Read one `[[exception]]`; raise `LawError` at the key that is wrong."""
    table = entry.table
    entry.check_keys(("property", "reason"), ("rules", "facts", "instead", "under"), ("from",))
    for key in ("property", "rules", "under", "reason"):
        if not table.get(key):
            raise entry.error(f"exception-without-{key}", f"an exception needs `{key}`")
    if table["property"] not in PROPERTIES:
        sentence = f"`{shown(table['property'])}` is not a property{nearest(table['property'], PROPERTIES)}"
        raise entry.error("exception-unknown-property", sentence, "property")
    known = {name: rule for rule in rules for name in (rule.id, f"{rule.pack}/{rule.id}")}
    _check(entry, "rules", known, "a rule of this pack or a layer below")
    _check(entry, "instead", known, "a rule of this pack or a layer below")
    _check(entry, "facts", vocabulary.facts, "a fact of the vocabulary")
    for cited in table["under"]:
        if fault := citations.fault(cited):
            raise entry.error("exception-unknown-provision", fault, "under")
    return Exemption(
        property=table["property"], rules=tuple(table["rules"]), facts=tuple(table.get("facts", ())),
        instead=tuple(table.get("instead", ())), under=tuple(table["under"]), reason=table["reason"],
        since=entry.day("from", begins), pack=pack, place=entry.place(),
    )  # fmt: skip


def _check(entry: Entry, key: str, known: Mapping[str, object], what: str) -> None:
    for name in entry.table.get(key, ()):
        if name not in known:
            raise entry.error(f"exception-unknown-{key}", f"`{shown(name)}` is not {what}{nearest(name, known)}", key)
