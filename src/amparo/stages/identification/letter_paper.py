"""The letter on paper: a PDF that is the same for the same letter. Every word goes in as data and is never read as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import typst

_TEMPLATE: Final = Path(__file__).with_name("letter.typ")
_STANDARD: Final = "ua-1"
"""PDF/UA: tagged, with title and language, so that it can be read aloud."""


def letter_paper(said: Mapping[str, Any]) -> bytes:
    """Return a letter, as `letter.contents` made it, as a PDF."""
    made = datetime.combine(date.fromisoformat(said["on"]), datetime.min.time(), UTC)
    printed = typst.compile(
        _TEMPLATE, format="pdf", pdf_standards=_STANDARD, ignore_system_fonts=True, timestamp=int(made.timestamp()),
        sys_inputs={"letter": json.dumps(dict(said))},
    )  # fmt: skip
    assert isinstance(printed, bytes)  # noqa: S101 one file, not a page each
    return printed
