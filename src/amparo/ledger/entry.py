"""One entry of the ledger: that somebody stated a fact of a subject, on a source, at a moment. It never changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from unicodedata import normalize

from amparo.errors import AmparoError
from amparo.facts.case import Assertion, Case, assertion_from, case_from, known_keys
from amparo.facts.reading import day, value_of
from amparo.facts.value import Value
from amparo.facts.vocabulary import FactKind, Vocabulary
from amparo.ledger.canonical import moment_from, written_moment
from amparo.ledger.key import Key, key_from
from amparo.ledger.schema import TODAY, Forms
from amparo.ledger.wire import from_wire, to_wire

_OPAQUE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NEEDED: Final = ("id", "case", "key", "source", "by", "agency", "user", "recorded")
_OPTIONAL: Final = ("value", "method", "language", "asked_by", "valid_from", "valid_until", "corrects", "reason")
_LISTED: Final = FactKind("listed", "yesno", "", "")
_TEXT: Final = FactKind("text", "text", "", "")
_LANGUAGE: Final = FactKind("language", "language", "", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement: about `key` of a case, on a source (`SOURCES` of a case file), by a body that the vocabulary names.

    `value` is nothing where what was stated is withdrawn (it `corrects` that), or where it was asked and is not known.
    `recorded` is a moment in UTC. `valid_from` and `valid_until` are the first and the last day of which it speaks (nothing:
    no bound). `corrects` is the id of the entry in whose place it is stated. `is_history` marks a fact that the vocabulary has
    retired: shown, and no longer read by any rule.
    """

    id: str
    case: str
    key: str
    value: Value | None
    source: str
    by: str
    agency: str
    user: str
    recorded: datetime
    method: str | None = None
    language: str | None = None
    asked_by: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    corrects: str | None = None
    reason: str | None = None
    is_history: bool = False

    def is_valid_on(self, on: date) -> bool:
        """Say whether it speaks of this day; its first and its last day are included."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_until is None or on <= self.valid_until)

    def table(self, forms: Forms = TODAY) -> dict[str, Any]:
        """Return it as it is written down, in today's form: a table that `canonical` takes."""
        written = {name: to_wire(getattr(self, name)) for name in (*_NEEDED, *_OPTIONAL) if name != "recorded"}
        said = {name: value for name, value in written.items() if value is not None or name == "value"}
        return {"schema": forms.schema, "recorded": written_moment(self.recorded), **said}


def entry_from(table: Mapping[str, Any], vocabulary: Vocabulary, forms: Forms = TODAY) -> Entry:
    """Read an entry in any form it was ever written in, as strictly as a case file; raise `AmparoError` otherwise."""
    said = {name: _tidy(value) for name, value in forms.lifted(table).items()}
    known_keys(said, (*_NEEDED, *_OPTIONAL), "an entry")
    for name in _NEEDED:
        if said.get(name) is None:
            raise AmparoError("entry-incomplete", f"an entry lacks its `{name}`", where=name)
    if "value" not in said:
        raise AmparoError("entry-incomplete", "an entry needs a `value` (null where it is withdrawn)", where="value")
    key, is_history = _in_force(key_from(str(said["key"])), forms)
    stated = _stated(key, said, vocabulary, is_history=is_history)
    entry = Entry(
        id=_opaque(said["id"], "id"),
        case=_opaque(said["case"], "case"),
        key=str(key),
        value=stated.value,
        source=str(stated.source),
        by=str(stated.by),
        agency=_opaque(said["agency"], "agency"),
        user=_opaque(said["user"], "user"),
        recorded=moment_from(said["recorded"], "recorded"),
        method=_text(said, "method"),
        language=_text(said, "language", _LANGUAGE),
        asked_by=_text(said, "asked_by"),
        valid_from=_day(said, "valid_from"),
        valid_until=_day(said, "valid_until"),
        corrects=None if said.get("corrects") is None else _opaque(said["corrects"], "corrects"),
        reason=_text(said, "reason"),
        is_history=is_history,
    )
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        raise AmparoError("entry-ends-early", "an entry is valid until a day before it begins", where="valid_until")
    return entry


def _tidy(value: Any) -> Any:
    return normalize("NFC", value) if isinstance(value, str) else value


def _in_force(key: Key, forms: Forms) -> tuple[Key, bool]:
    """Return the key under its name of today, and whether it has none and is kept as history."""
    if key.fact not in forms.retired:
        return key, False
    successor = forms.retired[key.fact]
    return (key.named(successor.rpartition(".")[2]), False) if successor else (key, True)


def _stated(key: Key, said: Mapping[str, Any], vocabulary: Vocabulary, *, is_history: bool) -> Assertion:
    """Read what was stated through the reader of case files, which is the only one."""
    value = from_wire(said.get("value"))
    statement = {"value": value, "source": said["source"], "by": said["by"]}
    if is_history:
        if isinstance(value, list):
            raise AmparoError("wrong-value", f"`{key}` is one value, not a list", where=str(key))
        stated = assertion_from({**statement, "value": None}, _LISTED, vocabulary, str(key))
        return Assertion(value, bare=False, source=stated.source, by=stated.by)
    case = case_from(_as_case(key, statement), vocabulary)
    if key.fact:
        return _only(case, key)
    if key.item and value is False:
        raise AmparoError("wrong-value", f"`{key}` is true, or nothing where the item is taken back", where=str(key))
    return assertion_from(statement, _LISTED, vocabulary, str(key))


def _as_case(key: Key, statement: Mapping[str, Any]) -> dict[str, Any]:
    fact = {key.name: [statement]} if key.fact else {}
    if not key.kind:
        return {"facts": fact}
    return {"items": {key.kind: {"list": [{"id": key.item, **fact}] if key.item else []}}}


def _only(case: Case, key: Key) -> Assertion:
    facts = case.items[key.kind].items[0].facts if key.kind else case.facts
    stated, *_ = facts[key.name]
    return stated


def _text(said: Mapping[str, Any], name: str, kind: FactKind = _TEXT) -> str | None:
    return None if said.get(name) is None else str(value_of(said[name], kind, name))


def _day(said: Mapping[str, Any], name: str) -> date | None:
    return None if said.get(name) is None else day(said[name], name)


def _opaque(value: object, where: str) -> str:
    if isinstance(value, str) and _OPAQUE.fullmatch(value):
        return value
    raise AmparoError("wrong-id", f"`{where}` must be 1 to 64 letters, digits, `-` or `_`", where=where)
