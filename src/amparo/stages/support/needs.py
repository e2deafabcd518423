"""The needs gone through one by one with the person: needed, or not for now. What was not asked stays not asked.

What is on the list already is not asked again. The list is called complete only where every kind was answered by somebody who
may record every kind; a kind of which nothing was said is never taken for one that is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.environment import today
from amparo.stages.support import filled
from amparo.stages.support.kinds import HEALTH, OF_HEALTH, OTHER, SERVICE, SUPPORT, kinds
from amparo.stages.support.listing import items_after, needed
from amparo.stages.support.services import ENDED, services

ASKED: Final = "needs-asked"
NEEDED: Final = "needed"
NOT_NOW: Final = "not-now"
ANSWERS: Final = (NEEDED, NOT_NOW)
COMPLETE: Final = f"{SERVICE}.complete"


def askable(sight: Sight) -> tuple[str, ...]:
    """Return the kinds that somebody may ask about and that are not on the list: of health, who records there."""
    listed = {each.kind for each in services(sight) if each.state != ENDED}
    open_ = (each for each in kinds() if each not in OF_HEALTH or HEALTH in sight.recordable)
    return tuple(each for each in open_ if each not in listed)


def answered(sight: Sight) -> Mapping[str, str]:
    """Return what was last answered for each kind, where it was ever asked, as far as the viewer may read it."""
    papers = (each for each in sight.papers if each.kind == ASKED)
    return {kind: answer for each in papers for kind, answer in each.body["answers"].items()}


def go_through(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep what was answered need by need: what is needed goes on the list; all answered, the list is complete."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    asked = askable(sight)
    answers = {kind: answer for kind in asked if (answer := sent.get(f"need_{kind}", "")) in ANSWERS}
    if not answers:
        raise filled.lacking(_("answer for at least one kind of help"), f"need_{asked[0]}" if asked else "text")
    text = filled.words(sent, "text")
    health = {kind: answer for kind, answer in answers.items() if kind in OF_HEALTH}
    other = {kind: answer for kind, answer in answers.items() if kind not in OF_HEALTH}
    papers = [Draft(ASKED, SUPPORT, {"answers": other, "text": text}, is_said=True, id=paper)]
    if health:
        papers.append(Draft(ASKED, HEALTH, {"answers": health, "text": ""}, is_said=True))
    record(actor, case, tuple(_statements(sight, actor, answers)), seen=sight.seen, papers=papers)


def _statements(sight: Sight, actor: Actor, answers: Mapping[str, str]) -> Iterator[Statement]:
    wanted = [kind for kind, answer in answers.items() if answer == NEEDED]
    for item, kind in zip(items_after(sight, len(wanted)), wanted, strict=True):
        yield from needed(item, kind, today().isoformat())
    before = answered(sight)
    open_ = {each.kind for each in services(sight)} | set(answers) | set(before) | {OTHER}
    if HEALTH in sight.recordable and set(kinds()) <= open_:
        word = OwnWord(sight, actor.agency)
        yield from (Statement(COMPLETE, None, "said", corrects=each.id) for each in word.mine(COMPLETE))
        yield Statement(COMPLETE, value=True, source="said")
