"""Provisions as people cite them: `tip/6/2/b` is the Trafficking in Persons Protocol, art. 6(2)(b)."""

from __future__ import annotations

from typing import Final

from amparo.desk.standing import Citation
from amparo.rules.citation import Citations, Instrument

_UNIT: Final = {"binding": "art. ", "national law": "s. "}
"""What a text of this status is divided into; all others into paragraphs."""
_OWN_UNIT: Final = {"ohchr": "guideline ", "model-law": "art. "}
_WORDS: Final = {"para": "para. ", "principle": "principle ", "guideline": "guideline "}
_POINTED: Final = frozenset({"ohchr"})
"""Texts that number their parts 2.6, not 2(6)."""


def cite(provision: str, known: Citations) -> Citation:
    """Return a provision as it is cited, with its title and our summary of it."""
    name, _, place = provision.partition("/")
    instrument = known.instruments.get(name)
    if instrument is None:
        return Citation(provision, provision)
    listed = known.provision(provision)
    title, summary = (listed.title, listed.summary) if listed else ("", "")
    return Citation(provision, f"{instrument.short}{_place(instrument, place, title)}", title, summary, instrument.url)


def _place(instrument: Instrument, place: str, title: str) -> str:
    first, *rest = place.split("/")
    if not first:
        return ""
    if first in _WORDS and rest:
        return f", {_WORDS[first]}{_numbered(instrument, rest)}"
    if instrument.id == "toolkit":
        return f", Tool {place}" if "." in place else f", chapter {place}"
    if not first[0].isdigit():
        return f": {title}" if title else f", {place}"
    unit = _OWN_UNIT.get(instrument.id, _UNIT.get(instrument.status, "para. "))
    return f", {unit}{_numbered(instrument, [first, *rest])}"


def _numbered(instrument: Instrument, parts: list[str]) -> str:
    if instrument.id in _POINTED:
        return ".".join(parts)
    return parts[0] + "".join(f"({part})" for part in parts[1:])
