"""Two people who are the same but for one thing: of which two a property speaks.

No discrimination, not conditional, a child at least as an adult, and not knowing never strips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from amparo.facts.settled import AGE
from amparo.prove.derived import fact, is_so
from amparo.prove.person import Person
from amparo.prove.term import Line, Term, Years, fixed, years
from amparo.prove.truth import NO, YES, Formula, Truth, every, none, some
from amparo.rules.exemption import CHILD, NO_DISCRIMINATION, NOT_CONDITIONAL, STRIPS
from amparo.rules.law import Law

FEATURES: Final = (
    "sex", "nationality", "stateless", "immigration_status", "language", "speaks_local_language", "special_needs",
    "pregnant", "exploitation_form", "trafficking_claimed",
)  # fmt: skip
"""What must not lower a protection (Protocol art. 14(2)); the last, not to see oneself as trafficked."""
SELF: Final = FEATURES[-1]
AGES: Final = ("birth_date", "age_years", "may_be_child")
STATUS: Final = (
    "trafficking_claimed", "indicators_noted", "referred_as_possible_victim", "recognised_abroad", "act_element",
    "means_element", "exploitation_element", "reasonable_grounds", "conclusive_decision", "asylum_claimed",
    "may_be_refugee", "serious_harm_on_return", *AGES,
)  # fmt: skip
"""What says that somebody is, or may be, a trafficked person, a refugee or a child."""
MAJORITY: Final = 18
"""Where a law names no age of its own (Convention on the Rights of the Child, art. 1; Protocol art. 3(d))."""
Read = Callable[[Person, str], Term]


@dataclass(frozen=True)
class Pair:
    """Two people: how the facts in which they may differ are read of the second, and what else is so of the two."""

    name: str
    about: str
    varied: Mapping[str, Read]
    where: Callable[[Person, Person], Iterable[Formula]] = lambda _one, _other: ()


def all_pairs(law: Law) -> list[Pair]:
    """Return the pairs of all four properties."""
    amount = law.amount("majority_age") if "majority_age" in law.amounts else None
    majority = amount if isinstance(amount, int) else MAJORITY
    ages = dict.fromkeys(AGES, _fresh)
    return [
        *(Pair(NO_DISCRIMINATION, key, {key: _fresh}, _known_of_both(key)) for key in FEATURES),
        Pair(NOT_CONDITIONAL, "cooperates", {"cooperates": lambda _person, _key: NO}),
        Pair(NOT_CONDITIONAL, "committed_offence", {"committed_offence": lambda _person, _key: YES}),
        Pair(CHILD, "a child", ages, lambda one, other: _adult_and_child(one, other, majority)),
        Pair(CHILD, "perhaps a child", ages, lambda one, other: _adult_and_perhaps(one, other, majority)),
        Pair(
            STRIPS, "less known", dict.fromkeys(STATUS, _perhaps_forgotten),
            lambda one, _: _consistent(one, majority),
        ),
    ]  # fmt: skip


def _fresh(person: Person, key: str) -> Term:
    return person.fresh(key)


def _perhaps_forgotten(person: Person, key: str) -> Term:
    """The fact as the first person has it, or not known."""
    assert person.like is not None  # noqa: S101 only the second of a pair is read so
    said, kept = person.like.stated(key), person.flag(f"{key} kept")
    if isinstance(said, Truth):
        return Truth(every([said.yes, kept]), every([said.no, kept]))
    if isinstance(said, Line):
        return replace(said, known=every([said.known, kept]), never=every([said.never, kept]))
    return replace(said, known=every([said.known, kept]))


def _known_of_both(key: str) -> Callable[[Person, Person], Iterable[Formula]]:
    """Known of both; and of whoever does not claim to be trafficked, signs are noted all the same."""

    def where(one: Person, other: Person) -> Iterator[Formula]:
        yield from (_is_known(one.stated(key)), _is_known(other.stated(key)))
        if key == SELF:
            yield _truth(one, "indicators_noted").yes

    return where


def _is_known(term: Term) -> Formula:
    return some([term.yes, term.no]) if isinstance(term, Truth) else term.known


def _truth(person: Person, key: str) -> Truth:
    stated = person.stated(key)
    assert isinstance(stated, Truth)  # noqa: S101 asked only of yes/no facts
    return stated


def _minor(person: Person, majority: int) -> Truth:
    age = fact(person, AGE)
    assert isinstance(age, Years)  # noqa: S101 the age is a number of years
    return years(age, "<", fixed(majority))


def _adult_and_child(one: Person, other: Person, majority: int) -> Iterator[Formula]:
    yield _minor(one, majority).no
    yield none(_truth(one, "may_be_child").yes)
    yield _minor(other, majority).yes


def _adult_and_perhaps(one: Person, other: Person, majority: int) -> Iterator[Formula]:
    yield _minor(one, majority).no
    yield none(_truth(one, "may_be_child").yes)
    yield none(_is_known(other.stated("birth_date")))
    yield none(_is_known(other.stated("age_years")))
    yield _truth(other, "may_be_child").yes


def _consistent(one: Person, majority: int) -> Iterator[Formula]:
    """Nothing stated contradicts what other facts imply."""
    for key, signs in one.vocabulary.implied.items():
        yield from (none(every([_truth(one, key).no, is_so(one, sign)])) for sign in signs)
    minor, may_be_child = _minor(one, majority), _truth(one, "may_be_child")
    yield none(every([minor.yes, may_be_child.no]))
    yield none(every([minor.no, may_be_child.yes]))
