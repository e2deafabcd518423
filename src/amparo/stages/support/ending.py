"""The end of a service: at the person's own informed wish, or against it, and then only as the law allows.

An end that the person does not want, or was not asked about, is the act `support_withdrawal`: the law is asked, that it was
asked is kept, and nothing ends while it is held and nobody entitled to it decided with reasons that it goes on. That somebody
does not help an inquiry, or has no papers, is no reason that can be given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting import ask, may_go_on
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.errors import AmparoError
from amparo.stages.support import filled
from amparo.stages.support.child import is_child
from amparo.stages.support.services import DECLINED, ENDED, GIVEN, STEP, Service, service_of
from amparo.stages.support.steps import check_ours, moved

END: Final = "end"
WITHDRAWAL: Final = "support_withdrawal"
REACHED: Final = "reached"
WISH: Final = "wish"
WISHED: Final[Mapping[str, Promise]] = {
    REACHED: gettext_lazy("What it was for is reached"),
    WISH: gettext_lazy("The person does not want it any more"),
    "moved_on": gettext_lazy("Another service took its place"),
}
UNWISHED: Final[Mapping[str, Promise]] = {
    "closing": gettext_lazy("The service closes, or has no place any more"),
    "danger": gettext_lazy("Others are in danger, and nothing milder helps"),
    "other": gettext_lazy("Another reason, which stands below"),
}
"""Why a service can end against the person's wish. That they do not cooperate, or their status, is not on the list."""
OPEN: Final = ("needed", "requested", "accepted", GIVEN, "")


def end(actor: Actor, case: str, number: str, sent: Mapping[str, str]) -> None:
    """End a service; raise `act-held` where that is against the person's wish and the law holds it."""
    sight = look(actor, case)
    service = service_of(sight, number)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    check_ours(service, actor.agency)
    if service.state not in OPEN:
        raise AmparoError("step-not-open", _("this does not follow from where the service stands"), where="on")
    on, wanted = filled.past_day(sent, "on"), filled.chosen(sent, "wanted", filled.ANSWERS)
    is_wish = wanted == "yes" and not is_child(sight)
    body = {
        "step": END,
        "item": service.key,
        "on": on.isoformat(),
        "wanted": wanted,
        **(_wished(sent) if wanted == "yes" else _unwished(sent)),
    }
    also = None if is_wish else _held_or_not(actor, case)
    draft = Draft(STEP, service.part, body, is_said=wanted == "yes", id=paper)
    stated = tuple(_statements(OwnWord(sight, actor.agency), service, body, on))
    record(actor, case, stated, seen=sight.seen, papers=(draft,), also=also)


def _statements(word: OwnWord, service: Service, body: Mapping[str, Any], on: date) -> Iterator[Statement]:
    """State the end; what the person does not want any more is declined, and so is offered again after a while."""
    if body["why"] != WISH:
        yield from moved(word, service, ENDED, on)
        return
    yield from moved(word, service, DECLINED, on)
    yield from word.state(f"{service.key}.declined_on", on.isoformat(), source="said")
    yield from word.end(f"{service.key}.offered_again", source="said")


def _wished(sent: Mapping[str, str]) -> dict[str, Any]:
    body = {
        "why": _why(sent, WISHED),
        "text": filled.needed_words(sent, "text", _("write it in the person's own words")),
        "understood": filled.chosen(sent, "understood", filled.ANSWERS),
    }
    if body["understood"] != "yes":
        raise filled.lacking(_("the wish counts when it is clear to them what ends, and that they can come back"), "understood")
    return body


def _why(sent: Mapping[str, str], choices: Mapping[str, Promise]) -> str:
    why = sent.get("why", "")
    if why not in choices and why in (*WISHED, *UNWISHED):
        raise filled.lacking(_("this reason does not go with what the person wants"), "why")
    return filled.chosen(sent, "why", choices)


def _unwished(sent: Mapping[str, str]) -> dict[str, Any]:
    return {
        "why": _why(sent, UNWISHED),
        "text": filled.reason(sent, "text", _("write the reasons, and what was tried before")),
        "understood": "",
    }


def _held_or_not(actor: Actor, case: str) -> Callable[[Standing], None]:
    """Ask the law, which is kept whatever comes of it; return what asks once more at the doing itself."""
    answer = ask(actor, case, WITHDRAWAL)
    if not answer.goes_on:
        raise AmparoError("act-held", _("this is held: help that the person wants is not ended so"), where=WITHDRAWAL)
    return lambda standing: may_go_on(standing, WITHDRAWAL)
