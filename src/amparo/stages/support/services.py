"""The services of a case as somebody sees them: what each is, where it stands, who gives it, what the person said to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import time_zone
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.support.kinds import OTHER, SERVICE, part_of

STEP: Final = "service-step"
DELIVERED: Final = "service-delivered"
FITTED: Final = "service-fitted"
OFFER: Final = "offer"
NEEDED: Final = "needed"
REQUESTED: Final = "requested"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused_by_provider"
DECLINED: Final = "declined_by_person"
GIVEN: Final = "given"
ENDED: Final = "ended"
FIT: Final = ("age_heeded", "gender_heeded", "needs_heeded")
_FACTS: Final = ("kind", "state", "phase", "run_by", "refusal_reason", "declined_on", "offered_again", "measure", *FIT)


@dataclass(frozen=True, slots=True)
class Moved:
    """That a service came to stand so: since which day, said by whom, and whether that still stands."""

    state: str
    on: date
    agency: str
    user: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its facts as they stand, every state it was in, and the papers about it that the viewer may read.

    `disputed` holds what different agencies say of where it stands, where they differ.
    """

    number: str
    facts: Mapping[str, Any]
    moved: tuple[Moved, ...] = ()
    disputed: tuple[str, ...] = ()
    steps: tuple[Paper, ...] = ()
    delivered: tuple[Paper, ...] = ()
    fitted: tuple[Paper, ...] = ()

    @property
    def key(self) -> str:
        """Its key in the ledger: `service#1`."""
        return f"{SERVICE}#{self.number}"

    @property
    def kind(self) -> str:
        """What kind of help it is; the last of all where that is not known."""
        return self.facts.get("kind") or OTHER

    @property
    def state(self) -> str:
        """Where it stands; nothing where that is not known, or disputed."""
        return self.facts.get("state") or ""

    @property
    def since(self) -> date | None:
        """The day since which it stands so."""
        return next((each.on for each in reversed(self.moved) if each.state == self.state), None)

    @property
    def moved_by(self) -> str:
        """The agency whose word it is where the service stands: another one that said otherwise would make it disputed."""
        return self.moved[-1].agency if self.moved else ""

    @property
    def part(self) -> str:
        """The part of the case in which papers about it are kept."""
        return part_of(self.kind)

    @property
    def answer(self) -> Paper | None:
        """The last paper that says what the person answered to an offer of it."""
        return next((each for each in reversed(self.steps) if each.body["step"] == OFFER), None)

    @property
    def is_agreed(self) -> bool:
        """Whether the person's last word on it is an informed yes."""
        said = self.answer
        return said is not None and said.body["answer"] == "yes" and said.body["understood"] == "yes"

    @property
    def may_be_asked(self) -> bool:
        """Whether the person agreed besides that somebody is asked to give it, and told what they need to know."""
        said = self.answer
        return said is not None and self.is_agreed and said.body["may_ask"] == "yes"

    @property
    def provider(self) -> Mapping[str, str]:
        """Who gives it, or was asked, as last named: title, contact and, of the directory, the entry and the agency."""
        return next((each.body["provider"] for each in reversed(self.steps) if each.body.get("provider")), {})


def services(sight: Sight, facts: KeptFacts | None = None) -> tuple[Service, ...]:
    """Return the services that are listed in a case, in the order in which they came."""
    facts = facts or KeptFacts(sight)
    return tuple(_service(sight, facts, number) for number in numbers(sight.entries, SERVICE))


def service_of(sight: Sight, number: str) -> Service:
    """Return one service by its number; raise `no-such-case` where the viewer sees none."""
    if number not in numbers(sight.entries, SERVICE):
        raise not_there()
    return _service(sight, KeptFacts(sight), number)


def _service(sight: Sight, facts: KeptFacts, number: str) -> Service:
    key = f"{SERVICE}#{number}"
    said = [each for each in sight.entries if each.key == f"{key}.state" and each.value is not None]
    about = [each for each in sight.papers if each.body.get("item") == key]
    taken_back = {each.answers for each in about if each.kind == DELIVERED and each.answers}
    return Service(
        number,
        {name: facts.as_it_stands(f"{key}.{name}") for name in _FACTS},
        moved=tuple(Moved(str(each.value), _day(each), each.agency, each.user) for each in said),
        disputed=_disputed(sight, said),
        steps=tuple(each for each in about if each.kind == STEP),
        delivered=tuple(each for each in about if each.kind == DELIVERED and not each.answers and each.id not in taken_back),
        fitted=tuple(each for each in about if each.kind == FITTED),
    )


def _day(entry: Entry) -> date:
    return entry.valid_from or entry.recorded.astimezone(time_zone()).date()


def _disputed(sight: Sight, said: Sequence[Entry]) -> tuple[str, ...]:
    now = {each.id for each in standing(sight.entries) if each.is_valid_on(sight.on)}
    values = tuple(dict.fromkeys(str(each.value) for each in said if each.id in now))
    return values if len(values) > 1 else ()
