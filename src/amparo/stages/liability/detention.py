"""Detention, reviewed again and again: by whom, on which day, with which reasons, what else was considered, and when next.

A review tells whether the ground still holds and what would do instead. It passes no hold of the law: that somebody reviewed a
detention makes none lawful. No source that we read says how often; the day of the next review is our own choice, and near.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.waiting import DETENTION_REVIEW, await_answer, awaited_in, done
from amparo.desk.sent import calendar_day, words
from amparo.environment import time_zone, today
from amparo.errors import AmparoError

LEGAL: Final = "legal"
PAPER: Final = "detention-review"
ACT: Final = "detention"
NEXT: Final = timedelta(days=7)
LATEST: Final = timedelta(days=28)
"""After how many days a detention is reviewed again, and at the latest. Ours: no source sets a time."""
SHORTEST: Final = 20
LONGEST: Final = 8000
GOES_ON: Final = "goes-on"
RELEASED: Final = "released"
BY: Final = {
    "court": gettext_lazy("A court or judge"),
    "authority": gettext_lazy("The authority that holds the person"),
    "other": gettext_lazy("Another body, which the reasons name"),
}
OUTCOMES: Final = {
    RELEASED: gettext_lazy("The person is released"),
    "alternative": gettext_lazy("Something else takes the place of detention"),
    GOES_ON: gettext_lazy("The detention goes on, for these reasons"),
}
ALTERNATIVES: Final = {
    "open-place": gettext_lazy("An open, safe place to live"),
    "reporting": gettext_lazy("Reporting to an office"),
    "family": gettext_lazy("Living with family or friends, if that is safe"),
    "guardian": gettext_lazy("For a child: a guardian, and care in a family"),
    "papers": gettext_lazy("Leaving papers with an office"),
    "other": gettext_lazy("Something else, which the reasons name"),
}
ANSWERS: Final = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a detention, as it is kept."""

    on: str
    by: str
    heard: str
    lawyer: str
    outcome: str
    alternatives: tuple[str, ...]
    reasons: str
    next: str


def reviews(sight: Sight) -> tuple[Paper, ...]:
    """Return the reviews of a detention, the newest day first, to whoever reads the law's part of a case."""
    if LEGAL not in sight.readable:
        raise not_there()
    found = (each for each in sight.papers if each.kind == PAPER)
    return tuple(sorted(found, key=lambda each: (each.body["on"], each.at), reverse=True))


def next_review(found: Collection[Paper]) -> date | None:
    """Return the day of the next review that the last one set; of none, or once the person is out, nothing."""
    last = next(iter(found), None)
    return date.fromisoformat(last.body["next"]) if last is not None and last.body["next"] else None


def review_from(sent: Mapping[str, str], alternatives: Collection[str]) -> Review:
    """Return what a form says; raise `review-unfinished` at the field that is missing or wrong."""
    on = _day(sent.get("on", ""), "on")
    if on > today():
        raise _unfinished(_("a review that is still to come is no review"), "on")
    found = Review(
        on=on.isoformat(), by=sent.get("by", ""), heard=sent.get("heard", ""), lawyer=sent.get("lawyer", ""),
        outcome=sent.get("outcome", ""), alternatives=tuple(name for name in ALTERNATIVES if name in alternatives),
        reasons=words(sent, "reasons", LONGEST), next="",
    )  # fmt: skip
    for name, known in (("by", BY), ("heard", ANSWERS), ("lawyer", ANSWERS), ("outcome", OUTCOMES)):
        if getattr(found, name) not in known:
            raise _unfinished(_("choose an answer"), name)
    if len(found.reasons) < SHORTEST:
        raise _unfinished(_("write the reasons, in at least twenty signs"), "reasons")
    return _with_next(found, sent, on)


def keep_review(actor: Actor, case: str, review: Review, token: str = "") -> None:
    """Keep a review; where the detention goes on, the next one waits on the day that it set."""
    sight = look(actor, case)
    if LEGAL not in sight.readable:
        raise not_there()
    paper = id_of_form(actor, case, token)
    if is_kept(sight, paper):
        return
    body: dict[str, Any] = {name: getattr(review, name) for name in Review.__slots__}
    draft = Draft(PAPER, LEGAL, {**body, "alternatives": list(review.alternatives)}, id=paper)

    def also(standing: Standing) -> None:
        for each in awaited_in(case):
            if each.kind == DETENTION_REVIEW:
                done(case, DETENTION_REVIEW, each.about)
        if review.next:
            due = datetime.combine(date.fromisoformat(review.next), time(23, 59), time_zone())
            await_answer(actor, case, DETENTION_REVIEW, draft.id, agency=standing.keeper, due=due)

    record(actor, case, seen={}, papers=(draft,), also=also)


def _with_next(found: Review, sent: Mapping[str, str], on: date) -> Review:
    if found.outcome != GOES_ON:
        return found
    if not found.alternatives:
        raise _unfinished(_("say what else was considered before the detention goes on"), "alternatives")
    again = _day(sent.get("next", "") or (on + NEXT).isoformat(), "next")
    if not on < again <= on + LATEST:
        raise _unfinished(_("the next review is after this one, and within four weeks"), "next")
    return replace(found, next=again.isoformat())


def _day(text: str, where: str) -> date:
    try:
        return calendar_day(text)
    except ValueError:
        raise _unfinished(_("write a day"), where) from None


def _unfinished(sentence: str, where: str) -> AmparoError:
    return AmparoError("review-unfinished", sentence, where=where)
