"""How two people were helped in these days: a plan in Leyla's own words and what came of it; a midwife for Ngozi."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from amparo.demonstration.cast import actor
from amparo.environment import today
from amparo.stages.support.appointments import arrange
from amparo.stages.support.care import prepare_examination
from amparo.stages.support.delivering import deliver
from amparo.stages.support.fitting import ASKED, fit
from amparo.stages.support.health_test import offer_tests
from amparo.stages.support.listing import add_service
from amparo.stages.support.planning import make_plan
from amparo.stages.support.steps import take

YES: Final = {
    "answer": "yes",
    "who": "person",
    "understood": "yes",
    "may_ask": "yes",
    "language": "en, spoken slowly",
}
CENTRE: Final = {"named": "Harbour House, day centre", "contact": "7 555 0110", "run_by": "ngo"}
SESSIONS: Final = (14, 7)
"""How many days ago Leyla was there."""


def help_two(cases: Mapping[str, str]) -> None:
    """Let Brook help Leyla and Ngozi; `cases` are the cases by their safe names."""
    _leyla(cases["Leyla"])
    _ngozi(cases["Ngozi"])


def _leyla(case: str) -> None:
    brook, first = actor("brook"), today() - timedelta(days=21)
    number = add_service(brook, case, {"kind": "life_skills", "on": first.isoformat(), "text": "I was never allowed to pay."})
    on = {"on": first.isoformat()}
    take(
        brook, case, number, "offer", {**YES, **on, "told": "a group of six, on Tuesdays: shops, money, buses", "text": "Yes."}
    )
    take(brook, case, number, "request", {**CENTRE, **on, "text": "one place from next week"})
    take(brook, case, number, "reply", {**on, "state": "accepted", "text": "from Tuesday"})
    take(brook, case, number, "begin", {"on": (today() - timedelta(days=SESSIONS[0])).isoformat()})
    how = {f"how_{name}": "women only, among people of her age, in English with pictures" for name in ASKED}
    fit(brook, case, number, {**dict.fromkeys(ASKED, "yes"), **how})
    for days in SESSIONS:
        sent = {"what": "session", "count": "1", "cost": "12.50", "currency": "EUR", "text": "paid at the market herself"}
        deliver(brook, case, number, {**sent, "on": (today() - timedelta(days=days)).isoformat()})
    make_plan(
        brook,
        case,
        {
            "with_person": "yes",
            "wishes": "A door that I can lock. To learn to drive. Nobody tells my uncle where I am.",
            "goal_1": "a room of her own",
            "who_1": "Brook asks three houses",
            "until_1": (today() + timedelta(days=10)).isoformat(),
            "goal_2": "a course for the licence",
            "who_2": "Leyla, with the day centre",
            "reviewed": "unknown",
            "feared": "unknown",
            "next_on": (today() + timedelta(days=30)).isoformat(),
        },
    )


def _ngozi(case: str) -> None:
    brook = actor("brook")
    agreed = {"alone": "yes", "told": "yes", "understood": "yes", "answer": "later", "language": "en"}
    offer_tests(brook, case, agreed, ["hiv", "blood"])
    words = "Each step is said first. The door stays ajar. She raises a hand to stop."
    prepare_examination(brook, case, {"examiner": "woman", "agrees": "yes", "told": "yes", "text": words})
    coming = (today() + timedelta(days=3)).isoformat()
    visit = {"with": "doctor", "on": coming, "time": "09:30", "comes": "chosen", "interpreter": "yes"}
    arrange(brook, case, {**visit, "way": "taxi, paid by us", "text": "the midwife; she wants Mika to come along"})
