"""The screening sheet: the few questions for somebody in whom nobody has seen a sign, and what is said around them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError
from amparo.rules.lawfile import LawFile, read_law_file

MOST: Final = 15
"""Questions that a newcomer can ask in minutes."""
_KEYS: Final = ("title", "before", "ask", "after")


@dataclass(frozen=True, slots=True)
class ScreeningSheet:
    """A sheet: what to heed before, the facts to ask for in order, what to do afterwards."""

    title: str
    before: tuple[str, ...]
    ask: tuple[str, ...]
    after: tuple[str, ...]


def load_sheet(law: Path, vocabulary: Vocabulary) -> ScreeningSheet:
    """Read the sheet from `law/indicators/sheet.toml`; raise `LawError` where it cannot be asked."""
    file = read_law_file(law / "indicators" / "sheet.toml", "law/indicators/sheet.toml")
    head = file.content.get("sheet", {})
    for key in _KEYS:
        if not head.get(key):
            raise LawError("sheet-incomplete", f"the sheet needs `{key}`", file.place("sheet"))
    _check_questions(file, tuple(head["ask"]), vocabulary)
    return ScreeningSheet(head["title"], tuple(head["before"]), tuple(head["ask"]), tuple(head["after"]))


def _check_questions(file: LawFile, ask: tuple[str, ...], vocabulary: Vocabulary) -> None:
    if len(ask) > MOST or len(set(ask)) < len(ask):
        raise LawError("sheet-too-long", f"the sheet asks at most {MOST} questions, each once", file.place("ask"))
    known = [name for name, kind in vocabulary.facts.items() if kind.type == "yesno"]
    for fact in ask:
        if fact not in known:
            raise LawError(
                "sheet-unknown-fact", f"`{shown(fact)}` is not a yes/no fact{nearest(fact, known)}", file.place("ask")
            )
