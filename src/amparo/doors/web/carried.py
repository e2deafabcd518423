"""What travels from page to page inside the form: the case, the law, the day, and the answers in the order given.

It is the sender's own and is read each time as strictly as an uploaded file. It is not signed: whoever changes it
changes only the question that they ask, as they may.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from amparo.desk.inquiry import Question
from amparo.desk.library import without_dates
from amparo.desk.wording import parts
from amparo.errors import AmparoError
from amparo.facts.case import read_case
from amparo.facts.vocabulary import Vocabulary

LONGEST_TRAIL: Final = 500
SURROGATES: Final = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Carried:
    """One person's case as its sender wrote it, and the question asked of it."""

    case: Mapping[str, Any] = field(default_factory=dict)
    law: str = "palermo"
    on: str = ""
    as_known: str = ""
    act: str = ""
    trail: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        return Question(self.law, self.on, self.as_known, self.act)

    @property
    def case_text(self) -> str:
        return json.dumps(self.case, ensure_ascii=False, separators=(",", ":"))

    @property
    def file_text(self) -> str:
        return json.dumps(self.case, ensure_ascii=False, indent=2) + "\n"

    @property
    def trail_text(self) -> str:
        return " ".join(self.trail)

    def entry(self, key: str) -> Any:
        """Return what the case says of `age_years`, `offence#1.compelled` or `offence.complete`, or None."""
        kind, number, fact = parts(key)
        if not kind:
            return self.case.get("facts", {}).get(fact)
        listed = self.case.get("items", {}).get(kind, {})
        if not number:
            return listed.get("complete")
        return next((item.get(fact) for item in listed.get("list", []) if str(item.get("id")) == number), None)

    def answered(self, key: str, entry: Any) -> Carried:
        """Return the same with this answer, None for not known, put at the end of the trail."""
        trail = (*(each for each in self.trail if each != key), key)
        return replace(self, case=_with_entry(self.case, key, entry), trail=trail)

    def with_item(self, kind: str) -> Carried:
        """Return the same with one more item of this kind, of which nothing is known."""
        listed = self.case.get("items", {}).get(kind, {}).get("list", [])
        taken = {str(item.get("id")) for item in listed}
        name = next(str(n) for n in range(1, len(listed) + 2) if str(n) not in taken)
        changed = {**self.case.get("items", {}).get(kind, {}), "complete": None, "list": [*listed, {"id": name}]}
        items = {**self.case.get("items", {}), kind: changed}
        return replace(self, case={**self.case, "items": items}, trail=(*self.trail, f"{kind}#{name}"))

    def without_last(self) -> tuple[Carried, str]:
        """Return the same before the last answer, and that answer's key; an item that was added last goes again."""
        *before, last = self.trail
        kind, number, fact = parts(last)
        if fact:
            return replace(self, trail=tuple(before)), last
        listed = self.case.get("items", {}).get(kind, {})
        kept = [item for item in listed.get("list", []) if str(item.get("id")) != number]
        items = {**self.case.get("items", {}), kind: {**listed, "list": kept}}
        return replace(self, case={**self.case, "items": items}, trail=tuple(before)), f"{kind}.complete"


def _with_entry(case: Mapping[str, Any], key: str, entry: Any) -> dict[str, Any]:
    kind, number, fact = parts(key)
    if not kind:
        return {**case, "facts": {**case.get("facts", {}), fact: entry}}
    items = case.get("items", {})
    listed = items.get(kind, {})
    if not number:
        return {**case, "items": {**items, kind: {**listed, "complete": entry}}}
    changed = [{**item, fact: entry} if str(item.get("id")) == number else item for item in listed.get("list", [])]
    return {**case, "items": {**items, kind: {**listed, "list": changed}}}


def case_of(data: bytes, vocabulary: Vocabulary) -> dict[str, Any]:
    """Read a case file as its sender wrote it, once it is known to be a sound one."""
    if len(data) > settings.LARGEST_FILE:
        raise AmparoError("case-too-large", _("the case file is larger than 256 kB"))
    read_case(data, vocabulary)
    text = data.decode("utf-8-sig")
    case: dict[str, Any] = json.loads(text) if text.lstrip().startswith("{") else without_dates(tomllib.loads(text))
    if any(ord(character) in SURROGATES for character in json.dumps(case, ensure_ascii=False)):
        raise AmparoError("case-not-utf-8", _("the case file holds half a character"))
    return case


def carried_from(form: QueryDict, vocabulary: Vocabulary) -> Carried:
    """Read what a form of ours carries; raise `AmparoError` for anything that no form of ours holds."""
    trail = tuple(form.get("trail", "").split())
    if len(trail) > LONGEST_TRAIL or not all(is_step(key, vocabulary) for key in trail):
        raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))
    return Carried(
        case=case_of((form.get("case") or "{}").encode(), vocabulary),
        law=form.get("law", "palermo"),
        on=form.get("on", ""),
        as_known=form.get("as_known", ""),
        act=form.get("act", ""),
        trail=trail,
    )


def is_key(key: str, vocabulary: Vocabulary) -> bool:
    """Say whether this names a fact of the person, of one item, or the completeness of a list."""
    kind, number, fact = parts(key)
    if not kind:
        return fact in vocabulary.facts
    return kind in vocabulary.items and (fact in vocabulary.items[kind] if number else fact == "complete")


def is_step(key: str, vocabulary: Vocabulary) -> bool:
    """Say whether this names an answer, or an item that was added on the way."""
    kind, number, fact = parts(key)
    return is_key(key, vocabulary) or (kind in vocabulary.items and bool(number) and not fact)
