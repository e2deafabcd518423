"""Two records side by side, field by field: what is the same, and the very signs in which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from amparo.desk.library import wording
from amparo.desk.signs import Sign, of_parts, of_words, plain
from amparo.matching.born import born_of
from amparo.matching.documents import documents_of
from amparo.matching.record import Record
from amparo.matching.script import LATIN, OTHER, word_script
from amparo.matching.traits import nationality_of, sex_of
from amparo.matching.words import words

SAME: Final = "same"
ORDER: Final = "order"
PARTLY: Final = "partly"
DIFFERS: Final = "differs"
SCRIPTS: Final = "scripts"
ONE: Final = "one"
_SEXES: Final = {"f": "female", "m": "male", "x": "other"}


@dataclass(frozen=True, slots=True)
class Side:
    """What one record says in a field: its signs, and how it reads in Latin letters; those that differ are marked.

    `written` is how it was written where that is not what is shown: a date of another calendar.
    """

    signs: tuple[Sign, ...] = ()
    reading: tuple[Sign, ...] = ()
    written: str = ""

    @property
    def marked(self) -> str:
        """The signs that differ, for who hears the page and sees no mark."""
        return ", ".join(each.text.strip() for each in (*self.signs, *self.reading) if each.differs)


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both records, and how they stand to each other."""

    name: str
    state: str
    asked: Side
    there: Side

    @property
    def words(self) -> str:
        """How they stand to each other in words."""
        return {
            SAME: _("the same"),
            ORDER: _("the same, in another order"),
            PARTLY: _("the same, as far as known"),
            DIFFERS: _("differs"),
            SCRIPTS: _("another script"),
            ONE: _("known on one side"),
        }[self.state]


Compared = tuple[str, Side, Side]


def compared(asked: Record, there: Record) -> tuple[Line, ...]:
    """Return what two records say, in the order in which people compare; what neither knows is left out."""
    return tuple(
        Line(name, *how(one, other))
        for name, how, one, other in (
            *_names(asked, there),
            (_("Date of birth"), _dates, asked.birth_date, there.birth_date),
            (_("Sex"), _choices, _sex(asked.sex), _sex(there.sex)),
            (_("Nationality"), _choices, _country(asked.nationality), _country(there.nationality)),
            (_("Place"), _texts, asked.place, there.place),
            (_("Document"), _texts, _document(asked.document_number), _document(there.document_number)),
        )
        if one or other
    )


def _names(asked: Record, there: Record) -> Iterator[tuple[str, Callable[[str, str], Compared], str, str]]:
    """Compare part with part where both have parts in one script; else name with name, however each was written."""
    mine, theirs = _written(asked), _written(there)
    if _has_parts(asked) and _has_parts(there) and _script(mine[0]) == _script(theirs[0]) and not _are_swapped(asked, there):
        yield _("Given names"), _texts, asked.given_names, there.given_names
        yield _("Family names"), _texts, asked.family_names, there.family_names
        one, other = mine[0], theirs[0]
    else:
        alike = [(one, other) for one in mine for other in theirs if _script(one) == _script(other)]
        one, other = alike[0] if alike else ((mine or [""])[0], (theirs or [""])[0])
        yield _("Name"), _texts, one, other
    rest = (" · ".join(each for each in mine if each != one), " · ".join(each for each in theirs if each != other))
    yield _("Also written"), _texts, *rest


def _has_parts(record: Record) -> bool:
    return bool(record.given_names or record.family_names)


def _are_swapped(asked: Record, there: Record) -> bool:
    """Say whether what one calls a given name, the other calls a family name."""
    one, other = ((each.given_names.casefold().split(), each.family_names.casefold().split()) for each in (asked, there))
    return not set(one[0]).isdisjoint(other[1]) or not set(one[1]).isdisjoint(other[0])


def _written(record: Record) -> list[str]:
    """Return a name in each of the ways in which it is written as one."""
    parts = " ".join(part for part in (record.given_names, record.family_names) if part)
    return [text for text in (parts, record.full_name) if text]


def _texts(one: str, other: str) -> Compared:
    """Compare sign by sign; across scripts by how they read in Latin letters, since no native signs can be the same."""
    if not one or not other:
        return ONE, Side(plain(one), plain(_reading(one))), Side(plain(other), plain(_reading(other)))
    if _script(one) == _script(other):
        found = of_words(one, other)
        state = DIFFERS if found.differ else ORDER if found.is_reordered else SAME
        return state, Side(found.one, plain(_reading(one))), Side(found.other, plain(_reading(other)))
    found = of_words(_reading(one) or one, _reading(other) or other)
    return SCRIPTS, _read(one, found.one), _read(other, found.other)


def _read(text: str, signs: tuple[Sign, ...]) -> Side:
    return Side(plain(text), signs) if _reading(text) else Side(signs)


def _choices(one: str, other: str) -> Compared:
    if not one or not other:
        return ONE, Side(plain(one)), Side(plain(other))
    differs = one != other
    return DIFFERS if differs else SAME, Side((Sign(one, differs),)), Side((Sign(other, differs),))


def _dates(one: str, other: str) -> Compared:
    """Compare dates of birth as far as they are known; of two calendars that fit, those in which they are nearest."""
    pairs = [(mine, theirs, of_parts(mine, theirs)) for mine in _readings(one) for theirs in _readings(other)]
    mine, theirs, found = min(pairs, key=lambda pair: sum(sign.differs for sign in pair[2].one))
    state = ONE if not one or not other else DIFFERS if found.differ else SAME if mine == theirs else PARTLY
    return (
        state,
        Side(found.one, written="" if mine == one else one),
        Side(found.other, written="" if theirs == other else other),
    )


def _readings(text: str) -> list[str]:
    """Return a date as `1998-04-17`, as far as known, in our calendar; what cannot be read as it was written."""
    dates = [(each.year, each.month, each.day) for each in born_of(text)[0]]
    return ["-".join((f"{year:04}", *(f"{part:02}" for part in rest if part))) for year, *rest in dates] or [text]


def _sex(text: str) -> str:
    code, _trouble = sex_of(text)
    return wording().value("sex", _SEXES[code]) if code else text


def _country(text: str) -> str:
    code, _trouble = nationality_of(text)
    return wording().value("nationality", code.upper()) if code else text


def _document(text: str) -> str:
    return " · ".join(documents_of(text)[0]) or text


def _script(text: str) -> str:
    found = Counter(word_script(word) for word in text.split())
    found.pop(OTHER, None)
    return found.most_common(1)[0][0] if found else LATIN


def _reading(text: str) -> str:
    """Return how a name in other letters reads in ours; nothing for one in ours."""
    if _script(text) == LATIN:
        return ""
    return " ".join(word.latin[0].capitalize() for word in words("", "", text) if word.latin)
