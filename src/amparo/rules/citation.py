"""Instruments and the provisions that rules cite, and the rows of the requirements that they answer."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError, Place
from amparo.rules.lawfile import LawFile
from amparo.rules.rule import FORCES, STRENGTHS


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of an instrument, in our own words, with the force and reach it has there."""

    id: str
    title: str
    summary: str
    force: str = ""
    strength: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, a law or a document that rules cite."""

    id: str
    title: str
    short: str
    status: str
    provisions: Mapping[str, Provision]
    adopted: str = ""
    in_force: str = ""
    url: str = ""


class Citations:
    """All instruments known to a pack. A provision is known when it, or one above it, is listed."""

    def __init__(self, instruments: Mapping[str, Instrument]) -> None:
        self.instruments = instruments

    def provision(self, cited: str) -> Provision | None:
        """Return the listed provision nearest above what is cited, or None."""
        name, _, path = cited.partition("/")
        listed = self.instruments[name].provisions if name in self.instruments else {}
        while path:
            if path in listed:
                return listed[path]
            path = path.rpartition("/")[0]
        return None

    def fault(self, cited: str) -> str:
        """Return what is wrong with a citation, or nothing."""
        name = cited.partition("/")[0]
        if name not in self.instruments:
            return f"`{shown(cited)}` names no instrument that is listed{nearest(name, self.instruments)}"
        if self.provision(cited) is None:
            known = [f"{name}/{path}" for path in self.instruments[name].provisions]
            return f"`{shown(cited)}` is not a provision that is listed{nearest(cited, known)}"
        return ""


def instruments_from(files: Iterable[LawFile]) -> Citations:
    """Read the instruments from their files."""
    found: dict[str, Instrument] = {}
    for file in files:
        tables = file.content.get("instrument", {})
        if not isinstance(tables, dict):
            raise LawError("instruments-shape", "instruments are written as `[instrument.<id>]`", Place(file.name))
        for name, table in tables.items():
            if not isinstance(table, dict) or not isinstance(table.get("provisions", {}), dict):
                raise LawError(
                    "instruments-shape", f"`{shown(name)}` is written as `[instrument.{shown(name)}]`, provisions as a table",
                    file.place(f"instrument.{name}"),
                )  # fmt: skip
            found[name] = _instrument(name, table, file)
    return Citations(found)


def _instrument(name: str, table: Mapping[str, Any], file: LawFile) -> Instrument:
    for key in ("title", "short", "status"):
        if not isinstance(table.get(key), str):
            raise LawError(
                "instrument-incomplete", f"the instrument `{name}` needs a `{key}`", file.place(f"instrument.{name}")
            )
    provisions = {}
    for path, entry in table.get("provisions", {}).items():
        if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("title", "summary")):
            raise LawError(
                "provision-incomplete", f"the provision `{name}/{path}` needs a title and a summary", file.place(path)
            )
        for key, words in (("force", FORCES), ("strength", STRENGTHS)):
            if entry.get(key, words[0]) not in words:
                raise LawError(
                    "provision-unknown-word",
                    f"the provision `{name}/{path}` has a `{key}` that there is not{nearest(str(entry[key]), words)}",
                    file.place(path), help=f"it is one of: {', '.join(words)}",
                )  # fmt: skip
        provisions[path] = Provision(
            f"{name}/{path}", entry["title"], entry["summary"], entry.get("force", ""), entry.get("strength", "")
        )
    return Instrument(
        name, table["title"], table["short"], table["status"], provisions,
        str(table.get("adopted", "")), str(table.get("in_force", "")), table.get("url", ""),
    )  # fmt: skip


def requirement_ids(path: Path) -> frozenset[str]:
    """Read the ids of the rows of `requirements.csv`."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return frozenset(row[0] for row in csv.reader(file) if row) - {"id"}
    except OSError:
        raise LawError("law-file-missing", "the list of requirements is missing", Place(path.name)) from None
