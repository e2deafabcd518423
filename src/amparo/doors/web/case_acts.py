"""Before an act: whether it is held, by what and why; and the only ways past. Asked, decided, seconded and told on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting import Answer, ask, read_answer
from amparo.casework.acting.deciding import decide, second, tell
from amparo.casework.acting.decisions import DECIDED, GO_ON, STAY, TO_SAVE
from amparo.casework.acting.hold import DECIDED as PASSED
from amparo.casework.acting.hold import DECISION, SECOND
from amparo.casework.acting.whose import SAVING, askable, is_coercive, may_decide, needs_two
from amparo.casework.actor import Actor
from amparo.casework.named import Named
from amparo.casework.sight import Sight
from amparo.casework.waiting import ACT_TOLD, awaited_in
from amparo.desk.acted import act_line, answer_words, happened, look_of, told_words, way_words
from amparo.desk.field import Field
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.marked import begun
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in, stepped_up
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError

FIELDS: Final = ("verdict", "reasons", "told", "words")
PUBLIC: Final = (*REFUSALS, "not-your-act", "unknown-case-item")
LISTED: Final = ("prosecution", "punishment")
"""Acts that are decided for each offence."""
OFFENCE: Final = "offence"


@only("GET", "HEAD")
@signed_in
@of_a_case
def acts(request: HttpRequest, case: str) -> HttpResponse:
    who = actor(request)
    sight = look(who, case)
    names = sorted(askable(who, sight.keeper), key=lambda act: not may_decide(who, sight.keeper, act))
    mine = [_line(read_answer(who, sight, name), theirs=may_decide(who, sight.keeper, name)) for name in names]
    context = {
        "head": head_of(sight, who),
        "theirs": [each for each in mine if each["theirs"]],
        "others": [each for each in mine if not each["theirs"]],
    }
    return render(request, "acts/acts.html", context)


def _line(answer: Answer, *, theirs: bool) -> dict[str, Any]:
    return {
        "title": wording().act(answer.act),
        "href": reverse("case-act", kwargs={"case": answer.case, "act": answer.act}),
        "answer": answer_words(answer.answer),
        "look": look_of(answer),
        "theirs": theirs,
    }


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def act(request: HttpRequest, case: str, act: str) -> HttpResponseBase:
    if request.method == "POST" and request.POST.get("do") in ("decide", "second") and _is_grave(act):
        return _proved(request, case=case, act=act)
    return _act(request, case, act)


@stepped_up
def _proved(request: HttpRequest, case: str, act: str) -> HttpResponseBase:
    return _act(request, case, act)


def _is_grave(act: str) -> bool:
    return act in wording().vocabulary.acts and is_coercive(act)


def _act(request: HttpRequest, case: str, act: str) -> HttpResponseBase:
    who = actor(request)
    item = (request.POST if request.method == "POST" else request.GET).get("item", "")
    if request.method != "POST":
        return _shown(request, who, case, act, item)
    try:
        _do(request.POST, who, case, act, item)
    except AmparoError as error:
        if error.code in PUBLIC:
            raise
        return _shown(request, who, case, act, item, _trouble(error))
    here = reverse("case-act", kwargs={"case": case, "act": act})
    return redirect(f"{here}?{urlencode({'item': item})}" if item else here)


def _do(form: Mapping[str, str], who: Actor, case: str, act: str, item: str) -> None:
    verdict, reasons = form.get("verdict", ""), form.get("reasons", "")
    match form.get("do"):
        case "ask":
            ask(who, case, act, item)
        case "decide":
            decide(who, case, act, item, verdict=verdict, reasons=reasons, figure=form.get("print", ""))
        case "second":
            second(who, case, form.get("paper", ""), verdict=verdict, reasons=reasons)
        case "tell":
            told = {name: form.get(name, "") for name in ("person", "lawyer")}
            tell(who, case, form.get("paper", ""), told=told, words=form.get("words", ""))
        case _:
            raise AmparoError("page-damaged", _("the page that was sent is damaged"), help=_("begin again on the first page"))


def _trouble(error: AmparoError) -> Trouble:
    field = {"told": "person", "wrong-paper": "reasons"}.get(error.where, error.where)
    return Trouble(error.sentence, begun(error.help), field=field if field in (*FIELDS, "person") else "reasons")


def _shown(request: HttpRequest, who: Actor, case: str, act: str, item: str, trouble: Trouble | None = None) -> HttpResponse:
    sight = look(who, case)
    answer = read_answer(who, sight, act, item)
    line = act_line(Keeper(sight, KeptFacts(sight).as_it_stands), answer)
    named = Named.of({each.agency for each in sight.papers}, {each.user for each in sight.papers})
    context = {
        "head": head_of(sight, who),
        "act": line,
        "answer": answer,
        "withheld": answer.withheld,
        "short": answer_words(answer.answer),
        "way": way_words(answer.way),
        "items": _items(sight, act, item),
        "asked": happened(sight.papers, named, act=act, item=item),
        "may_record": bool(sight.recordable),
        "forms": _forms(request.POST, who, sight, answer, trouble),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "trouble": trouble,
    }
    return render(request, "acts/act.html", context, status=422 if trouble else 200)


def _items(sight: Sight, act: str, item: str) -> list[dict[str, Any]]:
    """Return the offences of which the act may be asked, each by itself."""
    keys = dict.fromkeys(entry.key.partition(".")[0] for entry in sight.entries if entry.key.startswith(f"{OFFENCE}#"))
    here = reverse("case-act", kwargs={"case": sight.case, "act": act})
    return [
        {"words": wording().item(*key.split("#")), "href": f"{here}?{urlencode({'item': key})}", "here": key == item}
        for key in (keys if act in LISTED else ())
    ]


def _forms(form: Mapping[str, str], who: Actor, sight: Sight, answer: Answer, trouble: Trouble | None) -> dict[str, Any]:
    """Return the forms that this reader is offered: to decide, to agree as the second, to say who was told."""
    entitled = may_decide(who, sight.keeper, answer.act)
    papers = {each.id: each for each in sight.papers if each.kind == DECIDED}
    untold = [each.about for each in awaited_in(sight.case) if each.kind == ACT_TOLD and each.about in papers]
    verdicts = _verdicts(answer, entitled=entitled)
    first = papers.get(answer.decision) if answer.way == SECOND and entitled else None
    waits = first is not None and first.user != who.user
    return {
        "decide": _decision(form, verdicts, trouble) if answer.way in (DECISION, PASSED) and verdicts else (),
        "two": needs_two(who, answer.act),
        "second": _decision(form, _agreeing(), trouble) if waits else (),
        "first": first if waits else None,
        "tell": _telling(form, trouble) if any(_is_about(papers[each].body, answer) for each in untold) else (),
        "paper": next((each for each in untold if _is_about(papers[each].body, answer)), ""),
    }


def _is_about(body: Mapping[str, Any], answer: Answer) -> bool:
    return (body["act"], body["item"]) == (answer.act, answer.item)


def _verdicts(answer: Answer, *, entitled: bool) -> tuple[tuple[str, str], ...]:
    if answer.way == PASSED:
        return ((STAY, _("It is not done after all")),) if entitled else ()
    mine = ((STAY, _("It is not done")), (GO_ON, _("It goes on, for these reasons"))) if entitled else ()
    saving = ((TO_SAVE, _("It is done now, to save a life")),) if answer.act in SAVING else ()
    return (*mine, *saving)


def _agreeing() -> tuple[tuple[str, str], ...]:
    return ((STAY, _("I do not agree: it is not done")), (GO_ON, _("I agree: it goes on")))


def _decision(form: Mapping[str, str], verdicts: tuple[tuple[str, str], ...], trouble: Trouble | None) -> tuple[Field, ...]:
    verdict = Field("verdict", "verdict", _("What is decided"), form.get("verdict", ""), kind="radios", choices=verdicts)
    hint = _(
        "Which danger or need weighs more than the hold, and what was tried instead. Everybody who reads this part sees it."
    )
    reasons = Field("reasons", "reasons", _("The reasons"), form.get("reasons", ""), hint, "area", longest=8000, rows=6)
    return verdict.with_trouble(trouble), reasons.with_trouble(trouble)


def _telling(form: Mapping[str, str], trouble: Trouble | None) -> tuple[Field, ...]:
    said = tuple(told_words().items())
    person = tuple(each for each in said if each[0] != "none")
    fields = (
        Field("person", "person", _("The person"), form.get("person", ""), kind="radios", choices=person),
        Field("lawyer", "lawyer", _("Their lawyer"), form.get("lawyer", ""), kind="radios", choices=said),
        Field("words", "words", _("How, and what they said"), form.get("words", ""), kind="area", longest=8000, optional=True),
    )
    return tuple(field.with_trouble(trouble) for field in fields)
