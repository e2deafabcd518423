"""The pages of one case in a few groups, as each of them names the others; what a viewer may not open is not named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.acting.whose import askable
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.sight import Sight
from amparo.desk.pieces import Way
from amparo.stages.documents.making import may_make
from amparo.stages.information.notice import has_changed

IDENTITY = "identity"
ACCOUNT = "account"
LEGAL = "legal"
SECURITY = "security"
WHEREABOUTS = "whereabouts"
ASYLUM = "asylum"
LIABILITY = "liability"
EMBASSY_CONTACT = "embassy_contact"
SUPPORT = "support"
HEALTH = "health"
VOICE = "voice"

STAGES: Final = "stages"
GROUP_OF: Final[Mapping[str, str]] = {
    "case": "overview",
    "case-timeline": "overview",
    "case-linked": "overview",
    "case-as-known": "overview",
    "case-owed": "owed",
    "case-met": "identification",
    "interviews": "identification",
    "decision": "identification",
    "case-facts": "known",
    "case-record": "known",
    "case-person": "known",
    "case-notes": "papers",
    "case-papers": "papers",
    "documents": "papers",
    "case-acts": "acts",
    "origin-contact": "acts",
    "case-refer": "acts",
    "case-close": "acts",
    "case-consents": "people",
    "case-people": "people",
    "case-looked": "people",
}
"""The group in which a page stands; whatever is not named here is a page of a stage."""


def ways_of(sight: Sight, who: Actor, here: str) -> tuple[Way, ...]:
    """Return the pages of a case that somebody may open; `here` is the name of the one that is shown."""
    sees_looked = who.agency == sight.keeper and Action.SEE_WHO_LOOKED in BUNDLES[who.bundle].actions
    duties = (each for each in sight.determinations if each["kind"] == "duty" and each["in_effect"])
    refers = who.agency == sight.keeper and Action.SHARE in BUNDLES[who.bundle].actions
    owed = sum(each["fulfilled"] != "yes" for each in duties)
    found = (
        ("case", _("Overview"), True, 0),
        ("case-owed", _("Owed"), True, owed),
        ("case-stages", _("All stages"), True, 0),
        ("case-facts", _("Facts"), True, 0),
        ("case-record", _("Record"), bool(sight.recordable), 0),
        ("case-acts", _("Before an act"), True, 0),
        ("interviews", _("Interviews"), ACCOUNT in sight.readable, 0),
        ("decision", _("Decision"), LEGAL in sight.readable, 0),
        ("case-met", _("First contact"), ACCOUNT in sight.readable, 0),
        ("case-safety", _("Safety"), SECURITY in sight.readable, 0),
        ("case-place", _("Where the person sleeps"), WHEREABOUTS in sight.readable, 0),
        ("case-notices", _("Notice of rights"), VOICE in sight.readable, int(has_changed(sight))),
        ("support", _("Plan of help"), SUPPORT in sight.readable, 0),
        ("support-health", _("Health"), HEALTH in sight.readable and SUPPORT not in sight.readable, 0),
        ("refuge", _("Refuge"), ASYLUM in sight.readable, 0),
        ("liability", _("No punishment"), LIABILITY in sight.readable, 0),
        ("detention", _("Detention"), LEGAL in sight.readable, 0),
        ("staying", _("Time to recover and stay"), LEGAL in sight.readable, 0),
        ("reckoning", _("What is owed in money"), LEGAL in sight.readable, 0),
        ("case-notes", _("Notes"), True, 0),
        ("case-papers", _("Papers"), True, len(sight.papers)),
        ("documents", _("Documents that go out"), bool(may_make(who, sight)), 0),
        ("case-timeline", _("Timeline"), True, 0),
        ("case-person", _("Who the person is"), IDENTITY in sight.readable, 0),
        ("case-linked", _("Linked cases"), True, 0),
        ("origin-contact", _("Contact with the State of origin"), EMBASSY_CONTACT in askable(who, sight.keeper), 0),
        ("case-refer", _("Refer"), refers, 0),
        ("case-close", _("End the work"), who.agency == sight.keeper or bool(sight.recordable), 0),
        ("case-told", _("What was told"), VOICE in sight.readable, 0),
        ("case-consents", _("What was agreed to"), VOICE in sight.readable, 0),
        ("case-voice", _("What the person says"), who.agency == sight.keeper and VOICE in sight.readable, 0),
        ("case-people", _("Who may see this"), True, 0),
        ("case-looked", _("Who looked"), sees_looked, 0),
        ("case-as-known", _("As it was known"), True, 0),
    )
    pages = (
        (name, Way(words, reverse(name, kwargs={"case": sight.case}), here=name == here, count=count))
        for name, words, is_open, count in found
        if is_open
    )
    return tuple(_grouped(pages))


def _grouped(pages: Iterable[tuple[str, Way]]) -> Iterable[Way]:
    """Yield a way for each group that has a page, which leads to the first of them; a group of one page is that page."""
    groups: dict[str, list[Way]] = {name: [] for name in _titles()}
    for name, way in pages:
        groups[GROUP_OF.get(name, STAGES)].append(way)
    for name, title in _titles().items():
        within = groups[name]
        if len(within) == 1:
            yield within[0]
        elif within:
            is_here = any(way.here for way in within)
            yield replace(within[0], words=title, here=is_here, count=sum(way.count for way in within), within=tuple(within))


def _titles() -> Mapping[str, str]:
    """Return the groups in their order, each with its words."""
    return {
        "overview": _("Overview"),
        "owed": _("Owed"),
        "identification": _("Identification"),
        STAGES: _("Stages"),
        "known": _("What is known"),
        "papers": _("Papers"),
        "acts": _("Acts"),
        "people": _("Who sees it"),
    }
