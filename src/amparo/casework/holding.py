"""Holds on erasure: anybody who answers for the person sets one; it takes two people to release it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there, permitted
from amparo.casework.log import log
from amparo.casework.models import LegalHold
from amparo.casework.moment import fresh_id, now
from amparo.errors import AmparoError

GROUNDS: Final[Mapping[str, str]] = {
    "claim": "a claim or a proceeding of the person is open",
    "proceedings": "a court or an authority needs what is known",
    "inquiry": "what happened in this case is being looked into",
    "person": "the person asks that everything be kept",
}


def set_hold(actor: Actor, case: str, ground: str) -> str:
    """Forbid that anything of a case be erased, and return the id of the hold."""
    if ground not in GROUNDS:
        raise AmparoError("wrong-ground", "there is no such ground", help=f"one of: {', '.join(GROUNDS)}", where="ground")
    with permitted(actor, case, Action.HOLD):
        row = LegalHold.objects.create(id=fresh_id(), case_id=case, ground=ground, since=now(), set_by_id=actor.user)
        log("hold-set", actor, case=case, about={"hold": row.id, "ground": ground})
    return row.id


def release_hold(actor: Actor, hold: str) -> bool:
    """Agree to release a hold; return whether it is released by that, which it is once a second person agrees."""
    found = LegalHold.objects.filter(id=hold, ended=None).first()
    with permitted(actor, found.case_id if found else "", Action.RELEASE_HOLD):
        row = LegalHold.objects.select_for_update().filter(id=hold, ended=None).first()
        if row is None:
            raise not_there()
        if row.released_by_id == actor.user:
            raise AmparoError("same-person", "this takes another person", help="somebody else with the same right has to agree")
        is_second = row.released_by_id is not None
        if is_second:
            row.released_too_by_id, row.ended = actor.user, now()
        else:
            row.released_by_id = actor.user
        row.save(update_fields=["released_by", "released_too_by", "ended"])
        log("hold-released", actor, case=row.case_id, about={"hold": hold, "is_over": is_second})
    return is_second
