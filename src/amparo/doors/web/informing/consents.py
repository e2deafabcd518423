"""What the person agreed to: to whom, for what, until when, on what it rests; asked anew, and taken back in two taps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.audience import Audience, Given, audience
from amparo.casework.bases import BASES
from amparo.casework.entitled import not_there
from amparo.casework.grants import recorded_of
from amparo.casework.moment import fresh_id
from amparo.casework.named import Named
from amparo.casework.purpose import BOUNDS, Purpose
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.languages import language_words, languages
from amparo.desk.library import wording
from amparo.desk.marked import begun
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.information.consent import (
    CONSENT,
    CONSENTS,
    SHARING,
    Consent,
    ask,
    asking_from,
    consents_in,
    take_back,
)
from amparo.stages.information.told import VOICE
from amparo.stages.information.told_now import ALONE, LONGEST, THROUGH

BACK: Final = "back"
USUAL: Final = timedelta(days=180)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def consents(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if VOICE not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        if sent.get("do") == BACK:
            take_back(who, case, request.POST.getlist("key"), request.POST.getlist("grant"), sent.get("token", ""))
        else:
            ask(who, case, asking_from(sent), sent.get("token", ""))
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _shown(request, who, sight, sent, error)
    return redirect("case-consents", case=case)


def _shown(
    request: HttpRequest, who: Actor, sight: Sight, sent: Mapping[str, str] | None = None, error: AmparoError | None = None
) -> HttpResponse:
    said = error.sentence[:1].upper() + error.sentence[1:] if error else ""
    trouble = Trouble(said, error.help, field=error.where or "key") if error else None
    facts, found = KeptFacts(sight), audience(who, sight.case)
    live = [each for each in found.given if each.ended is None]
    on_consent = [each for each in live if each.basis == CONSENT]
    named = Named.of({each.agency for each in found.given})
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "case-consents"),
        "agreed": [_agreed(each, facts) for each in consents_in(sight)],
        "sharing": [_short(each, named) for each in on_consent],
        "given": [{**_given(who, each, named), "is_last": len(on_consent) == 1} for each in on_consent],
        "others": [_short(each, named) for each in live if each.basis != CONSENT],
        "past": [_short(each, named) for each in found.given if each.ended is not None],
        "fields": [each.with_trouble(trouble) for each in _fields(facts, sent or {})],
        "token": fresh_id(),
        "may_record": VOICE in sight.recordable,
        "may_end": _may_end(found, sight),
        "trouble": trouble,
    }
    return render(request, "informing/consents.html", context, status=422 if error else 200)


def _may_end(found: Audience, sight: Sight) -> bool:
    return VOICE in sight.recordable and Action.WITHDRAW in found.may


def _agreed(each: Consent, facts: KeptFacts) -> dict[str, Any]:
    known = facts.as_it_stands(each.key)
    words = {True: (_("Yes"), ""), False: (_("No"), "held"), None: (_("Not known: so no"), "wait")}
    state, look_ = words[known if isinstance(known, bool) else None]
    entry, asked = each.entry, each.asked.body if each.asked else {}
    return {
        "key": each.key,
        "words": facts.words.fact(each.key),
        "state": state,
        "look": look_,
        "since": said_moment(entry.recorded) if entry else "",
        "by": f"{facts.named.user(entry.user)}, {facts.named.agency(entry.agency)}" if entry else "",
        "until": said_day(entry.valid_until) if entry and entry.valid_until else "",
        "about": asked.get("about", ""),
        "explained": asked.get("explained", ""),
        "language": language_words(str(asked.get("language") or (entry.language if entry else "") or "")),
        "through": str(THROUGH.get(asked.get("through", ""), "")),
        "alone": str(ALONE.get(asked.get("alone", ""), "")),
        "is_given": known is True,
        "is_sharing": each.key in SHARING,
    }


def _given(who: Actor, each: Given, named: Named) -> dict[str, Any]:
    recorded = recorded_of(who, each.id)
    rests = [(begun(words), recorded[name]) for name, words in BASES[each.basis].records.items() if name in recorded]
    return {**_short(each, named), "rests": rests}


def _short(each: Given, named: Named) -> dict[str, Any]:
    until = each.ended or each.until
    return {
        "id": each.id,
        "agency": named.agency(each.agency),
        "parts": _parts(each.compartments),
        "purpose": BOUNDS[Purpose(each.purpose)].meaning,
        "basis": BASES[each.basis].meaning if each.basis in BASES else each.basis,
        "since": said_moment(each.since),
        "until": said_moment(until) if until else "",
    }


def _fields(facts: KeptFacts, sent: Mapping[str, str]) -> tuple[Field, ...]:
    known = facts.as_it_stands("language")
    spoken = str(known) if known in dict(languages()) else ""
    until = sent.get("until", (today() + USUAL).isoformat())
    asked = tuple((key, facts.words.fact(key)) for key in CONSENTS)
    answers = (("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not decided yet, or not known")))
    about_hint = _("Who exactly receives which part, or who does what, and for what. One thing at a time.")
    said_hint = _("Also that a no has no bad consequence, and that a yes can be taken back at any time.")
    long = _("A year at most. Our choice: then the person is asked again.")

    def one_of(name: str, label: str, choices: Iterable[tuple[str, Any]]) -> Field:
        return Field(name, name, label, sent.get(name, ""), kind="radios", choices=tuple((n, str(w)) for n, w in choices))

    def written(name: str, label: str, hint: str) -> Field:
        return Field(name, name, label, sent.get(name, ""), hint, "area", longest=LONGEST, rows=3)

    return (
        one_of("key", _("What was the person asked?"), asked),
        written("about", _("To whom, and for what?"), about_hint),
        written("explained", _("What was explained?"), said_hint),
        Field("language", "language", _("In which language?"), sent.get("language", spoken), "", "select", languages()),
        one_of("through", _("Who put it into that language?"), THROUGH.items()),
        one_of("alone", _("Who else was there?"), ALONE.items()),
        one_of("answer", _("What did they say?"), answers),
        Field("until", "until", _("Until when does a yes stand?"), until, long, "date"),
    )


def _parts(compartments: Iterable[str]) -> str:
    return ", ".join(wording().words.label("compartments", name) for name in compartments)
