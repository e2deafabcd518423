"""One service: added, shown with all that was done, and moved on by one step a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.acting import read_answer
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.acted import act_line, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.supporting.form_page import Form, check_records, form_page, seen_by
from amparo.doors.web.supporting.service_shown import shown_service
from amparo.doors.web.supporting.step_fields import DELIVER, FITTING, fields_of, on_field, words_field
from amparo.doors.web.supporting.words import ANY, kind_words, service_page, step_page, step_words
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.support.delivering import deliver, take_back
from amparo.stages.support.ending import END, OPEN, WITHDRAWAL, end
from amparo.stages.support.fitting import fit
from amparo.stages.support.kinds import SUPPORT, is_open, kinds
from amparo.stages.support.listing import PHASES, add_service
from amparo.stages.support.services import ENDED, GIVEN, Service, service_of
from amparo.stages.support.steps import FROM, may_move, next_step, steps_from, take

BESIDE: Final = (FITTING, DELIVER, END)
"""What can be done with a service beside moving it on."""


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def add(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    check_records(sight, SUPPORT)
    added: list[str] = []

    def form(sent: Mapping[str, str]) -> Form:
        said = tuple((each, kind_words(each)) for each in kinds() if is_open(each, sight.readable))
        phases = tuple((each, wording().value(f"{ANY}.phase", each)) for each in PHASES)
        fields = (
            Field("kind", "kind", _("What kind of help?"), sent.get("kind", ""), kind="select", choices=said),
            Field("phase", "phase", _("When, if a return is part of the case"), sent.get("phase", ""), kind="radios",
                  choices=phases, optional=True),
            on_field(sent, _("Needed since which day?")),
            words_field(sent, _("What the person says of it")),
        )  # fmt: skip
        return Form(_("Add one service"), fields, _("Put it on the list"), _plan(case), _("Plan of help"))

    answer = form_page(request, who, sight, form, lambda sent: added.append(add_service(who, case, sent)), _plan(case))
    return redirect(service_page(case, added[0])) if added else answer


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def service(request: HttpRequest, case: str, number: str) -> HttpResponseBase:
    """Show one service; a delivery that was written down wrongly is taken back here."""
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    found = _found(sight, number)
    error = None
    if request.method == "POST":
        try:
            take_back(who, case, number, request.POST.get("paper", ""), request.POST.dict())
        except AmparoError as wrong:
            if wrong.code != "support-unfinished":
                raise
            error = wrong
        else:
            return redirect(service_page(case, number))
    context = shown_service(who, sight, found)
    if error is not None:
        field = next((f"text-{each.id}" for each in found.delivered if each.id == request.POST.get("paper")), "main")
        context["trouble"] = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)
    first = next_step(found)
    steps = sorted(steps_from(found), key=lambda each: each != first)
    context["moves"] = _moves(sight, found, steps) if may_move(sight, found, who.agency) else ()
    context["beside"] = _moves(sight, found, _beside(sight, found, who.agency))
    return render(request, "supporting/service.html", context, status=422 if error else 200)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def step(request: HttpRequest, case: str, number: str, step: str) -> HttpResponseBase:
    who = actor(request)
    sight = seen_by(who, case, SUPPORT)
    found = _found(sight, number)
    if step not in (*FROM, *BESIDE):
        raise not_there()
    check_records(sight, found.part, *(() if step == DELIVER else (compartment_of(found.key),)))
    open_ = (*steps_from(found), *_beside(sight, found, who.agency))
    if request.method != "POST" and step not in open_:
        return redirect(service_page(case, number))  # it was moved on meanwhile
    shows = _held(who, sight) if step == END else {}

    def form(sent: Mapping[str, str]) -> Form:
        return Form(
            f"{kind_words(found.kind)}: {step_words(step)}",
            fields_of(step, who, found, sent),
            _("Keep this"),
            service_page(case, number),
            kind_words(found.kind),
            shows=shows,
            template="supporting/end.html" if step == END else "supporting/form.html",
        )

    act = _ACTS.get(step) or (lambda *said: take(said[0], said[1], said[2], step, said[3]))
    return form_page(request, who, sight, form, lambda sent: act(who, case, number, sent), service_page(case, number))


_ACTS: Final[Mapping[str, Callable[[Actor, str, str, Mapping[str, str]], None]]] = {FITTING: fit, DELIVER: deliver, END: end}


def _found(sight: Sight, number: str) -> Service:
    found = service_of(sight, number)
    if not is_open(found.kind, sight.readable):
        raise not_there()
    return found


def _beside(sight: Sight, found: Service, agency: str) -> tuple[str, ...]:
    """Return what can be done with it beside moving it on: nothing that this viewer may not record."""
    moves = may_move(sight, found, agency)
    may = {
        FITTING: moves and found.state != ENDED,
        DELIVER: found.part in sight.recordable and found.state in (GIVEN, ENDED),
        END: moves and found.state in OPEN,
    }
    return tuple(name for name, is_so in may.items() if is_so)


def _moves(sight: Sight, found: Service, names: Sequence[str]) -> list[dict[str, str]]:
    return [{"words": step_words(each), "href": step_page(sight.case, found.number, each)} for each in names]


def _held(who: Actor, sight: Sight) -> dict[str, Any]:
    """Return what the law says of ending help against the person's wish, before anybody does it."""
    answer = read_answer(who, sight, WITHDRAWAL)
    line = act_line(Keeper(sight, KeptFacts(sight).as_it_stands), answer)
    return {
        "act": line,
        "answer": answer,
        "way": way_words(answer.way),
        "act_page": reverse("case-act", kwargs={"case": sight.case, "act": WITHDRAWAL}),
    }


def _plan(case: str) -> str:
    return reverse("support", kwargs={"case": case})
