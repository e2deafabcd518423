"""Care for body and mind that does no new harm: how an examination is prepared, and the plan for the long recovery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.stages.support import filled
from amparo.stages.support.kinds import HEALTH

EXAMINATION: Final = "examination"
CARE_PLAN: Final = "care-plan"
EXAMINERS: Final[Mapping[str, Promise]] = {
    "woman": gettext_lazy("A woman"),
    "man": gettext_lazy("A man"),
    "any": gettext_lazy("The person does not mind"),
    "unasked": gettext_lazy("Not asked yet"),
}
ASKED: Final = (
    "urgent_medical_need",
    "suicide_risk",
    "special_needs",
    "pregnant",
    "antenatal_booked",
    "gave_birth_on",
    "sexual_violence_suspected",
    "health_visits_missed",
    "health_barrier",
)
"""Facts of health that the plan of help turns on, in the order in which they are asked."""
_TOLD: Final = "examination_trauma_aware"
_CHOICE: Final = "examiner_choice_asked"
_REVIEW: Final = "care_plan_review_on"


def prepare_examination(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep by whom the person wishes to be examined, and what the examiner was told, as far as the person agrees."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    body = {
        "examiner": filled.chosen(sent, "examiner", EXAMINERS),
        "agrees": filled.chosen(sent, "agrees", filled.ANSWERS),
        "told": filled.chosen(sent, "told", filled.ANSWERS),
        "text": filled.words(sent, "text"),
    }
    if body["told"] == "yes" and body["agrees"] != "yes":
        raise filled.lacking(_("the examiner is told what the person agrees to, and no more"), "agrees")
    stated = tuple(_prepared(sight, actor, body))
    record(actor, case, stated, seen=sight.seen, papers=(Draft(EXAMINATION, HEALTH, body, is_said=True, id=paper),))


def plan_care(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep the plan for the long recovery, and state the day on which it is looked at again."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    body = {
        "text": filled.needed_words(sent, "text", _("write what care there is, by whom, and how long")),
        "agrees": filled.chosen(sent, "agrees", filled.ANSWERS),
        "review_on": filled.coming_day(sent, "review_on").isoformat(),
    }
    stated = tuple(OwnWord(sight, actor.agency).state(_REVIEW, body["review_on"], source="observed"))
    record(actor, case, stated, seen=sight.seen, papers=(Draft(CARE_PLAN, HEALTH, body, id=paper),))


def last(sight: Sight, kind: str) -> Paper | None:
    """Return the last paper of a kind that the viewer may read."""
    return next((each for each in reversed(sight.papers) if each.kind == kind), None)


def _prepared(sight: Sight, actor: Actor, body: Mapping[str, str]) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    if body["examiner"] != "unasked" and compartment_of(_CHOICE) in sight.recordable:
        yield from word.state(_CHOICE, value=True, source="said")
    if body["told"] in filled.FOUND:
        yield from word.state(_TOLD, filled.FOUND[body["told"]], source="observed")
