"""A case file: what is said of one person, by whom and when, read strictly and kept as it was said."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, NoReturn

from amparo.errors import AmparoError
from amparo.facts.reading import day, sort_of, value_of
from amparo.facts.value import Value
from amparo.facts.vocabulary import PERSON, FactKind, Vocabulary
from amparo.facts.words import nearest, shown

SOURCES: Final = ("said", "observed", "document", "decision")
LARGEST: Final = 1_000_000
"""Bytes of the largest case file that is read."""
MOST_ITEMS: Final = 500
"""Items of one kind that a case may list."""
_ASSERTION_KEYS: Final = ("value", "source", "by", "recorded", "method", "language", "asked_by")
_ITEM_ID: Final = re.compile(r"(?!\?$)[^\s#.\x00-\x1f\x7f-\x9f]{1,64}")


@dataclass(frozen=True, slots=True)
class Assertion:
    """One statement of a fact: its value, the kind of source, who recorded it and when. A bare one is as stated."""

    value: Value | None
    bare: bool = True
    source: str | None = None
    by: str | None = None
    recorded: date | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One of several things of a kind, such as an offence: its id and what is said of it."""

    id: str
    facts: Mapping[str, tuple[Assertion, ...]]


@dataclass(frozen=True, slots=True)
class ItemList:
    """The listed items of one kind, and whether the list is complete (None: not known)."""

    items: tuple[Item, ...] = ()
    complete: bool | None = None


@dataclass(frozen=True)
class Case:
    """All that is said of one person, and the date for which the question is asked, if the file names one."""

    facts: Mapping[str, tuple[Assertion, ...]] = field(default_factory=lambda: MappingProxyType({}))
    items: Mapping[str, ItemList] = field(default_factory=lambda: MappingProxyType({}))
    on: date | None = None


def read_case(data: bytes, vocabulary: Vocabulary) -> Case:
    """Read a case file in JSON or TOML; raise `AmparoError` for anything that is not one."""
    return case_from(_parse(data), vocabulary)


def case_from(mapping: object, vocabulary: Vocabulary) -> Case:
    """Read a case from an already parsed file or request body."""
    top = _table(mapping, "the case")
    known_keys(top, ("facts", "items", "on"), "the case")
    return Case(
        facts=_facts(_table(top.get("facts", {}), "`facts`"), vocabulary.facts, vocabulary, ""),
        items=_items(_table(top.get("items", {}), "`items`"), vocabulary),
        on=None if top.get("on") is None else day(top["on"], "on"),
    )


def _parse(data: bytes) -> object:
    if len(data) > LARGEST:
        raise AmparoError("case-too-large", f"the case file is larger than {LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AmparoError("case-not-utf-8", f"the case file is not UTF-8 at byte {error.start}") from None
    if not text.strip():
        raise AmparoError("case-empty", "the case file is empty", help="an empty case is written {}")
    try:
        return _json(text) if text.lstrip()[0] in '{["' else tomllib.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("["):
            return _toml(text)
        where = f"line {error.lineno}, column {error.colno}"
        raise AmparoError("case-not-json", f"the case file is not valid JSON: {error.msg.lower()}", where=where) from None
    except ValueError:  # what is no TOML, and a number of more digits than Python reads
        raise _not_toml() from None
    except RecursionError:
        raise AmparoError("case-too-deep", "the case file is nested too deeply") from None


def _toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except ValueError:
        raise _not_toml() from None


def _not_toml() -> AmparoError:
    return AmparoError("case-not-readable", "the case file is neither valid JSON nor valid TOML")


def _json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant, parse_int=_integer)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else math.inf  # noqa: PLR2004 more digits than any fact has; refused as not finite


def _no_constant(name: str) -> NoReturn:
    raise AmparoError("case-not-finite", f"`{name}` is not a value", help="leave out what is not known")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AmparoError("case-duplicate-key", f"`{shown(twice)}` stands twice in the same table")
    return table


def _table(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AmparoError("case-not-a-table", f"{what} must be a table of names and values, not {sort_of(value)}")
    return value


def known_keys(table: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    """Refuse a name that a table has no place for; `what` says which table."""
    for name in table:
        if name not in known:
            raise AmparoError(
                "unknown-key",
                f"`{shown(name)}` has no place in {what}{nearest(str(name), known)}",
                help=f"expected: {', '.join(known)}",
            )


def _facts(
    table: Mapping[str, Any], kinds: Mapping[str, FactKind], vocabulary: Vocabulary, prefix: str
) -> Mapping[str, tuple[Assertion, ...]]:
    said = {}
    for name, value in table.items():
        if name not in kinds:
            raise AmparoError(
                "unknown-fact",
                f"`{shown(prefix + str(name))}` is not a fact of the vocabulary{nearest(str(name), kinds)}",
                where=shown(prefix + str(name)),
            )
        assertions = _assertions(value, kinds[name], vocabulary, prefix + name)
        if assertions:
            said[name] = assertions
    return MappingProxyType(said)


def _assertions(value: object, kind: FactKind, vocabulary: Vocabulary, where: str) -> tuple[Assertion, ...]:
    if not isinstance(value, list):
        known = value_of(value, kind, where)
        return () if known is None else (Assertion(known),)
    return tuple(assertion_from(entry, kind, vocabulary, f"{where}[{n}]") for n, entry in enumerate(value))


def assertion_from(entry: object, kind: FactKind, vocabulary: Vocabulary, where: str) -> Assertion:
    """Read one statement of a fact of this kind; `where` names it in errors."""
    """Read one statement of a fact of this kind; `where` names it in errors."""
    table = _table(entry, f"`{where}`")
    known_keys(table, _ASSERTION_KEYS, f"the assertion `{where}`")
    if "value" not in table:
        raise AmparoError("assertion-without-value", "an assertion needs a `value` (null for not known)", where=where)
    recorded = table.get("recorded")
    return Assertion(
        value=value_of(table["value"], kind, where),
        bare=False,
        source=_one_of(table.get("source"), SOURCES, f"{where}.source"),
        by=_one_of(table.get("by"), (*vocabulary.actors, PERSON), f"{where}.by"),
        recorded=None if recorded is None else day(recorded, f"{where}.recorded"),
    )


def _one_of(value: object, known: tuple[str, ...], where: str) -> str | None:
    if value is None or value in known:
        return value
    raise AmparoError(
        "unknown-word",
        f"`{where}` has a word that may not stand here{nearest(str(value), known)}",
        help=f"expected one of: {', '.join(known)}",
        where=where,
    )


def _items(table: Mapping[str, Any], vocabulary: Vocabulary) -> Mapping[str, ItemList]:
    lists = {}
    for kind, value in table.items():
        if kind not in vocabulary.items:
            raise AmparoError("unknown-item", f"`{shown(kind)}` is not a kind of item{nearest(str(kind), vocabulary.items)}")
        lists[kind] = _item_list(_table(value, f"`items.{kind}`"), kind, vocabulary)
    return MappingProxyType(lists)


def _item_list(table: Mapping[str, Any], kind: str, vocabulary: Vocabulary) -> ItemList:
    where = f"items.{kind}"
    known_keys(table, ("complete", "list"), f"`{where}`")
    complete = table.get("complete")
    if complete is not None and not isinstance(complete, bool):
        raise _wrong_type(f"{where}.complete", "true or false", complete)
    entries = table.get("list", [])
    if not isinstance(entries, list):
        raise _wrong_type(f"{where}.list", "a list of items", entries)
    if len(entries) > MOST_ITEMS:
        raise AmparoError("too-many-items", f"`{where}` lists more than {MOST_ITEMS} items", where=where)
    items = tuple(_item(_table(entry, f"`{where}[{n}]`"), kind, vocabulary, n) for n, entry in enumerate(entries))
    ids = [item.id for item in items]
    if len(set(ids)) != len(ids):
        raise AmparoError("duplicate-item", f"two items of `{where}` have the same id", where=where)
    return ItemList(items, complete)


def _item(entry: Mapping[str, Any], kind: str, vocabulary: Vocabulary, number: int) -> Item:
    name = entry.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str) or not _ITEM_ID.fullmatch(name):
        raise AmparoError(
            "item-without-id",
            "an item needs an `id` of 1 to 64 characters without spaces, dots and `#`, and not `?` alone",
            where=f"items.{kind}[{number}]",
        )
    facts = {fact: value for fact, value in entry.items() if fact != "id"}
    return Item(name, _facts(facts, vocabulary.items[kind], vocabulary, f"{kind}."))


def _wrong_type(where: str, expected: str, value: object) -> AmparoError:
    return AmparoError("wrong-type", f"`{where}` must be {expected}, not {sort_of(value)}", where=where)
