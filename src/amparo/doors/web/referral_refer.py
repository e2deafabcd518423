"""Referring a case: what help, who gives it, what they will see exactly, on what it rests; and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.audience import audience
from amparo.casework.bases import BASES
from amparo.casework.models import Agency
from amparo.casework.moment import fresh_id, now
from amparo.casework.named import Named
from amparo.casework.paper_kinds import KINDS as PAPER_KINDS
from amparo.casework.referring.directory import services
from amparo.casework.referring.outgoing import send_out
from amparo.casework.referring.partners import MARK, partners
from amparo.casework.referring.plan import Plan
from amparo.casework.referring.preview import Preview, at_work, preview
from amparo.casework.referring.sending import send
from amparo.casework.referring.sent import Sent, sent_of
from amparo.casework.referring.states import HELPS
from amparo.casework.referring.wishing import Wish, wish_for
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case, told
from amparo.doors.web.message import only
from amparo.doors.web.referral_form import (
    FIELDS,
    TRANSFER,
    basis_fields,
    first_fields,
    grant_fields,
    parts_for,
    plan_fields,
    plan_from,
    receivers,
)
from amparo.doors.web.referral_services import service_lines
from amparo.doors.web.referral_words import emergency_numbers, sent_line
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

SEND: Final = "send"
STEPS: Final = ("find", "choose", "see", SEND)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def refer(request: HttpRequest, case: str) -> HttpResponseBase:
    if request.method == "POST" and request.POST.get("do") == SEND:
        return _proved(request, case=case)
    return _page(request, case)


@stepped_up
@of_a_case
def _proved(request: HttpRequest, case: str) -> HttpResponseBase:
    return _page(request, case)


def _page(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    shareable = audience(who, case).shareable if who.agency == sight.keeper else frozenset[str]()
    if not shareable:
        raise AmparoError(
            "not-yours-in-case",
            "this is not yours to do in this case",
            help=_("who keeps the case refers it: case managers and supervisors there"),
        )
    step = request.POST.get("do", "")
    if step not in STEPS:
        return _begin(request, sight, who)
    if step == "find":
        return _find(request, sight, who)
    return _plan(request, sight, who, shareable, step)


def _context(sight: Sight, who: Actor) -> dict[str, Any]:
    return {"head": head_of(sight, who), "numbers": emergency_numbers()}


def _begin(request: HttpRequest, sight: Sight, who: Actor, trouble: Trouble | None = None) -> HttpResponse:
    found = sent_of(who, sight.case)
    named = Named.of({each.receiver for each in found})
    context = {
        **_context(sight, who),
        "fields": [each.with_trouble(trouble) for each in first_fields(request.POST)],
        "sent": [_earlier(each, named) for each in found],
        "trouble": trouble,
    }
    return render(request, "referrals/refer.html", context, status=422 if trouble else 200)


def _earlier(each: Sent, named: Named) -> Mapping[str, Any]:
    """Return one referral of this case: what matters here is to whom it went, and when."""
    line = sent_line(each, named, now())
    return {**line, "words": line["whom"], "whom": said_moment(each.sent)}


def _find(request: HttpRequest, sight: Sight, who: Actor, trouble: Trouble | None = None) -> HttpResponse:
    """Show who gives this kind of help: those of the directory in that area, and every agency here whose work it is."""
    form = request.POST
    kind, is_transfer = form.get("kind", ""), form.get("transfer") == "yes"
    if is_transfer and kind not in HELPS:
        kind = TRANSFER
    if kind not in HELPS:
        return _begin(request, sight, who, Trouble(_("Choose what help is needed"), field="kind"))
    listed = services(who, kind=kind, area=form.get("area", ""))
    away = () if is_transfer else tuple((f"{MARK}{each.id}", each.card.title) for each in partners())
    here = receivers(kind, sight.keeper, leads=is_transfer, listed={each.entry.agency for each in listed})
    within = {name for name, _title in here}
    context = {
        **_context(sight, who),
        "kind": kind,
        "kind_words": begun(of_law(HELPS[kind].meaning)),
        "is_transfer": is_transfer,
        "here": [each for each in service_lines(listed) if each["agency"] in within],
        "outside": [each for each in service_lines(listed) if each["agency"] not in within],
        "field": Field(
            "agency", "agency", _("Agencies here"), form.get("agency", ""), kind="radios", choices=(*here, *away)
        ).with_trouble(trouble),
        "trouble": trouble,
    }  # fmt: skip
    return render(request, "referrals/find.html", context, status=422 if trouble else 200)


def _plan(request: HttpRequest, sight: Sight, who: Actor, shareable: Collection[str], step: str) -> HttpResponseBase:
    form, wish = request.POST.copy(), wish_for(who, sight.case)
    try:
        receiver = at_work(form.get("agency", ""))
    except AmparoError:
        return _find(request, sight, who, Trouble(_("Choose who is asked"), field="agency"))
    kind = str(form.get("kind", ""))
    if kind not in HELPS:
        return _begin(request, sight, who, Trouble(_("Choose what help is needed"), field="kind"))
    fits = parts_for(receiver, kind, "", shareable)
    if step == "choose":
        form.setlist("compartments", list(fits))
        return _shown(request, sight, who, form, wish, receiver, fits, shareable)
    trouble = None
    try:
        plan = plan_from(form, shareable)
        if step == SEND and form.get("shown") == _mark(plan):
            sending = send_out if plan.agency.startswith(MARK) else send
            return redirect("referral", referral=sending(who, sight.case, plan, once=form.get("once", "")))
        if step == SEND:
            trouble = Trouble(_("Look at what they will see now, then send"), field="preview")
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        trouble = _trouble(error, str(form.get("basis", "")))
    return _shown(request, sight, who, form, wish, receiver, fits, shareable, trouble)


def _trouble(error: AmparoError, basis: str) -> Trouble:
    if error.code == "basis-not-recorded":
        field = f"{basis}-{error.where}" if error.where in BASES[basis].records else "basis"
    else:
        field = error.where if error.where in FIELDS else "agency-title"
    return Trouble(begun(error.sentence), begun(error.help), field=field)


def _mark(plan: Plan) -> str:
    """What a preview was of: nothing is sent of which another preview was shown."""
    return " ".join((plan.agency, plan.reserve, plan.kind, *sorted(plan.compartments)))


def _shown(  # noqa: PLR0913, PLR0917 one page of many parts, each worked out once
    request: HttpRequest,
    sight: Sight,
    who: Actor,
    form: QueryDict,
    wish: Wish,
    receiver: Agency,
    fits: Collection[str],
    shareable: Collection[str],
    trouble: Trouble | None = None,
) -> HttpResponse:
    kind, is_transfer = str(form["kind"]), form.get("transfer") == "yes"
    seen, plan = _previews(who, sight.case, form, shareable)
    fields = {name: each.with_trouble(trouble) for name, each in grant_fields(form, fits, form.getlist("compartments")).items()}
    keeps = grant_fields(form, shareable, form.getlist("keeps"))["compartments"]
    is_away = receiver.id.startswith(MARK)
    others = [] if is_away else [each for each in receivers(kind, sight.keeper, leads=is_transfer) if each[0] != receiver.id]
    context = {
        **_context(sight, who),
        "kind": kind,
        "kind_words": begun(of_law(HELPS[kind].meaning)),
        "is_transfer": is_transfer,
        "is_away": is_away,
        "receiver": receiver,
        "wish": wish,
        "offer_fields": [each.with_trouble(trouble) for each in plan_fields(form, wish.age)],
        "fields": fields,
        "keeps": keeps.with_trouble(trouble) if is_transfer else None,
        "reserve": Field(
            "reserve", "reserve", _("Who is asked if they say no, or nothing?"), form.get("reserve", ""),
            _("Only if the person agreed to this one too."), kind="select", choices=tuple(others), optional=True,
        ).with_trouble(trouble),
        "bases": basis_fields(form, wish.is_child, refused=wish.refused, trouble=trouble),
        "previews": seen,
        "mark": _mark(plan) if plan else "",
        "once": form.get("once") or fresh_id(),
        "trouble": trouble,
    }  # fmt: skip
    return render(request, "referrals/plan.html", context, status=422 if trouble else 200)


def _previews(who: Actor, case: str, form: QueryDict, shareable: Collection[str]) -> tuple[list[dict[str, Any]], Plan | None]:
    """Return what each agency that may come to read will see, in words, and the plan of which it is the preview."""
    try:
        plan = plan_from(form, shareable)
        asked = [plan.agency, *([plan.reserve] if plan.reserve else [])]
        return [_preview(preview(who, case, plan, agency)) for agency in asked], plan
    except AmparoError:
        return [], None  # what is wrong with it is said when it is sent


def _preview(found: Preview) -> dict[str, Any]:
    return {
        "agency": at_work(found.agency).title,
        "is_away": found.agency.startswith(MARK),
        "is_staffed": found.is_staffed,
        "shown": [
            {"who": ", ".join(begun(of_law(each.replace("_", " "))) for each in group.bundles), **_sight(group.sight)}
            for group in found.shown
        ],
    }


def _sight(sight: Sight) -> Mapping[str, Any]:
    """Return a sight in words: each fact, each paper, what is held, and how much they will not see."""
    _facts, parts = told(sight)
    standing = parts["standing"]
    label = wording().words.label
    return {
        "called": sight.called,
        "parts": parts["parts"],
        "silent": ", ".join(part.title for part in parts["silent"]),
        "papers": [
            {
                "words": begun(of_law(PAPER_KINDS[paper.kind].meaning)),
                "part": label("compartments", paper.compartment),
                "at": said_moment(paper.at),
                "href": f"{reverse('case-papers', kwargs={'case': sight.case})}#paper-{paper.id}",
            }
            for paper in sight.papers
        ],
        "held": [act.title for act in standing.held],
        "owed": standing.owed_count,
        "withheld": sight.withheld,
        "beyond": sight.beyond,
    }
