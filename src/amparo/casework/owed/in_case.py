"""In whose hands the duties of one case are, for the page of that case: of those that the reader's own agency owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amparo.casework.actor import Actor
from amparo.casework.determine import mark_of
from amparo.casework.moment import now
from amparo.casework.owed.told import hands_in, owes
from amparo.casework.sight import Sight
from amparo.casework.sighted import sighted
from amparo.casework.wall import reading


@dataclass(frozen=True, slots=True)
class Handed:
    """One duty: its mark, the name of who has it in hand, and until when it was put off."""

    mark: str
    username: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InCase:
    """As which actors of the vocabulary the reader's agency owes in a case, and each such duty by rule and item."""

    bodies: frozenset[str] = frozenset()
    handed: Mapping[tuple[str, str], Handed] | None = None

    def of(self, rule: str, item: str) -> Handed | None:
        return (self.handed or {}).get((rule, item))


def handed_in(actor: Actor, sight: Sight) -> InCase:
    """Return whose the duties of a case are that was looked at; nothing to who holds it open in an emergency alone."""
    found = sighted(actor, now(), only=[sight.case])
    bodies = owes(actor, found[0]) if found else frozenset()
    owed = [each for each in sight.determinations if each["kind"] == "duty" and each["binds"] in bodies and each["rule"]]
    with reading(actor.agency, [sight.case]):
        hands = hands_in([sight.case]) if owed else {}
    handed = {}
    for each in owed:
        mark = mark_of(sight.case, each["rule"], each["item"] or "")
        hand = hands.get((sight.case, mark))
        name = hand.user.username if hand is not None and hand.user is not None and hand.works else ""  # type: ignore[attr-defined]  # annotated
        handed[each["rule"], each["item"] or ""] = Handed(mark, name, hand.until if hand else None)
    return InCase(bodies, handed)
