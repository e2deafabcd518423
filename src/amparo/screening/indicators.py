"""Sets of indicators, read from `law/indicators`: what each is a sign of, how strong, and whether that was checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
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
RECRUITMENT: Final = "recruitment"
IN_USE: Final = "exploitation"
PHASES: Final = (IN_USE, RECRUITMENT)
"""When a sign arises; one from the exploitation itself is the more reliable, and comes first. Not said: no bonus."""
TAGS: Final = ("exploitation", "control")
_SET_KEYS: Final = (
    "id", "title", "how", "form", "under", "note", "filled", "reviewed_by", "review_on", "narrow", "caution",
    "together",
)  # fmt: skip
_KEYS: Final = (
    "fact", "rule", "form", "dimension", "tags", "phase", "adult", "child", "beside", "verified", "source", "note",
)  # fmt: skip
_DIMENSION_KEYS: Final = ("id", "title", "means", "phase")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: the fact (or the rule, for a sign that is worked out) it reads, its grade by age group.

    One that is `beside` is no sign alone: it counts beside another of its form, or where the form is on record.
    """

    fact: str | None
    rule: str | None
    form: str
    dimension: str
    tags: tuple[str, ...]
    phase: str
    adult: str | None
    child: str | None
    beside: bool
    verified: bool
    source: tuple[str, ...]
    note: str

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
    phase: str


@dataclass(frozen=True, slots=True)
class Caution:
    """What is said of a whole set where a fact has a value."""

    fact: str
    value: object
    says: str


@dataclass(frozen=True)
class IndicatorSet:
    """One set: a plain list by form of exploitation, or graded by dimension.

    `narrow` is the source's own stricter reading for adults: one dimension of each group must be positive. `together` says
    of a form which signs its definition joins: one of each group.
    """

    id: str
    title: str
    how: str
    form: str
    under: tuple[str, ...]
    note: str
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    is_filled: bool
    review_on: date | None = None
    narrow: tuple[tuple[str, ...], ...] = ()
    caution: Caution | None = None
    together: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


def load_sets(law: Path, vocabulary: Vocabulary) -> Mapping[str, IndicatorSet]:
    """Read all sets of indicators; raise `LawError` at the place that is wrong."""
    sets: dict[str, IndicatorSet] = {}
    for path in sorted((law / "indicators").glob("*.toml")):
        file = read_law_file(path, f"law/indicators/{path.name}")
        if "set" not in file.content:  # the sheet stands beside the sets
            continue
        found = _set(file, vocabulary)
        if found.id in sets:
            raise LawError("set-twice", f"`{found.id}` is already a set", file.place("id"))
        sets[found.id] = found
    return sets


def _set(file: LawFile, vocabulary: Vocabulary) -> IndicatorSet:
    head = _head(file)
    dimensions = tuple(_dimension(entry) for entry in file.tables("dimension"))
    reader = _Indicators(head, {dimension.id for dimension in dimensions}, vocabulary)
    indicators = tuple(reader.read(entry) for entry in file.tables("indicator"))
    _check_once(file, indicators)
    caution = head.get("caution")
    return IndicatorSet(
        id=head["id"],
        title=head["title"],
        how=head["how"],
        form=head.get("form", ANY_FORM),
        under=tuple(head["under"]),
        note=head.get("note", ""),
        dimensions=dimensions,
        indicators=indicators,
        is_filled=head.get("filled", True),
        review_on=head.get("review_on"),
        narrow=tuple(tuple(group) for group in head.get("narrow", ())),
        together={form: tuple(tuple(group) for group in groups) for form, groups in head.get("together", {}).items()},
        caution=Caution(caution["fact"], caution["value"], caution["says"]) if caution else None,
    )


def _head(file: LawFile) -> dict[str, Any]:
    head: dict[str, Any] = file.content["set"]
    for key in head:
        if key not in _SET_KEYS:
            raise LawError("set-unknown-key", f"`{shown(key)}` is not a key of a set{nearest(key, _SET_KEYS)}", file.place(key))
    for key in ("id", "title", "how", "under"):
        if not head.get(key):
            raise LawError("set-incomplete", f"a set of indicators needs `{key}`", file.place("set"))
    if head["how"] not in (LIST, GRADED):
        raise LawError("set-unknown-how", f"a set is a `{LIST}` or `{GRADED}`", file.place("how"))
    return head


def _dimension(entry: Entry) -> Dimension:
    for key in _DIMENSION_KEYS:
        if key not in entry.table:
            raise entry.error("dimension-incomplete", f"a dimension needs `{key}`")
    _check_word(entry, "phase", PHASES, [entry.table["phase"]])
    return Dimension(entry.table["id"], entry.table["title"], entry.table["means"], entry.table["phase"])


class _Indicators:
    """Reads the indicators of one set."""

    def __init__(self, head: Mapping[str, Any], dimensions: set[str], vocabulary: Vocabulary) -> None:
        self.is_graded = head["how"] == GRADED
        self.form = head.get("form", ANY_FORM)
        self.dimensions = dimensions
        self.facts = [name for name, kind in vocabulary.facts.items() if kind.type == "yesno"]
        self.forms = (ANY_FORM, *vocabulary.facts["exploitation_form"].values)

    def read(self, entry: Entry) -> Indicator:
        table = entry.table
        _check_word(entry, "key", _KEYS, table)
        if ("fact" in table) == ("rule" in table):
            raise entry.error("indicator-without-fact", "an indicator reads one `fact`, or one `rule`")
        if "fact" in table:
            _check_word(entry, "fact", self.facts, [table["fact"]])
        form, phase = table.get("form", self.form), table.get("phase", "")
        _check_word(entry, "form", self.forms, [form])
        _check_word(entry, "phase", ("", *PHASES), [phase])
        _check_word(entry, "tags", TAGS, table.get("tags", ()))
        if self.is_graded:
            _check_word(entry, "dimension", sorted(self.dimensions), [table.get("dimension", "")])
            for group in ("adult", "child"):
                _check_word(entry, group, STRENGTHS, [table[group]] if group in table else [])
        return Indicator(
            fact=table.get("fact"),
            rule=table.get("rule"),
            form=form,
            dimension=table.get("dimension", ""),
            tags=tuple(table.get("tags", ())),
            phase=phase,
            adult=table.get("adult"),
            child=table.get("child"),
            beside=table.get("beside", False),
            verified=table.get("verified", not self.is_graded),
            source=tuple(table.get("source", ())),
            note=table.get("note", ""),
        )


def _check_word(entry: Entry, key: str, known: tuple[str, ...] | list[str], words: Any) -> None:
    for word in words:
        if word not in known:
            raise entry.error(
                "indicator-unknown-word", f"`{shown(word)}` may not stand here as {key}{nearest(str(word), known)}",
                word if key == "key" else key,
            )  # fmt: skip


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
            "set-not-filled",
            f"the grades of `{name}` were not filled in from the source, so it is not graded",
            help="a person with the source at hand fills law/indicators and sets `filled = true`",
            where="set",
        )
    return sets[name]


def facts_of(sets: Mapping[str, IndicatorSet]) -> Iterator[str]:
    """Yield the facts that the sets read, each once."""
    read = (indicator.fact for each in sets.values() for indicator in each.indicators)
    yield from dict.fromkeys(fact for fact in read if fact is not None)
