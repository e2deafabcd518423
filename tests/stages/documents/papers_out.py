"""A case with something in every part, whose person agreed that data go out; and plans of documents about it."""

from __future__ import annotations

from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.record import Statement, open_case, record
from amparo.stages.documents.making import make, preview
from amparo.stages.documents.plan import Plan
from casework.world import actor

AGREED: Final = (
    Statement("consent_to_disclosure", value=True, source="said", method="talk", language="km", asked_by="Brook"),
    Statement("requester_verified", value=True, source="document"),
)
CLOSED: Final = (
    "asked for protection",
    "Asylum",
    "refugee",
    "Pregnan",
    "pregnan",
    "Took things",
    "Theft",
    "theft",
    "Wren",
    "compelled",
)
"""What stands in parts that a report of the law's part alone does not give; none of these words may be in it."""


def a_case(*more: Statement, claims_asylum: bool = True) -> str:
    """Open a case as Brook with facts in many parts; return its id."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Wren")
    first = (
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("heard_on_status", value=False, source="observed"),
        Statement("reasonable_grounds", "pending", "document"),
        Statement("recovery_offered", value=True, source="decision"),
        *((Statement("asylum_claimed", value=True, source="said"),) if claims_asylum else ()),
        Statement("accommodation", "shelter", "observed"),
        Statement("pregnant", value=True, source="document"),
        Statement("offence#1", value=True, source="document"),
        Statement("offence#1.kind", "theft", "document"),
        Statement("offence#1.compelled", value=True, source="said"),
    )
    record(brook, case, (*first, *more), seen={})
    return case


def a_plan(**changed: Any) -> Plan:
    """Return a plan of a report to a court, of the law's part alone."""
    whole: dict[str, Any] = {
        "document": "court-report",
        "body": "court",
        "to": "District Court, second chamber",
        "reference": "DC 41/26",
        "purpose": "the hearing on a stay",
        "basis": "consent",
        "parts": ("legal",),
    }
    return Plan(**{**whole, **changed})


def notice(body: str = "prosecutor", **changed: Any) -> Plan:
    """Return a plan of a notice that prosecution of the first offence is held."""
    whole = {"document": "hold-notice", "body": body, "act": "prosecution", "item": "offence#1", "basis": "", "parts": ()}
    return a_plan(**{**whole, **changed})


def shown(case: str, plan: Plan, who: str = "brook") -> dict[str, Any]:
    """Return the preview of a document."""
    return preview(actor(who), look(actor(who), case), plan)


def made(case: str, plan: Plan, who: str = "brook") -> str:
    """Make a document as it was shown; return the id of its paper."""
    return make(actor(who, stepped_up=True), case, plan, shown(case, plan, who)["digest"])


def words_of(said: dict[str, Any]) -> str:
    """Return all that a document says, as text."""
    lines = [said["title"], said["to"], said["reference"], said["purpose"]]
    for part in said["parts"]:
        lines += [
            part["heading"],
            *part["texts"],
            *part["points"],
            *part["head"],
            *(cell for row in part["rows"] for cell in row),
        ]
    return "\n".join(lines)
