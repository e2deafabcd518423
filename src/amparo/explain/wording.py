"""The words of the vocabulary: questions for the person and for the worker, labels of facts, choices, acts, actors."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amparo.errors import AmparoError
from amparo.rules.inputs import plain


@dataclass(frozen=True, slots=True)
class Wording:
    """How one fact is asked: to the person, by the worker, and what helps to answer."""

    person: str
    worker: str
    hint: str = ""


@dataclass(frozen=True)
class Words:
    """All wordings and labels of one language. Facts are named as `offence.compelled`, lists as `offence.complete`."""

    questions: Mapping[str, Wording]
    answers: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]

    def question(self, key: str) -> Wording:
        """Return how a fact is asked; `offence#1.compelled` is asked as `offence.compelled`."""
        return self.questions[plain(key)]

    def label(self, group: str, name: str) -> str:
        """Return a short label (`facts`, `acts`, `actors`, ...), or the name in plain words where there is none."""
        return self.labels.get(group, {}).get(name) or name.replace("_", " ").replace("-", " ")

    def choice(self, fact: str, value: str) -> str:
        """Return the label of one choice of a fact."""
        return self.answers.get(plain(fact), {}).get(value) or value.replace("_", " ")


def load_words(law: Path) -> Words:
    """Read the wording from `law/vocabulary/questions`."""
    questions: dict[str, Wording] = {}
    answers: dict[str, Mapping[str, str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for path in sorted((law / "vocabulary" / "questions").glob("*.toml")):
        content = _read(path)
        for name, table in _flat(content.get("questions", {}), "person"):
            questions[name] = Wording(table["person"], table["worker"], table.get("hint", ""))
        answers.update(_flat(content.get("answers", {}), None))
        for group, table in content.get("labels", {}).items():
            labels.setdefault(group, {}).update(_labels(table))
    return Words(questions, answers, labels)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AmparoError("wording-unreadable", f"`{path.name}` cannot be read as wording: {error}") from error


def _flat(tables: Mapping[str, Any], leaf: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield tables by name, those of items as `offence.compelled`."""
    for name, table in tables.items():
        is_leaf = leaf in table if leaf else not any(isinstance(v, dict) for v in table.values())
        if is_leaf:
            yield name, table
        yield from ((f"{name}.{inner}", t) for inner, t in table.items() if isinstance(t, dict))


def _labels(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, text in table.items():
        if isinstance(text, dict):
            yield from ((f"{name}.{inner}", t) for inner, t in text.items())
        else:
            yield name, text
