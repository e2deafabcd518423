"""A document on paper: a PDF that can be read aloud, the same to the byte for the same document. Words go in as data alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

_TEMPLATE: Final = Path(__file__).with_name("document.typ")
_STANDARD: Final = "ua-1"
"""PDF/UA: tagged, with title and language, so that it can be read aloud."""
_FONTS: Final = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_noto_sans_khmer", "fontpkg_noto_sans_thai")


def printed(said: Mapping[str, Any]) -> bytes:
    """Return a document, as one of the makers said it, as a PDF."""
    fonts = [Path(str(files(name))) / "files" for name in _FONTS]
    made = datetime.combine(date.fromisoformat(said["on"]), datetime.min.time(), UTC)
    found = typst.compile(
        _TEMPLATE, format="pdf", pdf_standards=_STANDARD, ignore_system_fonts=True, timestamp=int(made.timestamp()),
        font_paths=fonts, sys_inputs={"document": json.dumps(dict(said))},
    )  # fmt: skip
    assert isinstance(found, bytes)  # noqa: S101 one file, not a page each
    return found
