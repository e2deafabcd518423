"""A report on paper: a PDF with a brief of at most two pages on top. Every word goes in as data and is never read as markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import typst

from amparo.prove.report.content import Report
from amparo.prove.report.page import INTRODUCED, gravest_heading

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
_STANDARD: Final = "ua-1"
"""PDF/UA: tagged, with title and language, so that it can be read aloud."""


def paper(report: Report) -> bytes:
    """Return a report as a PDF that is the same for the same report."""
    made = datetime.combine(date.fromisoformat(report.date), datetime.min.time(), UTC)
    printed = typst.compile(
        _TEMPLATE, format="pdf", pdf_standards=_STANDARD, ignore_system_fonts=True, timestamp=int(made.timestamp()),
        sys_inputs=_words(report),
    )  # fmt: skip
    assert isinstance(printed, bytes)  # noqa: S101 one file, not a page each
    return printed


def pages_of_brief(report: Report) -> int:
    """Return how many pages the brief takes."""
    found: list[dict[str, Any]] = json.loads(
        typst.query(_TEMPLATE, "<brief-ends>", ignore_system_fonts=True, sys_inputs=_words(report))
    )
    return int(found[0]["value"])


def _words(report: Report) -> dict[str, str]:
    return {"report": json.dumps({**asdict(report), "gravest_heading": gravest_heading(report), "introduced": INTRODUCED})}
