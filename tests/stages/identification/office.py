"""The Identification Office of Xanadia at work: a case let in to its officers, and decisions as they would fill them in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.desk.kept_facts import KeptFacts
from amparo.stages.identification.decision import FINAL, Decision
from amparo.stages.identification.decision_evidence import index_of, weighed
from casework.world import BEGUN, actor

PARTS: Final = ("account", "child", "identity", "legal", "security", "voice")
WHY: Final = "weighed against the rest"
REASONS: Final = "No part of the exploitation was found."
PLAIN: Final = "We did not find that you were made to work."
CONSENT: Final = {
    "given_on": "2026-03-02",
    "given_how": "spoken, with an interpreter",
    "language": "Khmer",
    "explained": "who receives what, and that a no has no consequence",
}


def open_office() -> None:
    """Let a second and a third officer come to work beside Ivo."""
    for name in ("oona", "pavel"):
        User.objects.create(id=name, username=name, agency_id="identifying-xx", bundle="identifying_officer", since=BEGUN)


def referred(*statements: Statement, officers: tuple[str, ...] = ("ivo", "oona", "pavel")) -> str:
    """Open a case at Harbour House, let the Office in, and return its id."""
    brook = actor("brook", stepped_up=True)
    case = open_case(brook, purpose="protection", called="Wren")
    first = statements or (
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("heard_on_status", value=False, source="observed"),
    )
    record(brook, case, first, seen={})
    for place, name in enumerate(officers):
        agreed_to(case, name, "identification", PARTS if not place else ())
    return case


def agreed_to(case: str, name: str, purpose: str, parts: tuple[str, ...]) -> None:
    """Let somebody work on a case, and their agency read parts of it, as the person agreed."""
    brook, until = actor("brook", stepped_up=True), now() + timedelta(days=60)
    agency = User.objects.get(id=name).agency_id
    if parts:
        give_grant(brook, case, agency, parts, basis="consent", purpose=purpose, until=until, recorded=CONSENT)
    add_member(brook, case, name, role="works_on", purpose=purpose, until=until)


def state(case: str, who: str, *statements: Statement) -> None:
    """State something after a look."""
    record(actor(who), case, statements, seen=look(actor(who), case).seen)


def a_decision(case: str, who: str, outcome: str, **changed: Any) -> Decision:
    """Return a decision as an officer would fill it in, each line relied on with a word why."""
    pieces = index_of(look(actor(who), case))
    sent = {f"{name}-{piece.id}": WHY for piece in pieces for name in ("rely", "why")}
    no = outcome == "no"
    whole: dict[str, Any] = {
        "stage": FINAL,
        "outcome": outcome,
        "reasons": REASONS,
        "plain": PLAIN,
        "elements": dict.fromkeys(("act_element", "means_element", "exploitation_element"), "no" if no else "yes"),
        "evidence": weighed(pieces, sent),
        "negative_reason": "elements_not_met" if no else "",
    }
    return Decision(**{**whole, **changed})


def value_of(case: str, key: str, who: str = "ivo") -> Any:
    """Return a fact as it stands for somebody."""
    return KeptFacts(look(actor(who), case)).as_it_stands(key)


def protected(case: str) -> bool:
    """Say whether the person is treated as a victim."""
    found = look(actor("brook"), case).determinations
    return any(each["rule"] == "protected-from-the-first-sign" and each["in_effect"] for each in found)


def answer(case: str, act: str, who: str = "ivo") -> str:
    """Return how an act stands."""
    return str(look(actor(who), case).acts[act]["answer"])
