"""The schema of a case file, written from the vocabulary: every fact with its type and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from amparo.facts.case import SOURCES
from amparo.facts.vocabulary import PERSON, FactKind, Vocabulary

DAY: Final = r"^\d{4}-\d{2}-\d{2}$"
ITEM: Final = r"^[^\s#.\u0000-\u001f\u007f-\u009f]{1,64}$"
_BY_TYPE: Final[dict[str, dict[str, Any]]] = {
    "yesno": {"type": "boolean"},
    "date": {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?|never)$"},
    "number": {"type": "number"},
    "country": {"type": "string", "pattern": "^[A-Za-z]{2}$"},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$"},
    "currency": {"type": "string", "pattern": "^[A-Za-z]{3}$"},
    "text": {"type": "string", "maxLength": 10000},
}


def case_schemas(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the named schemas of a case: `Case`, `Facts`, and one for each kind of item."""
    items = {kind: _items(kind, facts) for kind, facts in vocabulary.items.items()}
    return {
        "Case": {
            "type": "object",
            "description": "What is known of one person. What is absent or null is not known, never no.",
            "additionalProperties": False,
            "properties": {
                "facts": {"$ref": "#/components/schemas/Facts"},
                "items": {
                    "type": "object",
                    "description": "Things of which there can be several. A kind that is absent is an incomplete empty list.",
                    "additionalProperties": False,
                    "properties": {kind: {"$ref": f"#/components/schemas/{name}"} for kind, (name, _) in items.items()},
                },
                "on": {"type": ["string", "null"], "pattern": DAY, "description": "day for which the question is asked"},
            },
        },
        "Facts": {
            "type": "object",
            "description": "Facts of the vocabulary: a value, or a list of who said what.",
            "additionalProperties": False,
            "properties": {name: _fact(kind) for name, kind in vocabulary.facts.items()},
        },
        "Assertion": _assertion(vocabulary),
        **dict(items.values()),
    }


def _items(kind: str, facts: Mapping[str, FactKind]) -> tuple[str, dict[str, Any]]:
    number = {
        "description": "its id, each once",
        "anyOf": [{"type": "string", "pattern": ITEM}, {"type": "integer", "minimum": -(10**15), "maximum": 10**15}],
    }
    listed = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id"],
        "properties": {"id": number, **{name: _fact(fact) for name, fact in facts.items()}},
    }
    return "".join(word.capitalize() for word in (*kind.split("_"), "list")), {
        "type": "object",
        "description": f"Items of the kind `{kind}`.",
        "additionalProperties": False,
        "properties": {
            "complete": {"type": ["boolean", "null"], "description": "whether all are listed"},
            "list": {"type": "array", "maxItems": 500, "items": listed},
        },
    }


def _fact(kind: FactKind) -> dict[str, Any]:
    value = _value(kind)
    said = {
        "allOf": [{"$ref": "#/components/schemas/Assertion"}],
        "properties": {"value": {"anyOf": [value, {"type": "null"}]}},
    }
    return {"description": kind.meaning, "anyOf": [value, {"type": "null"}, {"type": "array", "items": said}]}


def _value(kind: FactKind) -> dict[str, Any]:
    if kind.type == "choice":
        return {"type": "string", "enum": list(kind.values)}
    bounds = {"minimum": kind.least, "maximum": kind.most} if kind.type == "number" else {}
    return {**_BY_TYPE[kind.type], **{name: bound for name, bound in bounds.items() if bound is not None}}


def _assertion(vocabulary: Vocabulary) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "One statement of a fact. `method`, `language` and `asked_by` are kept with it and decide nothing.",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": {"description": "the fact's value, or null for not known"},
            "source": {"enum": [*SOURCES, None], "description": "how it is known"},
            "by": {"enum": [*vocabulary.actors, PERSON, None], "description": "who recorded it"},
            "recorded": {"type": ["string", "null"], "pattern": DAY, "description": "when it was recorded"},
            "method": {"description": "how the person was asked"},
            "language": {"description": "in which language"},
            "asked_by": {"description": "who asked"},
        },
    }
