"""Who the person of a case is, as a page shows it to who may read that; and by what their agency and the register find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import permitted
from amparo.casework.keys import CaseKeys
from amparo.casework.labels import CALLED, label_of, names_of
from amparo.casework.log import log
from amparo.casework.models import IndexFigure, RegisterRefusal
from amparo.casework.wall import enter
from amparo.matching.record import Record

IDENTITY: Final = "identity"
VOICE: Final = "voice"


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a person, and what the viewer may do about them.

    `is_listed`: the keeping agency finds the case by these names. `is_ours`: the viewer's agency keeps the case; of others, no
    more than the names is shown. `refused` is when the person said that they do not want to be in the register.
    """

    names: Record
    is_ours: bool
    is_listed: bool
    may_name: bool
    reads_register: bool
    may_enter: bool
    refused: datetime | None

    @property
    def has_names(self) -> bool:
        """Say whether the person is known by any name but a safe one."""
        return bool(self.names.given_names or self.names.family_names or self.names.full_name)


def known(actor: Actor, case: str) -> Known:
    """Return who the person of a case is, to who may read it; opened with the keys of the viewer's agency."""
    with permitted(actor, case, Action.READ, {IDENTITY}) as standing:
        log("case-looked-at", actor, case=case, about={"compartments": [IDENTITY]})
        is_ours = standing.keeper == actor.agency
        may_name = is_ours and standing.decide(Action.RECORD, IDENTITY).allowed
        refused = RegisterRefusal.objects.filter(case_id=case).first() if is_ours else None
        return Known(
            names=names_of(CaseKeys(case, actor.agency)),
            is_ours=is_ours,
            is_listed=is_ours and IndexFigure.objects.filter(case_id=case).exists(),
            may_name=may_name,
            reads_register=is_ours and standing.decide(Action.READ, VOICE).allowed,
            may_enter=may_name and standing.decide(Action.RECORD, VOICE).allowed,
            refused=refused.at if refused is not None else None,
        )


def called_by(actor: Actor, cases: Iterable[str]) -> Mapping[str, str]:
    """Return the safe names of cases of which an actor was found to read who they are about; in the open transaction."""
    readable = list(cases)
    enter(actor.agency, readable)
    return {case: label_of(CaseKeys(case, actor.agency), CALLED) for case in readable}
