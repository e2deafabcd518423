"""What nobody states alone, done as staff do it: factors of a stay weighed, a refusal as it came, a wish that waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.decided import takes_papers
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.demonstration.cast import actor
from amparo.environment import today
from amparo.stages.recovery.early_wish import Wish, say_wish
from amparo.stages.residence.deciding import REFUSED, StayDecision, keep
from amparo.stages.residence.weighing import FACTORS, TIME, Weighing, weigh

OFFICE: Final = "Immigration Office of Xanadia"
WISHES: Final = "Samira"
"""Who said that she wants to end her time to recover; nobody of another agency has asked her again yet."""
RULE: Final = "consider-non-liability"
WHY: Final = {
    "title": "Not to be punished for it, considered",
    "text": "It was done because of what was done to the person.",
}
SPEAKS: Final[Mapping[str, str]] = {
    "danger": "The people who sold her know where her mother lives.",
    "health": "Treatment began here, and there is none near her home.",
    "lived": "Months of work for which nobody was paid.",
}


def alone(statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements that somebody states by themselves."""
    return [each for each in statements if not takes_papers(each.key, each.value)]


def with_papers(who: Actor, case: str, statements: Iterable[Statement]) -> None:
    """State the others in the acts that write their papers too; an early end that nobody confirmed is stated by nobody."""
    left = [each for each in statements if takes_papers(each.key, each.value)]
    said: dict[str, Any] = {each.key: each.value for each in left}
    if said.get("stay_factors_weighed"):
        weigh(who, case, _weighing())
    if said.get("residence_permit") == REFUSED:
        keep(who, case, _refusal(), although_held=True)
    if considered := [each for each in left if each.key.startswith("offence#")]:
        papers = [
            Draft("considered", "liability", {"rule": RULE, "item": each.key.partition(".")[0], **WHY}) for each in considered
        ]
        record(who, case, considered, seen=look(who, case).seen, papers=papers)


def wish(cases: Mapping[str, str]) -> None:
    """Brook writes a wish down, which ends nothing."""
    said = Wish(
        explained="That the bed and the doctor stay, that nobody may send her away until then, and how to take it back.",
        words="My cousin has a room for me. I do not want to wait for the end of the weeks.",
        language="en, spoken slowly",
        interpreter="none-needed",
        alone="yes",
    )
    say_wish(actor("brook"), cases[WISHES], said)


def _weighing() -> Weighing:
    factors = {name: {"for": SPEAKS.get(name, ""), "against": "", "nothing": name not in SPEAKS} for name in FACTORS}
    reasons = "What speaks for the stay is individual and grave; nothing that was found speaks against it."
    return Weighing(TIME, OFFICE, today(), "document", factors, reasons)


def _refusal() -> StayDecision:
    return StayDecision(
        outcome=REFUSED,
        who=OFFICE,
        on=today(),
        first=None,
        last=None,
        work="",
        protection="The treatment is over, and the family lives far from those who sold him.",
        policy="The conditions of a title for work are not met.",
        reason="conditions_not_met",
    )
