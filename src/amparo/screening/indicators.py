"""Sets of indicators, read from `law/indicators`: what each is a sign of, how strong, and whether that was checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.vocabulary import Vocabulary
from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError
from amparo.rules.lawfile import Entry, LawFile, read_law_file
from amparo.screening.grade import STRENGTHS

LIST: Final = "list"
GRADED: Final = "graded"
ANY_FORM: Final = "any"
_SET_KEYS: Final = ("id", "title", "how", "form", "under", "note", "filled", "reviewed_by", "review_on")
_KEYS: Final = ("fact", "rule", "form", "dimension", "tags", "phase", "adult", "child", "verified", "source", "note")
_DIMENSION_KEYS: Final = ("id", "title", "means")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: the fact (or the rule, for a sign that is worked out) it reads, its grade by age group."""

    fact: str | None
    rule: str | None
    form: str
    dimension: str
    tags: tuple[str, ...]
    phase: str
    adult: str | None
    child: str | None
    verified: bool
    source: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the indicator reads."""
        return self.fact or self.rule or ""

    def strength(self, *, is_child: bool) -> str | None:
        """Return the grade for an age group, None where the set does not list it for that group."""
        return self.child if is_child else self.adult


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a graded set; `means` says whether it speaks of the means of trafficking."""

    id: str
    title: str
    means: bool


@dataclass(frozen=True)
class IndicatorSet:
    """One set: a plain list by form of exploitation, or graded by dimension."""

    id: str
    title: str
    how: str
    form: str
    under: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    is_filled: bool


def load_sets(law: Path, vocabulary: Vocabulary) -> Mapping[str, IndicatorSet]:
    """Read all sets of indicators; raise `LawError` at the place that is wrong."""
    files = [read_law_file(path, f"law/indicators/{path.name}") for path in sorted((law / "indicators").glob("*.toml"))]
    sets = [_set(file, vocabulary) for file in files]
    return {each.id: each for each in sets}


def _set(file: LawFile, vocabulary: Vocabulary) -> IndicatorSet:
    head: dict[str, Any] = file.content.get("set", {})
    for key in head:
        if key not in _SET_KEYS:
            raise LawError("set-unknown-key", f"`{shown(key)}` is not a key of a set{nearest(key, _SET_KEYS)}", file.place(key))
    for key in ("id", "title", "how", "under"):
        if not head.get(key):
            raise LawError("set-incomplete", f"a set of indicators needs `{key}`", file.place("set"))
    if head["how"] not in (LIST, GRADED):
        raise LawError("set-unknown-how", f"a set is a `{LIST}` or `{GRADED}`", file.place("how"))
    dimensions = tuple(_dimension(entry) for entry in file.tables("dimension"))
    known = {dimension.id for dimension in dimensions}
    forms = (ANY_FORM, *vocabulary.facts["exploitation_form"].values)
    indicators = tuple(_indicator(entry, head, known, forms, vocabulary) for entry in file.tables("indicator"))
    _check_once(file, indicators)
    return IndicatorSet(
        head["id"], head["title"], head["how"], head.get("form", ANY_FORM), tuple(head["under"]), dimensions, indicators,
        bool(head.get("filled", True)),
    )  # fmt: skip


def _dimension(entry: Entry) -> Dimension:
    for key in _DIMENSION_KEYS:
        if key not in entry.table:
            raise entry.error("dimension-incomplete", f"a dimension needs `{key}`")
    return Dimension(entry.table["id"], entry.table["title"], bool(entry.table["means"]))


def _indicator(
    entry: Entry, head: Mapping[str, Any], dimensions: set[str], forms: tuple[str, ...], vocabulary: Vocabulary
) -> Indicator:
    table = entry.table
    for key in table:
        if key not in _KEYS:
            raise entry.error("indicator-unknown-key", f"`{shown(key)}` is not a key of an indicator{nearest(key, _KEYS)}", key)
    if ("fact" in table) == ("rule" in table):
        raise entry.error("indicator-without-fact", "an indicator reads one `fact`, or one `rule`")
    fact = table.get("fact")
    if fact is not None and (fact not in vocabulary.facts or vocabulary.facts[fact].type != "yesno"):
        raise entry.error(
            "indicator-unknown-fact", f"`{shown(fact)}` is not a yes/no fact{nearest(fact, vocabulary.facts)}", "fact"
        )
    form = table.get("form", head.get("form", ANY_FORM))
    if form not in forms:
        raise entry.error("indicator-unknown-form", f"`{shown(form)}` is not a form{nearest(form, forms)}", "form")
    if head["how"] == GRADED:
        _check_grades(entry, dimensions)
    return Indicator(
        fact, table.get("rule"), form, table.get("dimension", ""), tuple(table.get("tags", ())), table.get("phase", ""),
        table.get("adult"), table.get("child"), bool(table.get("verified", False)), tuple(table.get("source", ())),
    )  # fmt: skip


def _check_grades(entry: Entry, dimensions: set[str]) -> None:
    dimension = entry.table.get("dimension", "")
    if dimension not in dimensions:
        raise entry.error(
            "indicator-unknown-dimension",
            f"`{shown(dimension)}` is not a dimension{nearest(dimension, dimensions)}",
            "dimension",
        )
    for group in ("adult", "child"):
        strength = entry.table.get(group)
        if strength is not None and strength not in STRENGTHS:
            raise entry.error(
                "indicator-unknown-strength", f"`{shown(strength)}` is not a strength{nearest(strength, STRENGTHS)}", group
            )


def _check_once(file: LawFile, indicators: tuple[Indicator, ...]) -> None:
    seen: set[tuple[str, str, str]] = set()
    for entry, indicator in zip(file.tables("indicator"), indicators, strict=True):
        key = (indicator.name, indicator.dimension, indicator.form)
        if key in seen:
            raise entry.error("indicator-twice", f"`{indicator.name}` stands twice in one dimension")
        seen.add(key)


def find_set(sets: Mapping[str, IndicatorSet], name: str) -> IndicatorSet:
    """Return a set by name; refuse an unknown one, and one whose grades nobody has filled in."""
    if name not in sets:
        raise AmparoError(
            "unknown-set",
            f"`{shown(name)}` is not a set of indicators{nearest(name, sets)}",
            help=f"sets: {', '.join(sets)}",
            where="set",
        )
    if not sets[name].is_filled:
        raise AmparoError(
            "set-not-filled", f"the grades of `{name}` were not filled in from the source, so it is not graded", where="set",
            help="a person with the source at hand fills law/indicators and sets `filled = true`",
        )  # fmt: skip
    return sets[name]


def facts_of(sets: Mapping[str, IndicatorSet]) -> Iterator[str]:
    """Yield the facts that the sets read."""
    for each in sets.values():
        yield from (indicator.fact for indicator in each.indicators if indicator.fact)
