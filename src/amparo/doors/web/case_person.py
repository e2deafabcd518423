"""Who the person of a case is: their names, whom else it may be and what was judged, and whether the register finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.alike import doubles
from amparo.casework.labels import NAMES
from amparo.casework.named import Named
from amparo.casework.pairing import Judgement, judge, judged, undo
from amparo.casework.person import Known, known
from amparo.casework.record import call, leave_index, name_person
from amparo.casework.register import entered, leave, refuse
from amparo.casework.sight import Sight
from amparo.desk.candidate import candidates
from amparo.desk.case_code import short_code
from amparo.desk.kept_facts import KeptFacts, key_words, said_moment
from amparo.desk.links import case_page, fact_page
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_register import CONSENT, FACTS, FOUND_BY, enter_from, fields_of, stated_of
from amparo.doors.web.fields import Field
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

YES: Final = "yes"
NO: Final = "no"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def person(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    found = known(who, case)
    if request.method != "POST":
        return _shown(request, who, case, found)
    if not found.may_name:
        raise AmparoError(
            "not-yours-to-record",
            "this is not yours to record in this case",
            help=_("who the person is, is kept by the agency that keeps the case"),
        )
    try:
        _DOING.get(request.POST.get("do", ""), _damaged)(who, case, found, request.POST.dict())
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, case, found, _trouble(error, request.POST.dict()))
    return redirect("case-person", case=case)


Sent = Mapping[str, str]


def _name(who: Actor, case: str, found: Known, sent: Sent) -> None:
    """Keep what was changed; all of it where the person was not in the index until now."""
    before = _named(found)
    after = {name: " ".join(sent.get(name, "").split()) for name in NAMES}
    if not any(after.values()):
        raise AmparoError("wrong-label", _("write at least one name"), where=NAMES[0])
    if sent.get("explained") != YES:
        raise AmparoError("answer-missing", _("explain it to the person first, and say so here"), where="explained")
    changed = {name: text for name, text in after.items() if text != before[name] or (text and not found.is_listed)}
    if changed:
        name_person(who, case, changed)


def _call(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 taken as the others are
    call(who, case, sent.get("called", ""))


def _unlist(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    leave_index(who, case)


def _judge(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    if sent.get("same") not in (YES, NO):
        raise AmparoError("answer-missing", _("say whether it is one person, or two"), where="reason")
    judge(who, case, sent.get("other", ""), is_same=sent["same"] == YES, reason=sent.get("reason", ""))


def _undo(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    undo(who, case, sent.get("id", ""))


def _enter(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    enter_from(who, case, sent)


def _out(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    leave(who, case)


def _refused(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    refuse(who, case)


def _damaged(who: Actor, case: str, found: Known, sent: Sent) -> None:  # noqa: ARG001 as above
    raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))


_DOING: Final[Mapping[str, Callable[[Actor, str, Known, Sent], None]]] = {
    "name": _name,
    "call": _call,
    "unlist": _unlist,
    "judge": _judge,
    "undo": _undo,
    "enter": _enter,
    "out": _out,
    "refuse": _refused,
}


def _trouble(error: AmparoError, sent: Sent) -> Trouble:
    fields = {"name": (*NAMES, "explained"), "call": ("called",), "enter": (*FOUND_BY, *CONSENT)}
    do = sent.get("do", "")
    mine = fields.get(do, ("",))
    field = f"{do}-{error.where if error.where in mine else mine[0]}"
    field = {"judge": f"judge-{sent.get('other', '')}", "undo": "doubles"}.get(do, field if do in fields else "names")
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=field)


def _named(found: Known) -> dict[str, str]:
    texts = (found.names.given_names, found.names.family_names, found.names.full_name)
    return dict(zip(NAMES, texts, strict=True))


def _shown(request: HttpRequest, who: Actor, case: str, found: Known, trouble: Trouble | None = None) -> HttpResponse:
    sight = look(who, case)
    sent = request.POST.dict()
    context = {
        "head": head_of(sight, who),
        "known": found,
        "names": _names(found, sent, trouble),
        "facts": _facts(sight),
        "called": Field("call-called", "called", _("Safe name"), sent.get("called", sight.called), longest=80).with_trouble(
            trouble
        ),
        **(_others(who, case) if found.is_ours else {}),
        **(_register(who, case, found, sight, sent, trouble) if found.reads_register else {}),
        "sent": sent,
        "do": sent.get("do", ""),
        "trouble": trouble,
    }
    return render(request, "cases/person.html", context, status=422 if trouble else 200)


def _names(found: Known, sent: Sent, trouble: Trouble | None) -> list[Field]:
    labels = (_("Given names"), _("Family names"), _("The whole name, as it is written at home"))
    before = _named(found)
    after = sent if sent.get("do") == "name" else before
    return [
        Field(f"name-{name}", name, label, after.get(name, ""), longest=80).with_trouble(trouble)
        for name, label in zip(NAMES, labels, strict=True)
    ]


def _facts(sight: Sight) -> list[dict[str, str]]:
    """Return what is stated of who somebody is, besides a name, and where it is corrected; statements that differ all stand."""
    facts, stated = KeptFacts(sight), stated_of(sight)
    return [
        {
            "words": key_words(key),
            "value": " / ".join(facts.stated(each).value for each in stated[key]) or facts.words.value(key, None),
            "href": fact_page(sight.case, key),
        }
        for key in FACTS
    ]


def _others(who: Actor, case: str) -> dict[str, Any]:
    likeness, said = doubles(who, case), judged(who, case)
    found = candidates(likeness)
    named = Named.of(users={each.by for each in said})
    return {
        "likely": [each for each in found if each.is_likely or each.judged is not None],
        "unlikely": [each for each in found if not each.is_likely and each.judged is None],
        "elsewhere": likeness.elsewhere,
        "judged": [_judgement(each, named) for each in said],
    }


def _judgement(each: Judgement, named: Named) -> dict[str, Any]:
    return {
        "id": each.id,
        "code": short_code(each.other),
        "href": case_page(each.other),
        "is_same": each.is_same,
        "by": named.user(each.by),
        "at": said_moment(each.at),
        "reason": each.reason,
        "undone": said_moment(each.undone) if each.undone else "",
    }


def _register(who: Actor, case: str, found: Known, sight: Sight, sent: Sent, trouble: Trouble | None) -> dict[str, Any]:
    there = entered(who, case)
    return {
        "register": fields_of(there, found.names, sight, sent if sent.get("do") == "enter" else None, trouble),
        "refused": said_moment(found.refused) if found.refused else "",
    }
