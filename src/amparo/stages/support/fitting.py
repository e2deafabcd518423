"""A service fitted to the person: to their age, their gender, their special needs, and given in a language they understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.stages.support import filled
from amparo.stages.support.services import FIT, FITTED, Service, service_of

LANGUAGE: Final = "in_language_understood"
ASKED: Final = (*FIT, LANGUAGE)


def fit(actor: Actor, case: str, number: str, sent: Mapping[str, str]) -> None:
    """Record whether each was looked at, and how it shaped the service; who says yes says how."""
    sight = look(actor, case)
    service = service_of(sight, number)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        return
    answers = {name: filled.chosen(sent, name, filled.ANSWERS) for name in ASKED}
    how = {name: filled.words(sent, f"how_{name}", filled.SHORT) for name in ASKED}
    for name in FIT:
        if answers[name] == "yes" and not how[name]:
            raise filled.lacking(_("write how this shaped the help"), f"how_{name}")
    body = {"item": service.key, "answers": answers, "how": how, "text": "\n".join(each for each in how.values() if each)}
    stated = tuple(_statements(sight, actor, service, answers))
    record(actor, case, stated, seen=sight.seen, papers=(Draft(FITTED, service.part, body, id=paper),))


def _statements(sight: Sight, actor: Actor, service: Service, answers: Mapping[str, str]) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    for name, answer in answers.items():
        key = f"{service.key}.{name}"
        if answer in filled.FOUND and compartment_of(key) in sight.recordable:
            yield from word.state(key, filled.FOUND[answer], source="observed")
