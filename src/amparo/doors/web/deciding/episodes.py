"""Work and pay, as the person told them: one episode at a time, each answer their own word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.field import Field, sent_day
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.wording import countries
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.interview_episode import (
    DAYS,
    HEADS,
    LOSSES,
    NUMBERS,
    add_episode,
    may_keep_losses,
)
from amparo.stages.identification.interview_episode import episodes as listed

ACCOUNT: Final = "account"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def episodes(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if ACCOUNT not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        add_episode(who, case, sent)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("episodes", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    fields = _fields(sent or {}, sight)
    known = {field.id for field in fields}
    where = error.where.rpartition(".")[2].partition("[")[0] if error else ""
    trouble = None
    if error is not None:
        words = next((field.label for field in fields if field.id == where), where)
        sentence = error.sentence.replace(f"`{error.where}`", f"“{words}”")
        sentence = sentence[:1].upper() + sentence[1:]
        trouble = Trouble(sentence, error.help, field=where if where in known else "form")
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "interviews"),
        "listed": [
            {"words": wording().item("episode", key.partition("#")[2]), "href": fact_page(sight.case, key)}
            for key in listed(sight)
        ],
        "fields": [field.with_trouble(trouble) for field in fields],
        "may_record": ACCOUNT in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "deciding/episodes.html", context, status=422 if error else 200)


def _fields(sent: Mapping[str, str], sight: Sight) -> tuple[Field, ...]:
    words = wording()
    forms = words.vocabulary.kind_of("episode.form").values
    fields = [
        _field("form", sent, kind="select", choices=tuple((each, words.value("episode.form", each)) for each in forms)),
        _field("country", sent, kind="select", choices=countries()),
        *(_field(name, sent, kind="day", value=sent_day(sent, name).strip("-")) for name in DAYS),
        *(_field(name, sent, kind="number") for name in NUMBERS),
        Field("currency", "currency", _("Currency, three letters"), sent.get("currency", ""), longest=3, optional=True),
    ]
    if may_keep_losses(sight):
        heads = tuple((each, words.value("loss.head", each)) for each in HEADS)
        for place in LOSSES:
            fields.append(
                Field(f"head_{place}", f"head_{place}", _("Taken from the pay, or never paid (%(n)s)") % {"n": place},
                      sent.get(f"head_{place}", ""), kind="select", choices=heads, optional=True)
            )  # fmt: skip
            fields.append(
                Field(f"loss_{place}", f"loss_{place}", _("How much in all (%(n)s)") % {"n": place},
                      sent.get(f"loss_{place}", ""), kind="number", optional=True)
            )  # fmt: skip
    return (
        *fields,
        Field("language", "language", _("Language, two letters"), sent.get("language", ""), longest=2, optional=True),
        Field("asked_by", "asked_by", _("Who asked"), sent.get("asked_by", ""), optional=True),
    )


def _field(
    name: str, sent: Mapping[str, str], kind: str, value: str | None = None, choices: tuple[tuple[str, str], ...] = ()
) -> Field:
    key = f"episode.{name}"
    shown = sent.get(name, "") if value is None else value
    hint = wording().asked(key).person
    return Field(
        name,
        name,
        wording().words.label("facts", key).capitalize(),
        shown,
        hint=hint,
        kind=kind,
        choices=choices,
        optional=True,
    )
