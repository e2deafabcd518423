"""Provisions as people cite them: `tip/6/2/b` is the Trafficking in Persons Protocol, art. 6(2)(b)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.explain.plain import day_in_words, sentence
from amparo.rules.citation import Citations, Instrument

_UNITS: Final = {"binding": "art. ", "national law": "s. "}
"""What a text of this status is divided into; all others into paragraphs."""
_OWN_UNITS: Final = {"ohchr": "guideline ", "model-law": "art. "}
_WORDS: Final = {"para": "para. ", "principle": "principle ", "guideline": "guideline "}
_POINTED: Final = frozenset({"ohchr"})
"""Texts that number their parts 2.6, not 2(6)."""
_TOOL: Final = re.compile(r"\d+(\.\d+)?")
_YEAR: Final = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Cited:
    """One provision: its id, how it is cited (text and place in it), its title and our summary, where it can be read."""

    id: str
    short: str
    place: str = ""
    title: str = ""
    summary: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """Return the whole citation: `Trafficking in Persons Protocol, art. 6(2)(b)`."""
        return f"{self.short}{self.place}"


def cite_all(provisions: Iterable[str], known: Citations) -> str:
    """Return several provisions in one line, those of one text together: `Child Convention, art. 1, art. 3(1); ...`."""
    places: dict[str, list[str]] = {}
    for cited in (cite(provision, known) for provision in provisions):
        places.setdefault(cited.short, []).append(cited.place)
    return "; ".join(short + first + "".join(f", {p.lstrip(':, ')}" for p in rest) for short, (first, *rest) in places.items())


def by_instrument(provisions: Iterable[str], known: Citations, order: Sequence[str]) -> Iterator[tuple[Instrument, list[str]]]:
    """Yield instruments, those named in `order` first, with those of the provisions that are theirs, in their own order."""
    found: dict[str, list[str]] = {}
    for provision in dict.fromkeys(provisions):
        found.setdefault(provision.partition("/")[0], []).append(provision)
    for name in sorted(found, key=lambda name: order.index(name) if name in order else len(order)):
        paths = list(known.instruments[name].provisions)
        yield known.instruments[name], sorted(found[name], key=lambda each: _position(each.partition("/")[2], paths))


def _position(path: str, paths: list[str]) -> int:
    return paths.index(path) if path in paths else len(paths)


def standing_of(instrument: Instrument) -> str:
    """Return what a text is, and since when: `Binding; adopted 15 November 2000; in force 25 December 2003`."""
    days = [f"{word} {_day(day)}" for word, day in (("adopted", instrument.adopted), ("in force", instrument.in_force)) if day]
    return sentence("; ".join([instrument.status, *days]))


def _day(text: str) -> str:
    return day_in_words(date.fromisoformat(text)) if len(text) == len("2003-12-25") else text


def cite(provision: str, known: Citations) -> Cited:
    """Return a provision as it is cited; one of which nothing is listed is cited by its id."""
    name, _, place = provision.partition("/")
    instrument = known.instruments.get(name)
    if instrument is None:
        return Cited(provision, provision)
    listed = known.provision(provision)
    title, summary = (listed.title, listed.summary) if listed else ("", "")
    return Cited(provision, instrument.short, _place(instrument, place, title), title, summary, instrument.url)


def _place(instrument: Instrument, place: str, title: str) -> str:
    first, *rest = place.split("/")
    if not first:
        return ""
    if first in _WORDS and rest:
        return f", {_WORDS[first]}{_numbered(instrument, rest)}"
    if _TOOL.fullmatch(first) and instrument.id == "toolkit":
        inner = f", {' '.join(rest).replace('intro', 'introduction')}" if rest else ""
        return f", {'Tool' if '.' in first else 'chapter'} {first}{inner}"
    if _YEAR.fullmatch(first):
        return f" of {first}: {title}" if rest else f" of {first}"
    if not first[0].isdigit():
        return f": {title}" if title else f", {', '.join([first, *rest])}"
    unit = _OWN_UNITS.get(instrument.id, _UNITS.get(instrument.status, "para. "))
    return f", {unit}{_numbered(instrument, [first, *rest])}"


def _numbered(instrument: Instrument, parts: list[str]) -> str:
    if instrument.id in _POINTED:
        return ".".join(parts)
    return parts[0] + "".join(f"({part})" for part in parts[1:])
