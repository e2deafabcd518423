"""The time to recover and the stay in words: where each stands, its days on one line of time, what is owed next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from amparo.casework.sight import Sight
from amparo.desk.cited import cited
from amparo.desk.kept import Keeper
from amparo.desk.pieces import CALM, HELD, OWED, WAIT
from amparo.desk.standing import RuleLine
from amparo.desk.wording import said_day
from amparo.stages.recovery.period import (
    ENDED_EARLY,
    IS_OFFERED,
    NONE,
    OVER,
    RUNNING,
    TO_COME,
    UNCLEAR,
    Period,
    lengths,
    told_by_law,
)
from amparo.stages.residence.permit import Permit

WIDE: Final = 1_000
HIGH: Final = 24
ACTS: Final = ("removal", "return", "stay_refusal")
RECOVERY: Final = "REF-"
STAY: Final = "RES-"
"""By these the duties of the two are told from the others: what the source documents ask for, as each rule names it."""
SHOWN: Final = 7


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of days: its words, first and last day, and where it stands on the line of time."""

    words: str
    first: date
    last: date
    kind: str
    x: int = 0
    width: int = 0
    y: int = 0

    @property
    def said_first(self) -> str:
        return said_day(self.first)

    @property
    def said_last(self) -> str:
        return said_day(self.last)


def stands(period: Period) -> tuple[str, str]:
    """Return in a few words where the time to recover stands, and how that looks."""
    return {
        NONE: (_("Not offered yet"), OWED),
        IS_OFFERED: (_("Offered, not begun"), OWED),
        UNCLEAR: (_("Counts as running"), WAIT),
        TO_COME: (_("It has yet to begin"), WAIT),
        RUNNING: (_("It runs"), CALM),
        OVER: (_("Its last day has passed"), ""),
        ENDED_EARLY: (_("Ended by own wish"), ""),
    }[period.state]


def permit_stands(permit: Permit) -> tuple[str, str]:
    """Return in a few words where the stay stands, and how that looks."""
    if permit.differs:
        return _("Disputed"), WAIT
    if permit.has_run_out:
        return _("Run out"), HELD
    return {
        None: (_("Not known"), WAIT),
        "none": (_("None"), OWED),
        "applied": (_("Applied for"), WAIT),
        "temporary": (_("A permit for a time"), ""),
        "renewal_applied": (_("More time applied for"), WAIT),
        "permanent": (_("A permit for good"), ""),
        "refused": (_("Refused"), HELD),
        "ended": (_("A permit that was ended"), HELD),
    }[permit.state]


def spans(period: Period, permit: Permit) -> tuple[Span, ...]:
    """Return the stretches of days that are known, placed on one line of time from the first day to the last."""
    found = tuple(_spans(period, permit))
    if not found:
        return ()
    begin, end = min(each.first for each in found), max(each.last for each in found)
    begin, end = min(begin, period.on), max(end, period.on)
    days = (end - begin).days + 1

    def at(day: date) -> int:
        return (day - begin).days * WIDE // days

    placed = []
    for row, each in enumerate(found):
        x, width = at(each.first), max(((each.last - each.first).days + 1) * WIDE // days, 4)
        left = WIDE - x - width if get_language_bidi() else x
        placed.append(Span(each.words, each.first, each.last, each.kind, max(left, 0), width, row * HIGH))
    return tuple(placed)


def today_at(line: tuple[Span, ...], on: date) -> int:
    """Return where today stands on the line of time."""
    begin = min(on, *(each.first for each in line))
    end = max(on, *(each.last for each in line))
    x = (on - begin).days * WIDE // ((end - begin).days + 1)
    return WIDE - x if get_language_bidi() else x


def _spans(period: Period, permit: Permit) -> Iterator[Span]:
    if period.first and period.last:
        last = min(period.last, period.ended) if period.ended and period.ended >= period.first else period.last
        yield Span(_("Time to recover"), period.first, last, "rest")
    if permit.first and permit.last and permit.first <= permit.last:
        yield Span(_("Permit"), permit.first, permit.last, "stay")
    if permit.renew_from and permit.last and permit.renew_from <= permit.last:
        yield Span(_("Renewal is due"), permit.renew_from, permit.last, "due")


def laws(keeper: Keeper, sight: Sight) -> list[RuleLine]:
    """Return the rights that give the time to recover, each with its provision."""
    return [keeper.rule_line(each) for each in told_by_law(sight)]


def length_under(keeper: Keeper, period: Period) -> list[str]:
    """Return the provisions that say how long the time is, of the rights that give its last day."""
    last = {rule for rule, day in period.rules if day == period.last}
    found = (each.under for each in lengths(period.on) if each.rule in last)
    return list(dict.fromkeys(cited(name, keeper.pack.citations).text for under in found for name in under))


def owed(keeper: Keeper, sight: Sight, source: str) -> list[RuleLine]:
    """Return what is owed of the time to recover, or of the stay; the first due first."""
    found = [each for each in sight.determinations if _is_owed(each) and any(row.startswith(source) for row in each["source"])]
    return [keeper.rule_line(each) for each in sorted(found, key=lambda each: each["due"] or date.max.isoformat())]


def given(keeper: Keeper, sight: Sight) -> list[RuleLine]:
    """Return what the person may have meanwhile: the rights in effect, but the time itself."""
    names = {each["rule"] for each in told_by_law(sight)}
    found = (each for each in sight.determinations if each["kind"] == "entitlement" and each["in_effect"] and each["title"])
    return [keeper.rule_line(each) for each in found if each["rule"] not in names]


def _is_owed(each: Mapping[str, Any]) -> bool:
    return bool(each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes" and each["title"])
