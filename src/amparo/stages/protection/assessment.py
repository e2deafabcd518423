"""A risk assessment: the six views in one act; what changed since the one before; why another one is due.

What was seen of the place stands in a paper of its own, with the whereabouts: the rest is read by the police too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.determine import law
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.placing import press
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.fulfilling import fulfilled_by
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.known import standing
from amparo.stages.protection.risk import (
    FACTS,
    LEVELS,
    OF_AN_ADDRESS,
    OPEN,
    OUTSIDE,
    PLACE,
    SECURITY,
    VIEWS,
    WHEREABOUTS,
)

ASSESSMENT: Final = "risk-assessment"
ASSESSED: Final = "risk_assessed_on"
CHANGED: Final = "safety_changed_on"
PARTNERS: Final = "partners_consulted"
LONGEST: Final = 4000
SHORTEST: Final = 3
MOST: Final = 12
"""Measures of one view."""
ANSWERS: Final[Mapping[str, bool]] = {"yes": True, "no": False}
SAFETY: Final = frozenset(
    {ASSESSED, CHANGED, "staff_briefed_on", "plan_revised_on", "people_near_vetted", "place_safe_for_person", "threat.complete"}
)
"""A duty that turns on one of these is one of safety; so is one about a person to keep away, or a relative to protect."""
_TELLING: Final = ("threat#", "accommodation", "people_near_vetted", "place_", "in_danger_now", "retaliation_feared")


@dataclass(frozen=True, slots=True)
class Found:
    """What one assessment found in one view, and how that differs from the one before (nothing: it does not)."""

    view: str
    level: str
    seen: str
    measures: tuple[str, ...]
    before: str = ""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment: its paper, what it found in each view, what partners said."""

    paper: Paper
    found: tuple[Found, ...]
    partners: str

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the assessment before."""
        return any(each.before or each.new or each.gone for each in self.found)


def asked_facts(sight: Sight, accommodation: Any) -> tuple[str, ...]:
    """Return the facts that this viewer is asked for; an address is assessed outside a shelter, or where that is not known."""
    is_outside = accommodation is None or accommodation in OUTSIDE
    return tuple(
        name for name in FACTS if compartment_of(name) in sight.recordable and (is_outside or name not in OF_AN_ADDRESS)
    )


def assess(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Keep an assessment made today, and state what the law turns on; return the id of its paper."""
    sight = look(actor, case)
    draft = Draft(ASSESSMENT, SECURITY, _body(sight, sent), is_said=True, id=id_of_form(actor, case, sent.get("token", "")))
    if is_kept(sight, draft.id):
        return draft.id
    papers = [draft]
    if WHEREABOUTS in sight.recordable:
        papers.append(Draft(ASSESSMENT, WHEREABOUTS, _place(sent), answers=draft.id, is_said=True))
    is_pressing = sent.get("level-person") == "now" or sent.get("in_danger_now") == "yes"
    record(
        actor,
        case,
        tuple(_statements(sight, actor, sent)),
        seen=sight.seen,
        papers=papers,
        also=(lambda _standing: press(case)) if is_pressing else None,
    )
    return draft.id


def assessments(sight: Sight) -> tuple[Assessed, ...]:
    """Return the assessments of a case that the viewer may read, the last first, each beside the one before."""
    papers = [each for each in sight.papers if each.kind == ASSESSMENT and each.compartment == SECURITY]
    places = {each.answers: each for each in sight.papers if each.kind == ASSESSMENT and each.compartment == WHEREABOUTS}
    found: list[Assessed] = []
    for paper in papers:
        found.append(_assessed(paper, places.get(paper.id), found[-1] if found else None))
    return tuple(reversed(found))


def why_due(sight: Sight) -> tuple[str, ...]:
    """Return why an assessment is due anew, in words: none yet, grown old as the law says, or something changed since."""
    last, changed = latest(sight, ASSESSED), latest(sight, CHANGED)
    if last is None:
        return (_("No assessment is on record."),)
    days = review_days(sight.on)
    found = []
    if changed is not None and changed > last:
        found.append(_("Something that bears on safety changed since."))
    if days is not None and (sight.on - last).days >= days:
        found.append(_("It has grown old: the law here asks for a new one after %(n)s days.") % {"n": days})
    since = max((each.at for each in sight.papers if each.kind == ASSESSMENT), default=None)
    return (*found, *_since(sight, since)) if since is not None else tuple(found)


def review_days(on: date) -> int | None:
    """Return after how many days the law says that an assessment has grown old; nothing where it does not say."""
    amount = law().amounts.get("risk_review_days")
    value = amount.on(on) if amount is not None else None
    return value if isinstance(value, int) else None


def latest(sight: Sight, key: str) -> date | None:
    """Return the last day that anybody states of a day fact: two agencies that differ do not make it unknown here."""
    said = [each.value for each in standing(sight.entries) if each.key == key and not each.is_history]
    return max((each for each in said if isinstance(each, date)), default=None)


def owed_for_safety(sight: Sight) -> tuple[Mapping[str, Any], ...]:
    """Return the duties of the law that are owed today and turn on an assessment, a plan, a change or a briefing."""
    found = law().law_on(sight.on)
    owed = (each for each in sight.determinations if each["kind"] == "duty" and each["in_effect"] and each["rule"])
    return tuple(
        each
        for each in owed
        if each["fulfilled"] != "yes"
        and (rule := found.find(each["rule"])) is not None
        and any(_is_of_safety(key) for key in fulfilled_by(rule, found, each["item"] or ""))
    )


def _is_of_safety(key: str) -> bool:
    return key in SAFETY or key.startswith("threat#") or key.endswith(".protected")


def stated_on(sight: Sight, actor: Actor, key: str, day: date, source: str = "observed") -> Iterator[Statement]:
    """State a day in the place of an earlier one of the same agency; a later one stands."""
    word = OwnWord(sight, actor.agency)
    if any(isinstance(each.value, date) and each.value >= day for each in word.mine(key)):
        return
    yield from word.state(key, day.isoformat(), source=source)


def _body(sight: Sight, sent: Mapping[str, str]) -> dict[str, Any]:
    for name in VIEWS:
        _check_view(name, sent, is_elsewhere=name == PLACE and WHEREABOUTS not in sight.recordable)
    views = {name: {"level": sent[f"level-{name}"], **({} if name == PLACE else _told(sent, name))} for name in VIEWS}
    answers = {name: sent[name] for name in FACTS if sent.get(name) in (*ANSWERS, "unknown")}
    return {"views": views, "facts": answers, "partners": _text(sent, "partners")}


def _check_view(view: str, sent: Mapping[str, str], *, is_elsewhere: bool) -> None:
    """Raise `AmparoError` at the field that is missing; what is seen of the place is written by who may read whereabouts."""
    level = sent.get(f"level-{view}", "")
    if level not in LEVELS:
        raise _unfinished(_("say how dangerous it is; “not known” is an answer"), f"level-{view}")
    if is_elsewhere:
        return
    if level != "unknown" and len(_text(sent, f"seen-{view}")) < SHORTEST:
        raise _unfinished(_("write what was seen or heard"), f"seen-{view}")
    if level in OPEN and not lines_of(sent.get(f"measures-{view}", "")):
        raise _unfinished(_("choose a measure for this danger, or write what stands in its way"), f"measures-{view}")


def _unfinished(sentence: str, where: str) -> AmparoError:
    return AmparoError("protection-unfinished", sentence, where=where)


def _place(sent: Mapping[str, str]) -> dict[str, Any]:
    return _told(sent, PLACE)


def _told(sent: Mapping[str, str], view: str) -> dict[str, Any]:
    measures = lines_of(_text(sent, f"measures-{view}"))
    if len(measures) > MOST:
        raise _unfinished(_("write at most %(n)s measures, a line each") % {"n": MOST}, f"measures-{view}")
    return {"seen": _text(sent, f"seen-{view}"), "measures": list(measures)}


def _text(sent: Mapping[str, str], name: str) -> str:
    return words(sent, name, LONGEST)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something, each once."""
    tidy = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in tidy if line))


def _statements(sight: Sight, actor: Actor, sent: Mapping[str, str]) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    for name in (*FACTS, PARTNERS):
        if sent.get(name) in ANSWERS and compartment_of(name) in sight.recordable:
            yield from word.state(name, ANSWERS[sent[name]], source="observed")
    yield from stated_on(sight, actor, ASSESSED, today())


def _assessed(paper: Paper, place: Paper | None, before: Assessed | None) -> Assessed:
    told = {each.view: each for each in before.found} if before else {}
    views = {**paper.body["views"]}
    if place is not None:
        views[PLACE] = {**views[PLACE], **place.body}
    found = tuple(_found(name, views[name], told.get(name)) for name in VIEWS if name in views)
    return Assessed(paper, found, paper.body["partners"])


def _found(view: str, said: Mapping[str, Any], before: Found | None) -> Found:
    """Say what was found in a view; where the viewer may not read what was seen there, nothing is said to be new or gone."""
    found = Found(view, said["level"], said.get("seen", ""), tuple(said.get("measures", ())))
    if before is None:
        return found
    is_told = "measures" in said
    return replace(
        found,
        before=before.level if before.level != found.level else "",
        new=tuple(each for each in found.measures if each not in before.measures),
        gone=tuple(each for each in before.measures if is_told and each not in found.measures),
    )


def _since(sight: Sight, moment: datetime) -> Iterator[str]:
    """Yield what happened after a moment that bears on safety, in words."""
    kinds = {each.kind for each in sight.papers if each.at > moment}
    if "incident" in kinds:
        yield _("Something happened after it: see what happened.")
    if "placement" in kinds:
        yield _("The place where the person sleeps changed after it.")
    later = (each.key for each in sight.entries if each.recorded > moment)
    if any(key.startswith(_TELLING) or key.endswith(".in_danger") for key in later):
        yield _("What is known of dangers, relatives, the place or people near changed after it.")
