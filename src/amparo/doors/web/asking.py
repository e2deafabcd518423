"""The guided way: one question at a time, only those that still matter, with what already stands beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.desk.control import ADD, Control, control_for, entry_from
from amparo.desk.inquiry import opened
from amparo.desk.library import vocabulary, wording
from amparo.desk.present import Presenter
from amparo.desk.stated import stated_line
from amparo.desk.wording import parts
from amparo.doors.web.answering import damaged, show_answer
from amparo.doors.web.carried import Carried, carried_from, is_key
from amparo.doors.web.message import only
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

THEN_ANSWER = "answer"
THEN_NEXT = "next"


@only("POST")
def ask(request: HttpRequest) -> HttpResponseBase:
    try:
        carried = carried_from(request.POST, vocabulary())
        return _step(request, carried)
    except AmparoError as error:
        return damaged(request, error)


def _step(request: HttpRequest, carried: Carried) -> HttpResponseBase:
    form = request.POST
    shown = form.get("show", "")
    if shown:
        return show_question(request, carried, _checked(shown))
    if form.get("step") == "answer":
        return _take(request, carried, _checked(form.get("key", "")))
    if form.get("step") == "back":
        return _back(request, carried)
    return show_next(request, carried)


def _checked(key: str) -> str:
    if not is_key(key, vocabulary()):
        raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))
    return key


def _take(request: HttpRequest, carried: Carried, key: str) -> HttpResponse:
    """Take an answer; what cannot be taken is shown again with what was typed."""
    kind, number, _fact = parts(key)
    if kind and not number and request.POST.get("value") == ADD:
        return show_next(request, carried.with_item(kind))
    try:
        entry = entry_from(key, request.POST.dict(), wording())
        answered = carried.answered(key, entry)
        opened(answered.case, answered.question)
    except AmparoError as error:
        return show_question(request, carried, key, error)
    if request.POST.get("then") == THEN_ANSWER:
        return show_answer(request, answered)
    return show_next(request, answered)


def _back(request: HttpRequest, carried: Carried) -> HttpResponseBase:
    then = request.POST.get("then", "")
    if then == THEN_ANSWER:
        return show_answer(request, carried)
    if then == THEN_NEXT:
        return show_next(request, carried)
    if carried.trail:
        before, key = carried.without_last()
        return show_question(request, before, key)
    return show_answer(request, carried) if carried.case else redirect("first")


def show_next(request: HttpRequest, carried: Carried) -> HttpResponse:
    """Show the question that would settle most, or the answer when none is left."""
    presenter = _presenter(carried)
    question = next(presenter.questions(carried.trail), None)
    if question is None:
        return show_answer(request, carried, finished=True)
    return _question(request, carried, presenter, control_for(question.key, carried.entry(question.key), wording()), then="")


def show_question(request: HttpRequest, carried: Carried, key: str, error: AmparoError | None = None) -> HttpResponse:
    """Show one question, with the earlier answer filled in, or with what was just sent and what is wrong with it."""
    control = control_for(key, carried.entry(key), wording(), asked_before=key in carried.trail or _is_on_the_way_back(request))
    if error is not None:
        control = control.with_sent(request.POST.dict(), error)
    then = request.POST.get("then", "")
    return _question(request, carried, _presenter(carried), control, then, Trouble.of(error, otherwise=control.target))


def _is_on_the_way_back(request: HttpRequest) -> bool:
    return request.POST.get("step") == "back"


def _presenter(carried: Carried) -> Presenter:
    return Presenter(opened(carried.case, carried.question))


def _question(
    request: HttpRequest, carried: Carried, presenter: Presenter, control: Control, then: str, trouble: Trouble | None = None
) -> HttpResponse:
    context = {
        "carried": carried,
        "control": control,
        "standing": presenter.standing(carried.trail),
        "so_far": [
            stated_line(key, carried.entry(key), wording()) for key in reversed(carried.trail) if is_key(key, vocabulary())
        ],
        "number": len(carried.trail) + 1,
        "then": then,
        "trouble": trouble,
    }
    return render(request, "web/question.html", context, status=422 if trouble else 200)
