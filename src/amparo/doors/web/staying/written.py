"""What was written down of the time to recover and of the stay, the last first, each in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import said_moment
from amparo.desk.pieces import CALM, HELD, Happened
from amparo.desk.wording import said_date
from amparo.stages.recovery.choosing import CHOICE
from amparo.stages.recovery.early_wish import BACK, CONFIRMED, WISH
from amparo.stages.recovery.excepting import GROUNDS
from amparo.stages.recovery.excepting import PAPER as EXCEPTION
from amparo.stages.recovery.giving import OFFER
from amparo.stages.recovery.lasting import CHECK
from amparo.stages.residence.deciding import OUTCOMES
from amparo.stages.residence.permit import APPLICATION, DECISION, WEIGHING
from amparo.stages.residence.weighing import ABOUT

WORDS: Final = {
    OFFER: gettext_lazy("Time to recover offered"),
    CHECK: gettext_lazy("Asked whether the time is enough"),
    EXCEPTION: gettext_lazy("Decision on an exception"),
    WISH: gettext_lazy("A wish to end the time early was written down"),
    CONFIRMED: gettext_lazy("The wish was confirmed by another agency, on another day"),
    BACK: gettext_lazy("The wish was taken back, or the person came back"),
    CHOICE: gettext_lazy("The person’s choice on helping an inquiry"),
    APPLICATION: gettext_lazy("Applied for a stay"),
    WEIGHING: gettext_lazy("Weighed"),
    DECISION: gettext_lazy("A decision on the stay"),
}
"""By kind of paper."""
_TEXT: Final = {OFFER: "explained", CHECK: "reasons", EXCEPTION: "reasons", APPLICATION: "filed", WEIGHING: "reasons"}
"""Which text of a paper is shown with it."""


def written(sight: Sight) -> Iterator[Happened]:
    """Yield the papers of both that the viewer may read."""
    found = [each for each in sight.papers if each.kind in WORDS]
    named = Named.of({each.agency for each in found}, {each.user for each in found})
    for each in reversed(found):
        who = f"{named.user(each.user)}, {named.agency(each.agency)}"
        look = HELD if each.body.get("held") else CALM
        yield Happened(said_moment(each.at), _words(each), who, _detail(each), look=look)


def _words(paper: Paper) -> str:
    words, what = str(WORDS[paper.kind]), _what(paper.kind, paper.body)
    return f"{words}: {what}" if what else words


def _what(kind: str, body: Any) -> str:
    if kind == EXCEPTION:
        return str(GROUNDS[body["ground"]])
    if kind == WEIGHING:
        return str(ABOUT[body["about"]])
    if kind == DECISION:
        return str(OUTCOMES[body["outcome"]])
    return said_date(body["filed_on"]) if kind == APPLICATION else ""


def _detail(paper: Paper) -> str:
    if paper.kind != DECISION:
        return str(paper.body.get(_TEXT.get(paper.kind, ""), ""))
    held = _("The law holds it: it does not count, and the stay stands as it stood.") if paper.body["held"] else ""
    until = paper.body["answer_by"]
    day = _("To be challenged by %(day)s.") % {"day": said_date(until)} if until else ""
    return " ".join(filter(None, (held, day)))
