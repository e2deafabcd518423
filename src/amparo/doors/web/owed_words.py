"""What is owed, in the words of a list: a duty, a case, a sign of danger, a day. The law speaks as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from amparo.casework.outline import CHILD, DANGER, LOCKED_UP, REMOVAL
from amparo.casework.owed import showing
from amparo.casework.owed.case_list import AGENCY, UNATTENDED
from amparo.casework.owed.order import BY_NEW
from amparo.casework.owed.told import Duty, Told
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.desk.case_code import short_code
from amparo.desk.library import wording
from amparo.desk.links import case_page, duty_page, owed_page
from amparo.desk.marked import begun, of_law
from amparo.desk.pieces import CALM, HELD, OWED, WAIT
from amparo.desk.wording import said_day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN: Final[Mapping[str, StrOrPromise]] = {
    showing.OVERDUE: gettext_lazy("Something is overdue"),
    showing.TODAY: gettext_lazy("Something is due today"),
    showing.OWED: gettext_lazy("Something is owed by us"),
    showing.WAITING: gettext_lazy("Something waits for an answer"),
    showing.REMOVED_SOON: gettext_lazy("A removal is planned"),
    showing.A_CHILD: gettext_lazy("The person is a child"),
    showing.HELD: gettext_lazy("An act is held"),
    showing.RUNNING_OUT: gettext_lazy("A protection runs out soon"),
    showing.STALLED: gettext_lazy("Nothing recorded for a month, though something is owed"),
    showing.NEW: gettext_lazy("New in the last week"),
    showing.LATE_ELSEWHERE: gettext_lazy("Others are overdue"),
    showing.PUT_OFF: gettext_lazy("Something was put off"),
    showing.WITH_OTHERS: gettext_lazy("Something is in a colleague's hands"),
    showing.UNWORKED: gettext_lazy("Being worked out anew"),
}
"""What a list of one's own cases can be narrowed to, in words."""
SHOWN_OF_AGENCY: Final[Mapping[str, StrOrPromise]] = {
    showing.OVERDUE: gettext_lazy("Something is overdue"),
    UNATTENDED: gettext_lazy("Nobody works on it"),
    showing.WAITING: gettext_lazy("Something waits for an answer"),
    showing.STALLED: gettext_lazy("Nothing recorded for a month, though something is owed"),
}
"""What a list of the cases of an agency can be narrowed to, in words."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty in a list: what it is, by when, and where to say in whose hands it is."""

    words: str
    by: str
    look: str
    href: str
    hand: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Something about a case that calls for haste, in words."""

    words: str
    look: str


def list_of(show: str = "", whose: str = "", act: str = "") -> str:
    """Return the address of a list of cases; it says what kind of cases, and nothing of any of them."""
    asked = {name: value for name, value in (("whose", whose), ("show", show), ("act", act)) if value}
    return reverse("cases") + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked else "")


def agency_list(show: str = "") -> str:
    return list_of(show, AGENCY)


def signs(told: Told) -> list[Sign]:
    """Return what calls for haste in a case."""
    removal = _("Removal planned: %(day)s") % {"day": said_day(told.outline.day)} if told.outline.day else _("Removal planned")
    words = {REMOVAL: removal, DANGER: _("In danger now"), CHILD: _("Child"), LOCKED_UP: _("Locked up")}
    looks = {REMOVAL: HELD, DANGER: HELD, CHILD: WAIT, LOCKED_UP: WAIT}
    return [Sign(words[sign], looks[sign]) for sign in told.outline.signs]


def head(told: Told) -> dict[str, str]:
    """Return by what a case is called in a list, and where it is."""
    return {"code": short_code(told.case), "called": told.called, "href": case_page(told.case)}


def duty_line(duty: Duty, day: date) -> DutyLine:
    """Return a duty as a line; one whose words may not be told says so."""
    words = duty.title or _("A duty of which you may not read the reasons")
    hand = reverse("owed-hand", kwargs={"case": duty.case, "mark": duty.mark})
    page = duty_page(duty.case, duty.rule, duty.item) if duty.rule else owed_page(duty.case)
    return DutyLine(words, by_day(duty.due, day), _look(duty, day), page, hand, duty.username)


def by_day(due: date | None, day: date) -> str:
    """Return by when something is owed, in words."""
    if due is None:
        return _("No day set")
    if due == day:
        return _("Today")
    return (_("Was due on %(day)s") if due < day else _("By %(day)s")) % {"day": said_day(due)}


def _look(duty: Duty, day: date) -> str:
    return HELD if duty.is_late(day) else WAIT if duty.due == day else OWED if duty.due else CALM


def days_since(since: date, day: date) -> str:
    """Return how long nothing was recorded."""
    count = (day - since).days
    return ngettext("Nothing recorded for one day", "Nothing recorded for %(n)s days", count) % {"n": count}


def by_act(holds: tuple[tuple[str, int], ...]) -> list[dict[str, object]]:
    """Return which acts are held in how many cases, each with the list of these."""
    return [{"words": wording().act(name), "count": count, "href": list_of(act=name)} for name, count in holds]


def purposes(names: frozenset[Purpose]) -> tuple[tuple[str, str], ...]:
    """Return what a case may be opened for, in words."""
    named = [each for each in Purpose if each in names and each is not Purpose.EMERGENCY]
    return tuple((each.value, begun(of_law(BOUNDS[each].meaning))) for each in named)


SORTED: Final[Mapping[str, StrOrPromise]] = {
    BY_NEW: gettext_lazy("The newest first"),
    "due": gettext_lazy("What is due first"),
    "moved": gettext_lazy("What stood still longest"),
}
