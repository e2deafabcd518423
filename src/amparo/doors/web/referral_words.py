"""Referrals in words: what is asked for, how it stands, by when an answer is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.determine import law
from amparo.casework.named import Named
from amparo.casework.referring.answering import Offer
from amparo.casework.referring.sent import Sent
from amparo.casework.referring.states import (
    ACCEPTED,
    AGES,
    DONE,
    ESCALATED,
    HELPS,
    LIVE,
    REASONS,
    SAFETY,
    SENT,
    STATES,
    URGENCIES,
)
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.languages import language_words
from amparo.desk.marked import begun, of_law
from amparo.desk.pieces import CALM, HELD, OWED, WAIT

LOOKS: Final[Mapping[str, str]] = {SENT: WAIT, ESCALATED: HELD, ACCEPTED: OWED, DONE: CALM}
URGENT: Final = "now"


def kind_choices() -> tuple[tuple[str, str], ...]:
    """Return each kind of help with its words."""
    return tuple((name, begun(of_law(each.meaning))) for name, each in HELPS.items())


def kind_words(said: Mapping[str, Any]) -> str:
    """Return what is asked for, in words; of an offer that was emptied, that nothing of it is left."""
    kind = said.get("kind", "")
    return begun(of_law(HELPS[kind].meaning)) if kind in HELPS else _("Nothing is kept of what was asked")


def offer_line(each: Offer, named: Named, moment: datetime) -> dict[str, Any]:
    """Return one offer as a list shows it."""
    return {
        "href": reverse("referral", kwargs={"referral": each.id}),
        "words": kind_words(each.said),
        "whom": each.partner or named.agency(each.sender),
        "state": begun(of_law(STATES[each.state])),
        "look": LOOKS.get(each.state, CALM),
        "due": said_moment(each.due),
        "is_late": each.state in LIVE and each.due < moment,
        "is_live": each.state in LIVE,
        "is_urgent": each.said.get("urgency") == URGENT,
        "is_transfer": each.is_transfer,
        "at": said_moment(each.answered or each.sent),
    }


def sent_line(each: Sent, named: Named, moment: datetime) -> dict[str, Any]:
    """Return one referral as its sender's list shows it."""
    return {
        "href": reverse("referral", kwargs={"referral": each.id}),
        "words": short_code(each.case),
        "whom": each.partner or named.agency(each.receiver),
        "state": begun(of_law(STATES[each.state])),
        "look": LOOKS.get(each.state, CALM),
        "due": said_moment(each.due),
        "is_late": each.is_live and each.due < moment,
        "is_live": each.is_live,
        "is_transfer": each.is_transfer,
        "has_reserve": each.has_reserve,
        "at": said_moment(each.answered or each.sent),
    }


def card_of(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what an offer says, line by line, in words."""
    if not said:
        return ()
    lines = (
        (_("Help asked for"), kind_words(said)),
        (_("How soon"), begun(of_law(URGENCIES[said["urgency"]].meaning))),
        (_("The person"), begun(of_law(AGES[said["age"]]))),
        (_("Languages"), ", ".join(language_words(each) for each in said["languages"])),
        (_("For safety"), begun("; ".join(of_law(SAFETY[each]) for each in said["safety"]))),
        (_("What was given"), ", ".join(of_law(HELPS[each].meaning) for each in said.get("given", ()))),
        (_("More about it"), said.get("text", "")),
    )
    return tuple((words, text) for words, text in lines if text)


def told_lines(told: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return what became of a referral, from its papers, in words."""
    found: list[tuple[str, str]] = []
    for each in told:
        found.append((_("Answer"), begun(STATES.get(each.get("state", ""), ""))))
        if each.get("reason") in REASONS:
            found.append((_("Why not"), begun(of_law(REASONS[each["reason"]]))))
        if each.get("given"):
            found.append((_("What was given"), ", ".join(of_law(HELPS[kind].meaning) for kind in each["given"])))
        if each.get("text"):
            found.append((_("More about it"), each["text"]))
    return tuple(found)


def emergency_numbers() -> tuple[tuple[str, str], ...]:
    """Return whom to call in danger, as the law in force here names them: nobody waits for a form."""
    contacts = law().profile.contacts.values()
    return tuple((str(each["name"]), str(each["phone"])) for each in contacts if each.get("phone"))
