"""A place to sleep: taken, waited for, changed, left. The facts, the paper and the place are one act.

Nothing here refuses help: what the law holds is to live where one cannot leave, among adults as a child, among children where
it is not known that one is a child, and to be made to leave. Each of these is asked of the law as the act that it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting import may_go_on
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.placing import PLACED, Place, leave, places_of, take, wait
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.wall import reading
from amparo.desk.kept_facts import KeptFacts
from amparo.errors import AmparoError
from amparo.stages.protection.fit import DETENTION, HELD_BY
from amparo.stages.protection.housing_facts import LODGING, arriving, leaving, service_of_place
from amparo.stages.protection.housing_form import (
    AGAINST,
    AGAINST_WISH,
    ELSEWHERE,
    REASONS,
    Wanted,
    day_from,
    text_of,
    wanted_from,
)
from amparo.stages.protection.risk import WHEREABOUTS

PAPER: Final = "placement"
WAITS: Final = "waiting"
LEFT: Final = "left"
WITHDRAWAL: Final = "support_withdrawal"


@dataclass(frozen=True, slots=True)
class Housed:
    """Where a case stands: its place, where it waits, and the papers that tell how it came so, the last first."""

    place: Place | None
    waits: tuple[Place, ...]
    papers: tuple[Paper, ...]


def housed(actor: Actor, sight: Sight) -> Housed:
    """Return where a case stands; for who reads whereabouts alone."""
    if WHEREABOUTS not in sight.readable:
        raise not_there()
    with reading(actor.agency, [sight.case]):
        mine = places_of(sight.case)
    papers = tuple(each for each in reversed(sight.papers) if each.kind == PAPER)
    place = next((each for each in mine if each.state == PLACED), None)
    return Housed(place, tuple(each for each in mine if each.state != PLACED), papers)


def is_pressing(facts: KeptFacts) -> bool:
    """Say whether somebody comes before others on a list: in danger now, without a bed, with an exploiter, or maybe a child."""
    stands = facts.as_it_stands
    return stands("in_danger_now") is True or stands(LODGING) in ("none", "with_exploiter") or stands("may_be_child") is True


def house(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Give a case a place, or put it on the list where none is free; return which of the two it came to."""
    sight = look(actor, case)
    _check_may(sight)
    said = wanted_from(sent)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return next(str(each.body["state"]) for each in sight.papers if each.id == paper)
    try:
        _moved_in(actor, sight, said, paper)
    except AmparoError as error:
        if error.code != "no-free-place":
            raise
        _listed(actor, sight, said, paper)
        return WAITS
    return PLACED


def move_out(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """End the place of a case, or its wait for one, with day and reason; against the wish only if the law allows."""
    sight = look(actor, case)
    _check_may(sight)
    reason, to, provider = sent.get("reason", ""), sent.get("to", ""), sent.get("provider", "")
    mine = next((each for each in housed(actor, sight).waits if each.provider == provider), None)
    if mine is not None:
        _record(actor, sight, (), _paper(provider, LEFT, {"was": WAITS}), lambda _s: leave(case, provider))
        return
    if reason not in REASONS:
        raise AmparoError("protection-unfinished", _("say why"), where="reason")
    if to and to not in ELSEWHERE:
        raise AmparoError("protection-unfinished", _("choose where the person goes, or leave it open"), where="to")
    body = {"why": reason, "to": to, "day": day_from(sight, sent.get("day", "")).isoformat(), "text": text_of(sent, "text")}

    def also(standing: Standing) -> None:
        if reason in AGAINST_WISH:
            may_go_on(standing, WITHDRAWAL)
        leave(case, provider)

    paper = _paper(provider, LEFT, body)
    _record(actor, sight, tuple(leaving(actor, sight, reason, to)), paper, also)


def _moved_in(actor: Actor, sight: Sight, said: Wanted, paper: str) -> None:
    stand = housed(actor, sight)
    before = next((each for each in stand.waits if each.provider == said.provider), None)
    place = stand.place
    if place is not None and not said.why:
        raise AmparoError("protection-unfinished", _("say why the person moves"), where="reason")
    pressing = is_pressing(KeptFacts(sight)) or (before is not None and before.is_pressing)

    def also(standing: Standing) -> None:
        if said.among in HELD_BY:
            may_go_on(standing, HELD_BY[said.among])
        if said.free == "no":
            may_go_on(standing, DETENTION)
        if place is not None and said.why == AGAINST:
            may_go_on(standing, WITHDRAWAL)
        take(actor, sight.case, said.provider, is_pressing=pressing)

    draft = Draft(PAPER, WHEREABOUTS, said.body(PLACED, place.provider if place else ""), id=paper)
    _record(actor, sight, tuple(arriving(actor, sight, said)), draft, also)


def _listed(actor: Actor, sight: Sight, said: Wanted, paper: str) -> None:
    pressing = is_pressing(KeptFacts(sight))
    draft = Draft(PAPER, WHEREABOUTS, said.body(WAITS, ""), id=paper)
    has_place = housed(actor, sight).place is not None
    asked = () if has_place else tuple(service_of_place(actor, sight, {"state": "requested"}))
    _record(actor, sight, asked, draft, lambda _s: wait(actor, sight.case, said.provider, is_pressing=pressing))


def _record(actor: Actor, sight: Sight, said: tuple[Statement, ...], paper: Draft, also: Callable[[Standing], object]) -> None:
    record(actor, sight.case, said, seen=sight.seen, papers=(paper,), also=lambda standing: _done(also(standing)))


def _done(_what: object) -> None:
    """Take no notice of what an act gives back."""


def _check_may(sight: Sight) -> None:
    if WHEREABOUTS not in sight.recordable:
        raise AmparoError(
            "not-yours-to-record", "this is not yours to record in this case", help="you may not record where the person sleeps"
        )


def _paper(provider: str, state: str, body: Mapping[str, Any]) -> Draft:
    return Draft(PAPER, WHEREABOUTS, {"provider": provider, "state": state, **body})
