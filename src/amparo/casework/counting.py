"""Counting: how many people were recognised, or are presumed, to be victims, by year, form of exploitation, sex and age.

The installation counts by itself over all cases of all agencies; whoever asks sees no case, and of the figures those alone that
tell of nobody (`disclosure`). A person is counted once, in the year in which they were first identified; two cases that were
judged to be of one person count as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.log import log
from amparo.casework.models import Pairing, WrapRow
from amparo.casework.office import check_in_office
from amparo.casework.purpose import Purpose
from amparo.casework.released import Figures, digest, give_out, latest, wait_for_turn
from amparo.casework.store import DjangoStore
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import everywhere
from amparo.disclosure.counts import Counts
from amparo.disclosure.release import THRESHOLD, release
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.facts.settled import AGE, settle
from amparo.facts.value import Span
from amparo.ledger.known import case_of

RECOGNISED: Final = "recognised"
PRESUMED: Final = "presumed"
STATUSES: Final[Mapping[str, tuple[str, str]]] = {
    RECOGNISED: ("conclusive_decision", "conclusive_decision_on"),
    PRESUMED: ("reasonable_grounds", "reasonable_grounds_on"),
}
"""Of each status the fact that says so, and its day. Nobody is counted in both: who was recognised is presumed no more."""
UNKNOWN: Final = "unknown"
SEXES: Final = ("female", "male", "other", UNKNOWN)
AGES: Final = ("child", "adult", UNKNOWN)
COLUMNS: Final = tuple(f"{sex}/{age}" for sex in SEXES for age in AGES)
MAJORITY: Final = 18
"""The age of the Convention on the Rights of the Child, whatever a law of the country says."""
FORM: Final = "exploitation_form"
QUERY: Final = "people by year of identification, status, form of exploitation, sex and age group"


@dataclass(frozen=True, slots=True)
class Person:
    """What is counted of a person."""

    status: str
    year: int
    form: str
    column: str


def count(actor: Actor) -> Figures:
    """Return the release of this year, made at the first asking, to whoever may ask; that they asked is in the log."""
    with told_plainly(), transaction.atomic(durable=True):
        check_in_office(actor, Action.COUNT, Purpose.STATISTICS)
        wait_for_turn()
        found = latest()
        if found is None or found.on.year < today().year:
            found = _made(found)
        about = {"query": QUERY, "threshold": THRESHOLD, "digest": found.digest, "whole": found.is_whole}
        log("figures-counted", actor, about=about)
    return found


def _made(before: Figures | None) -> Figures:
    """Count, and keep what may be shown; where a record cannot be opened nothing is made that would stand for a year."""
    with everywhere():
        people, is_whole = _people()
    if not is_whole:
        return replace(before or Figures({}, {}, today(), digest({})), is_whole=False)
    tables = {key: release(counts) for key, counts in sorted(_counts(people).items())}
    return give_out(before, {key: found for key, found in tables.items() if found.shown}, today())


def rows() -> tuple[str, ...]:
    """Return the forms of exploitation, and that none is known."""
    return (*vocabulary().facts[FORM].values, UNKNOWN)


def _counts(people: Iterable[Person]) -> dict[tuple[str, int], Counts]:
    """Put people into tables, one for each status and each year that has ended: what still grows would tell of who is added."""
    found: dict[tuple[str, int], Counter[tuple[int, int]]] = {}
    forms = {form: place for place, form in enumerate(rows())}
    columns = {column: place for place, column in enumerate(COLUMNS)}
    for person in people:
        if person.year < today().year:
            table = found.setdefault((person.status, person.year), Counter())
            table[forms[person.form], columns[person.column]] += 1
    return {key: Counts(rows(), COLUMNS, dict(table)) for key, table in found.items()}


def _people() -> tuple[list[Person], bool]:
    """Return each person once, as first identified; and whether all records could be read."""
    joined = _joined()
    found: dict[str, Person] = {}
    is_whole = True
    for case in _cases():
        try:
            person = _person(case)
        except AmparoError:  # the ring of the agency that keeps it is not open here
            is_whole = False
            continue
        who = joined.get(case, case)
        before = found.get(who)
        if person is not None and (before is None or _order(person) < _order(before)):
            found[who] = person
    return list(found.values()), is_whole


def _order(person: Person) -> tuple[bool, int]:
    """Of two records of one person the recognition counts before the presumption, and the earlier before the later."""
    return person.status != RECOGNISED, person.year


def _cases() -> Iterator[str]:
    """Yield the cases in which anything was stated where decisions are: those that have a key for it."""
    part = compartment_of(STATUSES[RECOGNISED][0])
    yield from WrapRow.objects.filter(compartment=part).order_by("person").values_list("person", flat=True).distinct()


def _person(case: str) -> Person | None:
    entries = DjangoStore().entries(case)
    known = settle(case_of(entries, on=today(), zone=time_zone()), vocabulary(), on=today())
    if known.get(STATUSES[RECOGNISED][0]) == "no":
        return None
    for status, (decision, day) in STATUSES.items():
        if known.get(decision) == "yes":
            on = _day(known.get(day))
            if on is None:
                return None
            then = settle(case_of(entries, on=on, zone=time_zone()), vocabulary(), on=on)
            sex, form = known.get("sex"), known.get(FORM)
            age = then.get(AGE)
            return Person(
                status,
                on.year,
                str(form) if form in vocabulary().facts[FORM].values else UNKNOWN,
                f"{sex if sex in SEXES else UNKNOWN}/{_group(age)}",
            )
    return None


def _group(age: object) -> str:
    least, most = (age.low, age.high) if isinstance(age, Span) else (age, age)
    if isinstance(most, int | float) and most < MAJORITY:
        return "child"
    return "adult" if isinstance(least, int | float) and least >= MAJORITY else UNKNOWN


def _day(value: object) -> date | None:
    """Return a day within the year that a date names; nothing where it names none."""
    if isinstance(value, date):
        return value
    return value.low if isinstance(value, Span) and value.low.year == value.high.year else None


def _joined() -> dict[str, str]:
    """Return for each case that was judged to be of the same person as another the one by which the person is counted."""
    leader: dict[str, str] = {}

    def leads(case: str) -> str:
        while leader.get(case, case) != case:
            case = leader[case]
        return case

    for one, other in Pairing.objects.filter(is_same=True, undone=None).values_list("one_id", "other_id"):
        first, second = sorted((leads(one), leads(other)))
        leader[second] = first
    return {case: leads(case) for case in leader}
