"""Tests for HIV, other infections and pregnancy: offered, free and in confidence; made only with informed consent.

What came of a test is written nowhere: no field, no fact and no paper holds a result. It stays with the clinic and the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting import ask, may_go_on
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.stages.support import filled
from amparo.stages.support.kinds import HEALTH

TEST: Final = "health-test"
ACT: Final = "health_test"
OFFERED: Final = "offered"
MADE: Final = "made"
TESTS: Final[Mapping[str, Promise]] = {
    "hiv": gettext_lazy("HIV"),
    "sti": gettext_lazy("Other infections that pass on by sex"),
    "blood": gettext_lazy("Other infections of the blood, or that pass on easily"),
    "pregnancy": gettext_lazy("Pregnancy"),
}
ANSWERS: Final = ("yes", "no", "later")
CONSENT: Final = "consent_to_examination"


@dataclass(frozen=True, slots=True)
class Offer:
    """Tests that were offered, what the person answered, and the paper that says that they were made."""

    offered: Paper
    made: Paper | None
    counts: bool

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that were offered together."""
        return tuple(self.offered.body["tests"])


def offers(sight: Sight) -> tuple[Offer, ...]:
    """Return the offers that the viewer may read; a yes counts while no later answer to the same tests took it back."""
    papers = [each for each in sight.papers if each.kind == TEST]
    first = [each for each in papers if each.body["phase"] == OFFERED]
    made = {each.answers: each for each in papers if each.body["phase"] == MADE}
    return tuple(Offer(each, made.get(each.id), _counts(each, first)) for each in first)


def _counts(offer: Paper, all_: list[Paper]) -> bool:
    later = all_[all_.index(offer) + 1 :]
    again = (each for each in later if set(each.body["tests"]) & set(offer.body["tests"]))
    return offer.body["answer"] == "yes" and all(each.body["answer"] == "yes" for each in again)


def offer_tests(actor: Actor, case: str, sent: Mapping[str, str], tests: list[str]) -> None:
    """Keep that tests were offered and what the person answered, and state the consent that the law reads."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    body = _offer(sent, tests)
    stated = tuple(_consent(sight, actor, body["answer"]))
    record(actor, case, stated, seen=sight.seen, papers=(Draft(TEST, HEALTH, body, is_said=True, id=paper),))


def record_made(actor: Actor, case: str, paper: str) -> None:
    """Record that the tests of an offer were made; raise `act-held` where the law holds them, and nothing else is kept."""
    found = next((each for each in offers(look(actor, case)) if each.offered.id == paper), None)
    if found is None:
        raise not_there()
    if found.made is not None:
        return
    if not found.counts:
        raise AmparoError("no-consent-to-help", _("the person has not said yes to these tests"), where="made")
    if not ask(actor, case, ACT).goes_on:
        raise AmparoError("act-held", _("testing is held; ask who leads the case what is missing"), where="made")
    body = {"phase": MADE, "tests": list(found.tests)}
    draft = Draft(TEST, HEALTH, body, answers=paper)
    record(actor, case, seen={}, papers=(draft,), also=lambda standing: may_go_on(standing, ACT))


def _offer(sent: Mapping[str, str], tests: list[str]) -> dict[str, Any]:
    wanted = [each for each in TESTS if each in tests]
    if not wanted:
        raise filled.lacking(_("choose which tests were offered"), "tests")
    body = {
        "phase": OFFERED,
        "tests": wanted,
        "on": filled.past_day(sent, "on").isoformat(),
        "answer": filled.chosen(sent, "answer", ANSWERS),
        **{name: filled.chosen(sent, name, filled.ANSWERS) for name in ("alone", "told", "understood")},
        "language": filled.words(sent, "language", filled.SHORT),
    }
    if body["answer"] == "yes":
        for name in ("alone", "told", "understood"):
            if body[name] != "yes":
                raise filled.lacking(_("a yes counts when they were asked alone, were told all this, and understood it"), name)
    return body


def _consent(sight: Sight, actor: Actor, answer: str) -> Iterator[Statement]:
    """State the consent, or the no; who is not sure yet has said neither."""
    if answer in filled.FOUND and compartment_of(CONSENT) in sight.recordable:
        yield from OwnWord(sight, actor.agency).state(CONSENT, filled.FOUND[answer], source="said")
