"""A line for operators says what its types let it say: numbers and words of our own. Nothing that was sent is in it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import date
from typing import Any

import pytest

from amparo.casework.plainly import Known
from amparo.doors.web.quiet import REQUEST, WithoutContents

PLANTED = "Zanabelle"


def line(name: str, template: object, *values: object, error: BaseException | None = None) -> dict[str, Any]:
    """Return what is written of a record."""
    trace = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, template, values, trace)
    written = WithoutContents().format(record)
    assert PLANTED not in written
    assert "\n" not in written
    found: dict[str, Any] = json.loads(written)
    return found


def test_numbers_and_own_words_are_said() -> None:
    said = line("amparo.requests", "%s answered %d in %.1f ms", Known("GET /law/<str:name>"), 404, 1.5)
    assert (said["level"], said["from"], said["says"]) == (
        "error",
        "amparo.requests",
        "GET /law/<str:name> answered 404 in 1.5 ms",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [(PLANTED, "<str>"), (PLANTED.encode(), "<bytes>"), ([PLANTED], "<list>"), ({PLANTED: 1}, "<dict>"),
     (date(1990, 1, 1), "<date>"), (ValueError(PLANTED), "<ValueError>"), (True, "True"), (None, "None")],
)  # fmt: skip
def test_of_any_other_value_only_its_kind_is_said(value: object, shown: str) -> None:
    assert line("amparo.casework", "found %s", value)["says"] == f"found {shown}"


def test_a_template_that_does_not_fit_its_values_is_said_alone() -> None:
    assert line("amparo.casework", "found %d", PLANTED)["says"] == "found %d"
    assert line("amparo.casework", "found %s")["says"] == "found %s"


def test_of_a_librarys_line_nothing_is_repeated() -> None:
    assert set(line("django.request", f"Not Found: /{PLANTED}")) == {"time", "level", "from"}
    assert "says" not in line("amparo.casework", ValueError(PLANTED))


def test_of_an_error_its_kind_and_place_are_said() -> None:
    try:
        int(PLANTED)
    except ValueError:
        error = sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1]
    said = line("amparo.casework", "it failed", error=error)
    assert said["error"]["kind"] == "ValueError"
    assert __file__ in said["error"]["in"][0]


def test_a_line_has_the_number_of_its_request() -> None:
    token = REQUEST.set("abc")
    try:
        assert line("amparo.casework", "it failed")["request"] == "abc"
    finally:
        REQUEST.reset(token)
