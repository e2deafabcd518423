"""The words of the law as data: questions, answers and labels, read with the standard library alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

LAW: Final = Path(__file__).resolve().parents[2] / "law"
VOCABULARY: Final = LAW / "vocabulary"
GROUPS: Final = (
    "person",
    "identification",
    "indicators",
    "support",
    "information",
    "stay",
    "asylum",
    "justice",
    "child",
    "return",
    "closure",
)


def read(path: Path) -> dict[str, Any]:
    """Return what a file of the law says."""
    return tomllib.loads(path.read_text("utf-8"))


ACTS: Final[Mapping[str, Any]] = read(VOCABULARY / "acts.toml")["acts"]
ACTORS: Final[tuple[str, ...]] = tuple(read(VOCABULARY / "actors.toml")["actors"]["names"])
ITEMS: Final[Mapping[str, Mapping[str, Any]]] = read(VOCABULARY / "items.toml")["item"]
LABELS: Final[Mapping[str, Mapping[str, str]]] = read(VOCABULARY / "questions" / "labels.toml")["labels"]


def _facts() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield each fact: the file of its words, its name (`offence.compelled` for an item's), what the vocabulary says."""
    for group in GROUPS:
        for name, kind in read(VOCABULARY / f"{group}.toml")[group].items():
            yield group, name, kind
    for item, kinds in ITEMS.items():
        for name, kind in kinds.items():
            yield "items", f"{item}.{name}", kind
        yield "items", f"{item}.complete", {"type": "yesno"}


FACTS: Final = {name: (group, kind) for group, name, kind in _facts()}
_WORDS: Final = {group: read(VOCABULARY / "questions" / f"{group}.toml") for group in (*GROUPS, "items")}


def _found(group: str, table: str, name: str) -> dict[str, str]:
    found: Any = _WORDS[group].get(table, {})
    for part in name.split("."):
        found = found.get(part, {})
    return dict(found)


def question(name: str) -> dict[str, str]:
    """Return the wording of a fact: person, worker and, where there is one, hint."""
    return _found(FACTS[name][0], "questions", name)


def answers(name: str) -> dict[str, str]:
    """Return the labels of a fact's choices."""
    return _found(FACTS[name][0], "answers", name)


def values(name: str) -> tuple[str, ...]:
    """Return the choices of a fact as the vocabulary lists them."""
    kind = FACTS[name][1]
    same = kind.get("same_values_as")
    if same is None:
        return tuple(kind.get("values", ()))
    return tuple(ACTS) if same == "acts" else values(same)


def worded() -> Iterator[str]:
    """Yield the name of everything that has a question or answers, known to the vocabulary or not."""
    for words in _WORDS.values():
        for table in ("questions", "answers"):
            for name, entry in words.get(table, {}).items():
                if all(isinstance(part, str) for part in entry.values()):
                    yield name
                else:
                    yield from (f"{name}.{part}" for part in entry)
