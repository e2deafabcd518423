"""A request's body, read strictly: JSON in UTF-8, every key once, no NaN, not too deep, and only keys that mean something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeVar

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from amparo.errors import AmparoError
from amparo.facts.words import nearest, shown

NOT_JSON: Final = "not-json"
DEEPEST: Final = 24
"""Tables and lists inside each other that a body may have; a case file has eight."""


class CaseBody(BaseModel):
    """What every question has: the case, and which law is asked for which day."""

    model_config = ConfigDict(extra="forbid", strict=True)

    case: dict[str, Any] = Field(description="what is known of one person")
    law: str = Field("palermo", description="name of a law pack that ships with Amparo")
    on: str | None = Field(
        None, description="day for which the question is asked, such as 2026-03-02; without it the case's `on`, else today"
    )
    as_known: str | None = Field(None, description="leave out what was recorded after this day")


class DecideBody(CaseBody):
    """All determinations for a case."""

    all: bool = Field(default=False, description="list conclusions that are no, and definitions, too")


class MayBody(CaseBody):
    """Asks whether an act is held."""

    act: str = Field(description="an act of the vocabulary, such as removal")
    item: str | None = Field(None, description="one item that the act is about, such as offence#1")


class AskBody(CaseBody):
    """Asks which questions would settle most."""

    act: str | None = Field(None, description="only questions that matter for this act")


Body = TypeVar("Body", bound=BaseModel)


def read(request: HttpRequest, kind: type[Body]) -> Body:
    """Read the body as this kind of question, or raise `AmparoError` naming the field, never its content."""
    if not request.body.strip():
        raise AmparoError("body-empty", "the body is empty", help='the least is {"case": {}}')
    if request.content_type != "application/json":
        raise AmparoError(NOT_JSON, "the body is not sent as `application/json`", help="set the header `Content-Type`")
    table = _table(request.body)
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        raise _refused(error.errors(include_input=False, include_url=False)[0], kind) from None


def _table(data: bytes) -> Mapping[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AmparoError("body-not-utf-8", f"the body is not UTF-8 at byte {error.start}") from None
    try:
        value = json.loads(text, object_pairs_hook=_each_key_once, parse_constant=_no_constant, parse_int=_integer)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise AmparoError("body-not-json", f"the body is not valid JSON: {error.msg.lower()}", where=where) from None
    except RecursionError:
        raise AmparoError("body-too-deep", "the body is nested too deeply") from None
    if not isinstance(value, dict):
        raise AmparoError("body-not-a-table", "the body must be an object", help='for example {"case": {"facts": {}}}')
    _not_too_deep(value)
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AmparoError("case-duplicate-key", f"`{shown(twice)}` stands twice in the same table")
    return table


def _no_constant(name: str) -> NoReturn:
    raise AmparoError("case-not-finite", f"`{name}` is not a value", help="leave out what is not known")


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 20 else float("inf")  # noqa: PLR2004 more digits than any fact has; refused as not finite


def _not_too_deep(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return
    raise AmparoError("body-too-deep", "the body is nested too deeply")


def _inside(value: Any) -> list[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in inner if isinstance(each, dict | list)]


def _refused(error: Mapping[str, Any], kind: type[BaseModel]) -> AmparoError:
    field = shown(".".join(str(part) for part in error["loc"]))
    if error["type"] == "extra_forbidden":
        known = tuple(kind.model_fields)
        return AmparoError(
            "unknown-key",
            f"`{field}` has no place in the body{nearest(field, known)}",
            help=f"expected: {', '.join(known)}",
            where=field,
        )
    if error["type"] == "missing":
        return AmparoError("key-missing", f"`{field}` is missing", where=field)
    return AmparoError("wrong-type", f"`{field}` must be {_EXPECTED.get(error['type'], 'of another type')}", where=field)


_EXPECTED: Final = {
    "string_type": "a text",
    "dict_type": "a table",
    "list_type": "a list",
    "bool_type": "true or false",
    "literal_error": "one of the values that the description lists",
    "string_too_long": "a shorter text",
    "string_too_short": "a longer text",
    "too_long": "a shorter list",
    "too_short": "a longer list",
}
