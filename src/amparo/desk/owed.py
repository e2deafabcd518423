"""What is owed in a case, by who owes it, as a page shows the first of it; and in whose hands each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.owed.in_case import Handed, InCase
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.desk.links import duty_page, hand_page
from amparo.desk.standing import Owed, RuleLine, Standing
from amparo.desk.wording import said_day
from amparo.environment import today

MOST: Final = 7
"""So many duties of a case stand on its page; all of them stand behind it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: groups by who owes, and how many more there are."""

    groups: tuple[Owed, ...]
    more: int


def with_hands(standing: Standing, sight: Sight, mine: InCase) -> Standing:
    """Return what stands, with each duty of the reader's own agency told in whose hands it is."""
    places = {
        duty_page(sight.case, each["rule"], each["item"] or ""): mine.of(each["rule"], each["item"] or "")
        for each in sight.determinations
        if each["kind"] == "duty" and each["rule"]
    }
    return replace(standing, owed=tuple(handed(line, sight.case, places.get(line.href)) for line in standing.owed))


def handed(line: RuleLine, case: str, hand: Handed | None) -> RuleLine:
    """Return a duty with the words for in whose hands it is."""
    if hand is None:
        return line
    return replace(line, hand=_in_words(hand), hand_href=hand_page(case, hand.mark))


def _in_words(hand: Handed) -> str:
    words = _("In the hands of %(name)s") % {"name": hand.username} if hand.username else _("In nobody's hands")
    if hand.until is not None and hand.until > today():
        return _("%(words)s, put off until %(day)s") % {"words": words, "day": said_day(hand.until)}
    return words


def first_owed(standing: Standing, mine: InCase, most: int = MOST) -> Shown:
    """Return the most urgent duties, those of the reader's own agency before those of others, and how many more there are."""
    bodies = {wording().actor(body) for body in mine.bodies}
    lines = sorted(standing.owed, key=lambda line: line.who not in bodies)
    shown: list[RuleLine] = lines[:most]
    return Shown(_grouped(shown), standing.owed_count - sum(line.count for line in shown))


def _grouped(lines: Sequence[RuleLine]) -> tuple[Owed, ...]:
    groups: Mapping[str, list[RuleLine]] = {line.who: [] for line in lines}
    for line in lines:
        groups[line.who].append(line)
    return tuple(Owed(who, tuple(rules)) for who, rules in groups.items())
