"""Where a person stands on the way to refuge: told, asked for fear and harm, claimed, decided. Not asked is not no.

Who may read none of this learns none of it: what is asked here stands in the compartment of asylum, in that of danger, and in
the person's own voice, and each line is shown by the compartment of its own fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.sheet import is_asked_in_vain
from amparo.ledger.known import standing

ASYLUM: Final = "asylum"
TOLD: Final = "told_of_asylum"
WISH: Final = "wants_consular_contact"
FEAR: Final = ("may_be_refugee", "serious_harm_on_return", "fears_origin_authorities", "rights_risk_on_return")
CLAIM: Final = ("asylum_claimed", "asylum_decided")
CONFLICT: Final = ("armed_conflict_link", "humanitarian_law_considered")
STEPS: Final[Mapping[str, tuple[str, ...]]] = {"fear": FEAR, "claim": CLAIM, "conflict": CONFLICT}
"""What is recorded on one page each, in the order in which it is asked."""
TELLING: Final = "asylum-told"
WISHING: Final = "consular-wish"
HARM: Final = (*FEAR[:3], "armed_conflict_link")
"""Facts of which one yes is reason to help with a claim, or to refer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as it stands: `state` is *yes*, *no*, *asked* (in vain), *not-asked* or *closed*."""

    key: str
    words: str
    value: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class Refuge:
    """Where it stands. `told` and `wish` are the last papers of a telling, and of a wish that was said."""

    lines: Mapping[str, tuple[Line, ...]]
    told: Paper | None
    wish: Paper | None
    is_told: bool
    is_to_help: bool
    is_claimed: bool


def refuge_of(sight: Sight) -> Refuge:
    """Read from one look where a person stands on the way to refuge."""
    facts = KeptFacts(sight)
    in_vain = {each.key for each in standing(sight.entries) if is_asked_in_vain(each)}
    groups = {"told": (TOLD,), **STEPS, "wish": (WISH,)}
    decided = facts.as_it_stands("asylum_decided")
    return Refuge(
        lines={name: tuple(_line(key, sight, facts, in_vain) for key in keys) for name, keys in groups.items()},
        told=_last(sight, TELLING),
        wish=_last(sight, WISHING),
        is_told=facts.as_it_stands(TOLD) is True,
        is_to_help=any(facts.as_it_stands(key) is True for key in HARM),
        is_claimed=facts.as_it_stands("asylum_claimed") is True or decided not in (None, "not_claimed"),
    )


def said_on(paper: Paper | None) -> str:
    """Return when a paper was written, in words; nothing of none."""
    return said_moment(paper.at) if paper is not None else ""


def _line(key: str, sight: Sight, facts: KeptFacts, in_vain: set[str]) -> Line:
    words = wording()
    if compartment_of(key) not in sight.readable:
        return Line(key, words.fact(key), _("Stands in a part you may not read"), "closed", "")
    value = facts.as_it_stands(key)
    nothing = _("Not told yet") if key == TOLD else _("Asked: not known") if key in in_vain else _("Not asked yet")
    said = words.value(key, value) if value is not None else nothing
    return Line(key, words.fact(key), said, _state(value, asked=key in in_vain), fact_page(sight.case, key))


def _state(value: Any, *, asked: bool) -> str:
    if value is None:
        return "asked" if asked else "not-asked"
    return "no" if value is False else "yes"


def _last(sight: Sight, kind: str) -> Paper | None:
    return next((each for each in reversed(sight.papers) if each.kind == kind), None)
