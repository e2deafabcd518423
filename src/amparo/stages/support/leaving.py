"""The person declines all help for now, or leaves it; and comes back. The way back stays open, and nothing else ends by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.placing import PLACED, houses_of, places_of
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.wall import reading
from amparo.errors import AmparoError
from amparo.stages.support import filled
from amparo.stages.support.child import is_child
from amparo.stages.support.kinds import SUPPORT

LEFT: Final = "support-left"
FOR_NOW: Final = "for-now"
LEAVES: Final = "leaves"
BACK: Final = "back"
HOW: Final[Mapping[str, Promise]] = {
    FOR_NOW: gettext_lazy("The person wants no help for now"),
    LEAVES: gettext_lazy("The person leaves all help"),
    BACK: gettext_lazy("The person wants help again"),
}
VOICE: Final = "voice"
_REFUSED: Final = "support_refused"
_LEFT: Final = "left_the_programme"


def leave(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Record that the informed person declines help, leaves it, or comes back; raise `AmparoError` at what is missing.

    A child is heard, and does not leave its care by that.
    """
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    how = filled.chosen(sent, "how", HOW)
    if how != BACK:
        _check_free(actor, case)
    body = {"how": how, "text": filled.needed_words(sent, "text", _("write it in the person's own words"))}
    if how != BACK:
        body |= _informed(sight, sent, how)
    draft = Draft(LEFT, SUPPORT, body, is_said=True, id=paper)
    record(actor, case, tuple(_statements(OwnWord(sight, actor.agency), how)), seen=sight.seen, papers=(draft,))


def how_it_stands(sight: Sight) -> Paper | None:
    """Return the last paper in which the person declined help, left it, or came back."""
    return next((each for each in reversed(sight.papers) if each.kind == LEFT), None)


def _check_free(actor: Actor, case: str) -> None:
    """Refuse who gives the person their bed, and would have it back: by such a wish the end of help is held no more."""
    with reading(actor.agency, [case]):
        mine = {each.provider for each in places_of(case) if each.state == PLACED}
    if mine & {each.id for each in houses_of(actor.agency)}:
        raise AmparoError(
            "wish-of-who-houses",
            _("your agency gives the person their place to sleep, and would have it back"),
            help=_("somebody of another agency asks the person; who only wants to move out says so on the page of the place"),
            where="how",
        )


def _informed(sight: Sight, sent: Mapping[str, str], how: str) -> dict[str, str]:
    if how == LEAVES and is_child(sight):
        raise AmparoError(
            "child-keeps-care",
            _("a child does not leave its care by a wish"),
            help=_("write down what the child wants; whoever answers for the child is asked, and care goes on"),
            where="how",
        )
    alone, told = (filled.chosen(sent, name, filled.ANSWERS) for name in ("alone", "told"))
    if alone != "yes":
        raise filled.lacking(_("ask again when nobody who could press them is near"), "alone")
    if told != "yes":
        raise filled.lacking(_("first explain what there is, and that they can come back at any time"), "told")
    again = filled.coming_day(sent, "again_on")
    return {"alone": alone, "told": told, "again_on": again.isoformat()}


def _statements(word: OwnWord, how: str) -> Iterator[Statement]:
    if how == BACK:
        yield from word.end(_REFUSED, source="said")
        yield from word.end(_LEFT, source="said")
        return
    yield from word.state(_REFUSED, value=True, source="said")
    if how == LEAVES:
        yield from word.state(_LEFT, value=True, source="said")
