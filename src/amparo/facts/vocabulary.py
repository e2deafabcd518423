"""The vocabulary: every name of a fact, an item, an act and an actor, with type, meaning and power to assert."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.words import nearest

TYPES: Final = ("yesno", "choice", "date", "number", "country", "language", "currency", "text")
GROUPS: Final = (
    "person", "identification", "indicators", "support", "information", "stay", "asylum", "justice", "child", "return",
    "closure",
)  # fmt: skip
PERSON: Final = "person"
"""Who may also stand as the asserter: the person the facts are about."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """One thing that can be known: its type, meaning, compartment, and the item it belongs to (None: the person)."""

    name: str
    type: str
    meaning: str
    compartment: str
    values: tuple[str, ...] = ()
    item: str | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """An act that must be cleared before anybody does it; `wanted_by` are the actors that want to do it."""

    name: str
    meaning: str
    coercive: bool
    wanted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """How a fact of the person is read from a list of items: `any` or `latest` of one of the item's facts."""

    how: str
    kind: str
    fact: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One sign that implies another fact: a fact that is yes, or a choice that has this value."""

    fact: str
    value: bool | str = True


@dataclass(frozen=True)
class Vocabulary:
    """All that can be said, by whom, and what it means when two sources differ."""

    facts: Mapping[str, FactKind]
    items: Mapping[str, Mapping[str, FactKind]]
    acts: Mapping[str, Act]
    actors: tuple[str, ...]
    powers: Mapping[str, str]
    lifting: Mapping[str, tuple[Any, ...]]
    one_yes: frozenset[str]
    one_no: frozenset[str]
    implied: Mapping[str, tuple[Condition, ...]]
    summaries: Mapping[str, Summary]
    removers: frozenset[str] = field(default=frozenset())
    coercers: frozenset[str] = field(default=frozenset())
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """For a fact, those of which each yes is a statement of it (the indicators), so that no rule has to read them all."""
    latest: frozenset[str] = field(default=frozenset())
    """The facts that are the last day of something: of several days stated, the last one counts."""

    def lifts(self, fact: str, value: object) -> bool:
        """Say whether this value of the fact would end a hold or a duty, so that not everybody may record it."""
        values = self.lifting.get(fact, ())
        return ANY_DATE in values or any(value is v if isinstance(v, bool) else value == v for v in values)

    def kind_of(self, name: str) -> FactKind:
        """Return the kind of a fact by its name, `offence.compelled` for an item's."""
        item, dot, fact = name.partition(".")
        return self.items[item][fact] if dot else self.facts[name]


ANY_DATE: Final = "any date"


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read the vocabulary from the TOML files of `law/vocabulary`."""
    groups = {group: _read(folder, group)[group] for group in GROUPS}
    person = {name: spec for group in groups.values() for name, spec in group.items()}
    items = _read(folder, "items")["item"]
    acts = _read(folder, "acts")["acts"]
    shared = {
        "acts": tuple(acts),
        **{name: tuple(spec["values"]) for name, spec in person.items() if "values" in spec},
    }
    rules = _read(folder, "assertion")
    signs = {fact: _signs(groups[group]) for fact, group in rules.get("signs", {}).items()}
    known_acts = {name: _act(name, spec) for name, spec in acts.items()}
    coercive = [act for act in known_acts.values() if act.coercive]
    return Vocabulary(
        facts=MappingProxyType({name: _fact(name, spec, shared) for name, spec in person.items()}),
        items=MappingProxyType(
            {
                kind: MappingProxyType({name: _fact(name, spec, shared, kind) for name, spec in specs.items()})
                for kind, specs in items.items()
            }
        ),
        acts=MappingProxyType(known_acts),
        actors=tuple(_read(folder, "actors")["actors"]["names"]),
        powers=MappingProxyType({fact: power for power, facts in rules["assertion"].items() for fact in facts}),
        lifting=MappingProxyType(_lifting(rules["lifts"])),
        one_yes=frozenset(rules["dispute"]["any_yes"]).union(*signs.values()),
        one_no=frozenset(rules["dispute"]["any_no"]),
        latest=frozenset(rules["dispute"]["latest"]),
        implied=MappingProxyType({fact: tuple(_condition(text) for text in signs) for fact, signs in rules["implied"].items()}),
        summaries=MappingProxyType({fact: _summary(text) for fact, text in rules["from_items"].items()}),
        removers=frozenset(known_acts["removal"].wanted_by),
        coercers=frozenset(actor for act in coercive for actor in act.wanted_by),
        signs=MappingProxyType(signs),
    )


def _read(folder: Path, stem: str) -> dict[str, Any]:
    path = folder / f"{stem}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise AmparoError("vocabulary-missing", f"the vocabulary has no file `{path.name}`") from error
    except tomllib.TOMLDecodeError as error:
        raise AmparoError("vocabulary-unreadable", f"`{path.name}` is not valid TOML: {error}") from error


def _fact(name: str, spec: Mapping[str, Any], shared: Mapping[str, Iterable[str]], item: str | None = None) -> FactKind:
    if spec["type"] not in TYPES:
        raise AmparoError("vocabulary-type", f"`{name}` has the unknown type `{spec['type']}`{nearest(spec['type'], TYPES)}")
    values = shared[spec["same_values_as"]] if "same_values_as" in spec else spec.get("values", ())
    return FactKind(
        name=f"{item}.{name}" if item else name,
        type=spec["type"],
        meaning=spec["meaning"],
        compartment=spec["compartment"],
        values=tuple(values),
        item=item,
        least=spec.get("min"),
        most=spec.get("max"),
    )


def _signs(group: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, spec in group.items() if spec["type"] == "yesno" and spec.get("sign", True))


def _act(name: str, spec: Mapping[str, Any]) -> Act:
    return Act(name, spec["meaning"], spec["coercive"], tuple(spec.get("wanted_by", ())))


def _lifting(table: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    def pairs() -> Iterator[tuple[str, tuple[Any, ...]]]:
        yield from ((fact, (True,)) for fact in table["yes"])
        yield from ((fact, (False,)) for fact in table["no"])
        yield from ((fact, tuple(values)) for fact, values in table["values"].items())

    return dict(pairs())


def _condition(text: str) -> Condition:
    fact, _, value = text.partition(" == ")
    return Condition(fact, value.strip("'") if value else True)


def _summary(text: str) -> Summary:
    how, _, path = text.partition(" ")
    kind, _, fact = path.partition(".")
    return Summary(how, kind, fact)
