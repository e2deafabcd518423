"""To end the work on a case, and to begin it again: what holds the closing, what is still owed, and the reasons."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.closing import CLOSED, PAPER, Ending, begin_again, close, ending
from amparo.casework.named import Named
from amparo.casework.waiting import (
    ACT_SECOND,
    ACT_TOLD,
    CHALLENGE,
    DETENTION_REVIEW,
    PERSON_ASKED,
    PERSON_WROTE,
    SECOND_READER,
)
from amparo.desk.acted import act_line, answer_words, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.marked import begun
from amparo.desk.pieces import Happened
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

FIELDS: Final = ("ground", "reasons")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def close_case(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    if request.method != "POST":
        return _shown(request, who, case)
    try:
        _do(request, who, case)
    except AmparoError as error:
        if error.code in (*REFUSALS, "not-yours-to-decide"):
            raise
        field = error.where if error.where in FIELDS else "reasons"
        return _shown(request, who, case, Trouble(error.sentence, begun(error.help), field=field))
    return redirect("case-close", case=case)


def _do(request: HttpRequest, who: Actor, case: str) -> None:
    form = request.POST
    if form.get("do") == "begin":
        begin_again(who, case, reasons=form.get("reasons", ""))
        return
    owed = form.get("owed", "")
    count = int(owed) if owed.isascii() and owed.isdigit() and len(owed) < len("10000") else -1
    close(who, case, ground=form.get("ground", ""), reasons=form.get("reasons", ""), owed=count)


def _shown(request: HttpRequest, who: Actor, case: str, trouble: Trouble | None = None) -> HttpResponse:
    found = ending(who, case)
    keeper = Keeper(found.sight, KeptFacts(found.sight).as_it_stands)
    answer = found.answer
    goes_on = answer is not None and answer.goes_on
    context = {
        "head": head_of(found.sight, who),
        "standing": keeper.standing(),
        "owed_count": len(found.owed),
        "since": said_moment(found.since) if found.since else "",
        "moved": said_moment(found.moved) if found.since and found.moved > found.since else "",
        "act": act_line(keeper, answer) if answer else None,
        "short": answer_words(answer.answer) if answer else "",
        "way": way_words(answer.way) if answer else "",
        "goes_on": goes_on,
        "waits": [waiting_words(each.kind) for each in found.waits],
        "may_close": found.may_close and goes_on and not found.since,
        "may_begin": bool(found.since and found.sight.recordable),
        "ground": _ground(request.POST.get("ground", "")).with_trouble(trouble),
        "reasons": _reasons(request.POST.get("reasons", "")).with_trouble(trouble),
        "before": _before(found),
        "trouble": trouble,
    }
    return render(request, "acts/close.html", context, status=422 if trouble else 200)


def _before(found: Ending) -> list[Happened]:
    papers = [each for each in found.sight.papers if each.kind == PAPER]
    named = Named.of({each.agency for each in papers}, {each.user for each in papers})
    return [
        Happened(
            said_moment(each.at),
            _("Work on the case was ended") if each.body["do"] == CLOSED else _("Work on the case began again"),
            f"{named.user(each.user)}, {named.agency(each.agency)}",
            detail=each.body["reasons"],
        )
        for each in reversed(papers)
    ]


def waiting_words(kind: str) -> str:
    """Say what waits in a case."""
    return {
        SECOND_READER: _("A decision waits for its second reader"),
        ACT_SECOND: _("A decision on a held act waits for its second person"),
        CHALLENGE: _("A challenge waits for its answer"),
        ACT_TOLD: _("The person and their lawyer have to be told of a decision"),
        PERSON_WROTE: _("The person wrote, and somebody has to read it"),
        PERSON_ASKED: _("The person asked about their data"),
        DETENTION_REVIEW: _("A detention has to be reviewed again"),
    }.get(kind, _("Something waits for an answer"))


def _ground(chosen: str) -> Field:
    grounds = (
        ("wish", _("The person has left all help of their own wish, and knows that they may come back")),
        ("settled", _("The person is settled, and nothing more is needed")),
        ("elsewhere", _("Another agency sees the person through")),
        ("duplicate", _("This case is another case of the same person")),
        ("no-victim", _("It was decided, finally and after review, that the person was not trafficked")),
        ("died", _("The person has died")),
        ("other", _("Another ground, which the reasons name")),
    )
    return Field("ground", "ground", _("Why does the work end?"), chosen, kind="radios", choices=grounds)


def _reasons(written: str) -> Field:
    hint = _("Facts do not follow from this text: record them first.")
    return Field("reasons", "reasons", _("The reasons"), written, hint, "area", longest=8000)
