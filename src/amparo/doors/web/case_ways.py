"""The pages of one case, as each of them names the others; what a viewer may not open is not named."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.sight import Sight
from amparo.desk.pieces import Way

IDENTITY = "identity"
ACCOUNT = "account"
LEGAL = "legal"


def ways_of(sight: Sight, who: Actor, here: str) -> tuple[Way, ...]:
    """Return the pages of a case that somebody may open; `here` is the name of the one that is shown."""
    sees_looked = who.agency == sight.keeper and Action.SEE_WHO_LOOKED in BUNDLES[who.bundle].actions
    duties = (each for each in sight.determinations if each["kind"] == "duty" and each["in_effect"])
    refers = who.agency == sight.keeper and Action.SHARE in BUNDLES[who.bundle].actions
    owed = sum(each["fulfilled"] != "yes" for each in duties)
    found = (
        ("case", _("Overview"), True, 0),
        ("case-owed", _("Owed"), True, owed),
        ("case-facts", _("Facts"), True, 0),
        ("case-record", _("Record"), bool(sight.recordable), 0),
        ("case-acts", _("Before an act"), True, 0),
        ("interviews", _("Interviews"), ACCOUNT in sight.readable, 0),
        ("decision", _("Decision"), LEGAL in sight.readable, 0),
        ("case-met", _("First contact"), ACCOUNT in sight.readable, 0),
        ("case-notes", _("Notes"), True, 0),
        ("case-papers", _("Papers"), True, len(sight.papers)),
        ("case-timeline", _("Timeline"), True, 0),
        ("case-person", _("Who the person is"), IDENTITY in sight.readable, 0),
        ("case-linked", _("Linked cases"), True, 0),
        ("case-refer", _("Refer"), refers, 0),
        ("case-close", _("End the work"), who.agency == sight.keeper or bool(sight.recordable), 0),
        ("case-people", _("Who may see this"), True, 0),
        ("case-looked", _("Who looked"), sees_looked, 0),
        ("case-as-known", _("As it was known"), True, 0),
    )
    return tuple(
        Way(words, reverse(name, kwargs={"case": sight.case}), here=name == here, count=count)
        for name, words, is_open, count in found
        if is_open
    )
