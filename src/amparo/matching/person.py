"""A person as compared: a record prepared once, packed into bytes, and read back only as far as is asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Final

from amparo.matching.born import Born, born_of
from amparo.matching.born import unpacked as born_unpacked
from amparo.matching.documents import documents_of
from amparo.matching.record import Record, Trouble
from amparo.matching.traits import nationality_of, place_of, sex_of
from amparo.matching.words import Word, words

MOST_WORDS: Final = 8
"""Words of a name that are compared; the rest of a longer one is left out."""

_FIELD: Final = "\x1e"
_COLUMN: Final = "\x1d"
_WORD: Final = "\x1f"
_LATIN: Final = "latin"
_PARTS: Final = {"given": "g", "family": "f", "": ""}
_PART_OF: Final = {mark: part for part, mark in _PARTS.items()}
_NO_NAME: Final = "there is no name in it"


@dataclass(frozen=True)
class Person:
    """A prepared record. Its fields are packed texts; what is worked out of them is worked out once, when asked for.

    Without slots, since a search unpacks hundreds of them and reads the words of a few tens only.
    """

    name: str = ""
    birth: str = ""
    sex: str = ""
    nationality: str = ""
    place: str = ""
    document: str = ""
    also: str = ""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of the name, in the order in which they were written."""
        return _words(self.name)

    @cached_property
    def readings(self) -> tuple[tuple[Word, ...], ...]:
        """The name, and the same name as it is written whole where that says more; nothing where there is no name."""
        return tuple(filter(None, (self.words, _words(self.also))))

    @property
    def latin(self) -> list[str]:
        """The likeliest romanisation of each word: all that the first, cheap comparison needs."""
        return [word for name in (self.name, self.also) if name for word in name.partition(_COLUMN)[0].split(_WORD)]

    @property
    def born(self) -> tuple[Born, ...]:
        """The readings of the date of birth: none if it is not known, several if two calendars fit."""
        return born_unpacked(self.birth)

    @property
    def documents(self) -> tuple[str, ...]:
        """The numbers of documents, in one form."""
        return tuple(self.document.split(_WORD)) if self.document else ()


_FIELDS: Final = tuple(field.name for field in fields(Person))


def person_of(record: Record, today: date | None = None) -> Person:
    """Prepare a record; what cannot be used is not known. With `today`, a later date of birth cannot be used."""
    return read(record, today)[0]


def read(record: Record, today: date | None = None) -> tuple[Person, tuple[Trouble, ...]]:
    """Prepare a record, and say of each field that could not be used why."""
    name = words(record.given_names, record.family_names, record.full_name)[:MOST_WORDS]
    also = _written_otherwise(name, record.full_name)
    born, no_birth = born_of(record.birth_date, today)
    sex, no_sex = sex_of(record.sex)
    nationality, no_nationality = nationality_of(record.nationality)
    documents, no_document = documents_of(record.document_number)
    person = Person(
        name=_packed_name(name),
        birth=",".join(each.packed() for each in born),
        sex=sex,
        nationality=nationality,
        place=place_of(record.place),
        document=_WORD.join(documents),
        also=_packed_name(also),
    )
    vars(person).update(words=name, readings=tuple(filter(None, (name, also))))  # as they would be read back
    told = (
        ("name", "" if name else _NO_NAME),
        ("birth_date", no_birth),
        ("sex", no_sex),
        ("nationality", no_nationality),
        ("document_number", no_document),
    )
    return person, tuple(Trouble(field, sentence) for field, sentence in told if sentence)


def packed(person: Person) -> bytes:
    """Return the person in bytes, for sealing."""
    written = (person.name, person.birth, person.sex, person.nationality, person.place, person.document, person.also)
    return _FIELD.join(written).encode()


def unpacked(data: bytes) -> Person:
    """Return the person of these bytes, as `packed` made them; anything else raises `TypeError` or `UnicodeDecodeError`."""
    written = data.decode().split(_FIELD)
    if len(written) != len(_FIELDS):
        raise TypeError("these bytes are no person")
    person = object.__new__(Person)
    vars(person).update(zip(_FIELDS, written, strict=True))  # a third of the time of setting frozen fields one by one
    return person


def _written_otherwise(name: tuple[Word, ...], full: str) -> tuple[Word, ...]:
    """Return the whole name where it has words that its parts lack: another script, a part left as `Unknown`."""
    if not name or not full:
        return ()
    whole = words("", "", full)[:MOST_WORDS]
    return () if {word.written for word in whole} <= {word.written for word in name} else whole


def _words(name: str) -> tuple[Word, ...]:
    if not name:
        return ()
    latin, written, scripts, parts, more = (column.split(_WORD) for column in name.split(_COLUMN))
    return tuple(
        Word(own or first, script or _LATIN, (first, *others.split(",")) if others else (first,), _PART_OF[part])
        for first, own, script, part, others in zip(latin, written, scripts, parts, more, strict=True)
    )


def _packed_name(name: tuple[Word, ...]) -> str:
    if not name:
        return ""
    first = [word.latin[0] if word.latin else word.written for word in name]
    columns = (
        first,
        ["" if word.written == latin else word.written for word, latin in zip(name, first, strict=True)],
        ["" if word.script == _LATIN else word.script for word in name],
        [_PARTS[word.part] for word in name],
        [",".join(word.latin[1:]) for word in name],
    )
    return _COLUMN.join(_WORD.join(column) for column in columns)
