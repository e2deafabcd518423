"""Worked cases and whole persons: facts in, answers out, the provision named, so that a lawyer can sign them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.case import Case, case_from
from amparo.facts.value import Truth
from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError, Place
from amparo.rules.lawfile import LawFile, read_law_file
from amparo.rules.layers import find_law, shown_name
from amparo.rules.may import HELD, HELD_UNTIL_KNOWN, NO_HOLD, NOT_ASSESSED
from amparo.rules.pack import Pack
from amparo.rules.rule import FORCES, STRENGTHS

WORDS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "unknown"}
_ANSWERS: Final[Mapping[str, tuple[Any, ...]]] = {
    "conclusion": tuple(WORDS.values()), "fulfilled": tuple(WORDS.values()), "in_effect": (True, False), "owed": (True, False),
    "may": (HELD, HELD_UNTIL_KNOWN, NO_HOLD, NOT_ASSESSED), "force": FORCES, "strength": STRENGTHS,
}  # fmt: skip
_TEXTS: Final = ("name", "rule", "checks", "story", "note", "act", "item")
_DAYS: Final = ("on", "as_known", "due", "from", "until", "changes_on")
_LISTS: Final = ("because", "missing", "by", "under", "safeguards", "needs")
_SHARED_KEYS: Final = ("name", "on", "as_known", "facts", "items", "expect", "note")
_CASE_KEYS: Final = (*_SHARED_KEYS, "rule", "checks", "source")
_PERSON_KEYS: Final = (*_SHARED_KEYS, "story")
_EXPECT_KEYS: Final = (*_ANSWERS, *_LISTS, "rule", "act", "item", "name", "due", "from", "until", "changes_on", "number")


@dataclass(frozen=True)
class WorkedCase:
    """One case: the rule and provision it checks ("" for a whole person), the facts, and what must come out.

    `file` and `line` are where it is written; the line is 0 for a whole person, who has a file of their own.
    """

    name: str
    file: str
    line: int
    rule: str
    checks: str
    source: tuple[str, ...]
    on: date
    as_known: date | None
    case: Case
    raw: Mapping[str, Any]
    expect: tuple[Mapping[str, Any], ...]
    story: str = ""


def load_cases(pack: Pack) -> tuple[WorkedCase, ...]:
    """Read the worked cases of a pack's own folder; raise `LawError` at the key that is wrong."""
    return tuple(
        _Reader(entry.table, entry.place, pack, _CASE_KEYS).read()
        for file in _files(pack, "cases") for entry in file.tables("case")
    )  # fmt: skip


def load_persons(pack: Pack) -> tuple[WorkedCase, ...]:
    """Read the whole persons of a pack's own folder, each a file; raise `LawError` at the key that is wrong."""
    return tuple(_Reader(file.content, _place_in(file), pack, _PERSON_KEYS).read() for file in _files(pack, "persons"))


def _place_in(file: LawFile) -> Callable[[str], Place]:
    return lambda key: file.place(key) if key else Place(file.name)


def _files(pack: Pack, folder: str) -> Iterator[LawFile]:
    for path in sorted((pack.folder / folder).glob("*.toml")):
        yield read_law_file(path, shown_name(path, find_law()))


class _Reader:
    """Reads one table of a case file; `place` says where one of its keys stands."""

    def __init__(self, table: Mapping[str, Any], place: Callable[[str], Place], pack: Pack, keys: tuple[str, ...]) -> None:
        self.table = table
        self.place = place
        self.pack = pack
        self.keys = keys

    def read(self) -> WorkedCase:
        self._check_shape()
        table, place = self.table, self.place("")
        return WorkedCase(
            table["name"], place.file, place.line, table.get("rule", ""), table.get("checks", ""),
            tuple(table.get("source", ())), table["on"], table.get("as_known"), self._case(), self._raw(), self._expected(),
            table.get("story", ""),
        )  # fmt: skip

    def _check_shape(self) -> None:
        for key, value in self.table.items():
            if key not in self.keys:
                raise self.error(
                    "case-unknown-key", f"`{shown(key)}` is not a key of a worked case{nearest(key, self.keys)}", key
                )
            self._check_sort(key, value, key)
        for key in ("name", "on", "expect"):
            if key not in self.table:
                raise self.error("case-incomplete", f"a worked case needs `{key}`", "name")

    def _check_sort(self, key: str, value: object, at: str) -> None:
        if key in _TEXTS and not isinstance(value, str):
            raise self.error("case-not-text", f"`{key}` must be a text in quotes", at)
        if key in _DAYS and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.error("case-bad-date", f"`{key}` must be a date such as 2026-03-02, without quotes", at)

    def _raw(self) -> Mapping[str, Any]:
        return {"facts": self.table.get("facts", {}), "items": self.table.get("items", {})}

    def _case(self) -> Case:
        try:
            return case_from(self._raw(), self.pack.vocabulary)
        except AmparoError as error:
            raise LawError(error.code, error.sentence, self._place_of(error.where), help=error.help) from None

    def _place_of(self, where: str) -> Place:
        """The place of a fact that cannot be read: a line of its own, or within the line of `facts` or `items`."""
        name = re.split(r"[.\[#]", where)[0]
        own = self.place(name) if name else Place("")
        if own.line and own.text.lstrip().startswith(name):
            return own
        lines = [self.place(key) for key in ("facts", "items") if key in self.table]
        found = next((line for line in lines if name in line.text), lines[0])
        return replace(found, column=max(found.text.find(name), 0))

    def _expected(self) -> tuple[Mapping[str, Any], ...]:
        expect = self.table["expect"]
        found = expect if isinstance(expect, list) else [expect]
        for each in found:
            if not isinstance(each, dict):
                raise self.error("case-not-table", '`expect` is written as `{ conclusion = "yes" }`', "expect")
            for key, value in each.items():
                self._check_expected(key, value)
        return tuple(found)

    def _check_expected(self, key: str, value: object) -> None:
        if key not in _EXPECT_KEYS:
            raise self.error("case-unknown-key", f"`{shown(key)}` is not an expectation{nearest(key, _EXPECT_KEYS)}", "expect")
        if key in _LISTS and not (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            raise self.error("case-not-list", f"`{key}` is written as a list of texts in quotes", "expect")
        self._check_sort(key, value, "expect")
        words = [_in_toml(word) for word in _ANSWERS.get(key, ())]
        said = _in_toml(value)
        if words and said not in words:
            sentence = f"`{shown(said)}` is no answer that `{key}` can have{nearest(said, words)}"
            raise self.error("case-unknown-word", sentence, "expect", f"it is one of: {', '.join(words)}")

    def error(self, code: str, sentence: str, key: str, help: str = "") -> LawError:
        """Return an error that points at a key, or at the head of the case where the key is not found."""
        at = self.place(key)
        return LawError(code, sentence, at if at.line else self.place(""), help=help)


def _in_toml(word: object) -> str:
    """A word in quotes, or one of `true` and `false` without them."""
    return str(word).lower() if isinstance(word, bool) else f'"{word}"'
