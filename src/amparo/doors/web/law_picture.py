"""The picture of some rules of a pack, and the table that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from amparo.doors.web.law_book import Book, RuleLink
from amparo.explain.drawing import Box, Drawing, drawing
from amparo.explain.graph import Graph

MOST_DRAWN: Final = 60
"""Rules in one picture; more than that nobody follows."""
MOST_READERS: Final = 6
_FURTHER: Final = "…"
"""The name of the box that stands for readers that are not drawn: no rule can have it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule of the picture: what it reads itself, and the exceptions that can end it."""

    rule: RuleLink
    reads: tuple[RuleLink, ...]
    ended_by: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and its table; `has_exceptions` says whether a line in it is one."""

    drawing: Drawing
    rows: tuple[Row, ...]
    has_exceptions: bool


def around(book: Book, name: str) -> Picture | None:
    """Draw a rule with all it reads and some of the rules that read it; nothing where it stands by itself."""
    part = book.graph.around(name, MOST_READERS)
    further = len({link.reader for link in book.graph.out_of[name]}) - MOST_READERS
    said = _("What “%(rule)s” rests on, and what rests on it") % {"rule": book.link(book.law.rules[name]).title}
    return _picture(book, part, said, here=name, further=max(further, 0)) if part.links else None


def whole(book: Book) -> Picture | None:
    """Draw the pack's own rules with what they read; nothing where no rule reads another, or they are too many."""
    part = book.graph.with_what_they_read(rule.name for rule in book.own)
    joined = part.among(name for name in part.rules if part.into[name] or part.out_of[name])
    said = _("The rules of “%(pack)s”, and what they rest on") % {"pack": book.pack.profile.title}
    return _picture(book, joined, said) if 0 < len(joined.rules) <= MOST_DRAWN else None


def _picture(book: Book, part: Graph, said: str, here: str = "", further: int = 0) -> Picture:
    boxes = [_box(name, link, here) for name, link in zip(part.rules, book.links(part.rules), strict=True)]
    links = {(link.read, link.reader): "exception" if link.is_exception else "" for link in part.links}
    if further:
        text = ngettext("%(n)d more rule that reads it", "%(n)d more rules that read it", further) % {"n": further}
        boxes.append(Box(_FURTHER, text, _("Not drawn"), "further", "#readers"))
        links[here, _FURTHER] = ""
    drawn = drawing(boxes, links, said, mirrored=get_language_bidi())
    rows = tuple(_row(book, part, name) for name in part.rules if part.into[name] or name == here)
    return Picture(drawn, rows, any(link.is_exception for link in part.links))


def _box(name: str, link: RuleLink, here: str) -> Box:
    return Box(name, link.title, link.kind, f"{link.look} here" if name == here else link.look, link.address)


def _row(book: Book, part: Graph, name: str) -> Row:
    def of(*, exceptions: bool) -> Iterable[str]:
        return (link.read for link in part.into[name] if link.is_exception == exceptions)

    return Row(book.link(book.law.rules[name]), book.links(of(exceptions=False)), book.links(of(exceptions=True)))
