"""The facts that go with a place: where the person sleeps, whether they can leave, whether it fits, and the service it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.items import next_item
from amparo.casework.own_word import OwnWord
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.stages.protection.assessment import CHANGED, stated_on
from amparo.stages.protection.housing_form import LOST, Wanted
from amparo.stages.protection.plan_items import ANSWERS, SERVICE, SUPPORT, things

LODGING: Final = "accommodation"
"""The kind of the service, and the fact that says where somebody sleeps."""


def arriving(actor: Actor, sight: Sight, said: Wanted) -> Iterator[Statement]:
    """State where the person sleeps from now on, whether they can leave it and whether it fits; and that a place changed."""
    word = OwnWord(sight, actor.agency)
    yield from word.state(LODGING, said.kind, source="observed")
    if said.free == "unknown":
        yield from word.state("free_to_leave", None, source="observed")
    else:
        yield from word.state("free_to_leave", value=said.free != "no", source="said" if said.free == "said" else "observed")
    if compartment_of("housing_fits") in sight.recordable:
        yield from word.state("housing_fits", ANSWERS.get(said.fits), source="observed")
    yield from _changed(actor, sight)
    heeded = {name: ANSWERS.get(value) for name, value in said.heeded.items()}
    yield from service_of_place(actor, sight, {"state": "given", **heeded})


def leaving(actor: Actor, sight: Sight, reason: str, to: str) -> Iterator[Statement]:
    """State that the person left, and where they sleep now, if that is known."""
    word = OwnWord(sight, actor.agency)
    yield from word.state(LODGING, to or None, source="observed")
    yield from word.state("free_to_leave", None, source="observed")
    if SUPPORT in sight.recordable:
        yield from word.state("housing_fits", None, source="observed")
        if reason == LOST:
            yield from stated_on(sight, actor, "contact_lost_on", today())
    yield from _changed(actor, sight)
    yield from service_of_place(actor, sight, {"state": "ended"})


def _changed(actor: Actor, sight: Sight) -> Iterator[Statement]:
    if compartment_of(CHANGED) in sight.recordable:
        yield from stated_on(sight, actor, CHANGED, today())


def service_of_place(actor: Actor, sight: Sight, said: Mapping[str, Any]) -> Iterator[Statement]:
    """State how the service of a place stands: of the one that is open, or of a new one."""
    if SUPPORT not in sight.recordable:
        return
    facts, word = KeptFacts(sight), OwnWord(sight, actor.agency)
    open_ = (each for each in things(facts, SERVICE) if each.facts["kind"] == LODGING and each.facts["state"] != "ended")
    there = next(open_, None)
    key = there.key if there else next_item(sight.entries, SERVICE)
    if there is None:
        yield Statement(f"{key}.kind", LODGING, "observed")
    for name, value in said.items():
        if value is not None:
            yield from word.state(f"{key}.{name}", value, source="observed")
