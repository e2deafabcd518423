"""Things that go with a safety plan: people to keep away, ways to reach the person, measures as services of security."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.items import next_item, numbers
from amparo.casework.own_word import OwnWord
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.stages.protection.risk import WHEREABOUTS

THREAT: Final = "threat"
CONTACT: Final = "contact"
SERVICE: Final = "service"
SECURING: Final = "security"
"""The kind of a service that makes somebody safer."""
SUPPORT: Final = "support"
ANSWERS: Final[Mapping[str, bool]] = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a list as it stands: its key (`threat#1`), and what the viewer may read of it."""

    key: str
    facts: Mapping[str, Any]


def things(facts: KeptFacts, kind: str) -> tuple[Thing, ...]:
    """Return the things of a kind, with each fact as it stands; what the viewer may not read is not known to them."""
    names = vocabulary().items[kind]
    found = (f"{kind}#{number}" for number in numbers(facts.sight.entries, kind))
    return tuple(Thing(key, {name: facts.as_it_stands(f"{key}.{name}") for name in names}) for key in found)


def values_of(kind: str, fact: str) -> tuple[str, ...]:
    """Return the values that a choice of the vocabulary can have."""
    return vocabulary().items[kind][fact].values


def new_threat(sight: Sight, sent: Mapping[str, str]) -> Iterator[Statement]:
    """State one more person to keep away, if the form names one."""
    if sent.get("threat-relation") in values_of(THREAT, "relation"):
        said = {
            "relation": sent["threat-relation"],
            "target": sent.get("threat-target") if sent.get("threat-target") in values_of(THREAT, "target") else None,
            "at_large": ANSWERS.get(sent.get("threat-at_large", "")),
        }
        yield from _stated(sight, next_item(sight.entries, THREAT), said, "said")


def new_contact(sight: Sight, sent: Mapping[str, str]) -> Iterator[Statement]:
    """State one more way to reach the person, if the form names one; whether it is safe, only where that is known."""
    if WHEREABOUTS in sight.recordable and sent.get("contact-channel") in values_of(CONTACT, "channel"):
        said = {"channel": sent["contact-channel"], "safe": ANSWERS.get(sent.get("contact-safe", ""))}
        yield from _stated(sight, next_item(sight.entries, CONTACT), said, "said")


def answered_threat(sight: Sight, agency: str, key: str) -> Iterator[Statement]:
    """State that a measure against a listed danger was taken today."""
    if key in {f"{THREAT}#{number}" for number in numbers(sight.entries, THREAT)}:
        yield from OwnWord(sight, agency).state(f"{key}.measure_on", today().isoformat(), source="observed")


def security_services(sight: Sight, agency: str, measures: list[tuple[str, str]]) -> Iterator[Statement]:
    """State each kind of measure with where it stands, as a service of security: the one that is there, or a new one.

    Nothing is stated by who may not see which services there are: it would be taken for another one.
    """
    if SUPPORT not in sight.recordable:
        return
    facts, word = KeptFacts(sight), OwnWord(sight, agency)
    there = {
        str(each.facts["measure"]): each.key
        for each in things(facts, SERVICE)
        if each.facts["kind"] == SECURING and each.facts["state"] != "ended" and each.facts["measure"]
    }
    number = int(next_item(sight.entries, SERVICE).partition("#")[2])
    for measure, state in dict(measures).items():
        key = there.get(measure, "")
        if not key:
            key, number = f"{SERVICE}#{number}", number + 1
            yield from _stated(sight, key, {"kind": SECURING, "measure": measure, "state": state}, "observed")
        else:
            yield from word.state(f"{key}.state", state, source="observed")


def _stated(sight: Sight, key: str, said: Mapping[str, Any], source: str) -> Iterator[Statement]:
    """State those facts of a thing that are known and that the viewer may record."""
    for name, value in said.items():
        if value is not None and compartment_of(f"{key}.{name}") in sight.recordable:
            yield Statement(f"{key}.{name}", value, source)
