"""How a service moves on: offered to the person, asked of a provider, promised or refused, begun; one step at a time.

A service begins only when the person was told what it is, understood it and said yes, or in an emergency, which has its reason
(Council of Europe Convention article 12(7)). A no is a choice, and is not final.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.referring.directory import Service as Listed
from amparo.casework.referring.directory import service as listed_service
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.stages.support import filled
from amparo.stages.support.child import is_child
from amparo.stages.support.kinds import CARE_OF_A_CHILD, SERVICE
from amparo.stages.support.services import (
    ACCEPTED,
    DECLINED,
    ENDED,
    GIVEN,
    NEEDED,
    OFFER,
    REFUSED,
    REQUESTED,
    STEP,
    Service,
    service_of,
)

REQUEST: Final = "request"
REPLY: Final = "reply"
BEGIN: Final = "begin"
AGAIN: Final = "again"
FROM: Final[Mapping[str, tuple[str, ...]]] = {
    OFFER: ("", NEEDED, REQUESTED, ACCEPTED, DECLINED, REFUSED),
    REQUEST: ("", NEEDED, REQUESTED, REFUSED),
    REPLY: (REQUESTED,),
    BEGIN: (NEEDED, REQUESTED, ACCEPTED),
    AGAIN: (ENDED, DECLINED, REFUSED),
}
"""From which states each step leads on; the first is where nothing is known of it, or agencies differ."""
ANSWERS: Final = ("yes", "no", "later")
WHO: Final = ("person", "guardian")
SAID: Final = "said"
OBSERVED: Final = "observed"
_UNDERSTOOD: Final = "information_understood"
_REFERRED: Final = "consent_to_referral"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step says: the facts by their names within the service, what the person agreed to, and the paper of it."""

    on: date
    body: Mapping[str, Any]
    state: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()
    source: str = OBSERVED


def steps_from(service: Service) -> tuple[str, ...]:
    """Return the steps that lead on from where a service stands; what began without a yes is still to be offered."""
    late = (OFFER,) if service.state == GIVEN and not service.is_agreed else ()
    return (*late, *(name for name, states in FROM.items() if service.state in states))


def next_step(service: Service) -> str:
    """Return the step that a worker most likely takes next: nothing is asked of others before the person was asked."""
    open_ = steps_from(service)
    asked = REQUEST if service.may_be_asked and REQUEST in open_ else OFFER
    likely = {REQUESTED: REPLY, ACCEPTED: BEGIN, ENDED: AGAIN, GIVEN: OFFER}.get(service.state, asked)
    return likely if likely in open_ else ""


def may_move(sight: Sight, service: Service, agency: str) -> bool:
    """Say whether somebody may move a service on: it is their agency's word where it stands, and they record its papers."""
    is_ours = service.moved_by in ("", agency)
    return is_ours and {compartment_of(service.key), service.part} <= sight.recordable


def check_ours(service: Service, agency: str) -> None:
    """Raise `step-not-open` where another agency says where a service stands: two that differ leave it not known."""
    if service.moved_by not in ("", agency):
        raise AmparoError(
            "step-not-open",
            _("another agency says where this service stands"),
            help=_("they move it on; what you delivered can be written down all the same"),
            where="on",
        )


def take(actor: Actor, case: str, number: str, step: str, sent: Mapping[str, str]) -> None:
    """Take one step with a service: its facts and its paper in one act; a form that was sent twice is taken once."""
    sight = look(actor, case)
    service = service_of(sight, number)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    check_ours(service, actor.agency)
    if step not in steps_from(service):
        raise AmparoError("step-not-open", _("this does not follow from where the service stands"), where="on")
    made = _READ[step](actor, service, sent)
    if made.state == DECLINED and service.kind in CARE_OF_A_CHILD and is_child(sight):
        made = replace(made, state="", facts={})  # a child is heard, and keeps its care
    body = {"step": step, "item": service.key, "on": made.on.isoformat(), **made.body}
    draft = Draft(STEP, service.part, body, is_said=made.source == SAID, id=paper)
    record(actor, case, tuple(_statements(sight, actor, service, made)), seen=sight.seen, papers=(draft,))


def moved(word: OwnWord, service: Service, state: str, on: date) -> Iterator[Statement]:
    """State that a service stands so since a day, in the place of what the same agency said before."""
    for each in word.state(f"{service.key}.state", state, source=OBSERVED):
        yield replace(each, valid_from=on.isoformat()) if each.value is not None else each


def _statements(sight: Sight, actor: Actor, service: Service, made: Step) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    if made.state:
        yield from moved(word, service, made.state, made.on)
    for name, value in made.facts.items():
        if vocabulary().items[SERVICE][name].compartment in sight.recordable:
            yield from word.state(f"{service.key}.{name}", value, source=made.source)
    known = {each.key for each in sight.entries}
    for name in made.agreed:
        if name not in known and compartment_of(name) in sight.recordable:
            yield Statement(name, value=True, source=SAID)


def _offered(_actor: Actor, service: Service, sent: Mapping[str, str]) -> Step:
    on = filled.past_day(sent, "on")
    answer = filled.chosen(sent, "answer", ANSWERS)
    body = {
        "answer": answer,
        "who": filled.chosen(sent, "who", WHO),
        "told": filled.needed_words(sent, "told", _("write what the person was told of it")),
        "understood": filled.chosen(sent, "understood", filled.ANSWERS),
        "may_ask": filled.chosen(sent, "may_ask", filled.ANSWERS),
        "language": filled.words(sent, "language", filled.SHORT),
        "text": filled.words(sent, "text"),
    }
    if answer == "yes" and body["understood"] != "yes":
        raise AmparoError(
            "support-unfinished",
            _("a yes counts when what it is about was understood"),
            help=_("explain it again, in their language; until then the answer is: not yet"),
            where="understood",
        )
    before, facts = service.state == DECLINED, {}
    if before:
        facts["offered_again"] = True
    if answer == "no":
        return Step(on, body, DECLINED, {"declined_on": on.isoformat(), "offered_again": False}, source=SAID)
    agreed = ((_UNDERSTOOD, _REFERRED) if body["may_ask"] == "yes" else (_UNDERSTOOD,)) if answer == "yes" else ()
    return Step(on, body, NEEDED if before and answer == "yes" else "", facts, agreed, SAID)


def _requested(actor: Actor, service: Service, sent: Mapping[str, str]) -> Step:
    on, emergency = filled.past_day(sent, "on"), _check_agreed(service, sent, asks=True)
    body = {"provider": provider_from(actor, sent), "emergency": emergency, "text": filled.words(sent, "text")}
    return Step(on, body, REQUESTED, _run_by(sent))


def _replied(_actor: Actor, _service: Service, sent: Mapping[str, str]) -> Step:
    on, state = filled.past_day(sent, "on"), filled.chosen(sent, "state", (ACCEPTED, REFUSED))
    body: dict[str, Any] = {"text": filled.words(sent, "text")}
    if state == ACCEPTED:
        return Step(on, body, state)
    reasons = vocabulary().items[SERVICE]["refusal_reason"].values
    facts = {"refusal_reason": filled.chosen(sent, "refusal_reason", reasons)}
    return Step(on, {**body, **facts}, state, facts)


def _begun(actor: Actor, service: Service, sent: Mapping[str, str]) -> Step:
    on, emergency = filled.past_day(sent, "on"), _check_agreed(service, sent)
    named = dict(service.provider) or provider_from(actor, sent)
    body = {"provider": named, "emergency": emergency, "text": filled.words(sent, "text")}
    return Step(on, body, GIVEN, _run_by(sent) if not service.facts.get("run_by") else {})


def _again(_actor: Actor, _service: Service, sent: Mapping[str, str]) -> Step:
    return Step(filled.past_day(sent, "on"), {"text": filled.words(sent, "text")}, NEEDED)


_READ: Final[Mapping[str, Callable[[Actor, Service, Mapping[str, str]], Step]]] = {
    OFFER: _offered,
    REQUEST: _requested,
    REPLY: _replied,
    BEGIN: _begun,
    AGAIN: _again,
}


def _check_agreed(service: Service, sent: Mapping[str, str], *, asks: bool = False) -> str:
    """Return why it cannot wait for a yes, or nothing where the person gave one; raise `no-consent-to-help` otherwise.

    Whoever `asks` another body tells it of the person, which takes a yes of its own.
    """
    if service.may_be_asked if asks else service.is_agreed:
        return ""
    why = filled.words(sent, "emergency")
    if len(why) >= filled.SHORTEST_REASON:
        return why
    raise AmparoError(
        "no-consent-to-help",
        _("the person has not said yes to this yet"),
        help=_("offer it to them first; in an emergency write what would happen if one waited"),
        where="emergency",
    )


def provider_from(actor: Actor, sent: Mapping[str, str]) -> dict[str, str]:
    """Return who gives it, as it is kept: an entry of the directory as it reads today, or whoever is named freely."""
    if sent.get("provider"):
        entry = _listed(actor, sent["provider"])
        return {
            "id": entry.id,
            "title": entry.entry.title,
            "contact": entry.entry.reached,
            "agency": entry.entry.agency,
        }
    title = filled.needed_words(sent, "named", _("choose who gives it, or name them"), filled.SHORT)
    return {"id": "", "title": title, "contact": filled.words(sent, "contact", filled.SHORT), "agency": ""}


def _listed(actor: Actor, id_: str) -> Listed:
    try:
        return listed_service(actor, id_)
    except AmparoError:
        raise filled.lacking(_("this service is not on the list any more"), "provider") from None


def _run_by(sent: Mapping[str, str]) -> dict[str, str]:
    return {"run_by": filled.chosen(sent, "run_by", vocabulary().items[SERVICE]["run_by"].values)}
