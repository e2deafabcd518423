"""What the person was told over time, what is due now, and one quick form for what was told a moment ago."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.languages import language_words, languages
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.information.told import ANEW, NEVER, REPEAT, STAGE_BEGAN, UNDERSTOOD, VOICE, Subject, Telling, told_in
from amparo.stages.information.told_now import ALONE, ANSWERS, FORMS, LONGEST, THROUGH, keep_told, told_from

TOPIC: Final = "notice#1.topic"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def told(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if VOICE not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        keep_told(who, case, told_from(sent), sent.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("case-told", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=error.where) if error else None
    facts = KeptFacts(sight)
    began = facts.as_it_stands(STAGE_BEGAN)
    stage = date.fromisoformat(began) if isinstance(began, str) and _is_day(began) else None
    subjects = told_in(sight, stage)
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-told"),
        "subjects": [_subject(each, facts) for each in subjects],
        "due": sum(each.is_due for each in subjects),
        "stage": said_day(stage) if stage else "",
        "asked": [_asked(each, facts, sent or {}).with_trouble(trouble) for each in subjects if each.is_due],
        "others": [_asked(each, facts, sent or {}).with_trouble(trouble) for each in subjects if not each.is_due],
        "fields": [each.with_trouble(trouble) for each in _fields(facts, _last_language(subjects), sent or {})],
        "token": (sent or {}).get("token") or fresh_id(),
        "may_record": VOICE in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "informing/told.html", context, status=422 if error else 200)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _subject(each: Subject, facts: KeptFacts) -> dict[str, Any]:
    words = {
        UNDERSTOOD: (_("Understood"), ""),
        REPEAT: (_("To be repeated"), "owed"),
        ANEW: (_("To be told anew: another stage has begun"), "wait"),
        NEVER: (_("Not told yet"), "wait" if each.is_due else ""),
    }
    state, look_ = words[each.state]
    return {
        "topic": facts.words.value(TOPIC, each.topic),
        "state": state,
        "look": look_,
        "duties": each.duties if each.is_due else (),
        "tellings": [_telling(telling, facts) for telling in each.tellings],
    }


def _telling(each: Telling, facts: KeptFacts) -> dict[str, str]:
    understood = {True: _("understood"), False: _("not understood"), None: _("not checked")}
    return {
        "on": said_day(each.on) if each.on else _("day not known"),
        "form": str(FORMS.get(each.form, "")) or _("not known how"),
        "understood": understood[each.understood],
        "by": f"{facts.named.user(each.user)}, {facts.named.agency(each.agency)}",
        "language": language_words(each.language) if each.language else _("language not known"),
        "through": str(THROUGH[each.through]) if each.through in THROUGH else "",
    }


def _asked(each: Subject, facts: KeptFacts, sent: Mapping[str, str]) -> Field:
    choices = tuple((name, str(words)) for name, words in ANSWERS.items())
    name = f"topic-{each.topic}"
    return Field(name, name, facts.words.value(TOPIC, each.topic), sent.get(name, ""), kind="select", choices=choices)


def _last_language(subjects: Iterable[Subject]) -> str:
    """Return the language in which the person was told last: most often it is the same again."""
    told = [each for subject in subjects for each in subject.tellings if each.language and each.on]
    return max(told, key=lambda each: each.on or date.min).language if told else ""


def _fields(facts: KeptFacts, last: str, sent: Mapping[str, str]) -> tuple[Field, ...]:
    known = facts.as_it_stands("language")
    spoken = last or (str(known) if known in dict(languages()) else "")
    through, alone, words = (sent.get(name, "") for name in ("through", "alone", "words"))
    return (
        Field("on", "on", _("On which day?"), sent.get("on", today().isoformat()), kind="date"),
        Field("form", "form", _("How?"), sent.get("form", "spoken"), kind="radios", choices=_said(FORMS)),
        Field("language", "language", _("In which language?"), sent.get("language", spoken), "", "select", languages()),
        Field("through", "through", _("Who put it into that language?"), through, kind="radios", choices=_said(THROUGH)),
        Field("alone", "alone", _("Who else was there?"), alone, kind="radios", choices=_said(ALONE)),
        Field(
            "words", "words", _("What did the person say or ask?"), words, "", "area", longest=LONGEST, rows=3, optional=True
        ),
    )


def _said(words: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(each)) for name, each in words.items())
