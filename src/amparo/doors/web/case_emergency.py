"""Breaking glass: the form for it, and, for those who judge, what was done and why."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.action import Action
from amparo.casework.actor import Actor, actor_of
from amparo.casework.bundles import BUNDLES
from amparo.casework.emergencies import Emergency, emergencies, emergency
from amparo.casework.entitled import not_there
from amparo.casework.glass import GROUNDS, VERDICTS, break_glass, reason_of, review_glass, right_of
from amparo.casework.log import log
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.named import Named
from amparo.casework.policy import GlassRight
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.desk.case_code import case_from, short_code
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import REFUSALS, Head, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.proving import is_them
from amparo.doors.web.signed_in import actor, signed_in, stepped_up, user_of
from amparo.doors.web.tries import trying
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

FIELDS: Final = ("compartment", "ground", "reason", "second", "second_code")


@only("GET", "HEAD")
@signed_in
@of_a_case
def begin(request: HttpRequest) -> HttpResponseBase:
    """Lead from a code as it was read out to the form; the case is not looked for."""
    _check_bundle(actor(request))
    code = case_from(request.GET.get("code", ""))
    return redirect("case-emergency", case=code) if code.isalnum() else redirect("cases")


@only("GET", "HEAD", "POST")
@stepped_up
@of_a_case
def open_glass(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    _check_bundle(who)
    if request.method != "POST":
        return _form(request, who, case)
    form = request.POST
    try:
        compartment = _compartment(who, form.get("compartment", ""))
        ground, reason = form.get("ground", ""), form.get("reason", "")
        break_glass(who, case, compartment, ground=ground, reason=reason, second=_second(request))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _form(request, who, case, _trouble(error))
    return redirect("case", case=case)


def _check_bundle(who: Actor) -> None:
    """Refuse whoever never breaks glass as if there were no case: it is not even looked for."""
    bundle = BUNDLES.get(who.bundle)
    if bundle is None or Action.BREAK_GLASS not in bundle.actions:
        raise not_there()


def _compartment(who: Actor, name: str) -> str:
    if name not in _openable(who):
        raise AmparoError("compartment-missing", _("one part has to be chosen"), where="compartment")
    return name


def _openable(who: Actor) -> list[str]:
    return sorted(BUNDLES[who.bundle].reads & BOUNDS[Purpose.EMERGENCY].compartments)


def _second(request: HttpRequest) -> Actor | None:
    """Return the second person who agrees, if they proved with a code of their own who they are."""
    name, code = request.POST.get("second", "").strip(), request.POST.get("second_code", "").strip()
    if not name:
        return None
    user = User.objects.select_related("agency").filter(username=name, is_active=True).first()
    # counted by who asks, and not by who is named: nobody keeps a colleague out by guessing at their codes
    with trying(request, f"second:{user_of(request).pk}") as attempt, transaction.atomic():
        attempt.succeeded = bool(attempt.may and user is not None and is_them(user, code, ""))
        if not attempt.succeeded:
            log("sign-in-failed", actor(request), about={"with": "second person"})
    if user is None or not attempt.succeeded:
        raise AmparoError("second-person-unproved", _("that name and code do not go together"), where="second")
    return actor_of(user, stepped_up=True)


def _trouble(error: AmparoError) -> Trouble:
    field = {"second-person-needed": "second", "same-person": "second", "wrong-ground": "ground"}.get(error.code, error.where)
    said = {
        "wrong-ground": _("Choose what the emergency is"),
        "compartment-missing": _("Choose one part"),
        "glass-without-reason": _("Say in at least ten signs why you must read it now"),
    }
    sentence = said.get(error.code, error.sentence[:1].upper() + error.sentence[1:])
    return Trouble(sentence, "" if error.code in said else error.help, field=field if field in FIELDS else "compartment")


def _form(request: HttpRequest, who: Actor, case: str, trouble: Trouble | None = None) -> HttpResponse:
    context = {
        "head": Head(case, short_code(case)),
        "compartments": [(name, wording().words.label("compartments", name)) for name in _openable(who)],
        "grounds": [(name, begun(of_law(words))) for name, words in GROUNDS.items()],
        "takes_two": right_of(who.user, now()) is GlassRight.OFTEN,
        "sent": request.POST,
        "trouble": trouble,
    }
    return render(request, "cases/emergency.html", context, status=422 if trouble else 200)


@only("GET", "HEAD")
@signed_in
@of_a_case
def to_judge(request: HttpRequest) -> HttpResponse:
    found = emergencies(actor(request))
    lines = [_line(each, _named(found)) for each in found]
    waiting, judged = ([each for each in lines if bool(each["verdict"]) is done] for done in (False, True))
    return render(request, "cases/emergencies.html", {"waiting": waiting, "judged": judged})


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def judge(request: HttpRequest, glass: str) -> HttpResponseBase:
    who = actor(request)
    found = emergency(who, glass)
    trouble = None
    if request.method == "POST":
        try:
            review_glass(who, glass, request.POST.get("verdict", ""))
        except AmparoError as error:
            if error.code in REFUSALS:
                raise
            trouble = Trouble(_("Choose a verdict") if error.code == "wrong-verdict" else error.sentence, field="verdict-1")
        else:
            return redirect("emergencies")
    context = {
        "line": _line(found, _named((found,))),
        "reason": reason_of(who, glass),
        "verdicts": [(name, begun(of_law(words))) for name, words in VERDICTS.items()],
        "trouble": trouble,
    }
    return render(request, "cases/judge.html", context, status=422 if trouble else 200)


def _named(found: tuple[Emergency, ...]) -> Named:
    return Named.of({each.agency for each in found}, {each.user for each in found})


def _line(each: Emergency, named: Named) -> dict[str, Any]:
    return {
        "id": each.id,
        "code": short_code(each.case),
        "who": named.user(each.user),
        "agency": named.agency(each.agency),
        "part": wording().words.label("compartments", each.compartment),
        "ground": GROUNDS[each.ground],
        "at": said_moment(each.since),
        "until": said_moment(each.until),
        "verdict": VERDICTS.get(each.verdict, ""),
        "is_overdue": each.is_overdue,
        "is_own": each.is_own,
    }
