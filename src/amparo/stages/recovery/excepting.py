"""The one exception to the time to recover: decided by the identifying authority for this person, with reasons.

What it lifts is what the law says that it lifts, and no more: the holds of refugee law, of children, of a person not yet
identified stand as they stood. The page shows, before it is decided, which holds would be left.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.supposing import supposed
from amparo.desk.sent import Sent, one_of, text, unfinished
from amparo.facts.power import AUTHORITIES
from amparo.stages.recovery.early_wish import LEGAL, not_yours
from amparo.stages.recovery.period import EXCEPTION

PAPER: Final = "recovery-exception"
AUTHORITY: Final = AUTHORITIES["identifying"]
GROUNDS: Final = {
    "none": gettext_lazy("No exception: the time is observed"),
    "public_order": gettext_lazy("Public order"),
    "improper_claim": gettext_lazy("The status was claimed improperly"),
}
SHORTEST: Final = 40
ACTS: Final = ("removal", "return", "stay_refusal")
DECISION: Final = "decision"


def decides(actor: Actor, sight: Sight) -> bool:
    """Say whether somebody may decide on an exception: the identifying authority alone."""
    return actor.body == AUTHORITY and LEGAL in sight.recordable


def exception_from(sent: Sent) -> tuple[str, str]:
    """Return the ground and the reasons; raise `AmparoError` where they are missing, or are a word."""
    ground = one_of(sent, "ground", GROUNDS, _("choose what is decided"))
    reasons = text(sent, "reasons", _("write the reasons, on what this person did"))
    if ground != "none" and len(reasons) < SHORTEST:
        raise unfinished(_("an exception needs reasons that a court can follow"), "reasons")
    return ground, reasons


def decide(actor: Actor, case: str, ground: str, reasons: str, token: str = "") -> None:
    """Record the decision of the authority on an exception, or that there is none any more."""
    sight = look(actor, case)
    if not decides(actor, sight):
        raise not_yours()
    draft = Draft(PAPER, LEGAL, {"ground": ground, "reasons": reasons}, id=id_of_form(actor, case, token))
    if not is_kept(sight, draft.id):
        said = tuple(OwnWord(sight, actor.agency).state(EXCEPTION, ground, source=DECISION))
        record(actor, case, said, seen=sight.seen, papers=(draft,))


def left_standing(actor: Actor, sight: Sight) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """Return, by act, the holds that an exception for public order would not lift; nothing is kept."""
    told = supposed(actor, sight.case, (Statement(EXCEPTION, "public_order", DECISION),))
    return {
        act: tuple(each for each in told.determinations if each["kind"] == "hold" and each["act"] == act and each["in_effect"])
        for act in ACTS
    }
