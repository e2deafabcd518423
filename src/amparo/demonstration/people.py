"""The invented people: those whose whole case ships with a pack, as if they had been met in these days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.record import Statement
from amparo.desk.library import people

BROOKS: Final = {
    "palermo/sixteen-when-it-began": "Amina",
    "palermo/acts-one-by-one": "Radu",
    "palermo/witness-before-the-trial": "Rosa",
    "palermo/home-with-a-debt": "Tariq",
    "palermo/off-the-fishing-boat": "Min",
    "palermo/pregnant-and-not-alone": "Ngozi",
    "palermo/married-by-force": "Leyla",
    "palermo/sold-a-kidney": "Dorin",
    "palermo/fears-the-officials": "Petra",
    "palermo/a-guardian-at-work": "Lan",
    "palermo/child-suspected-aunt": "Liri",
    "palermo/sisters-and-an-uncle": "Nour",
    "palermo/bare-claim-in-removal": "Sado",
    "palermo/met-and-not-looked-at": "Pavel",
    "palermo/nobody-has-looked": "Winter",
    "palermo/says-nineteen-looks-younger": "Ojas",
    "palermo/new-evidence-reopens": "Zewdi",
    "palermo/wished-return-unassessed": "Ilka",
    "palermo/help-that-does-not-fit": "Samira",
    "palermo/danger-found-no-witness": "Ilse",
    "xx/a-boy-of-unknown-age": "Kofi",
    "xx/kept-in-the-house": "Sreyneang",
    "xx/years-in-the-quarry": "Bashir",
    "coe/grounds-found-no-period-yet": "Ilinca",
}
"""Whom Brook sees through, and the safe name under which pages show them."""
MIKAS: Final = {
    "palermo/after-the-judgment": "Amara",
    "palermo/at-risk-without-a-label": "Ines",
    "palermo/child-back-with-the-grandmother": "Mihai",
    "palermo/claim-to-the-last-payment": "Binod",
    "palermo/finally-refused-but-harm": "Selam",
    "palermo/national-moved-home": "Wanjiru",
    "palermo/recognised-nothing-open": "Mirel",
    "palermo/refused-with-all-elements": "Bo",
    "palermo/removed-and-not-followed": "Bao",
    "palermo/screened-without-sign": "Tobe",
    "palermo/sent-on-within-her-own-state": "Odile",
    "palermo/until-the-court-has-heard-him": "Tomasz",
    "palermo/wished-return-known-harm": "Tavi",
    "palermo/wished-return-open-case": "Nadia",
    "palermo/years-later-in-another-state": "Farid",
    "coe/public-order-and-a-child": "Danil",
}
"""Whom Mika sees through."""
CASES: Final = {**BROOKS, **MIKAS}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def statements_of(key: str, today: date) -> list[Statement]:
    """Return what is stated of an invented person, every day moved so that the case is looked at today."""
    case = next(person.case for person in people() if person.key == key)
    moved = today - date.fromisoformat(str(case["on"]))
    return [*_of_person(case.get("facts", {}), moved), *_of_items(case.get("items", {}), moved)]


def _of_person(facts: Mapping[str, Any], moved: timedelta) -> Iterator[Statement]:
    for name, value in facts.items():
        yield from _stated(name, value, moved)


def _of_items(items: Mapping[str, Any], moved: timedelta) -> Iterator[Statement]:
    for kind, listed in items.items():
        for item in listed.get("list", ()):
            yield Statement(f"{kind}#{item['id']}", value=True, source="observed")
            for name, value in item.items():
                if name != "id":
                    yield from _stated(f"{kind}#{item['id']}.{name}", value, moved)
        if "complete" in listed:
            yield Statement(f"{kind}.complete", value=listed["complete"], source="observed")


def _stated(key: str, value: Any, moved: timedelta) -> Iterator[Statement]:
    """State a fact by the source that fits it; of several assertions the last, since all are stated by one agency here."""
    said = value[-1] if isinstance(value, list) and value and isinstance(value[-1], dict) else value
    plain = said["value"] if isinstance(said, dict) else said
    if plain is None:
        return
    if isinstance(plain, str) and _DAY.fullmatch(plain):
        plain = (date.fromisoformat(plain) + moved).isoformat()
    told = "said" if compartment_of(key) in ("account", "voice") else "observed"
    yield Statement(key, value=plain, source="decision" if key in vocabulary().powers else told)
