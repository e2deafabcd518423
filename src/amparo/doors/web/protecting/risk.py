"""The page of a risk assessment: the six views one after the other, each beside what was found last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.protecting.asking import asked_fact, beside_a_field, check_may, framed, seen_in
from amparo.doors.web.protecting.shown import threats
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.protection.assessment import (
    LONGEST,
    PARTNERS,
    Found,
    asked_facts,
    assess,
    assessments,
    why_due,
)
from amparo.stages.protection.risk import LEVELS, PLACE, SECURITY, VIEWS, WHEREABOUTS

FIRST: Final = "level-person"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def assessed(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_in(who, case, SECURITY)
    if request.method != "POST":
        return _shown(request, who, sight, {}, None)
    sent = request.POST.dict()
    try:
        check_may(sight, SECURITY)
        assess(who, case, sent)
    except AmparoError as error:
        trouble = beside_a_field(error, (f"{part}-{view}" for view in VIEWS for part in ("level", "seen", "measures")), FIRST)
        return _shown(request, who, sight, sent, trouble)
    return redirect("case-safety", case=case)


def _shown(request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str], trouble: Trouble | None) -> HttpResponse:
    facts = KeptFacts(sight)
    found = assessments(sight)
    last = {each.view: each for each in found[0].found} if found else {}
    recorded = _("Recorded so far: %(value)s.")
    asked = asked_facts(sight, facts.as_it_stands("accommodation"))
    views = [
        {
            "name": name,
            "title": view.title,
            "asked": view.asked,
            "kind": view.kind,
            "last": _last(last.get(name)),
            "fields": [
                field.with_trouble(trouble)
                for field in (
                    *(asked_fact(each, sent, facts.as_it_stands(each), recorded) for each in view.facts if each in asked),
                    *_fields(name, sent, last.get(name), is_elsewhere=name == PLACE and WHEREABOUTS not in sight.recordable),
                )
            ],
        }
        for name, view in VIEWS.items()
    ]
    context = {
        **framed(who, sight, "case-safety", sent, trouble),
        "views": views,
        "threats": threats(facts),
        "due": why_due(sight),
        "partners": _partners(facts, sent, recorded),
        "may_record": SECURITY in sight.recordable,
    }
    return render(request, "protecting/risk.html", context, status=422 if trouble else 200)


def _last(found: Found | None) -> dict[str, Any] | None:
    return {"level": str(LEVELS[found.level]), "seen": found.seen} if found else None


def _fields(view: str, sent: Mapping[str, str], last: Found | None, *, is_elsewhere: bool) -> Iterator[Field]:
    """Yield the level, and what was seen and is done; of the place only to who may record whereabouts.

    Measures of last time stand there to be kept, changed or taken out. What was found then is shown and not filled in.
    """
    level, seen, measures = (f"{part}-{view}" for part in ("level", "seen", "measures"))
    yield Field(
        level, level, _("How dangerous is it?"), sent.get(level, ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in LEVELS.items()),
    )  # fmt: skip
    if is_elsewhere:
        return
    yield Field(
        seen, seen, _("What was seen or heard, and from whom?"), sent.get(seen, ""), kind="area", rows=3, longest=LONGEST,
        hint=_("No address here.") if view != PLACE else _("Read only by who may know where the person sleeps."),
    )  # fmt: skip
    yield Field(
        measures, measures, _("What is done against it? One measure a line"),
        sent.get(measures, "\n".join(last.measures) if last else ""), kind="area", rows=3, longest=LONGEST,
    )  # fmt: skip


def _partners(facts: KeptFacts, sent: Mapping[str, str], recorded: str) -> tuple[Field, ...]:
    return (
        asked_fact(PARTNERS, sent, facts.as_it_stands(PARTNERS), recorded),
        Field(
            "partners", "partners", _("What does each partner think of the danger?"), sent.get("partners", ""), kind="area",
            rows=3, longest=LONGEST, optional=True, hint=_("Police, shelter, lawyer, helpers: each in a line."),
        ),
    )  # fmt: skip
