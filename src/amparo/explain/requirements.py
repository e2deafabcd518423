"""The rows of what the source documents ask for: what each says, and where it is met or why it is not."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from amparo.facts.words import shown
from amparo.rules.error import LawError
from amparo.rules.lawfile import read_law_file
from amparo.rules.rule import Rule

MET: Final = "met"
OPEN: Final = "open"
NOT_SOFTWARE: Final = "not-software"
STATES: Final = (MET, OPEN, NOT_SOFTWARE)
_COLUMNS: Final = ("id", "requirement", "force", "basis", "source", "location")
NOT_LOOKED_AT: Final = "not looked at yet"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One distinct thing that a source asks for: its id, what it is, its force there and the place."""

    id: str
    text: str
    force: str
    basis: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Covered:
    """Where one requirement stands: met (by rules, or without one), open, or nothing that software could do; where, and why.

    One that is met without a rule names the tests that try it (`tests/x.py::test_y`). `rights` are rules of the baseline: a
    question put to a State's law is answered by holding the State's pack against them (`law prove`).
    """

    requirement: Requirement
    state: str
    rules: tuple[str, ...] = ()
    where: str = ""
    reason: str = ""
    tests: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


def load_requirements(law: Path) -> Mapping[str, Requirement]:
    """Read `law/requirements.csv`, by id, in its order."""
    with (law / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: Requirement(*(row[name] for name in _COLUMNS)) for row in csv.DictReader(file)}


def load_coverage(law: Path, known: Mapping[str, Requirement]) -> Mapping[str, Mapping[str, Any]]:
    """Read the rows of `law/coverage.toml`, by id: those that no rule meets, each with its state and reason."""
    file = read_law_file(law / "coverage.toml", "law/coverage.toml")
    rows: Mapping[str, Mapping[str, Any]] = file.content.get("row", {})
    for name, row in rows.items():
        if name not in known:
            raise LawError(
                "coverage-unknown-row", f"`{shown(name)}` is not a row of the requirements", file.place(f'row."{name}"')
            )
        if row.get("state") not in STATES or not row.get("reason"):
            needed = f"a state ({', '.join(STATES)}) and a reason"
            raise LawError("coverage-incomplete", f"the row `{name}` needs {needed}", file.place(f'row."{name}"'))
        if row["state"] == MET and not (_listed(row, "test") and row.get("where")):
            needed = "where it is met, and the test that tries it"
            raise LawError("coverage-incomplete", f"the row `{name}` needs {needed}", file.place(f'row."{name}"'))
    return rows


def coverage(law: Path, rules: Iterable[Rule]) -> tuple[Covered, ...]:
    """Return where each requirement stands. A rule's `source` is the only link from a requirement to a rule."""
    known = load_requirements(law)
    written = load_coverage(law, known)
    met: dict[str, dict[str, str]] = {}
    for rule in rules:
        for row in rule.source:
            met.setdefault(row, {})[rule.id] = rule.place.file
    return tuple(_covered(row, met.get(row.id, {}), written.get(row.id, {})) for row in known.values())


def _covered(row: Requirement, met: Mapping[str, str], written: Mapping[str, Any]) -> Covered:
    if met:
        return Covered(row, MET, tuple(met), ", ".join(dict.fromkeys(met.values())))
    if not written:
        return Covered(row, OPEN, reason=NOT_LOOKED_AT)
    tests, rights = _listed(written, "test"), _listed(written, "rights")
    return Covered(row, written["state"], (), written.get("where", ""), written["reason"], tests, rights)


def _listed(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return what a row names, be it one or several."""
    found = row.get(name, ())
    return (found,) if isinstance(found, str) else tuple(found)


def covered_json(covered: Covered) -> dict[str, Any]:
    """Return one row in the contract's shape."""
    return {
        "id": covered.requirement.id,
        "state": covered.state,
        "rules": list(covered.rules),
        "where": covered.where,
        "reason": covered.reason,
        "tests": list(covered.tests),
        "rights": list(covered.rights),
    }
