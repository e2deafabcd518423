"""The page of challenges to a decision on status: made for the person, answered by others, said to be over by who made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.determine import law
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.challenge import (
    LONGEST,
    MAKERS,
    challenge,
    challenge_from,
    is_over,
    open_papers,
    say_over,
    was_refused,
    withdraw,
)
from amparo.stages.identification.decision_standing import AUTHORITY

LEGAL: Final = "legal"
ACCOUNT: Final = "account"
FIELDS: Final = ("maker", "grounds", "evidence")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def challenged(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        match sent.get("do"):
            case "over":
                withdraw(who, case, sent.get("paper", ""))
            case "time":
                say_over(who, case)
            case _:
                challenge(who, case, challenge_from(sent), sent.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("challenge", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    where = error.where if error is not None and error.where in FIELDS else "grounds"
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=where) if error else None
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "decision"),
        "made": _made(who, sight),
        "refused": was_refused(sight),
        "may_record": {LEGAL, ACCOUNT} <= sight.recordable,
        "is_over": who.body == AUTHORITY and is_over(sight),
        "fields": [field.with_trouble(trouble) for field in _fields(sent or {})],
        "token": (sent or {}).get("token") or fresh_id(),
        "appeal": law().profile.contacts.get("appeal_body"),
        "help": law().profile.contacts.get("legal_aid"),
        "trouble": trouble,
    }
    return render(request, "deciding/challenge.html", context, status=422 if error else 200)


def _made(who: Actor, sight: Sight) -> list[dict[str, Any]]:
    papers = open_papers(sight)
    named = Named.of({paper.agency for paper, _waits, _over in papers}, {paper.user for paper, _waits, _over in papers})
    return [
        {
            "id": paper.id,
            "maker": str(MAKERS[paper.body["maker"]]),
            "grounds": paper.body["grounds"],
            "evidence": paper.body["evidence"],
            "at": said_moment(paper.at),
            "by": f"{named.user(paper.user)}, {named.agency(paper.agency)}",
            "state": _("Over") if over else _("Waits for its answer") if waits else _("Answered by a new decision"),
            "look": "wait" if waits and not over else "",
            "may_end": paper.agency == who.agency and not over and {LEGAL, ACCOUNT} <= sight.recordable,
        }
        for paper, waits, over in reversed(papers)
    ]


def _fields(sent: Mapping[str, str]) -> tuple[Field, ...]:
    return (
        Field(
            "maker", "maker", _("Who challenges the decision?"), sent.get("maker", ""), kind="radios",
            choices=tuple((name, str(words)) for name, words in MAKERS.items()),
        ),
        Field(
            "grounds", "grounds", _("What is wrong with it?"), sent.get("grounds", ""), kind="area", longest=LONGEST, rows=6,
            hint=_("In your own words. It need not be in the words of the law."),
        ),
        Field(
            "evidence", "evidence", _("What is new?"), sent.get("evidence", ""), kind="area", longest=LONGEST, optional=True,
            hint=_("A new claim, sign or paper opens the question again at once, however late it comes."),
        ),
    )  # fmt: skip
