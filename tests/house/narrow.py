"""The three narrow ways, as a check of source texts: which modules may name what writes, decides, or opens a case."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Narrow:
    """Names that only some modules under `within` may import from the modules `of`; with a point at its end, from all below."""

    names: frozenset[str]
    of: tuple[str, ...]
    allowed: Mapping[str, str]
    sentence: str
    within: str = ""

    def is_of(self, module: str) -> bool:
        """Say whether it is one of the modules meant."""
        return module in self.of or any(module.startswith(each) for each in self.of if each.endswith("."))


WAYS: Final = (
    Narrow(
        frozenset({"Kept", "Label"}),
        ("amparo.casework.models", "amparo.casework.models."),
        {
            "casework/record.py": "writes them",
            "casework/store.py": "the store that record.py writes through",
            "casework/access.py": "shows them, after policy and log",
            "casework/labels.py": "seals and opens one, for those two",
            "casework/auditing.py": "compares sealed bytes with the log, and opens none",
            "casework/models/__init__.py": "gathers all tables",
        },
        "facts are written by record.py and shown by access.py",
    ),
    Narrow(
        frozenset({"Paper"}),
        ("amparo.casework.models", "amparo.casework.models."),
        {
            "casework/record.py": "counts them, and keeps them with its facts",
            "casework/papers.py": "seals and opens one, for record.py and access.py",
            "casework/auditing.py": "compares sealed bytes with the log, and opens none",
            "casework/models/__init__.py": "gathers all tables",
        },
        "papers are written by record.py and shown by access.py",
    ),
    Narrow(
        frozenset({"DjangoStore", "entries_by", "keep_rows"}),
        ("amparo.casework.store",),
        {
            "casework/record.py": "writes",
            "casework/determine.py": "decides",
            "casework/access.py": "looks",
            "casework/identities.py": "compares, for alike.py, which shows after policy and log",
            "casework/acting/asking.py": "asks once more, at the doing of an act, what holds it; shows nothing",
            "casework/counting.py": "counts, and gives out no figure of a few",
        },
        "the store is opened by record.py, determine.py and access.py",
    ),
    Narrow(
        frozenset({"inquire", "Decider", "decide", "may", "may_from", "answer_decide", "answer_may", "answer_ask"}),
        ("amparo.explain.answer", "amparo.rules."),
        {"casework/determine.py": "decides"},
        "a kept case is decided by determine.py",
        within="casework/",
    ),
    Narrow(
        frozenset({"models"}),
        ("amparo.casework",),
        {},
        "tables are imported one by one, so that everybody sees which",
    ),
    Narrow(
        frozenset({"CaseKeys", "store", "keys"}),
        ("amparo.casework", "amparo.casework.keys"),
        {},
        "no door opens what is sealed",
        within="doors/web/",
    ),
)

EVERY_TABLE: Final = {
    "casework/roles.py": "says what the application may do with each table, and reads none",
    "casework/archive.py": "copies rows as they are, sealed, into a backup and back",
}
"""Who goes through all tables by name."""


def faults(path: str, text: str) -> list[str]:
    """Return what a module does past the narrow ways; `path` is counted from src/amparo."""
    tree = ast.parse(text)
    hidden = [f"{path}: `{name}` hides which table it reads" for name in _roundabout(tree) if path not in EVERY_TABLE]
    imported = tuple(_imported(tree))
    return hidden + [
        f"{path} imports `{name}` from {module}: {way.sentence}"
        for way in WAYS
        for name, module in imported
        if name in way.names and way.is_of(module) and path.startswith(way.within) and path not in way.allowed
    ]


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.name, node.module) for alias in node.names)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                module, _, name = alias.name.rpartition(".")
                yield name, module


def _roundabout(tree: ast.Module) -> Iterator[str]:
    """Yield the ways around an import: a model by its name as a text, or by way of another's fields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("get_model", "get_models", "kept_set", "label_set"):
            yield node.attr
