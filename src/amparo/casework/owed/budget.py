"""Which duties somebody is shown of a morning, and in which order: few enough to be read, and nothing lost behind them.

Mandatory and dangerous first. The figures are ours: nobody acts on a list of two hundred lines. Whatever is left out is counted
where it was left out, and that count leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.casework.outline import DANGER, REMOVAL, SIGNS
from amparo.casework.owed.told import Duty, Told

MOST: Final = 20
"""Lines that a worker is shown."""
OF_A_CASE: Final = 7
"""Lines of one case."""
MANDATORY: Final = "mandatory"
_LESS: Final = ("consider", "example")
_PRESSING: Final = frozenset({REMOVAL, DANGER})


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one case that are shown, and how many more of the reader's are owed in it."""

    told: Told
    duties: tuple[Duty, ...]
    more: int

    def next_day(self) -> date | None:
        """Return the next day that is set in the lines shown."""
        return min((each.due for each in self.duties if each.due), default=None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is shown, and what is not: how many duties in how many other cases, put off, and in the hands of others."""

    groups: tuple[Group, ...]
    more: int
    more_cases: int
    put_off: int
    with_others: int


def planned(told: Sequence[Told], user: str, day: date) -> Plan:
    """Return the plan of a user for a day: what is not put off, and in nobody else's hands."""
    open_, put_off, with_others = [], 0, 0
    for each in told:
        for duty in each.duties:
            if duty.is_put_off(day):
                put_off += 1
            elif duty.user not in ("", user):
                with_others += 1
            else:
                open_.append((rank(each, duty, day), each, duty))
    open_.sort(key=lambda found: found[0])
    return _cut(((each, duty) for _rank, each, duty in open_), told, put_off, with_others)


def rank(each: Told, duty: Duty, day: date) -> tuple[int, date, int, str, str]:
    """Return where a duty stands: what the law requires, and late or in danger; then its day, then the haste of its case.

    One whose words may not be told is taken to be required.
    """
    haste = min((SIGNS.index(sign) for sign in each.outline.signs), default=len(SIGNS))
    pressing = duty.is_late(day) or bool(_PRESSING & set(each.outline.signs))
    required = duty.force in (MANDATORY, "")
    level = 4 if duty.force in _LESS else 0 if required and pressing else 1 if required else 2 if pressing else 3
    return level, duty.due or date.max, haste, each.case, duty.mark


def _cut(ordered: Iterable[tuple[Told, Duty]], told: Sequence[Told], put_off: int, with_others: int) -> Plan:
    """Take lines in their order while both budgets last; those of a case stand together, where its first one stands."""
    shown: dict[str, list[Duty]] = {}
    left: dict[str, int] = {each.case: each.unopened for each in told if each.unopened}
    taken = 0
    for each, duty in ordered:
        of_it = shown.get(each.case, [])
        if taken < MOST and len(of_it) < OF_A_CASE:
            shown.setdefault(each.case, of_it).append(duty)
            taken += 1
        else:
            left[each.case] = left.get(each.case, 0) + 1
    by_case = {each.case: each for each in told}
    groups = tuple(Group(by_case[case], tuple(duties), left.pop(case, 0)) for case, duties in shown.items())
    return Plan(groups, sum(left.values()), len(left), put_off, with_others)
