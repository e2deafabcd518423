"""The six views of a danger: which facts of the vocabulary each looks at, and how dangerous it is found, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SECURITY: Final = "security"
WHEREABOUTS: Final = "whereabouts"
PLACE: Final = "place"


@dataclass(frozen=True, slots=True)
class View:
    """One view: what is asked, the facts that belong to it, the kind of things listed for it, if any."""

    title: StrOrPromise
    asked: StrOrPromise
    facts: tuple[str, ...] = ()
    kind: str = ""


VIEWS: Final[Mapping[str, View]] = {
    "person": View(
        gettext_lazy("The person"),
        gettext_lazy("Who could hurt the person, and how? Each trafficker, and apart from them relatives, clients, officials."),
        ("in_danger_now", "retaliation_feared", "retrafficking_feared", "suicide_risk"),
        "threat",
    ),
    "family": View(
        gettext_lazy("Family and friends"),
        gettext_lazy("Who near the person is threatened or could be, here or far away?"),
        ("place_safe_for_family",),
        "relative",
    ),
    "staff": View(
        gettext_lazy("Those who help"),
        gettext_lazy("Could somebody hurt you, your colleagues, drivers or interpreters?"),
        ("place_safe_for_staff",),
    ),
    PLACE: View(
        gettext_lazy("The place where the person sleeps"),
        gettext_lazy("Is it known to those to be feared? Who gets in? Can the person call for help from there?"),
        ("place_safe_for_person", "place_has_phone"),
    ),
    "police": View(
        gettext_lazy("The police near that place"),
        gettext_lazy("Would they come, and can they? Does anything speak for ties to those to be feared?"),
        ("place_police_reliable",),
    ),
    "infiltration": View(
        gettext_lazy("Who comes near"),
        gettext_lazy(
            "Were all checked: staff, volunteers, residents, visitors, interpreters, guards, whoever reads the files?"
        ),
        ("people_near_vetted",),
    ),
}
"""In the order in which they are gone through."""
LEVELS: Final[Mapping[str, StrOrPromise]] = {
    "none": gettext_lazy("No danger seen"),
    "some": gettext_lazy("Some danger"),
    "grave": gettext_lazy("Grave danger"),
    "now": gettext_lazy("Danger now"),
    "unknown": gettext_lazy("Not known"),
}
"""Our own words; no source sets them. They are never added up, and decide nothing: facts do."""
OPEN: Final = ("some", "grave", "now")
"""The levels that call for a measure."""
LOOKS: Final[Mapping[str, str]] = {"none": "", "some": "wait", "grave": "held", "now": "held", "unknown": "wait"}
OUTSIDE: Final = ("non_shelter", "with_family")
"""Where somebody sleeps outside a shelter: there the place itself is assessed."""
OF_AN_ADDRESS: Final = ("place_safe_for_person", "place_safe_for_family", "place_safe_for_staff")
FACTS: Final = tuple(name for view in VIEWS.values() for name in view.facts)
