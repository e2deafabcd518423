"""Before anybody contacts the State of origin: what the law says of it, and what the person wants, told of the risks.

It is the same page for everybody in the case who may ask. Who may not read why it is held is told that it is, and no more: not
whether a reason is known or still to be asked, since that would tell them of asylum.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting import Answer, ask, read_answer
from amparo.casework.acting.hold import HELD
from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.acted import act_line, answer_words, look_of, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.languages import language_words, languages
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.refuge.refuge import said_field, trouble_of
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.asylum.refuge import ASYLUM, refuge_of, said_on
from amparo.stages.asylum.telling import VOICE, wish, wish_from

ACT: Final = "embassy_contact"
PUBLIC: Final = (*REFUSALS, "not-your-act")


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def contact(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    if request.method != "POST":
        return _shown(request, who, look(who, case))
    sent = request.POST.dict()
    try:
        if sent.get("do") == "wish":
            wish(who, case, wish_from(sent), sent.get("token", ""))
        else:
            ask(who, case, ACT)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return _shown(request, who, look(who, case), sent, trouble_of(error, _fields(sent)))
    return redirect("origin-contact", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: dict[str, str] | None = None, trouble: Trouble | None = None
) -> HttpResponse:
    answer = read_answer(who, sight, ACT)
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    fields = _fields(sent or {}) if VOICE in sight.recordable else ()
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "origin-contact"),
        **_answered(answer, keeper),
        "wish": _wish(sight),
        "reads_asylum": ASYLUM in sight.readable,
        "fields": [each.with_trouble(trouble) for each in fields],
        "may_record": bool(sight.recordable),
        "standing": {"law": keeper.law()},
        "trouble": trouble,
    }
    return render(request, "refuge/contact.html", context, status=422 if trouble else 200)


def _answered(answer: Answer, keeper: Keeper) -> dict[str, Any]:
    """Say what holds the contact; to whom any reason is closed, no more than that it is held."""
    if answer.withheld:
        said = {
            "short": answer_words(HELD),
            "look": "held",
            "way": _("It is held. The reasons stand in parts you may not read."),
        }
        return {**said, "act": None, "is_held": True}
    return {
        "short": answer_words(answer.answer),
        "look": look_of(answer),
        "way": way_words(answer.way),
        "act": act_line(keeper, answer),
        "is_held": not answer.goes_on,
    }


def _wish(sight: Sight) -> dict[str, Any]:
    found = refuge_of(sight)
    (line,) = found.lines["wish"]
    paper = found.wish
    said = {
        "at": said_on(paper),
        "language": language_words(paper.body["language"]),
        "risks": {"yes": _("Yes"), "no": _("No"), "unknown": _("Not known")}[paper.body["risks"]],
        "words": paper.body["words"],
    } if paper is not None else {}  # fmt: skip
    return {"line": line, "last": said, "is_told": found.is_told, "is_closed": line.state == "closed"}


def _fields(sent: dict[str, str]) -> tuple[Field, ...]:
    want = _("Does the person want their consulate to be contacted?")
    risks = _("Were the risks explained, and that they can say no?")
    hint = _("The consulate would then know that they are here. It may tell the family, or those whom the person fled.")
    return (
        Field("risks", "risks", risks, sent.get("risks", ""), hint, "yesno"),
        Field("language", "language", _("In which language?"), sent.get("language", ""), kind="select", choices=languages()),
        Field("wish", "wish", want, sent.get("wish", ""), _("No answer is no wish."), "yesno"),
        said_field(sent),
    )
