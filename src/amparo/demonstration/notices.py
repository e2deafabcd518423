"""Who was told of their rights in these days, in which language, and what they took along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.casework.access import look
from amparo.demonstration.cast import actor
from amparo.stages.information.notice import make
from amparo.stages.information.notice_given import Giving, give

TOLD: Final = (
    ("Min", "km", Giving("card", ("rights", "services", "stay", "privacy"), "yes", "Asked whether the boss sees the card.")),
    ("Samira", "ar", Giving("none", ("rights", "services", "protection"), "no", "Tired; wants to hear it again tomorrow.")),
)


def tell_rights(cases: Mapping[str, str]) -> None:
    """Let Brook tell two people; `cases` are the cases by their safe names."""
    brook = actor("brook")
    for called, language, giving in TOLD:
        case = cases[called]
        give(brook, case, make(brook, look(brook, case), language), giving)
