"""The form that puts a person into the register: by what they agreed to be found, and what their consent rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.bases import BASES
from amparo.casework.register import enter
from amparo.casework.sight import Sight
from amparo.desk.compared import Line, compared
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.desk.wording import countries
from amparo.doors.web.fields import Field
from amparo.doors.web.trouble import Trouble
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.matching.record import Record

FACTS: Final = ("birth_date", "sex", "nationality")
FOUND_BY: Final = ("given_names", "family_names", "full_name", *FACTS, "place", "document_number")
SEXES: Final = ("female", "male", "other")
CONSENT: Final = BASES["consent"].records


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands of a person in the register, line by line, and on what that rests; and the form that puts them there."""

    is_in: bool
    lines: tuple[Line, ...]
    rests: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    consent: tuple[Field, ...]


def enter_from(who: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Put a person into the register as a form says."""
    record = Record(**{name: " ".join(sent.get(name, "").split()) for name in FOUND_BY})
    enter(who, case, record, agreed={name: sent.get(name, "") for name in CONSENT})


def fields_of(
    there: tuple[Record, Mapping[str, str]] | None,
    names: Record,
    sight: Sight,
    sent: Mapping[str, str] | None,
    trouble: Trouble | None,
) -> Entered:
    """Return what stands there, and the form with it, or else with what the case knows of the person."""
    record, agreed = there if there is not None else (_known(names, sight), {})
    values = sent if sent is not None else {**asdict(record), **agreed}
    return Entered(
        is_in=there is not None,
        lines=compared(record, Record()) if there is not None else (),
        rests=tuple((begun(of_law(words)), agreed[name]) for name, words in CONSENT.items() if name in agreed),
        fields=tuple(each.with_trouble(trouble) for each in _fields(values)),
        consent=tuple(each.with_trouble(trouble) for each in _consent(values)),
    )


def stated_of(sight: Sight) -> dict[str, list[Entry]]:
    """Return the statements that stand of who somebody is, by fact; of those that say the same, the last."""
    found: dict[str, dict[str, Entry]] = {key: {} for key in FACTS}
    for entry in standing(sight.entries):
        if entry.key in found and entry.value is not None and entry.is_valid_on(sight.on):
            found[entry.key][_text(entry)] = entry
    return {key: list(entries.values()) for key, entries in found.items()}


def _text(entry: Entry) -> str:
    return str(entry.table().get("value"))


def _known(names: Record, sight: Sight) -> Record:
    """Return what the case knows of who the person is, as far as nobody says otherwise."""
    said = {key: _text(entries[0]) for key, entries in stated_of(sight).items() if len(entries) == 1}
    return Record(given_names=names.given_names, family_names=names.family_names, full_name=names.full_name, **said)


def _fields(values: Mapping[str, str]) -> list[Field]:
    labels = (
        _("Given names"), _("Family names"), _("The whole name, as it is written at home"), _("Date of birth"), _("Sex"),
        _("Nationality"), _("Place"), _("Number of a document"),
    )  # fmt: skip
    choices = {"sex": tuple((name, wording().value("sex", name)) for name in SEXES), "nationality": countries()}
    return [
        Field(f"enter-{name}", name, label, values.get(name, ""), choices=choices.get(name, ()))
        for name, label in zip(FOUND_BY, labels, strict=True)
    ]


def _consent(values: Mapping[str, str]) -> list[Field]:
    return [
        Field(
            f"enter-{name}", name, begun(of_law(words)), values.get(name, ""), kind="date" if name.endswith("_on") else "text",
            longest=1000,
        )
        for name, words in CONSENT.items()
    ]  # fmt: skip
