"""Deciding: the facts of a case as known at a moment, and a law, give determinations. The one place where the two meet.

What was determined is kept beside the case, sealed, with the number of entries, the law, the release and the day it stands on:
nobody is ever shown what an older state of the case came to. It can be dropped, and comes back the same.
"""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q

from amparo import __version__
from amparo.casework.keys import WORKED, CaseKeys, mark_key
from amparo.casework.models import Case, Determined, Installation, Task
from amparo.casework.outline import acts_as, facts_of, sealed_outline, signs_of
from amparo.casework.store import DjangoStore
from amparo.casework.wall import everywhere, reading_everywhere
from amparo.environment import time_zone, today
from amparo.explain.answer import answer_ask, answer_decide, answer_may, inquire
from amparo.explain.wording import Words, load_words
from amparo.ledger.entry import Entry
from amparo.ledger.known import case_of, turns_after
from amparo.rules.pack import Pack, find_law, load_pack
from amparo.sealing.value import Place, sealed_by

QUESTIONS: Final = 20
"""How many of the next questions are kept; whoever needs more asks the law anew."""


@dataclass(frozen=True, slots=True)
class Determinations:
    """What the law said: `answer` as `decide --json` has it, `acts` as `may --json` for each act, and the next `questions`.

    `signs` is what calls for haste (`outline.py`).
    """

    case: str
    size: int
    digest: str
    on: date
    changes_on: date | None
    answer: dict[str, Any]
    acts: dict[str, dict[str, Any]]
    questions: list[dict[str, Any]]
    signs: list[dict[str, Any]]


def determined(
    case: str,
    *,
    on: date | None = None,
    as_known: datetime | None = None,
    beside: Sequence[Entry] = (),
    without: Callable[[Entry], bool] | None = None,
) -> Determinations:
    """Work out what the law of the installation says of a case on a day, from what was known at a moment; nothing is kept.

    `beside` are entries that are only supposed, `without` says which of those kept are to be thought away: what would be held?
    """
    known = DjangoStore().entries(case, as_known)
    thought = (*(entry for entry in known if without is None or not without(entry)), *beside)
    return worked_out(case, thought, on or today())


def worked_out(case: str, entries: Sequence[Entry], day: date) -> Determinations:
    """Work out what the law says where no more is known of a case than these entries."""
    inquiry = inquire(case_of(entries, on=day, zone=time_zone()), law(), today=day)
    acts = {name: answer_may(inquiry, name) for name in inquiry.law.vocabulary.acts}
    turns = [turns_after(entries, day), *(each.changes_on for each in inquiry.decider.all())]
    answer = answer_decide(inquiry)
    return Determinations(
        case=case,
        size=len(entries),
        digest=stamp(),
        on=day,
        changes_on=min((turn for turn in turns if turn), default=None),
        answer=answer,
        acts=acts,
        questions=answer_ask(inquiry, _words())["questions"][:QUESTIONS],
        signs=signs_of(inquiry.decider.settled, acts, {each["rule"]: facts_of(each) for each in answer["determinations"]}),
    )


def current(case: str, keys: CaseKeys | None = None) -> Determinations:
    """Return what is kept of a case if it still stands today, else work it out and keep it; `keys`: the keeper's, at hand."""
    found = Determined.objects.select_related("case").filter(case_id=case).first()
    if found is not None and is_standing(found, found.case.size, stamp(), today()):
        return _opened(found, keys)
    return refresh(case)


def refresh(case: str) -> Determinations:
    """Work out a case today, and keep it in the place of what was kept."""
    with transaction.atomic():
        kept = Case.objects.select_for_update().get(id=case)
        found = determined(case)
        _keep(found, kept)
    return found


def stale(day: date | None = None) -> tuple[str, ...]:
    """Return the cases of which what is kept no longer stands: more was stated, the law is another, or its day has come."""
    on = day or today()
    fresh = Q(determined__size=F("size")) & Q(determined__digest=stamp()) & Q(determined__on__lte=on)
    standing = fresh & (Q(determined__changes_on=None) | Q(determined__changes_on__gt=on))
    with reading_everywhere():
        return tuple(Case.objects.exclude(id__in=Case.objects.filter(standing).values("id")).values_list("id", flat=True))


def rebuild(cases: Iterable[str] | None = None) -> tuple[int, tuple[str, ...]]:
    """Drop what is kept of cases and work it out again for the same day; return how many, and which came out otherwise."""
    wanted = list(Case.objects.order_by("id").values_list("id", flat=True)) if cases is None else list(cases)
    differing = tuple(case for case in wanted if not _came_out_the_same(case))
    return len(wanted), differing


def law() -> Pack:
    """Return the law of the installation."""
    return _law(Installation.objects.values_list("law", flat=True).get())


def stamp() -> str:
    """Return what names the law and the release that decide: when either changes, every case is worked out anew."""
    return f"{law().digest}/{__version__}"


@cache
def _law(name: str) -> Pack:
    return load_pack(name)


@cache
def _words() -> Words:
    return load_words(find_law())


def _came_out_the_same(case: str) -> bool:
    with everywhere():
        row = Determined.objects.select_related("case").filter(case_id=case).first()
        before = _opened(row) if row is not None and row.size == row.case.size and row.digest == stamp() else None
        Determined.objects.filter(case_id=case).delete()
        Task.objects.filter(case_id=case).delete()
        found = determined(case, on=before.on if before else None)
        _keep(found, Case.objects.get(id=case))
    return before is None or before == found


def is_standing(row: Determined, size: int, law: str, day: date) -> bool:
    """Say whether what was determined stands on a day, for a case of `size` entries under a law and release (`stamp`)."""
    is_timely = row.on <= day and (row.changes_on is None or day < row.changes_on)
    return row.size == size and row.digest == law and is_timely


def _keep(found: Determinations, case: Case) -> None:
    """Keep what was determined with the number of all entries, read or erased: one that comes later makes it stale."""
    keys = CaseKeys(case.id, case.agency_id)
    body = {name: getattr(found, name) for name in ("size", "answer", "acts", "questions", "signs")}
    plain = zlib.compress(json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)
    Determined.objects.update_or_create(
        case_id=found.case,
        defaults={
            "size": case.size,
            "digest": found.digest,
            "on": found.on,
            "changes_on": found.changes_on,
            "sealed": keys.sealed(plain, _place(case.id, case.size), WORKED),
            "outline": sealed_outline(case.id, case.size, keys, body),
        },
    )
    tasks = list(_tasks(found, keys))
    Task.objects.filter(case_id=found.case).delete()
    Task.objects.bulk_create(tasks)
    _count(case, tasks)


def _count(case: Case, tasks: Iterable[Task]) -> None:
    """Keep how much whoever keeps the case owes itself, and by when the first of it."""
    own = acts_as(case.agency.body, keeps=True)
    mine = [task for task in tasks if task.binds in own]
    first = min((task.due for task in mine if task.due), default=None)
    Case.objects.filter(id=case.id).update(owed=len(mine), due=first)


def mark_of(case: str, rule: str, item: str) -> str:
    """Return the keyed figure of a duty of a case."""
    return hmac.digest(mark_key("task").reveal(), f"{case}/{rule}/{item}".encode(), "sha256")[:16].hex()


def told_of_task(keys: CaseKeys, case: str, mark: str, sealed: bytes) -> dict[str, Any]:
    """Return what a list tells of a task: rule, item, title, what is to be done, force, and `keys`: the facts it tells."""
    found: dict[str, Any] = json.loads(keys.opened(sealed, _task_place(case, mark), sealed_by(sealed)))
    return found


def _tasks(found: Determinations, keys: CaseKeys) -> Iterator[Task]:
    for each in found.answer["determinations"]:
        if each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes":
            mark = mark_of(found.case, each["rule"], each["item"] or "")
            due = date.fromisoformat(each["due"]) if each["due"] else None
            sealed = keys.sealed(_task_words(each), _task_place(found.case, mark), WORKED)
            yield Task(case_id=found.case, binds=each["binds"], due=due, mark=mark, sealed=sealed)


def _task_words(each: dict[str, Any]) -> bytes:
    """Return the words of a task, and the facts that they rest on: whoever may not read one of these is told no word."""
    words = {name: each[name] for name in ("rule", "item", "title", "do", "force")}
    return json.dumps({**words, "keys": facts_of(each)}, sort_keys=True, ensure_ascii=False).encode("utf-8")


def _task_place(case: str, mark: str) -> Place:
    return Place("task", case, mark, 0)


def _opened(row: Determined, at_hand: CaseKeys | None = None) -> Determinations:
    data = bytes(row.sealed)
    keys = at_hand or CaseKeys(row.case_id, row.case.agency_id)
    body = json.loads(zlib.decompress(keys.opened(data, _place(row.case_id, row.size), sealed_by(data))))
    return Determinations(case=row.case_id, digest=row.digest, on=row.on, changes_on=row.changes_on, **body)


def _place(case: str, size: int) -> Place:
    return Place("determined", case, "body", size)
