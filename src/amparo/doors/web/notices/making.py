"""What a person can be told of their rights today, the notices that were made before, and making one in a language."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.tongues import BY_CODE
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.information.notice import (
    NOTICE,
    VOICE,
    for_the_reader,
    is_unwritten,
    lines_now,
    make,
    may_be_given,
    still_tells,
)
from amparo.stages.information.notice_given import GIVEN

LANGUAGE = "language"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def notices(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if VOICE not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    try:
        return redirect("notice", case=case, paper=make(who, sight, request.POST.get(LANGUAGE, "")))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, error)


def _shown(request: HttpRequest, who: Actor, sight: Sight, error: AmparoError | None = None) -> HttpResponse:
    trouble = Trouble(error.sentence, error.help, field=LANGUAGE) if error else None
    facts = KeptFacts(sight)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-notices"),
        "said": for_the_reader(sight),
        "silent": lines_now(sight).silent,
        "kept": [_line(each, sight) for each in reversed(sight.papers) if each.kind == NOTICE],
        "field": _language(facts).with_trouble(trouble),
        "closed": [each.name for code, each in BY_CODE.items() if code not in may_be_given()],
        "no_paper": is_unwritten(sight),
        "cannot_read": facts.as_it_stands("can_read") is False,
        "danger": facts.as_it_stands("accommodation") == "with_exploiter",
        "may_record": VOICE in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "notices/notices.html", context, status=422 if error else 200)


def _language(facts: KeptFacts) -> Field:
    """Return the choice of a language; the one that the person understands best stands there already, if it is known."""
    choices = tuple((code, BY_CODE[code].name) for code in may_be_given())
    known = facts.as_it_stands("language")
    value = known if known in dict(choices) else ""
    hint = _(
        "The language that the person understands best. With no notice in it, read the English one aloud with an interpreter."
    )
    return Field(LANGUAGE, LANGUAGE, _("In which language?"), value, hint=hint, kind="select", choices=choices)


def _line(paper: Paper, sight: Sight) -> dict[str, Any]:
    body = paper.body
    is_now = still_tells(sight, body)
    given = sum(each.kind == GIVEN and each.answers == paper.id for each in sight.papers)
    name = BY_CODE[body["language"]].name
    return {
        "id": paper.id,
        "at": said_moment(paper.at),
        "language": name,
        "code": body["language"],
        "given": given,
        "now": is_now,
    }
