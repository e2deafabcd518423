"""Supposing: what would be held if something were stated. Nothing is kept, and what is told is what the asker may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, compartments
from amparo.casework.determine import determined
from amparo.casework.entitled import permitted
from amparo.casework.moment import now
from amparo.casework.record import Statement, drafted
from amparo.casework.sight import shown


@dataclass(frozen=True, slots=True)
class Supposed:
    """What the law would say, less what the asker may not read: as in a `Sight`."""

    acts: Mapping[str, Mapping[str, Any]]
    determinations: tuple[Mapping[str, Any], ...]


def supposed(actor: Actor, case: str, statements: Sequence[Statement]) -> Supposed:
    """Say what would be held if the actor stated this; who could not record it is refused as if they did."""
    drafts = [drafted(each, case, actor, now()) for each in statements]
    act = Action.RECORD if drafts else Action.SEE_CASE
    with permitted(actor, case, act, {compartment_of(each.key) for each in drafts}) as standing:
        moment = now()
        found = determined(case, beside=tuple(replace(each, recorded=moment) for each in drafts))
        readable = [name for name in compartments() if standing.decide(Action.READ, name).allowed]
        told = shown(found, readable)
    return Supposed(told["acts"], told["determinations"])
