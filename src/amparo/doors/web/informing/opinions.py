"""What people say about the help of an agency, apart from every case: counted, and read by who answers for the agency."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from amparo.casework.entitled import not_there
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.environment import time_zone
from amparo.stages.voice.feedback import ANSWERS, QUESTIONS, Heard, Voice, heard, may_hear, pass_on


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def opinions(request: HttpRequest) -> HttpResponseBase:
    who = actor(request)
    if not may_hear(who):
        raise not_there()
    if request.method == "POST":
        pass_on(who, request.POST.get("feedback", ""))
        return redirect("opinions")
    found = heard(who)
    context = {"count": found.count, "figures": _figures(found), "voices": [_voice(each) for each in found.voices]}
    return render(request, "informing/opinions.html", {**context, "answers": [str(words) for words in ANSWERS.values()]})


def _figures(found: Heard) -> list[dict[str, Any]]:
    return [
        {
            "question": str(words),
            "counts": [found.figures[name].get(answer, 0) for answer in ANSWERS],
            "silent": found.figures[name].get("", 0),
        }
        for name, words in QUESTIONS.items()
    ]


def _voice(each: Voice) -> dict[str, Any]:
    return {
        "id": each.id,
        "on": said_day(each.on.astimezone(time_zone()).date()),
        "answers": [(str(QUESTIONS[name]), str(ANSWERS[said])) for name, said in each.answers.items() if name in QUESTIONS],
        "words": each.words,
        "may_tell": each.may_tell and not each.was_told,
        "was_told": each.was_told,
    }
