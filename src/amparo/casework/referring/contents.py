"""What a parcel holds of a case: the statements and papers that its receiver may see, as another installation reads them.

A parcel says itself who stated what, and nobody here can tell whether that is so. So all of it is stated as from the partner
whose card signed it, and nothing of it ends a hold or a duty here: what would, waits in a paper until somebody states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.compartment import compartment_of, compartments
from amparo.casework.decided import takes_decision
from amparo.casework.paper_kinds import BROUGHT
from amparo.casework.papers import Draft
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.facts.vocabulary import Vocabulary
from amparo.ledger.canonical import canonical, from_canonical, written_moment
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.key import COMPLETE, key_from
from amparo.ledger.known import standing

SCHEMA: Final = 1
NARROWEST: Final = "account"
"""Where what this release does not understand is kept, as said: whoever may read that may read the rest too."""
TO_CONFIRM: Final = "to-be-confirmed"
NOT_UNDERSTOOD: Final = "not-understood"
_LIKE: Final = ("language", "valid_from", "valid_until")
_ORDERS: Final = "court_order"


@dataclass(frozen=True, slots=True)
class Brought:
    """What was read of a parcel: what can be stated here, papers, and how much this release does not understand."""

    statements: tuple[Statement, ...]
    papers: tuple[Draft, ...]
    called: str


def written(sights: Iterable[Sight]) -> bytes:
    """Return what stands in these sights together, once each, in the order in which it was stated."""
    entries: dict[str, Entry] = {}
    papers: dict[str, Mapping[str, Any]] = {}
    called = ""
    for sight in sights:
        entries |= {each.id: each for each in sight.entries}
        called = called or sight.called
        for each in sight.papers:
            about = {"kind": each.kind, "compartment": each.compartment, "said": each.is_said, "by": each.by}
            papers[each.id] = {**about, "at": written_moment(each.at), "body": dict(each.body)}
    stated = standing(sorted(entries.values(), key=lambda each: each.recorded))
    facts = [_told(each) for each in stated if each.value is not None and not each.is_history]
    return canonical({"schema": SCHEMA, "called": called, "facts": facts, "papers": list(papers.values())})


def brought(data: bytes, sender: str, vocabulary: Vocabulary) -> Brought:
    """Read it. What would end a protection here, and what this release does not know, goes into papers and is not stated."""
    table = from_canonical(data)
    statements: list[Statement] = []
    waiting: dict[str, list[dict[str, Any]]] = {}
    strange: list[dict[str, Any]] = []
    for each in table["facts"]:
        found = _read(each, vocabulary)
        if found is None or found.is_history:
            strange.append(dict(each))
        elif _would_lift(found, vocabulary):
            waiting.setdefault(compartment_of(found.key), []).append(dict(each))
        else:
            statements.append(_statement(each, found, sender))
    papers = [*_papers(table["papers"], sender)]
    papers += [_quoted(TO_CONFIRM, sender, name, facts) for name, facts in sorted(waiting.items())]
    papers += [_quoted(NOT_UNDERSTOOD, sender, NARROWEST, strange)] if strange else []
    return Brought(tuple(statements), tuple(papers), str(table["called"]))


def _told(entry: Entry) -> dict[str, Any]:
    said = entry.table()
    names = ("key", "value", "source", "by", "recorded", "method", *_LIKE)
    return {name: said[name] for name in names if said.get(name) is not None} | {"compartment": compartment_of(entry.key)}


def _statement(told: Mapping[str, Any], read: Entry, sender: str) -> Statement:
    """Return a fact as it is stated here: as told by the sender, never as a document or a decision.

    Who told it there, and on what source, stands beside it. What was told of the account stays what was said, so that
    a note of identification does not lose that on the way.
    """
    how = f"{sender}: {read.by}, {read.source}, {str(told.get('recorded', ''))[:10]}"
    is_seen = read.source == "observed" and compartment_of(read.key) != NARROWEST
    source = "observed" if is_seen else "said"
    return Statement(key=read.key, value=told["value"], source=source, method=how, **{name: told.get(name) for name in _LIKE})


def _read(told: Mapping[str, Any], vocabulary: Vocabulary) -> Entry | None:
    """Read a fact as strictly as one of ours; nothing where this release does not know it."""
    said = {name: told.get(name) for name in ("key", "source", "by", "value", *_LIKE)}
    about = {"schema": 1, "id": "x", "case": "x", "agency": "x", "user": "x", "recorded": "2026-01-01T00:00:00.000000Z"}
    try:
        return entry_from({**about, **{name: value for name, value in said.items() if value is not None}}, vocabulary)
    except (AmparoError, ValueError, TypeError):
        return None


def _would_lift(entry: Entry, vocabulary: Vocabulary) -> bool:
    """Say whether a fact could end a hold or a duty: an order of a court, that a list is complete, a value that lifts."""
    key = key_from(entry.key)
    if key.kind == _ORDERS or (key.kind and not key.item and key.name == COMPLETE):
        return True
    read = next((fact for fact, each in vocabulary.summaries.items() if f"{each.kind}.{each.fact}" == key.fact), key.fact)
    return vocabulary.lifts(read, entry.value) or takes_decision(entry.key, entry.value)


def _papers(told: Sequence[Mapping[str, Any]], sender: str) -> Iterable[Draft]:
    """Yield the papers; one of a part that this release does not know is kept where the fewest read it."""
    for each in told:
        body = {"from": sender, "kind": str(each["kind"]), "by": each["by"], "at": each["at"], "body": dict(each["body"])}
        part = str(each["compartment"])
        is_known = part in compartments()
        yield Draft(BROUGHT, part if is_known else NARROWEST, body, is_said=bool(each["said"]) or not is_known)


def _quoted(kind: str, sender: str, compartment: str, facts: Sequence[Mapping[str, Any]]) -> Draft:
    return Draft(BROUGHT, compartment, {"from": sender, "kind": kind, "facts": list(facts)}, is_said=True)
