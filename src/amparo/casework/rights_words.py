"""The words of the notice of rights in each language (`law/notices`), and who approved them.

Approved are these words and no others: whoever approves names their digest, so that an approval falls away with the next word
that is changed. An approval stands in the file of the language that ships, or in `notices.toml` of the installation's home.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from amparo.environment import home
from amparo.errors import AmparoError
from amparo.ledger.canonical import canonical
from amparo.rules.pack import find_law

FILE: Final = "notices.toml"
"""Where, in the home, an installation says who approved which words."""
SOURCE: Final = "en"
"""The language in which the words were written; the others are translations of it."""
LANGUAGES: Final = ("en", "es", "fr", "ar", "th", "km")
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Text:
    """One thing that a notice can tell: of which rules, or of the holds on which acts, and to which topic it belongs.

    `aloud`: it is told by word of mouth alone, since on paper it could shame or endanger the person.
    """

    id: str
    topic: str
    tells: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class RightsWords:
    """All words of the notice in one language; `digest` is of these words alone."""

    language: str
    words: Mapping[str, str]
    contacts: Mapping[str, str]
    texts: Mapping[str, str]
    months: tuple[str, ...]
    shipped: Mapping[str, str]
    digest: str

    def day(self, day: date) -> str:
        """Return a day as the language writes it; a Thai one has the year of the Buddhist era beside the other."""
        return self.words["date"].format(
            day=day.day, month=self.months[day.month - 1], year=day.year, buddhist=day.year + 543
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Approval:
    """Who, being qualified, approved the words of a language, and when; nobody: both are empty."""

    by: str = ""
    on: str = ""

    def __bool__(self) -> bool:
        return bool(self.by and self.on)


@cache
def texts() -> tuple[Text, ...]:
    """Return what a notice can tell, in the order in which it is told."""
    table = tomllib.loads((_folder() / "texts.toml").read_text("utf-8"))
    return tuple(
        Text(
            each["id"],
            each["topic"],
            tuple(each.get("tells", ())),
            tuple(each.get("acts", ())),
            aloud=each.get("aloud", False),
        )
        for each in table["text"]
    )


@cache
def untold() -> Mapping[str, str]:
    """Return the rules and acts of which no notice tells, each with the reason."""
    table = tomllib.loads((_folder() / "texts.toml").read_text("utf-8"))
    return {each.get("act") or each["rule"]: each["reason"] for each in table.get("untold", ())}


@cache
def rights_words(language: str) -> RightsWords:
    """Return the words of a language; raise `AmparoError` for one in which there is no notice."""
    if language not in LANGUAGES:
        raise AmparoError(
            "no-notice-language",
            "there is no notice in this language",
            help="read it aloud with an interpreter",
            where="language",
        )
    table = tomllib.loads((_folder() / f"{language}.toml").read_text("utf-8"))
    said = {name: value for name, value in table["words"].items() if name != "months"}
    of_words = {name: table[name] for name in ("words", "contacts", "texts")}
    digest = sha256(canonical(of_words)).hexdigest()[:_DIGITS]
    return RightsWords(
        language, said, table["contacts"], table["texts"], tuple(table["words"]["months"]), table["standing"], digest
    )  # fmt: skip


def approval(language: str) -> Approval:
    """Return who approved the words of a language as they stand now, if anybody did, and it can be read."""
    words = rights_words(language)
    shipped = Approval(words.shipped["approved_by"], words.shipped["approved_on"])
    try:
        own = _own().get(language, {})
    except AmparoError:  # the doctor says so; the English words are there for everybody meanwhile
        own = {}
    if own.get("digest") == words.digest:
        return Approval(str(own["by"]), str(own["on"]))
    return shipped


def unapproved() -> tuple[RightsWords, ...]:
    """Return the languages of which nobody approved the words as they stand; raise `AmparoError` where it cannot be read."""
    _own()
    return tuple(rights_words(language) for language in LANGUAGES if not approval(language))


def _own() -> Mapping[str, Mapping[str, Any]]:
    """Return what the installation's own file says; raise `AmparoError` for one that cannot be read."""
    path = home() / FILE
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise AmparoError(
            "approval-unreadable", "the approvals of notices cannot be read as TOML", help="docs/operator.md", where=str(path)
        ) from None
    for language, said in table.items():
        is_whole = isinstance(said, dict) and {"by", "on", "digest"} == said.keys() and all(said.values())
        if language not in LANGUAGES or not is_whole:
            raise AmparoError(
                "approval-unreadable",
                "each approval of a notice has a language, `by`, `on` and `digest`, and nothing else",
                help="docs/operator.md, Notices of rights",
                where=str(path),
            )
    return table


def _folder() -> Path:
    return find_law() / "notices"
