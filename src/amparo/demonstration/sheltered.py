"""Who sleeps at Harbour House in these days, who waits for the flat, and how Rosa is kept safe while a car stands outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.casework.referring.directory import Entry, list_service
from amparo.demonstration.cast import actor
from amparo.environment import today
from amparo.stages.protection.assessment import assess
from amparo.stages.protection.housing import house
from amparo.stages.protection.incident import brief, note_incident
from amparo.stages.protection.plan import revise
from amparo.stages.protection.risk import VIEWS

NIGHT: Final = Entry(
    title="Harbour House, night", kinds=("shelter",), area="Port", reached="night desk, 7 555 0112",
    languages=("en", "ar"), hours="day and night", places=12, agency="harbour",
)  # fmt: skip
FLAT: Final = Entry(
    title="Harbour House, the flat", kinds=("shelter",), area="Hill", reached="night desk, 7 555 0112",
    languages=("en",), hours="day and night", places=1, agency="harbour",
)  # fmt: skip
RESIDENTS: Final = ("Rosa", "Min", "Tariq", "Nour", "Lan")
WAITS: Final = "Leyla"
PLACE: Final = {"kind": "shelter", "among": "apart", "free": "said", "fits": "yes", "wanted": "yes"}
FOUND: Final = {
    "person": ("grave", "A grey car stood across the street twice; Rosa says it is his.", "A guard at the door by night"),
    "family": ("some", "Her mother was asked at the market where Rosa is.", "The mother stays with her sister"),
    "staff": ("some", "The driver was followed to the bridge.", "Nobody drives alone"),
    "place": ("none", "Looked at with Rosa: two ways out, no window to the street.", ""),
    "police": ("none", "The port station came within ten minutes on Tuesday.", ""),
    "infiltration": ("none", "All were checked in spring; the new interpreter too.", ""),
}
"""How dangerous each view was found, what was seen, and what is done."""


def shelter(cases: Mapping[str, str]) -> None:
    """Let all this happen, as Brook does it; `cases` are the cases by their safe names."""
    brook = actor("brook")
    night, flat = (list_service(brook, each) for each in (NIGHT, FLAT))
    for called in RESIDENTS:
        house(brook, cases[called], {**PLACE, "provider": night})
    for called in ("Ngozi", WAITS):
        house(brook, cases[called], {**PLACE, "provider": flat})
    _keep_safe(cases["Rosa"])


def _keep_safe(case: str) -> None:
    brook = actor("brook")
    note_incident(brook, case, {"kind": "followed", "day": today().isoformat(), "text": "A grey car, twice; plate passed on."})
    asked = {"kind": "enquiry", "text": "A caller from “the embassy” asked for her room.", "verified": "no", "told": "nothing"}
    note_incident(brook, case, {**asked, "day": today().isoformat()})
    found = {f"level-{name}": FOUND[name][0] for name in VIEWS}
    found |= {f"seen-{name}": FOUND[name][1] for name in VIEWS} | {f"measures-{name}": FOUND[name][2] for name in VIEWS}
    assess(brook, case, found)
    plan = {
        "fears": "That he waits outside the court.",
        "wants": "To testify, and to go to the market alone again.",
        "call": "The night desk, then Brook",
        "code_word": "lemons",
        "risk-1": "person", "what-1": "A guard at the door by night", "who-1": "Harbour House", "until-1": "",
        "kind-1": "guard", "state-1": "given",
        "risk-2": "staff", "what-2": "Nobody drives alone", "who-2": "All drivers",
    }  # fmt: skip
    revise(brook, case, plan)
    brief(brook, case, {"briefed": "night shift, both drivers, the interpreter, her lawyer"})
