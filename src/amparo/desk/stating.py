"""The form by which a fact of a kept case is stated or corrected, and what it sends back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import vocabulary
from amparo.casework.record import Statement
from amparo.desk.control import Control, control_for, entry_from, source_words
from amparo.desk.kept_facts import KeptFacts, power_name
from amparo.desk.library import wording
from amparo.desk.wording import kind_of
from amparo.errors import AmparoError
from amparo.explain.answer import value_json
from amparo.facts.case import SOURCES, Assertion, assertion_from
from amparo.facts.power import lacks_power
from amparo.ledger.entry import Entry

HOW: Final = ("method", "language", "asked_by", "valid_from", "valid_until", "reason")
"""What a statement may say more; each is a field of the form by the same name."""
AWARE: Final = "aware"
DATE: Final = date.max
"""Stands for any date."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One statement in whose place another may be put."""

    id: str
    words: str
    is_own: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Form:
    """What the page shows of the form; `lifts` names the answers that would end a protection, and what they take."""

    control: Control
    seen: str
    sources: tuple[tuple[str, str], ...]
    source: str
    corrects: tuple[Choice, ...]
    said: Mapping[str, str]
    lifts: tuple[tuple[str, str], ...] = ()
    lacks: str = ""
    is_new: bool = True


def form_for(key: str, facts: KeptFacts, entries: Sequence[Entry], agency: str, sent: Mapping[str, str] | None = None) -> Form:
    """Return the form of a key: filled with what the agency itself states, or with what was just sent."""
    mine = [entry for entry in entries if entry.agency == agency and entry.value is not None]
    before = mine[-1] if len(mine) == 1 else None
    form = sent if sent is not None else _before(before)
    control = replace(
        control_for(key, value_json(before.value) if before and sent is None else None, wording()),
        sources=(),
        actors=(),
        worker="",
    )
    chosen = form.get("corrects", "")
    return Form(
        control=replace(control, worker=wording().asked(key).worker),
        seen=facts.sight.seen.get(key, ""),
        sources=tuple((name, source_words(name)) for name in SOURCES),
        source=form.get("source", ""),
        corrects=tuple(_choice(entry, facts, agency, chosen) for entry in entries if entry.value is not None),
        said={name: form.get(name, "") for name in HOW},
        lifts=tuple(lifting(key)),
        is_new=not chosen,
    )


def _before(entry: Entry | None) -> Mapping[str, str]:
    if entry is None:
        return {}
    return {"corrects": entry.id, "source": entry.source}


def _choice(entry: Entry, facts: KeptFacts, agency: str, chosen: str) -> Choice:
    said = facts.stated(entry)
    words = _("%(value)s (%(source)s, %(agency)s, %(at)s)") % {
        "value": said.value, "source": said.source, "agency": said.agency, "at": said.at,
    }  # fmt: skip
    return Choice(entry.id, words, entry.agency == agency, entry.id == chosen)


def lifting(key: str) -> list[tuple[str, str]]:
    """Return the answers that would end a protection, in words, with what it takes that they count."""
    spoken, fact = vocabulary(), power_name(key)
    kind = kind_of(key, spoken)
    if kind is None:
        return []
    answers = {"yesno": (True, False), "date": (DATE,)}.get(kind.type, kind.values)
    takes = {value: lacks_power(fact, Assertion(value, bare=False), spoken) for value in answers}
    said = {value: _("A date") if value == DATE else wording().value(key, value) for value in takes}
    return [(said[value], needed) for value, needed in takes.items() if needed]


def statement_from(key: str, sent: Mapping[str, str], body: str) -> Statement:
    """Return what the form states; raise `AmparoError` for what cannot be, or would not count and nobody was told so."""
    said = entry_from(key, {name: text for name, text in sent.items() if name not in ("source", "by")}, wording())
    source = source_from(sent)
    statement = Statement(
        key, said, source, corrects=sent.get("corrects") or None, **{name: sent.get(name, "").strip() or None for name in HOW}
    )
    lacks = lacking(statement, body)
    if lacks and not sent.get(AWARE):
        raise AmparoError("counts-for-nothing", _("recorded like this, it would count for nothing"), help=lacks, where=AWARE)
    return statement


def source_from(sent: Mapping[str, str]) -> str:
    """Return on what source a form says something; raise `AmparoError` where it does not say."""
    source = sent.get("source", "")
    if source not in SOURCES:
        raise AmparoError("source-missing", _("say how this is known"), where="source")
    return source


def lacking(statement: Statement, body: str) -> str:
    """Return what it would take for a statement of this body to count, or nothing where it does."""
    kind = kind_of(statement.key, vocabulary())
    if kind is None or statement.value is None:
        return ""
    read = {"value": statement.value, "source": statement.source, "by": body}
    return lacks_power(power_name(statement.key), assertion_from(read, kind, vocabulary(), statement.key), vocabulary())


def said_in_words(key: str, sent: Mapping[str, str]) -> str:
    """Return what a form says, in words, for standing beside what somebody else said meanwhile."""
    try:
        said: Any = entry_from(key, {name: text for name, text in sent.items() if name not in ("source", "by")}, wording())
    except AmparoError:
        return ""
    return wording().value(key, said)
