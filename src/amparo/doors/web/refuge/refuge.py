"""Asylum in one case: told, asked for fear and harm, claimed and decided, armed conflict; for who may read that part alone."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.languages import language_words, languages
from amparo.desk.pieces import CALM, WAIT
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.recorder import Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.asylum.refuge import ASYLUM, STEPS, Line, refuge_of, said_on
from amparo.stages.asylum.telling import HELPED, HOW, VOICE, tell, telling_from

LOOKS: Final = {"yes": CALM, "no": CALM}


@only("GET", "HEAD")
@signed_in
@of_a_case
def refuge(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = _sight(who, case)
    found = refuge_of(sight)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "refuge"),
        "found": found,
        "told": {"lines": _lines(found.lines["told"]), "last": _told(found.told), "may": VOICE in sight.recordable},
        "steps": [_step(sight, name, found.lines[name]) for name in STEPS],
        "wish": _lines(found.lines["wish"]),
        "refers": who.agency == sight.keeper,
    }
    return render(request, "refuge/refuge.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def told(request: HttpRequest, case: str) -> HttpResponseBase:
    """Ask how the person was told of asylum, and whether they understood."""
    who = actor(request)
    sight = _sight(who, case)
    if VOICE not in sight.recordable:
        raise not_there()
    sent, error = request.POST.dict(), None
    if request.method == "POST":
        try:
            tell(who, case, telling_from(sent), sent.get("token", ""))
        except AmparoError as refused:
            if refused.code in REFUSALS:
                raise
            error = refused
        else:
            return redirect("refuge", case=case)
    found = _fields(sent)
    trouble = Trouble.of(error, otherwise="language") if error is None else trouble_of(error, found)
    context = {
        "head": head_of(sight, who),
        "fields": [each.with_trouble(trouble) for each in found],
        "token": sent.get("token") or fresh_id(),
        "trouble": trouble,
    }
    return render(request, "refuge/told.html", context, status=422 if trouble else 200)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def step(request: HttpRequest, case: str, step: str) -> HttpResponseBase:
    """Ask the facts of one step, on the page on which every fact is asked."""
    who = actor(request)
    sight = _sight(who, case)
    keys = tuple(key for key in STEPS.get(step, ()) if compartment_of(key) in sight.recordable)
    if not keys:
        raise not_there()
    return recorder(request, who, sight, Asked(step_words(step)[0], keys, reverse("refuge", kwargs={"case": case})))


def step_words(name: str) -> tuple[str, str]:
    """Return the heading of a step, and what to mind."""
    return {
        "fear": (
            _("Fear of persecution and of serious harm"),
            _("Ask in safety, alone, with an interpreter whom the person accepts. What traffickers may do counts as harm."),
        ),
        "claim": (
            _("The claim, and what was decided"),
            _("A claim needs no form: words to any official are enough. Protection as a trafficked person goes on beside it."),
        ),
        "conflict": (
            _("Armed conflict"),
            _("Where a war is part of it, somebody looks up the rules that protect people in war before a measure is taken."),
        ),
    }[name]


def trouble_of(error: AmparoError, fields: tuple[Field, ...]) -> Trouble:
    """Return what is wrong, at the field that it belongs to."""
    where = error.where if error.where in {each.id for each in fields} else fields[0].id
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help[:1].upper() + error.help[1:], field=where)


def said_field(sent: dict[str, str]) -> Field:
    """Return the field for the person's own words."""
    label = _("What the person said, in their words")
    return Field("words", "words", label, sent.get("words", ""), kind="area", longest=4000, optional=True)


def _sight(who: Actor, case: str) -> Sight:
    """Look; whoever may not read the part of asylum is told that nothing is there, whatever stands in it."""
    sight = look(who, case)
    if ASYLUM not in sight.readable:
        raise not_there()
    return sight


def _lines(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    return [
        {"words": each.words, "value": each.value, "href": each.href, "look": LOOKS.get(each.state, WAIT)} for each in lines
    ]


def _step(sight: Sight, name: str, lines: tuple[Line, ...]) -> dict[str, Any]:
    heading, hint = step_words(name)
    may = any(compartment_of(key) in sight.recordable for key in STEPS[name])
    return {"name": name, "heading": heading, "hint": hint, "lines": _lines(lines), "may": may}


def _told(paper: Paper | None) -> dict[str, str]:
    if paper is None:
        return {}
    body = paper.body
    return {
        "at": said_on(paper),
        "language": language_words(body["language"]),
        "how": str(HOW[body["how"]]),
        "interpreter": str(HELPED[body["interpreter"]]),
        "understood": {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}[body["understood"]],
        "again": "" if body["understood"] == "yes" else _("Tell them again: in other words, with other help."),
        "words": body["words"],
    }


def _fields(sent: dict[str, str]) -> tuple[Field, ...]:
    how = tuple((name, str(words)) for name, words in HOW.items())
    helped = tuple((name, str(words)) for name, words in HELPED.items())
    understood = _("Did the person understand it?")
    hint = _("Let them say it back in their own words.")
    return (
        Field("language", "language", _("In which language?"), sent.get("language", ""), kind="select", choices=languages()),
        Field("how", "how", _("How was it explained?"), sent.get("how", ""), kind="radios", choices=how),
        Field("interpreter", "interpreter", _("Who interpreted?"), sent.get("interpreter", ""), kind="radios", choices=helped),
        Field("understood", "understood", understood, sent.get("understood", ""), hint, "yesno"),
        said_field(sent),
    )
