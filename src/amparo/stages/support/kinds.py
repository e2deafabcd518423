"""The kinds of help as a worker thinks of them, and the part of a case in which what is written about each is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SERVICE: Final = "service"
SUPPORT: Final = "support"
HEALTH: Final = "health"
HOME_GROUP: Final = "home"
HEALTH_GROUP: Final = "health"
OTHER: Final = "other"
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    HOME_GROUP: ("accommodation", "food", "clothing", "material", "financial", "transport"),
    HEALTH_GROUP: ("medical", "sexual_health", "psychological"),
    "counselling": ("counselling",),
    "legal": ("legal",),
    "work": ("education", "training", "life_skills", "employment"),
    "papers": ("documents", "civil_matters"),
    "family": ("child_care", "family_tracing", "family_mediation"),
    "company": ("accompaniment", "befriending", "interpretation"),
    "safety": ("security",),
    OTHER: ("other",),
}
"""Every kind of the vocabulary, once."""
TITLES: Final[Mapping[str, Promise]] = {
    HOME_GROUP: gettext_lazy("Home and daily needs"),
    HEALTH_GROUP: gettext_lazy("Health"),
    "counselling": gettext_lazy("Somebody to talk with"),
    "legal": gettext_lazy("Legal help"),
    "work": gettext_lazy("Learning and work"),
    "papers": gettext_lazy("Papers, and matters of civil law"),
    "family": gettext_lazy("Family and children"),
    "company": gettext_lazy("Not being alone"),
    "safety": gettext_lazy("Safety"),
    OTHER: gettext_lazy("Anything else"),
}
FIRST: Final = ("accommodation", "food", "clothing", "medical")
"""What is needed at once after release."""
CARE_OF_A_CHILD: Final = frozenset({*FIRST, "education", "child_care"})
"""Housing, education and care, which a child keeps (Protocol article 6(4)): its no is heard, and ends none of them."""
OF_HEALTH: Final = frozenset(GROUPS[HEALTH_GROUP])
"""Kinds of which nothing is shown on the plan to whoever may not read health."""
_KEPT_IN: Final[Mapping[str, str]] = {
    **dict.fromkeys(OF_HEALTH, HEALTH),
    "accommodation": "whereabouts",
    "family_tracing": "family",
    "family_mediation": "family",
}


def part_of(kind: str) -> str:
    """Return the part of the case in which papers about a kind of help are kept: who gives a bed tells where one sleeps."""
    return _KEPT_IN.get(kind, SUPPORT)


def is_open(kind: str, readable: Collection[str]) -> bool:
    """Say whether the plan shows anything of this kind to somebody who reads these parts."""
    return kind not in OF_HEALTH or HEALTH in readable


def kinds() -> tuple[str, ...]:
    """Return all kinds in the order in which they are asked."""
    return tuple(kind for group in GROUPS.values() for kind in group)
