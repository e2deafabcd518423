"""The time to recover offered and begun: what was explained, in which language, from which day; to a child by its interests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
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
from amparo.desk.sent import Sent, day, one_of, text, unfinished
from amparo.environment import today
from amparo.stages.recovery.early_wish import INTERPRETERS, LEGAL, YES_NO
from amparo.stages.recovery.period import FIRST, OFFERED

OFFER: Final = "recovery-offer"
FITS: Final = "recovery_fits_child"
OPTIONS: Final = "options_explained"
HOW: Final = {
    "decision": gettext_lazy("We decide it here, as the authority"),
    "document": gettext_lazy("It stands in a letter or decision that we have seen"),
    "said": gettext_lazy("We were told"),
}
"""On what the first day rests."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was explained, whether the person understood, whether the options were explained too, and the first day, if any."""

    explained: str
    language: str
    interpreter: str
    understood: str
    options: str
    first: date | None = None
    how: str = ""
    child: str = ""

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        table = {name: getattr(self, name) for name in Offer.__slots__}
        return {**table, "first": self.first.isoformat() if self.first else ""}


def offer_from(sent: Sent) -> Offer:
    """Return an offer as a form sends it; raise `AmparoError` at the field that is missing."""
    found = Offer(
        explained=text(sent, "explained", _("write what you explained")),
        language=text(sent, "language", _("write in which language you spoke")),
        interpreter=one_of(sent, "interpreter", INTERPRETERS, _("say who interpreted")),
        understood=one_of(sent, "understood", (*YES_NO, "unknown"), _("say whether the person understood; “not known” counts")),
        options=one_of(sent, "options", YES_NO),
        first=day(sent, "first"),
        how=one_of(sent, "how", HOW),
        child=text(sent, "child"),
    )
    if found.first and not found.how:
        raise unfinished(_("say how the first day is known"), "how")
    if found.first and found.first < today() and found.how == "said":
        raise unfinished(_("a first day in the past needs the paper it stands in"), "how")
    return found


def give(actor: Actor, case: str, offer: Offer, token: str = "") -> None:
    """Record an offer, and with it the first day where it is known; no cooperation is asked for, and no proof."""
    sight = look(actor, case)
    draft = Draft(OFFER, LEGAL, offer.body(), id=id_of_form(actor, case, token))
    if not is_kept(sight, draft.id):
        record(actor, case, tuple(_stated(sight, actor, offer)), seen=sight.seen, papers=(draft,))


def _stated(sight: Sight, actor: Actor, offer: Offer) -> Iterator[Statement]:
    own = OwnWord(sight, actor.agency)
    yield from own.state(OFFERED, value=True, source="observed")
    if offer.first is not None:
        yield from own.state(FIRST, offer.first.isoformat(), source=offer.how)
    if offer.options == "yes" and "voice" in sight.recordable:
        yield from own.state(OPTIONS, value=True, source="observed")
    if offer.child and "child" in sight.recordable:
        yield from own.state(FITS, value=True, source="document")
