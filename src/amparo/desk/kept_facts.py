"""What was stated in a kept case, as its reader may check it: each fact as it stands; who stated it, on what source, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.named import Named
from amparo.casework.policy import Decision
from amparo.casework.sight import Sight
from amparo.desk.control import source_words
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.wording import parts, said_day
from amparo.environment import time_zone
from amparo.explain.answer import value_json
from amparo.facts.case import Assertion
from amparo.facts.power import lacks_power
from amparo.facts.settled import Settled, settle
from amparo.facts.value import Value
from amparo.ledger.entry import Entry
from amparo.ledger.known import case_of, standing


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement in words; `lacks` says what it would take for it to count."""

    id: str
    value: str
    source: str
    agency: str
    user: str
    at: str
    valid: str = ""
    how: str = ""
    reason: str = ""
    lacks: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class KeptFact:
    """One fact as it stands, with the statements on which it rests; several that differ stand side by side."""

    key: str
    words: str
    value: str
    known: bool
    href: str
    statements: tuple[Stated, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One compartment: its facts, and why the viewer may read them."""

    name: str
    title: str
    why: str
    facts: tuple[KeptFact, ...]
    recordable: bool


class KeptFacts:
    """Says the statements of one look in words."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.words = wording()
        self.named = Named.of({entry.agency for entry in sight.entries}, {entry.user for entry in sight.entries})
        self.settled: Settled = settle(case_of(sight.entries, on=sight.on, zone=time_zone()), vocabulary(), on=sight.on)

    def as_it_stands(self, key: str) -> Any:
        """Return a fact as it stands, as a case file writes it; nothing where it is not known."""
        return value_json(self.settled.get(key))

    def warnings(self) -> tuple[str, ...]:
        """Return what contradicts itself, on what the viewer may read."""
        facts = vocabulary().facts
        pieces = (warning.split("`") for warning in self.settled.warnings)
        return tuple(
            "`".join(self.words.fact(piece) if n % 2 and piece in facts else piece for n, piece in enumerate(each))
            for each in pieces
        )

    def parts(self) -> tuple[Part, ...]:
        """Return every compartment that the viewer may read, those of which anything was stated first."""
        found: dict[str, list[KeptFact]] = {name: [] for name in sorted(self.sight.readable)}
        for key, entries in self._by_key().items():
            found.setdefault(compartment_of(key), []).append(self.fact(key, entries))
        made = (self._part(name, facts) for name, facts in found.items())
        return tuple(sorted(made, key=lambda part: not part.facts))

    def _part(self, name: str, facts: Sequence[KeptFact]) -> Part:
        why = why_read(self.sight.readable[name]) if name in self.sight.readable else ""
        title = self.words.words.label("compartments", name)
        return Part(name, title, why, tuple(facts), name in self.sight.recordable)

    def _by_key(self) -> dict[str, list[Entry]]:
        """Return what stands of each key; that an item is there is said by its facts, where there are any."""
        found: dict[str, list[Entry]] = {}
        for entry in standing(self.sight.entries):
            if entry.value is not None and entry.is_valid_on(self.sight.on):
                found.setdefault(entry.key, []).append(entry)
        return {key: found[key] for key in sorted(found, key=_order) if not _is_told_by_others(key, found)}

    def fact(self, key: str, entries: Sequence[Entry]) -> KeptFact:
        """Return one fact from the entries that stand."""
        differ = len({str(entry.value) for entry in entries}) > 1
        value = self._value(key, entries)
        return KeptFact(
            key=key,
            words=key_words(key),
            value=self.value(key, value),
            known=value is not None,
            href=fact_page(self.sight.case, key),
            statements=tuple(self.stated(entry) for entry in entries),
            disputed=differ,
        )

    def value(self, key: str, value: Value | None) -> str:
        """Return a value in words; an item is listed, or not."""
        kind, number, fact = parts(key)
        if kind and number and not fact:
            return _("Listed") if value else _("Taken back")
        return self.words.value(key, value_json(value))

    def _value(self, key: str, entries: Sequence[Entry]) -> Value | None:
        kind, number, fact = parts(key)
        if kind and not fact:
            return True if number in self.settled.lists.get(kind, ()) or entries else None
        return self.settled.get(key)

    def _said(self, entry: Entry) -> str:
        if entry.value is None:
            return _("Withdrawn") if entry.corrects else self.words.value(entry.key, None)
        return self.value(entry.key, entry.value)

    def stated(self, entry: Entry) -> Stated:
        """Return one statement in words."""
        return Stated(
            id=entry.id,
            value=self._said(entry),
            source=source_words(entry.source),
            agency=self.named.agency(entry.agency),
            user=self.named.user(entry.user),
            at=said_moment(entry.recorded),
            valid=_valid(entry.valid_from, entry.valid_until),
            how=", ".join(part for part in (entry.method, entry.language, entry.asked_by) if part),
            reason=entry.reason or "",
            lacks=_lacks(entry),
            withdrawn=entry.value is None and entry.corrects is not None,
        )


def key_words(key: str) -> str:
    """Return what a key is of in words: a fact, an item, a list."""
    kind, number, fact = parts(key)
    return wording().item(kind, number) if kind and number and not fact else wording().fact(key)


def said_moment(moment: datetime) -> str:
    """Return a moment in words, in the time zone of the installation: `2 March 2026, 10:05`."""
    return formats.date_format(timezone.localtime(moment, time_zone()), "j F Y, H:i")


def _valid(first: date | None, last: date | None) -> str:
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": said_day(first), "last": said_day(last)}
    if first:
        return _("from %(first)s") % {"first": said_day(first)}
    return _("until %(last)s") % {"last": said_day(last)} if last else ""


def _lacks(entry: Entry) -> str:
    if entry.value is None or entry.is_history:
        return ""
    kind, number, fact = parts(entry.key)
    if kind and not (number and fact):
        return ""
    assertion = Assertion(entry.value, bare=False, source=entry.source, by=entry.by)
    return lacks_power(power_name(entry.key), assertion, vocabulary())


def power_name(key: str) -> str:
    """Return the fact whose power a key takes: of an item's fact, the person's that is read from it, if there is one."""
    kind, number, fact = parts(key)
    if not number:
        return key
    read = {(each.kind, each.fact): name for name, each in vocabulary().summaries.items()}
    return read.get((kind, fact), f"{kind}.{fact}")


def _order(key: str) -> tuple[bool, str, int, str]:
    """Sort the person first, then items of a kind by their numbers, the list itself last."""
    kind, number, fact = parts(key)
    return bool(kind), kind, int(number) if number.isdecimal() else 0 if number else 10**6, fact


def _is_told_by_others(key: str, keys: Mapping[str, object]) -> bool:
    return "#" in key and "." not in key and any(other.startswith(f"{key}.") for other in keys)


def why_read(decision: Decision) -> str:
    """Say to whoever reads a part why they may, in words addressed to them; the policy speaks of them as of others."""
    yours = {
        "in-the-case": _(
            "you work on this case for this purpose, and your bundle of rights and your body's mandate reach so far"
        ),
        "granted": _("you work on this case, and your agency was given this part for this purpose"),
        "glass-open": _("you opened this part in an emergency, before everybody's eyes and for an hour"),
    }
    return yours.get(decision.reason, decision.words)
