"""The ladder of status: claimed, possible, presumed, verified, confirmed, or refused and reviewed; and how it came so.

Each step is a definition of the law, asked about the facts that the viewer may read, as they were known at each moment. Nothing
is inferred that no definition says. A step that rests on a part which they may not read is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.determine import law as law_of_installation
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import said_moment
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.marked import of_law
from amparo.desk.pieces import HELD, Happened
from amparo.desk.standing import FactLine
from amparo.environment import time_zone
from amparo.explain.answer import value_json
from amparo.facts.settled import Settled, settle
from amparo.facts.value import Truth
from amparo.ledger.entry import Entry
from amparo.ledger.known import case_of
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.inputs import plain
from amparo.rules.law import Law

STEPS: Final[dict[str, str]] = {
    "claimed": "victim_claimed",
    "possible": "possible_victim",
    "presumed": "victim_presumed",
    "verified": "victim_verified",
    "confirmed": "victim_confirmed",
}
"""Each step, and the definition that says whether it is reached."""
CLOSED: Final = "finally_refused"
REFUSED: Final = "refused"
REVIEWED: Final = "reviewed"
NONE: Final = "none"
NOT_TOLD: Final = "not-told"
DECISION: Final = "conclusive_decision"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called and means, whether it is reached, since when without a break, and because of what."""

    name: str
    words: str
    meaning: str
    state: str
    said: str
    rule: str
    since: str = ""
    because: tuple[FactLine, ...] = ()
    missing: tuple[FactLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where the person stands (`words`; `name` is a step, or refused, or reviewed), all steps, and what moved them."""

    name: str
    words: str
    steps: tuple[Step, ...]
    history: tuple[Happened, ...]

    @property
    def is_refused(self) -> bool:
        return self.name in (REFUSED, REVIEWED)


@dataclass(frozen=True, slots=True)
class _Then:
    """How the steps stood at a moment, and whose entry brought that about."""

    at: datetime
    agency: str
    truths: Mapping[str, Truth]
    name: str


def ladder(sight: Sight, named: Mapping[str, str]) -> Ladder:
    """Return the ladder of a case as somebody may know it; `named` are the titles of agencies."""
    law = law_of_installation().law_on(sight.on)
    telling = status_facts(law)
    entries = [entry for entry in sight.entries if plain(entry.key) in telling]
    course = tuple(_course(entries, law))
    decider = Decider(law, _settled(entries, sight.on))
    steps = tuple(_step(name, rule, sight, decider, course) for name, rule in STEPS.items() if rule in law.rules)
    name = _now(_place(_truths(decider), decider.settled), steps)
    return Ladder(
        name=name,
        words=words_of(name),
        steps=steps,
        history=tuple(_moved(course, named)),
    )


def _now(place: str, steps: Sequence[Step]) -> str:
    """Return where the person stands, as far as it may be told to the viewer."""
    if place in (REFUSED, REVIEWED):
        return place
    told = [each.name for each in steps if each.state == "reached"]
    return told[-1] if told else NOT_TOLD if any(each.state == NOT_TOLD for each in steps) else NONE


def words_of(name: str) -> str:
    """Return in words where somebody stands."""
    return {
        NONE: _("No sign of trafficking is noted"),
        "claimed": _("Says so"),
        "possible": _("Possible"),
        "presumed": _("Presumed"),
        "verified": _("Verified"),
        "confirmed": _("Confirmed"),
        NOT_TOLD: _("Rests on a part you may not read"),
        REFUSED: _("Refused, and not closed"),
        REVIEWED: _("Refused and reviewed"),
    }[name]


def status_facts(law: Law) -> frozenset[str]:
    """Return the facts that the definitions read, with the signs and the items from which these are read."""
    read = {fact for rule in (*STEPS.values(), CLOSED) if rule in law.rules for fact in law.read[rule]}
    return frozenset(read.union(*(vocabulary().signs.get(fact, ()) for fact in read)))


def _settled(entries: Sequence[Entry], on: date) -> Settled:
    return settle(case_of(entries, on=on, zone=time_zone()), vocabulary(), on=on)


def _truths(decider: Decider) -> dict[str, Truth]:
    rules = {**STEPS, REVIEWED: CLOSED}
    return {name: decider.evaluation.conclusion(rule) for name, rule in rules.items() if rule in decider.law.rules}


def _place(truths: Mapping[str, Truth], settled: Settled) -> str:
    """Return the highest step that is reached; a refusal that stands is said before any of them."""
    if truths.get(REVIEWED):
        return REVIEWED
    if settled.get(DECISION) == "no":
        return REFUSED
    return next((name for name in reversed(STEPS) if truths.get(name)), NONE)


def _course(entries: Sequence[Entry], law: Law) -> Iterator[_Then]:
    """Yield how it stood after each act that stated anything of it."""
    ends = [n for n, entry in enumerate(entries, start=1) if n == len(entries) or entries[n].recorded != entry.recorded]
    for end in ends:
        last = entries[end - 1]
        decider = Decider(law, _settled(entries[:end], last.recorded.astimezone(time_zone()).date()))
        truths = _truths(decider)
        yield _Then(last.recorded, last.agency, truths, _place(truths, decider.settled))


def _moved(course: Sequence[_Then], named: Mapping[str, str]) -> Iterator[Happened]:
    """Yield each moment at which the person came to stand elsewhere, the last first."""
    places = [NONE, *(each.name for each in course)]
    for before, then in reversed(list(zip(places, course, strict=False))):
        if then.name != before:
            look = HELD if then.name in (REFUSED, REVIEWED) else ""
            who = named.get(then.agency, "")
            yield Happened(at=said_moment(then.at), words=words_of(then.name), who=who, look=look)


def _step(name: str, rule: str, sight: Sight, decider: Decider, course: Sequence[_Then]) -> Step:
    found = decider.of(decider.law.rules[rule])[0]
    state = _state(rule, found, sight, decider.law)
    return Step(
        name=name,
        words=words_of(name),
        meaning=of_law(found.rule.title.partition(": ")[2] or found.rule.title),
        state=state,
        said={
            "reached": _("Reached"),
            "not-reached": _("Not reached"),
            "unknown": _("Not known"),
            NOT_TOLD: words_of(NOT_TOLD),
        }[state],
        rule=found.rule.id,
        since=said_moment(since) if state == "reached" and (since := _since(name, course)) else "",
        because=tuple(_line(each.fact, value_json(each.value), sight) for each in found.because) if state != NOT_TOLD else (),
        missing=tuple(_line(key, None, sight) for key in found.missing) if state == "unknown" else (),
    )


def _state(rule: str, found: Determination, sight: Sight, law: Law) -> str:
    """Say how a step stands; one that rests on what stands in a closed part may be otherwise than it looks from outside."""
    rests_on = [each.fact for each in found.because] if found.conclusion else [plain_key(fact) for fact in law.read[rule]]
    if any(compartment_of(key) not in sight.readable for key in rests_on):
        return NOT_TOLD
    return "reached" if found.conclusion else "unknown" if found.conclusion is None else "not-reached"


def plain_key(fact: str) -> str:
    """Return a fact of an item (`episode.form`) as the key of some item, whose compartment is the same."""
    kind, dot, name = fact.partition(".")
    return f"{kind}#1.{name}" if dot and name != "complete" else fact


def _since(name: str, course: Sequence[_Then]) -> datetime | None:
    """Return the moment since which a step is reached without a break."""
    first = None
    for then in course:
        first = (first or then.at) if then.truths.get(name) else None
    return first


def _line(key: str, value: Any, sight: Sight) -> FactLine:
    words = wording()
    return FactLine(key, words.fact(key), words.value(key, value), known=value is not None, href=fact_page(sight.case, key))
