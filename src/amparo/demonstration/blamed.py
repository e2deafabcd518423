"""What people are blamed for was considered with reasons; asylum was told of; a detention was reviewed; two papers went out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.record import Statement
from amparo.demonstration.cast import actor
from amparo.environment import today
from amparo.stages.asylum.telling import Telling, tell
from amparo.stages.documents.making import make, preview
from amparo.stages.documents.plan import Plan
from amparo.stages.documents.receivers import HOLD_NOTICE
from amparo.stages.liability.considering import Considered, consider
from amparo.stages.liability.detention import keep_review, review_from
from amparo.stages.liability.offence import CONSIDERED

BLAMED: Final = "Radu"
"""Who is held for several acts: the third is still open, and the prosecutor was given notice of it."""
FEARS: Final = "Petra"
"""Who fears the officials of her State, and was told of asylum without understanding all of it."""
REASONS: Final = (
    "Both tests were put to the act: it was done on orders, under threat, and nothing was kept. It is not prosecuted."
)


def spare(who: Actor, case: str, statements: Iterable[Statement]) -> None:
    """State what was considered of each act together with its reasons, as whoever records it from the prosecutor's letter."""
    for each in statements:
        item, _dot, name = each.key.partition(".")
        if name == CONSIDERED and each.value is True:
            consider(who, case, item.partition("#")[2], Considered("prosecutor", "not-prosecuted", REASONS))


def blame(cases: Mapping[str, str]) -> None:
    """Tell Petra of asylum; review the custody that Radu is kept in, and give the prosecutor notice of his first act."""
    brook = actor("brook")
    tell(brook, cases[FEARS], Telling("en", "spoken", "professional", "no", "She asked what happens to her brother."))
    said = {
        "on": (today() - timedelta(days=2)).isoformat(),
        "by": "court",
        "heard": "yes",
        "lawyer": "no",
        "outcome": "goes-on",
        "reasons": "The court found no address to send him to, and asks for one within the week.",
    }
    keep_review(brook, cases[BLAMED], review_from(said, ("open-place", "reporting")))
    _notify(brook, cases[BLAMED])


def _notify(who: Actor, case: str) -> None:
    plan = Plan(
        document=HOLD_NOTICE,
        body="prosecutor",
        to="Prosecution Service of Xanadia, third section",
        reference="PS 118",
        purpose="the charge that is planned for entering the country",
        act="prosecution",
        item="offence#1",
    )
    make(who, case, plan, preview(who, look(who, case), plan)["digest"])
