"""What stands in English on a page of another language: marked, so that it is read aloud as English and from left to right.

What gettext has no translation of comes back between two signs that are made for this (Unicode calls them *isolates*; nobody
sees them), whatever sentence it then becomes part of. When the page is whole, the signs become `<span lang="en" dir="ltr">`; in
a title, an attribute or a field, where no element can stand, they go. Words of the law, which are written in English, come
through `of_law`. On a page in another script, whatever stands there in Latin letters is marked too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Final

from django.utils import translation
from django.utils.translation import trans_real

from amparo.desk.tongues import FIRST

OPEN: Final = "\u2066"
CLOSE: Final = "\u2069"
START: Final = '<span lang="en" dir="ltr">'
END: Final = "</span>"
OTHER_SCRIPT: Final = ("ar", "th", "km")
"""Languages that are not written in Latin letters: what is, is not theirs."""

_page: ContextVar[str] = ContextVar("page", default="")
_TOKENS: Final = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_BARE: Final = ("title", "textarea", "option", "script", "style", "svg")
"""Elements in which no other can stand, or none of ours."""
_ENDS: Final = re.compile(
    r"</(?:p|li|h[1-6]|td|th|dt|dd|div|section|article|summary|label|legend|figcaption|button|ul|ol|dl|main|footer|nav)>"
)
"""Ends of what holds a sentence: English that was cut off ends there too."""
_ELEMENT: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_VOID: Final = ("input", "br", "img", "meta", "link", "hr", "path", "circle", "wbr", "col")
_OPTION: Final = re.compile(f"(<option[^>]*)>{OPEN}([^<{OPEN}{CLOSE}]*){CLOSE}</option>")
_LATIN: Final = re.compile(r"(?<![&#A-Za-z0-9])[A-Za-zÀ-ɏ](?:[^<>\u0600-\u06FF\u0E00-\u0E7F\u1780-\u17FF&]|&#?\w+;)*")
"""From a Latin letter to the next letter of one of the other scripts, or the end."""
_TAIL: Final = re.compile(r"[\s(\[«“‘·:,;–—/-]+$")
"""What belongs to the words behind it, and not to the English before."""


class _English(NullTranslations):
    """The last place where gettext looks: nobody translated it."""

    def gettext(self, message: str) -> str:
        return in_english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_english(msgid1 if n == 1 else msgid2)


def mark_what_lacks() -> None:
    """Let gettext mark what it has no translation of, on pages."""
    last: NullTranslations = trans_real.translation(FIRST)
    if not isinstance(last._fallback, _English):  # type: ignore[attr-defined]  # noqa: SLF001 gettext has no other way to ask
        last.add_fallback(_English())


@contextmanager
def page_in(code: str) -> Iterator[None]:
    """Make a page in a language: until it is whole, English is marked."""
    token = _page.set("" if code == FIRST else code)
    try:
        yield
    finally:
        _page.reset(token)


def in_english(text: str) -> str:
    """Return a text as English, on a page of another language."""
    here = _page.get()
    if not here or not text or text.startswith(OPEN) or translation.get_language() != here:
        return text
    return f"{OPEN}{text}{CLOSE}"


def is_elsewhere() -> bool:
    """Say whether a page of another language than English is being made."""
    return bool(_page.get())


def of_law(text: str) -> str:
    """Return words of the law in the language of the page, or, where nobody translated them, as English."""
    return translation.gettext(str(text)) if text else ""


def begun(text: str) -> str:
    """Return a text with a capital in front."""
    at = 1 if text.startswith(OPEN) else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def lowered(text: str) -> str:
    """Return a text with a small letter in front, as it stands inside a sentence."""
    at = 1 if text.startswith(OPEN) else 0
    return text[:at] + text[at : at + 1].lower() + text[at + 1 :]


def unmarked(text: str) -> str:
    """Return a text without the signs."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def shown(page: str, code: str) -> str:
    """Return a page whose signs have become elements; on one in another script also what stands there in Latin letters."""
    page = _OPTION.sub(r'\1 lang="en" dir="ltr">\2</option>', page)
    return "".join(_pieces(page, everything=code in OTHER_SCRIPT))


def _pieces(page: str, *, everything: bool) -> Iterator[str]:
    bare, depth = "", 0
    spoken: list[tuple[str, bool]] = []
    for n, piece in enumerate(_TOKENS.split(page)):
        if n % 2:
            depth = 0 if _ENDS.match(piece) else depth
            bare = _bare(piece, bare)
            _enter(piece, spoken)
            yield unmarked(piece)
        elif bare or not piece.strip():
            depth += piece.count(OPEN) - piece.count(CLOSE)
            yield unmarked(piece)
        else:
            is_said = bool(spoken) and spoken[-1][1]
            made, depth = _text(piece, max(depth, 0))
            yield unmarked(piece) if is_said else _latin(made) if everything else made


def _bare(tag: str, bare: str) -> str:
    """Return the element in which nothing can be marked, after this tag."""
    found = _ELEMENT.match(tag)
    if not found or tag.endswith("/>"):
        return bare
    ends, name = found.groups()
    if bare:
        return "" if ends and name == bare else bare
    return name if not ends and name in _BARE else ""


def _enter(tag: str, spoken: list[tuple[str, bool]]) -> None:
    """Keep in mind in which elements a text stands, and whether one of them says that it is in another language."""
    found = _ELEMENT.match(tag)
    if not found or tag.endswith("/>") or found[2] in _VOID:
        return
    if not found[1]:
        said = ' lang="' in tag and found[2] != "html"
        spoken.append((found[2], said or (bool(spoken) and spoken[-1][1])))
    elif found[2] in {name for name, _said in spoken}:
        while spoken.pop()[0] != found[2]:
            pass


def _text(piece: str, depth: int) -> tuple[str, int]:
    """Return a text with its signs as elements, each closed again, and how many are open behind it."""
    made = [START] if depth else []
    for part in re.split(f"([{OPEN}{CLOSE}])", piece):
        if part == OPEN:
            made += [] if depth else [START]
            depth += 1
        elif part == CLOSE:
            made += [END] if depth == 1 else []
            depth = max(depth - 1, 0)
        else:
            made.append(part)
    return "".join([*made, END] if depth else made).replace(START + END, ""), depth


def _latin(text: str) -> str:
    """Return a text in which what is in Latin letters is marked, if it was not."""
    parts = re.split(f"({re.escape(START)}.*?{re.escape(END)})", text, flags=re.DOTALL)
    return "".join(part if n % 2 else _LATIN.sub(_run, part) for n, part in enumerate(parts))


def _run(found: re.Match[str]) -> str:
    said = found[0]
    tail = _TAIL.search(said)
    at = tail.start() if tail else len(said)
    return f"{START}{said[:at]}{END}{said[at:]}"
