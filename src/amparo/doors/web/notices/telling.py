"""One notice of rights: what it says in the person's language and in English, its papers, and recording that it was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.rights_words import SOURCE
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.tongues import BY_CODE
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.information.notice import VOICE, again, is_unwritten, notice_of, still_tells
from amparo.stages.information.notice_given import GIVEN, LONGEST, WAYS, give, giving_from, subjects
from amparo.stages.information.notice_paper import RIGHT_TO_LEFT

FIELDS = ("way", "topics", "understood", "words")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def notice(request: HttpRequest, case: str, paper: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    found = notice_of(sight, paper)
    if request.method != "POST":
        return _shown(request, who, sight, found)
    sent, topics = request.POST.dict(), request.POST.getlist("topics")
    try:
        give(who, case, paper, giving_from(sent, topics), request.POST.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, found, sent, topics, error)
    return redirect("notice", case=case, paper=paper)


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    paper: Paper,
    sent: Mapping[str, str] | None = None,
    topics: Sequence[str] = (),
    error: AmparoError | None = None,
) -> HttpResponse:
    said = paper.body
    where = error.where if error is not None and error.where in FIELDS else FIELDS[0]
    trouble = Trouble(error.sentence, error.help, field=where) if error else None
    context = {
        "head": head_of(sight, who),
        "paper": paper.id,
        "said": said,
        "dir": "rtl" if said["language"] in RIGHT_TO_LEFT else "ltr",
        "beside": None if said["language"] == SOURCE else again(said, SOURCE),
        "name": BY_CODE[said["language"]].name,
        "at": said_moment(paper.at),
        "is_now": still_tells(sight, said),
        "no_paper": is_unwritten(sight),
        "given": [_given(each) for each in sight.papers if each.kind == GIVEN and each.answers == paper.id],
        "fields": [each.with_trouble(trouble) for each in _fields(sent or {}, topics, said["topics"])],
        "token": (sent or {}).get("token") or fresh_id(),
        "may_record": VOICE in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "notices/notice.html", context, status=422 if error else 200)


def _given(paper: Paper) -> dict[str, Any]:
    body = paper.body
    values = {"yes": _("Yes"), "no": _("No, to be repeated"), "unknown": _("Not known")}
    return {
        "way": str(WAYS[body["way"]]),
        "topics": [_subject(name) for name in body["topics"]],
        "understood": values[body["understood"]],
        "words": body["words"],
        "by": Named.of((), {paper.user}).user(paper.user),
        "at": said_moment(paper.at),
    }


def _subject(name: str) -> str:
    return wording().words.choice("notice.topic", name)


def _fields(sent: Mapping[str, str], topics: Sequence[str], told: Sequence[str]) -> tuple[Field, ...]:
    way = Field(
        "way", "way", _("How was it told?"), sent.get("way", ""), kind="radios",
        choices=tuple((name, str(words)) for name, words in WAYS.items()),
    )  # fmt: skip
    subject = Field(
        "topics", "topics", _("What was explained?"), kind="checks", ticked=tuple(topics),
        hint=_("Tick only what you went through. The notice holds these subjects; more may have been told."),
        choices=tuple((name, _subject(name)) for name in sorted(subjects(), key=lambda each: each not in told)),
    )  # fmt: skip
    understood = Field(
        "understood", "understood", _("Could the person say it back in their own words?"), sent.get("understood", ""),
        kind="yesno", hint=_("No means: tell it again, another day or in other words. It is never held against the person."),
    )  # fmt: skip
    words = Field(
        "words", "words", _("What the person said or asked"), sent.get("words", ""), kind="area", longest=LONGEST, optional=True
    )
    return way, subject, understood, words
