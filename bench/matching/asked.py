"""Which queries are asked: the same for every matcher of a run."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

PLAIN: Final = {"sex": "", "nationality": "", "document_number": ""}
FIELDS: Final[dict[str, dict[str, str]]] = {"names": PLAIN, "traits": {"document_number": ""}, "all": {}}
"""What is left out of the queries: a trait that is not asked for counts for nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The sets that are asked, and how many queries of each."""

    folder: Path
    fields: str
    many: dict[str, int]

    def queries(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the queries of a set with the fields that are asked for."""
        for number, row in enumerate(rows(self.folder / f"queries_{name}.csv")):
            if number == self.many[name]:
                return
            yield row | FIELDS[self.fields]

    def truth(self, name: str) -> dict[str, dict[str, str]]:
        """Return the truth of a set by query."""
        return {row["query_id"]: row for row in rows(self.folder / f"truth_{name}.csv")}


def planned(folder: Path, wanted: str, members: int, strangers: int, fields: str) -> Plan:
    """Return the sets that fit one of some patterns: so many of each set of members, and strangers of each script."""
    names = [path.stem.removeprefix("queries_") for path in folder.glob("queries_*.csv")]
    names.sort(key=lambda name: (name.startswith("alike"), name.startswith("stranger"), name))
    scripts = Counter(kind_of(folder, name) for name in names)
    share = {name: -(-strangers // scripts[kind_of(folder, name)]) for name in names}
    many = {name: members if is_member(name) else share[name] for name in names}
    return Plan(folder, fields, {name: many[name] for name in names if any(fnmatch(name, one) for one in wanted.split(","))})


def is_member(name: str) -> bool:
    """Return whether the people of a set are in the register."""
    return not name.startswith(("stranger", "alike"))


def kind_of(folder: Path, name: str) -> str:
    """Return members, strangers or look-alikes, with the script of the queries."""
    first = next(rows(folder / f"truth_{name}.csv"))
    return f"{'member' if is_member(name) else name.partition('-')[0]} {first['script']}"


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
