"""In which languages the pages are read, what each calls itself, and who approved its words.

The language of a page stands in its address (`/ar/law`), so that no cookie is needed and a link leads on in the same
language. English has the bare address, and is what stands where a text is not translated yet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

FIRST: Final = "en"
LOCALE: Final = Path(__file__).parent / "locale"
"""Where the translations lie: a `.po` for each language, and beside it what is compiled from it."""
APART: Final = ("/static/", "/api/", "/health")
"""What is for programs, and has one language."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the pages: its code, what it calls itself, and who, being qualified, approved its words, if anybody."""

    code: str
    name: str
    approved_by: str = ""


_APPROVED: Final = tomllib.loads((LOCALE / "approved.toml").read_text("utf-8"))
TONGUES: Final = (
    Tongue(FIRST, "English", "the authors: it is what the others are made from"),
    *(
        Tongue(code, name, _APPROVED[code])
        for code, name in (("es", "Español"), ("fr", "Français"), ("ar", "العربية"), ("th", "ไทย"), ("km", "ខ្មែរ"))
    ),
)
BY_CODE: Final = {each.code: each for each in TONGUES}


def split(path: str) -> tuple[str, str]:
    """Return the language that an address names, none if it names none, and the address without it."""
    code, slash, rest = path.removeprefix("/").partition("/")
    if code not in BY_CODE or code == FIRST or f"/{rest}".startswith(APART):
        return "", path
    return code, f"/{rest}" if slash else "/"


def address_in(code: str, path: str) -> str:
    """Return an address, without a language, in a language."""
    return path if code == FIRST else f"/{code}{path}"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Say everything in a language, and lead on in it; without one, in the installation's own, at bare addresses."""
    before = get_script_prefix()
    if code:
        set_script_prefix(f"{before}{code}/")
    try:
        with translation.override(code or settings.LANGUAGE_CODE):
            yield
    finally:
        set_script_prefix(before)


def unapproved() -> tuple[Tongue, ...]:
    """Return the languages whose words no qualified person approved."""
    return tuple(each for each in TONGUES if not each.approved_by)
