"""Harbour House at work: cases of Brook's, places in the directory, and forms as a worker would fill them in."""

from __future__ import annotations

from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.record import Statement, open_case, record
from amparo.casework.referring.directory import Entry, list_service
from amparo.desk.kept_facts import KeptFacts
from amparo.stages.protection.risk import VIEWS
from casework.world import actor

SEEN: Final = {
    "person": "A man waited at the tram stop twice.",
    "family": "Her brother was called.",
    "staff": "The driver was asked for the way.",
    "place": "The blue house by the bridge is known to him.",
    "police": "They came within ten minutes.",
    "infiltration": "All were checked in May.",
}


def a_case(*statements: Statement, who: str = "brook", called: str = "Wren") -> str:
    """Open a case of an adult who may have been trafficked."""
    case = open_case(actor(who), purpose="protection", called=called)
    first = statements or (
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("age_years", 30, "document"),
        Statement("may_be_child", value=False, source="document"),
    )
    record(actor(who), case, first, seen={})
    return case


def state(case: str, *statements: Statement, who: str = "brook") -> None:
    """State something after a look."""
    record(actor(who), case, statements, seen=look(actor(who), case).seen)


def value_of(case: str, key: str, who: str = "brook") -> Any:
    """Return a fact as it stands for somebody."""
    return KeptFacts(look(actor(who), case)).as_it_stands(key)


def a_house(places: int | None = 2, title: str = "Lantern House") -> str:
    """List a house with so many places; return the id of its entry."""
    return list_service(actor("brook"), Entry(title=title, kinds=("shelter",), area="Port", reached="000 411", places=places))


def a_place(house: str, **changed: str) -> dict[str, str]:
    """Return the form of a place as a worker would fill it in."""
    whole = {
        "provider": house,
        "kind": "shelter",
        "among": "women",
        "free": "said",
        "fits": "yes",
        "wanted": "yes",
        "age_heeded": "yes",
    }
    return {**whole, **changed}


def an_assessment(**changed: str) -> dict[str, str]:
    """Return the form of a risk assessment: some danger to the person, none seen elsewhere."""
    levels = {f"level-{name}": "some" if name == "person" else "none" for name in VIEWS}
    seen = {f"seen-{name}": words for name, words in SEEN.items()}
    return {**levels, **seen, "measures-person": "Another way home\nA phone with a button", "in_danger_now": "no", **changed}


def a_plan(**changed: str) -> dict[str, str]:
    """Return the form of a safety plan with one measure."""
    whole = {
        "fears": "That he waits at the school.",
        "wants": "To go on with the course.",
        "risk-1": "person",
        "what-1": "Another way home",
        "who-1": "The house",
        "until-1": "2099-01-31",
    }
    return {**whole, **changed}
