"""The plan of help, made and revised with the person: what they want in their words, and who does what until when.

A plan that is written without them needs a reason, and does not count as made with them: what is owed stays owed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import check_stood
from amparo.environment import today
from amparo.stages.support import filled
from amparo.stages.support.kinds import SUPPORT

PLAN: Final = "support-plan"
GOALS: Final = (1, 2, 3, 4, 5, 6)
WITH: Final = ("yes", "no")
PLANNED_ON: Final = "assistance_plan_on"
REVIEWED: Final = "needs_reviewed"
FEARED: Final = "retrafficking_feared"
OWED: Final = (
    "consider-each-measure-of-recovery",
    "initial-interview-finds-risks-and-needs",
    "plan-revised-after-the-formal-interview",
    "plan-against-being-trafficked-again",
    "needs-of-a-child-first",
    "fit-help-to-age-gender-and-needs",
    "specialist-after-the-formal-interview",
    "first-needs-at-once",
    "name-who-gives-each-service",
)
"""The duties by which the law asks for a plan, or for one anew."""


def plans(sight: Sight) -> tuple[Paper, ...]:
    """Return the plans of a case, the oldest first: each takes the place of the one before, and all stay to be read."""
    return tuple(each for each in sight.papers if each.kind == PLAN)


def owed_anew(sight: Sight) -> tuple[Mapping[str, Any], ...]:
    """Return the duties in effect, and not met, by which the law asks for a plan or for its revision."""
    return tuple(
        each
        for each in sight.determinations
        if each["kind"] == "duty" and each["rule"] in OWED and each["in_effect"] and each["fulfilled"] != "yes"
    )


def make_plan(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """Keep a plan, and state on which day it was made with the person, and whether all needs were gone through anew."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    body = _plan(sent)
    before = plans(sight)
    check_stood(sent, before[-1].id if before else "", "goal_1")
    draft = Draft(PLAN, SUPPORT, body, answers=before[-1].id if before else "", is_said=True, id=paper)
    record(actor, case, tuple(_statements(sight, actor, body)), seen=sight.seen, papers=(draft,))


def _plan(sent: Mapping[str, str]) -> dict[str, Any]:
    with_person = filled.chosen(sent, "with_person", WITH)
    body: dict[str, Any] = {"on": today().isoformat(), "with_person": with_person}
    if with_person == "yes":
        body["text"] = filled.needed_words(sent, "wishes", _("write what the person wants, in their own words"))
        body["why_without"] = ""
    else:
        body["text"] = filled.words(sent, "wishes")
        body["why_without"] = filled.reason(sent, "why_without", _("write why it is made without them"))
    body["goals"] = _goals(sent)
    if not body["goals"]:
        raise filled.lacking(_("write at least one thing that somebody does"), "goal_1")
    body["reviewed"] = filled.chosen(sent, "reviewed", filled.ANSWERS)
    body["feared"] = filled.chosen(sent, "feared", filled.ANSWERS)
    body["against"] = filled.words(sent, "against")
    if body["feared"] == "yes" and not body["against"]:
        raise filled.lacking(_("write what is done against it"), "against")
    body["next_on"] = filled.coming_day(sent, "next_on").isoformat()
    return body


def _goals(sent: Mapping[str, str]) -> list[dict[str, str]]:
    found = []
    for number in GOALS:
        what = filled.words(sent, f"goal_{number}", filled.SHORT)
        if not what:
            continue
        who = filled.needed_words(sent, f"who_{number}", _("say who does it"), filled.SHORT)
        until = filled.coming_day(sent, f"until_{number}") if sent.get(f"until_{number}", "").strip() else None
        found.append({"what": what, "who": who, "until": until.isoformat() if until else ""})
    return found


def _statements(sight: Sight, actor: Actor, body: Mapping[str, Any]) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    if body["with_person"] == "yes":
        yield from word.state(PLANNED_ON, body["on"], source="observed")
        if body["reviewed"] == "yes":
            yield from word.state(REVIEWED, value=True, source="observed")
    if body["feared"] in filled.FOUND and compartment_of(FEARED) in sight.recordable:
        yield from word.state(FEARED, filled.FOUND[body["feared"]], source="observed")
