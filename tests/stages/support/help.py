"""A person whom Harbour House helps: needs listed, services offered and moved on, as a worker would fill the forms in."""

from __future__ import annotations

from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.stages.support.listing import add_service
from amparo.stages.support.services import Service, service_of
from amparo.stages.support.steps import take
from casework.world import actor

YES: Final = {
    "answer": "yes",
    "who": "person",
    "told": "a room of your own, free, you can leave",
    "understood": "yes",
    "may_ask": "yes",
    "language": "Khmer",
    "text": "Good.",
}
SHELTER: Final = {"named": "House by the sea", "contact": "000 500", "run_by": "ngo"}
ADULT: Final = (
    Statement("trafficking_claimed", value=True, source="said"),
    Statement("age_years", 30, "document"),
    Statement("may_be_child", value=False, source="document"),
)


def a_case(*statements: Statement) -> str:
    """Open a case of an adult who may have been trafficked; return its id."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Wren")
    told = {each.key for each in statements}
    record(
        brook, case, (*(each for each in ADULT if not told or each.key not in (*told, "may_be_child")), *statements), seen={}
    )
    return case


def sight_of(case: str, who: str = "brook") -> Sight:
    return look(actor(who), case)


def listed(case: str, kind: str) -> str:
    """Put a service on the list; return its number."""
    return add_service(actor("brook"), case, {"kind": kind, "text": "needs it"})


def step(case: str, number: str, name: str, **sent: str) -> None:
    take(actor("brook"), case, number, name, sent)


def given(case: str, kind: str) -> str:
    """Let a service be needed and given with the person's yes; return its number."""
    number = listed(case, kind)
    step(case, number, "offer", **YES)
    step(case, number, "begin", **SHELTER)
    return number


def service(case: str, number: str, who: str = "brook") -> Service:
    return service_of(sight_of(case, who), number)


def fact(case: str, key: str) -> Any:
    return KeptFacts(sight_of(case)).as_it_stands(key)


def owed(case: str, rule: str, item: str = "") -> bool:
    """Say whether a duty is in effect and not met."""
    found = [each for each in sight_of(case).determinations if each["rule"] == rule and (each["item"] or "") == item]
    return any(each["in_effect"] and each["fulfilled"] != "yes" for each in found)
