"""The stages of the work on a case: which facts are asked, which acts prepared and which duties of the law met in each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from amparo.desk.fulfilling import fulfilled_by
from amparo.desk.marked import of_law
from amparo.desk.topics import topic_of
from amparo.rules.law import Law
from amparo.rules.pack import find_law
from amparo.rules.rule import Rule

FILE: Final = "stages.toml"


@dataclass(frozen=True, slots=True)
class Stage:
    """A name, a title, what it is about; topics and kinds of things asked, acts prepared, files and duties of the law."""

    name: str
    written: str
    told: str
    asks: tuple[str, ...]
    acts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title in the language of the page, or, where nobody translated it, as English."""
        return of_law(self.written)

    @property
    def about(self) -> str:
        return of_law(self.told)


@cache
def stages() -> Mapping[str, Stage]:
    """Return the stages by name, in the order of the work."""
    tables = tomllib.loads((find_law() / "vocabulary" / "questions" / FILE).read_text("utf-8"))["stage"]
    return {name: _stage(name, table) for name, table in tables.items()}


def stages_of(rule: Rule) -> tuple[str, ...]:
    """Return the names of the stages to which a duty belongs: always one, which a test sees to."""
    named = tuple(each.name for each in stages().values() if rule.id in each.duties)
    return named or tuple(each.name for each in stages().values() if _file_of(rule) in each.files)


def in_order(stage: Stage, rules: Iterable[Rule], law: Law) -> tuple[Rule, ...]:
    """Return the duties of a stage in the order of the work: as the facts that meet them are asked, then as the law goes."""
    places = {name: place for place, name in enumerate((*stage.asks, ""))}
    return tuple(
        sorted((rule for rule in rules if stage.name in stages_of(rule)), key=lambda rule: places[step_of(stage, rule, law)])
    )


def step_of(stage: Stage, rule: Rule, law: Law) -> str:
    """Return the first topic or kind of a stage in which a fact is asked that meets a duty; none where it is met elsewhere."""
    keys = fulfilled_by(rule, law, f"{rule.each}#1" if rule.each else "")
    met = {topic_of(key) for key in keys}
    return next((name for name in stage.asks if name in met), "")


def _stage(name: str, table: Mapping[str, list[str]]) -> Stage:
    lists = {part: tuple(table.get(part, ())) for part in ("asks", "acts", "files", "duties", "read")}
    return Stage(name, str(table["title"]), str(table["about"]), **lists)


def _file_of(rule: Rule) -> str:
    """Return the file of a rule as a stage names it: `palermo/assistance`."""
    return f"{rule.pack}/{PurePosixPath(rule.place.file).stem}"
