"""A screening: the sheet or a list of signs, as a list or one question a screen. Every answer is kept as it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.screening.indicators import RECRUITMENT
from amparo.stages.identification.contacts import at_once
from amparo.stages.identification.first_contact import SAFETY, kept_aside, state
from amparo.stages.identification.screening_answers import answers_from
from amparo.stages.identification.screening_asked import SHEET, AskedList, list_of, lists, sheet
from amparo.stages.identification.screening_shown import Line, lines

LOST: Final = "lost-update"
ACCOUNT: Final = "account"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def screening(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    chosen, phase = list_of(request.GET.get("list", "")), request.GET.get("phase", "")
    if request.method != "POST":
        return _shown(request, who, look(who, case), chosen, phase)
    sent, keys = request.POST.dict(), _asked(request, chosen, phase)
    answers = answers_from(_with_pressed(sent), keys)
    try:
        sight = state(who, case, answers, seen=_seen(sent, keys))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, look(who, case), chosen, phase, sent=sent, trouble=_trouble(error, keys))
    aside = kept_aside(answers, sight.recordable)
    return _onward(case, chosen, phase, request, is_aside=bool(aside))


def _with_pressed(sent: Mapping[str, str]) -> Mapping[str, str]:
    """Return a form with the answer that was pressed as a button: `FACT yes`."""
    key, _blank, answer = sent.get("answer", "").partition(" ")
    return {**sent, f"a-{key}": answer} if answer else sent


def _seen(sent: Mapping[str, str], keys: Sequence[str]) -> dict[str, str]:
    """Return which statements of these facts the page showed."""
    try:
        found = json.loads(sent.get("seen", "") or "{}")
    except ValueError:
        return {}
    told = found if isinstance(found, dict) else {}
    return {key: str(told[key]) for key in keys if key in told}


def _asked(request: HttpRequest, chosen: AskedList, phase: str) -> tuple[str, ...]:
    """Return the facts of the list: on one screen one of them, by its place."""
    keys = chosen.of_phase(phase)
    place = _place(request, keys)
    return keys if place is None else (keys[place],)


def _place(request: HttpRequest, keys: Sequence[str]) -> int | None:
    """Return which question of the list is asked alone; nothing where all are shown."""
    text = request.GET.get("one", "")
    place = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 4 else -1  # noqa: PLR2004 no list has more figures
    return place if 0 <= place < len(keys) else None


def _onward(case: str, chosen: AskedList, phase: str, request: HttpRequest, *, is_aside: bool) -> HttpResponseRedirect:
    """Go on to the next question of the list, or, after the last, to what follows."""
    keys = chosen.of_phase(phase)
    place = _place(request, keys)
    if place is not None and place + 1 < len(keys):
        return HttpResponseRedirect(address(case, chosen.number, phase, one=place + 2, is_aside=is_aside))
    return HttpResponseRedirect(with_aside(reverse("case-screened", kwargs={"case": case}), is_aside=is_aside))


def with_aside(page: str, *, is_aside: bool) -> str:
    """Return a page that says so where something was answered that was not theirs to record; what it was, is not said."""
    return f"{page}?aside=1" if is_aside else page


def address(case: str, number: int, phase: str = "", *, one: int = 0, is_aside: bool = False) -> str:
    """Return the page of a list, or of one of its questions: numbers alone, which say nothing of what is feared."""
    said = {"list": number if number != SHEET else "", "phase": phase, "one": one or "", "aside": "1" if is_aside else ""}
    query = urlencode({name: value for name, value in said.items() if value})
    return reverse("case-screening", kwargs={"case": case}) + (f"?{query}" if query else "")


def _trouble(error: AmparoError, keys: Sequence[str]) -> Trouble:
    if error.code == LOST:
        return Trouble(
            _("Somebody else answered one of these meanwhile"),
            _("Nothing of yours was kept yet. Look at the answers, and save once more."),
            field=f"a-{keys[0]}",
        )
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=f"a-{keys[0]}")


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    chosen: AskedList,
    phase: str,
    *,
    sent: Mapping[str, str] | None = None,
    trouble: Trouble | None = None,
) -> HttpResponse:
    keys = chosen.of_phase(phase)
    place = _place(request, keys)
    context = {
        "head": head_of(sight, who),
        "chosen": chosen,
        "phase": phase,
        "here": address(sight.case, chosen.number, phase, one=0 if place is None else place + 1),
        "seen": json.dumps({key: sight.seen[key] for key in keys if key in sight.seen}),
        "before": sheet().before,
        "may_record": ACCOUNT in sight.recordable,
        "urgent": at_once(sight, who.agency),
        "aside": request.GET.get("aside") == "1",
        "trouble": trouble,
        **_questions(sight, who, chosen, phase, place, sent),
    }
    return render(request, "first_contact/screening.html", context, status=422 if trouble else 200)


def _questions(
    sight: Sight, who: Actor, chosen: AskedList, phase: str, place: int | None, sent: Mapping[str, str] | None
) -> dict[str, Any]:
    keys, case = chosen.of_phase(phase), sight.case
    shown = lines(keys if place is None else keys[place : place + 1], sight, who.agency, sent)
    answered = [line for line in shown if line.key in SAFETY and line.answer] if sent is None and place is None else []
    return {
        "asked": [line for line in shown if line not in answered],
        "answered": [(line, wording().value(line.key, {"yes": True, "no": False}.get(line.answer))) for line in answered],
        "one": shown[0] if place is not None else None,
        "place": None if place is None else place + 1,
        "count": len(keys),
        "earlier": address(case, chosen.number, phase, one=place) if place else "",
        "later": address(case, chosen.number, phase, one=place + 2) if place is not None and place + 1 < len(keys) else "",
        "as_list": address(case, chosen.number, phase),
        "one_by_one": address(case, chosen.number, phase, one=_first_open(shown)),
        "lists": _choices(case),
        "phases": _phases(case, chosen),
    }


def _first_open(shown: Sequence[Line]) -> int:
    return next((n for n, line in enumerate(shown, 1) if not line.answer), 1)


def _choices(case: str) -> list[dict[str, Any]]:
    """Return the lists for choosing, by the set they belong to."""
    groups: dict[str, list[dict[str, str]]] = {}
    for each in lists():
        groups.setdefault(each.group or each.title, []).append({"href": address(case, each.number), "title": each.title})
    return [{"title": title, "lists": found} for title, found in groups.items()]


def _phases(case: str, chosen: AskedList) -> list[dict[str, str]]:
    if len({each for each in chosen.phases if each}) < 2:  # noqa: PLR2004 one phase needs no choice
        return []
    words = {"": _("All"), RECRUITMENT: _("From the recruitment"), "exploitation": _("From the exploitation itself")}
    return [{"href": address(case, chosen.number, phase), "words": said, "phase": phase} for phase, said in words.items()]
