"""The safety plan, revised with the person: what they fear and want, and who does what until when against which danger.

A plan is not kept without the person's own concerns, or the reason why they could not be asked; and without them it counts as
no revision with the person: the law's duty stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import check_stood, words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.assessment import stated_on
from amparo.stages.protection.plan_items import (
    SERVICE,
    THREAT,
    answered_threat,
    new_contact,
    new_threat,
    security_services,
    values_of,
)
from amparo.stages.protection.risk import SECURITY, VIEWS

PLAN: Final = "safety-plan"
REVISED: Final = "plan_revised_on"
NOTED: Final = "plan_concerns_noted"
LONGEST: Final = 4000
SHORT: Final = 300
FIRST: Final = "fears"
SHORTEST: Final = 10
ROWS: Final = 12
"""Measures of one plan at most."""
STATES: Final = ("given", "requested", "refused_by_provider", "declined_by_person")
"""Where a measure stands: what was refused, or not wanted, is on record too."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: against which danger, what, who does it, until when; as a kind of the vocabulary, if it is one."""

    risk: str
    what: str
    who: str
    until: str
    kind: str = ""
    state: str = ""

    def body(self) -> dict[str, str]:
        """Return what the paper keeps."""
        return {name: getattr(self, name) for name in Measure.__slots__}


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan as it was kept: its paper and its measures."""

    paper: Paper
    measures: tuple[Measure, ...]

    @property
    def was_asked(self) -> bool:
        """Whether the person's own concerns stand in it."""
        return bool(self.paper.body["fears"] or self.paper.body["wants"])

    def ended(self, day: date) -> tuple[Measure, ...]:
        """Return the measures whose last day is past: somebody has to say what comes after them."""
        return tuple(each for each in self.measures if each.until and each.until < day.isoformat())


def plans(sight: Sight) -> tuple[Plan, ...]:
    """Return the plans of a case that the viewer may read, the last first."""
    papers = [each for each in sight.papers if each.kind == PLAN]
    return tuple(Plan(each, tuple(Measure(**row) for row in each.body["measures"])) for each in reversed(papers))


def standing_plan(sight: Sight) -> str:
    """Return the id of the plan in force; nothing where there is none."""
    return next((each.paper.id for each in plans(sight)), "")


def revise(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Keep the plan as it is from today, with the facts and things that go with it; return the id of its paper."""
    sight = look(actor, case)
    body = _body(sight, sent)
    draft = Draft(PLAN, SECURITY, body, is_said=True, id=id_of_form(actor, case, sent.get("token", "")))
    if not is_kept(sight, draft.id):
        check_stood(sent, standing_plan(sight), FIRST)
        said = tuple(_statements(sight, actor, sent, body))
        record(actor, case, said, seen=sight.seen, papers=(draft,))
    return draft.id


def measures_from(sent: Mapping[str, str], risks: Mapping[str, Any]) -> tuple[Measure, ...]:
    """Return the measures that a form says, line by line; raise `AmparoError` at the field that is missing."""
    rows = ((number, _row(sent, number)) for number in range(1, ROWS + 1))
    return tuple(_checked(number, row, risks) for number, row in rows if row.what or row.who or row.until)


def _body(sight: Sight, sent: Mapping[str, str]) -> dict[str, Any]:
    said = {name: words(sent, name, LONGEST) for name in ("fears", "wants", "unasked")}
    if not (said["fears"] or said["wants"]) and len(said["unasked"]) < SHORTEST:
        raise AmparoError(
            "protection-unfinished",
            _("write what the person fears or wants, or why they could not be asked"),
            help=_("a plan is revised with the person; without their word it is not kept"),
            where="fears",
        )
    measures = measures_from(sent, risks_of(sight))
    if not measures:
        raise AmparoError("protection-unfinished", _("write at least one measure"), where="what-1")
    short = {name: words(sent, name, SHORT) for name in ("call", "code_word")}
    return {**said, **short, "measures": [each.body() for each in measures]}


def risks_of(sight: Sight) -> dict[str, str]:
    """Return to what a measure can be tied: the six views, and each person to keep away, by key."""
    threats = dict.fromkeys(each.key.partition(".")[0] for each in sight.entries if each.key.startswith(f"{THREAT}#"))
    return {**{name: str(view.title) for name, view in VIEWS.items()}, **dict.fromkeys(threats, "")}


def _row(sent: Mapping[str, str], number: int) -> Measure:
    def text(name: str) -> str:
        return " ".join(words(sent, f"{name}-{number}", SHORT).split())

    return Measure(*(text(name) for name in Measure.__slots__))


def _checked(number: int, row: Measure, risks: Mapping[str, Any]) -> Measure:
    if not row.what:
        raise AmparoError("protection-unfinished", _("say what is done, or empty the whole line"), where=f"what-{number}")
    if row.risk not in risks:
        raise AmparoError("protection-unfinished", _("say against which danger this is"), where=f"risk-{number}")
    if not row.who:
        raise AmparoError("protection-unfinished", _("say who does it"), where=f"who-{number}")
    if row.until and not _is_day(row.until):
        raise AmparoError("protection-unfinished", _("write a day, or leave it empty"), where=f"until-{number}")
    if row.kind and (row.kind not in values_of(SERVICE, "measure") or row.state not in STATES):
        raise AmparoError("protection-unfinished", _("say where this measure stands"), where=f"state-{number}")
    return row


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _statements(sight: Sight, actor: Actor, sent: Mapping[str, str], body: Mapping[str, Any]) -> Iterator[Statement]:
    was_asked = bool(body["fears"] or body["wants"])
    if was_asked:
        yield from stated_on(sight, actor, REVISED, today(), source="said")
        yield from OwnWord(sight, actor.agency).state(NOTED, value=True, source="said")
    else:
        yield from OwnWord(sight, actor.agency).end(NOTED, source="observed")
    yield from new_threat(sight, sent)
    yield from new_contact(sight, sent)
    rows = [Measure(**row) for row in body["measures"]]
    for key in dict.fromkeys(row.risk for row in rows if row.risk.startswith(f"{THREAT}#")):
        yield from answered_threat(sight, actor.agency, key)
    yield from security_services(sight, actor.agency, [(row.kind, row.state) for row in rows if row.kind])
