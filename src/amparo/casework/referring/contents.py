"""What a parcel holds of a case: the statements and papers that its receiver may see, as another installation reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.papers import Draft
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.facts.vocabulary import Vocabulary
from amparo.ledger.canonical import canonical, from_canonical, written_moment
from amparo.ledger.entry import Entry, entry_from
from amparo.ledger.known import standing

SCHEMA: Final = 1
_LIKE: Final = ("language", "valid_from", "valid_until")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was read of a parcel: what can be stated here, papers, and how much this release does not understand."""

    statements: tuple[tuple[str, Statement], ...]
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
    """Read it; each statement with the body that made it. What this release does not know goes into a paper, unread."""
    table = from_canonical(data)
    statements, strange = [], []
    for each in table["facts"]:
        found = _statement(each, sender, vocabulary)
        if found is None:
            strange.append(dict(each))
        else:
            statements.append((str(each["by"]), found))
    return Brought(tuple(statements), tuple(_papers(table["papers"], strange, sender)), str(table["called"]))


def _told(entry: Entry) -> dict[str, Any]:
    said = entry.table()
    names = ("key", "value", "source", "by", "recorded", "method", *_LIKE)
    return {name: said[name] for name in names if said.get(name) is not None}


def _statement(told: Mapping[str, Any], sender: str, vocabulary: Vocabulary) -> Statement | None:
    """Return a fact as it is stated here: from a document, which is the parcel; how the sender knew it stands beside it."""
    how = f"{sender}: {told.get('source', '')}, {str(told.get('recorded', ''))[:10]}"
    found = Statement(
        key=str(told["key"]), value=told.get("value"), source="document", method=how, **{name: told.get(name) for name in _LIKE}
    )
    probe = {name: getattr(found, name) for name in Statement.__slots__ if getattr(found, name) is not None}
    moment = "2026-01-01T00:00:00.000000Z"
    about = {"schema": 1, "id": "x", "case": "x", "by": told.get("by"), "agency": "x", "user": "x", "recorded": moment}
    try:
        entry_from({**about, **probe}, vocabulary)
    except (AmparoError, ValueError, TypeError):
        return None
    return found


def _papers(told: Sequence[Mapping[str, Any]], strange: Sequence[Mapping[str, Any]], sender: str) -> Iterable[Draft]:
    for each in told:
        body = {"from": sender, "kind": each["kind"], "by": each["by"], "at": each["at"], "body": dict(each["body"])}
        yield Draft("imported", str(each["compartment"]), body, is_said=bool(each["said"]))
    if strange:
        yield Draft("imported", "identity", {"from": sender, "kind": "not-understood", "facts": list(strange)})
