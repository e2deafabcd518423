"""What a list tells somebody of many cases at once: the name, the outline, and the duties that are theirs to do or to watch.

That a health service owes something, and by when, would tell what was said to it. So of a duty somebody is told where it is
their own body's, or where their agency keeps the case and they read it as a whole; a body abroad is told of none. Its words
are told to who may read every fact that they rest on, as on the page of the case (`sight.py`).

Nothing is told of a case whose determinations no longer stand: it is said to be worked out anew, and its own page does so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q

from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.determine import is_standing, stamp, told_of_task
from amparo.casework.entitled import in_force
from amparo.casework.keys import WORKED, CaseKeys, keys_of_many
from amparo.casework.labels import called_of_many
from amparo.casework.mandates import ABROAD
from amparo.casework.models import Determined, Hand, Membership, Task
from amparo.casework.moment import now
from amparo.casework.outline import NOTHING_TOLD, Outline, acts_as, told_outline
from amparo.casework.purpose import COMPARTMENTS
from amparo.casework.sighted import Sighted

MOST: Final = 600
"""Duties that are opened for one page, the first due first; more are counted."""
_IDENTITY: Final = "identity"


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of a case that the reader's own agency owes; without words where these would tell what may not be read.

    `parts` are the compartments that its words rest on. `user` has it in hand; until `until` it was put off.
    """

    case: str
    mark: str
    binds: str
    due: date | None
    rule: str = ""
    item: str = ""
    title: str = ""
    do: str = ""
    force: str = ""
    parts: frozenset[str] = frozenset()
    user: str = ""
    username: str = ""
    until: date | None = None

    def is_late(self, day: date) -> bool:
        return self.due is not None and self.due < day

    def is_put_off(self, day: date) -> bool:
        return self.until is not None and self.until > day


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody may be told of one case in a list; `late` counts by body what others are overdue with."""

    seen: Sighted
    called: str
    is_fresh: bool
    outline: Outline = NOTHING_TOLD
    duties: tuple[Duty, ...] = ()
    unopened: int = 0
    others: int = 0
    late: Mapping[str, int] | None = None

    @property
    def case(self) -> str:
        return self.seen.case

    def late_by(self) -> Mapping[str, int]:
        return self.late or {}


def told_of_cases(actor: Actor, cases: Sequence[Sighted], day: date) -> tuple[Told, ...]:
    """Return what somebody is told of cases in their sight, inside a transaction that has entered them."""
    keys = _Keys(actor, cases)
    outlines = _outlines(actor, cases, keys, day)
    called = called_of_many({each.case: keys.own(each) for each in cases if each.names})
    fresh = [each for each in cases if each.case in outlines]
    duties, unopened = _duties(actor, fresh, keys)
    others = _of_others(actor, fresh, day)
    return tuple(
        Told(
            seen=each,
            called=called.get(each.case, ""),
            is_fresh=each.case in outlines,
            outline=outlines.get(each.case, NOTHING_TOLD),
            duties=tuple(duties.get(each.case, ())),
            unopened=unopened.get(each.case, 0),
            others=others[0].get(each.case, 0),
            late=others[1].get(each.case),
        )
        for each in cases
    )


def words_of(keys: CaseKeys, task: Task, reads: Collection[str]) -> Mapping[str, Any]:
    """Return what may be told of a duty's words to who reads these compartments whole: all of them, or none."""
    found = told_of_task(keys, task.case_id, task.mark, bytes(task.sealed))
    parts = frozenset(compartment_of(key) for key in found["keys"])
    if not parts <= set(reads):
        return {}
    return {**{name: found[name] or "" for name in ("rule", "item", "title", "do", "force")}, "parts": parts}


def owes(actor: Actor, each: Sighted) -> frozenset[str]:
    """Return as which actors of the vocabulary somebody's own agency owes in a case; none, abroad."""
    return frozenset() if actor.body in ABROAD else acts_as(actor.body, keeps=each.keeps)


def watches(actor: Actor, each: Sighted) -> bool:
    """Say whether somebody is told what others owe in a case: its keeper, who reads it as a whole."""
    return each.keeps and actor.body not in ABROAD and each.reads == COMPARTMENTS


class _Keys:
    """The keys of many cases: as their keepers open what was worked out, and as the reader's agency opens names."""

    def __init__(self, actor: Actor, cases: Sequence[Sighted]) -> None:
        self._agency = actor.agency
        wanted = {(each.case, agency) for each in cases for agency in (each.row.agency_id, actor.agency)}
        self._found = keys_of_many(wanted, (WORKED, _IDENTITY))

    def keeper(self, each: Sighted) -> CaseKeys:
        return self._found[each.case, each.row.agency_id]

    def own(self, each: Sighted) -> CaseKeys:
        return self._found[each.case, self._agency]


def _outlines(actor: Actor, cases: Sequence[Sighted], keys: _Keys, day: date) -> Mapping[str, Outline]:
    """Return the outline of each case of which what was determined stands today."""
    by_case, law = {each.case: each for each in cases}, stamp()
    rows = Determined.objects.filter(case_id__in=by_case).defer("sealed")
    return {
        row.case_id: told_outline(
            row.case_id, row.size, keys.keeper(each), bytes(row.outline), reads=each.reads, body=actor.body
        )
        for row in rows
        if is_standing(row, (each := by_case[row.case_id]).row.size, law, day)
    }


def _duties(actor: Actor, cases: Sequence[Sighted], keys: _Keys) -> tuple[Mapping[str, Sequence[Duty]], Mapping[str, int]]:
    """Return by case what the reader's own agency owes, with words; and how many duties were left unopened."""
    by_case = {each.case: each for each in cases}
    hands = hands_in(by_case)
    found: dict[str, list[Duty]] = defaultdict(list)
    unopened: Counter[str] = Counter()
    for number, task in enumerate(_own_tasks(actor, cases)):
        each, hand = by_case[task.case_id], hands.get((task.case_id, task.mark))
        if number >= MOST:
            unopened[task.case_id] += 1
            continue
        words = words_of(keys.keeper(each), task, each.reads)
        found[task.case_id].append(Duty(task.case_id, task.mark, task.binds, task.due, **_held(hand), **words))
    return found, unopened


def hands_in(cases: Iterable[str]) -> Mapping[tuple[str, str], Hand]:
    """Return in whose hands duties are, by case and mark; `works`: they still work on the case."""
    working = in_force(Membership.objects.filter(case=OuterRef("case"), user=OuterRef("user"), user__is_active=True), now())
    rows = Hand.objects.filter(case__in=list(cases)).select_related("user").annotate(works=Exists(working))
    return {(row.case_id, row.mark): row for row in rows}


def _held(hand: Any) -> dict[str, Any]:
    """Return who has a duty in hand, and until when it was put off; nobody, once they left the case."""
    if hand is None:
        return {}
    held = {"user": hand.user_id, "username": hand.user.username} if hand.user_id and hand.works else {}
    return {"until": hand.until, **held}


def _own_tasks(actor: Actor, cases: Sequence[Sighted]) -> list[Task]:
    """Return the tasks of the reader's own agency, the first due first; those without a day last."""
    wanted: dict[frozenset[str], list[str]] = defaultdict(list)
    for each in cases:
        wanted[owes(actor, each)].append(each.case)
    told = Q(pk__in=())
    for binds, ids in wanted.items():
        if binds:
            told |= Q(binds__in=binds, case__in=ids)
    found = list(Task.objects.filter(told))
    return sorted(found, key=lambda task: (task.due or date.max, task.case_id, task.mark))


def _of_others(actor: Actor, cases: Sequence[Sighted], day: date) -> tuple[Mapping[str, int], Mapping[str, Mapping[str, int]]]:
    """Return by case how much others owe, and by body how much of it is overdue, where that may be told; no word is opened."""
    watched = {each.case: owes(actor, each) for each in cases if watches(actor, each)}
    owed: Counter[str] = Counter()
    late: dict[str, Counter[str]] = defaultdict(Counter)
    if watched:
        for case, binds, due in Task.objects.filter(case__in=watched).values_list("case_id", "binds", "due"):
            if binds not in watched[case]:
                owed[case] += 1
                if due is not None and due < day:
                    late[case][binds] += 1
    return owed, late
