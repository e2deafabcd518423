"""Interviews: prepared, begun only where they are not held, and written up; and the work and pay that were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.standing import ActLine
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.interview import (
    ACCOUNT,
    AFTER,
    BEFORE,
    DISTRESS,
    INTERVIEW,
    KINDS,
    LONGEST,
    SEXES,
    SHORT,
    Talk,
    begin,
    left_to_others,
    prepare,
    talk_of,
    talks,
    write_up,
)
from amparo.stages.identification.interview_episode import episodes

PUBLIC: Final = (*REFUSALS, "not-your-act")
"""What is answered in the place of a page."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def interviews(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if ACCOUNT not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _listed(request, who, sight)
    sent = request.POST.dict()
    try:
        paper = prepare(who, case, sent)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return _listed(request, who, sight, sent, error)
    return redirect("interview", case=case, paper=paper)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def interview(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    talk = talk_of(sight, paper)
    if request.method != "POST":
        return _one(request, who, sight, talk)
    sent = request.POST.dict()
    try:
        if sent.get("do") == "begin":
            begin(who, case, paper)
            return redirect("interview", case=case, paper=paper)
        write_up(who, case, paper, sent)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return _one(request, who, sight, talk, sent, error)
    return redirect("interview", case=case, paper=paper) if episodes(sight) else redirect("episodes", case=case)


def _trouble(error: AmparoError | None, fields: Iterable[Field]) -> Trouble | None:
    if error is None:
        return None
    known = {field.id for field in fields}
    field = error.where if error.where in known else "begin"
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _listed(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    fields = _before(sent or {}, sight)
    trouble = _trouble(error, fields)
    found = talks(sight)
    named = Named.of((), {talk.prepared.user for talk in found})
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "interviews"),
        "talks": [_line(talk, named) for talk in reversed(found)],
        "act": _act(sight),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "fields": [field.with_trouble(trouble) for field in fields],
        "others": _others(sight, BEFORE),
        "token": (sent or {}).get("token") or fresh_id(),
        "may_record": ACCOUNT in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "deciding/interviews.html", context, status=422 if error else 200)


def _one(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    talk: Talk,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
) -> HttpResponse:
    fields = _after(sent or {}, sight)
    trouble = _trouble(error, fields)
    named = Named.of((), {talk.prepared.user})
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "interviews"),
        **_line(talk, named),
        "prepared": _told(talk.prepared.body, BEFORE),
        "written": _written(talk),
        "act": _act(sight) if talk.begun is None else None,
        "standing": {"law": {"pack": sight.law["pack"]}},
        "is_begun": talk.begun is not None,
        "fields": [field.with_trouble(trouble) for field in fields],
        "others": _others(sight, AFTER),
        "may_record": ACCOUNT in sight.recordable and talk.written is None,
        "trouble": trouble,
    }
    return render(request, "deciding/interview.html", context, status=422 if error else 200)


def _act(sight: Sight) -> ActLine | None:
    """Return the act in words while it is held."""
    acts = Keeper(sight, KeptFacts(sight).as_it_stands).standing().acts
    return next((act for act in acts if act.name == INTERVIEW), None)


def _others(sight: Sight, asked: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what somebody else has to record, and in which part of the case."""
    words = wording()
    return [
        {"words": words.fact(name), "part": words.words.label("compartments", compartment_of(name))}
        for name in asked
        if name in left_to_others(sight)
    ]


def _line(talk: Talk, named: Named) -> dict[str, Any]:
    state = _("Written up") if talk.written else _("Begun") if talk.begun else _("Prepared, not begun")
    return {
        "id": talk.prepared.id,
        "by": named.user(talk.prepared.user),
        "at": said_moment(talk.prepared.at),
        "state": state,
        "look": "" if talk.written else "wait",
    }


def _told(body: Mapping[str, Any], asked: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what a paper of an interview holds, in words; what is empty is left out."""
    values = {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}
    lines = [{"words": wording().fact(name), "value": values.get(body.get(name, ""), "")} for name in asked if name in body]
    more = {
        _("Companions out of the room"): values.get(body.get("companions_out", ""), ""),
        _("Who asks and interprets"): str(SEXES.get(body.get("sex", ""), "")),
        _("Interpreter"): body.get("interpreter", ""),
        _("Place"): body.get("place", ""),
        _("Somebody at the person’s side"): body.get("support", ""),
        _("Kind of talk"): str(KINDS.get(body.get("kind", ""), "")),
        _("Distress"): str(DISTRESS.get(body.get("distress", ""), "")),
        _("Breaks"): body.get("breaks", ""),
    }
    return lines + [{"words": words, "value": value} for words, value in more.items() if value]


def _written(talk: Talk) -> dict[str, Any] | None:
    if talk.written is None:
        return None
    body = talk.written.body
    return {"said": body["said"], "observed": body["observed"], "lines": _told(body, AFTER)}


def _asked(name: str, sent: Mapping[str, str]) -> Field:
    return Field(name, name, wording().fact(name), sent.get(name, ""), hint=wording().asked(name).worker, kind="yesno")


def _before(sent: Mapping[str, str], sight: Sight) -> tuple[Field, ...]:
    asked = [_asked(name, sent) for name in BEFORE if name not in left_to_others(sight)]
    return (
        *asked,
        Field(
            "sex", "sex", _("Who should ask and interpret? Ask the person."), sent.get("sex", ""), kind="radios",
            choices=tuple((name, str(words)) for name, words in SEXES.items()),
        ),
        Field("companions_out", "companions_out", _("Companions are out of the room"), sent.get("companions_out", ""),
              kind="yesno", hint=_("Whoever came with the person may be whom they fear. Nobody interprets for a companion.")),
        Field("interpreter", "interpreter", _("Interpreter, by number or office, not by name"), sent.get("interpreter", ""),
              longest=SHORT, optional=True),
        Field("place", "place", _("Where"), sent.get("place", ""), longest=SHORT, optional=True,
              hint=_("A kind of room, not an address.")),
        Field("support", "support", _("Somebody at the person’s side"), sent.get("support", ""), longest=SHORT, optional=True,
              hint=_("A lawyer, a guardian, somebody the person trusts: in what role.")),
    )  # fmt: skip


def _after(sent: Mapping[str, str], sight: Sight) -> tuple[Field, ...]:
    asked = [_asked(name, sent) for name in AFTER if name not in left_to_others(sight)]
    return (
        Field("kind", "kind", _("What kind of talk was it?"), sent.get("kind", ""), kind="radios",
              choices=tuple((name, str(words)) for name, words in KINDS.items())),
        Field("said", "said", _("What the person said"), sent.get("said", ""), kind="area", rows=10, longest=LONGEST,
              hint=_("In their own words where you can.")),
        Field("observed", "observed", _("What you observed"), sent.get("observed", ""), kind="area", rows=6, longest=LONGEST,
              hint=_("What was seen and heard, and no conclusion from it. Silence, denial and a late account say nothing.")),
        Field("breaks", "breaks", _("Breaks"), sent.get("breaks", ""), longest=SHORT, optional=True),
        Field("distress", "distress", _("Distress"), sent.get("distress", ""), kind="radios",
              choices=tuple((name, str(words)) for name, words in DISTRESS.items())),
        *asked,
    )  # fmt: skip
