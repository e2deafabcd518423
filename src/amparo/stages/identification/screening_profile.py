"""What the lists of signs say of a case: by form and phase, the strongest first. For people to look at; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from amparo.casework.compartment import vocabulary
from amparo.casework.determine import law
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.desk.marked import in_english, of_law
from amparo.environment import time_zone
from amparo.explain.answer import inquire
from amparo.ledger.known import case_of
from amparo.rules.pack import find_law
from amparo.screening.indicators import GRADED, IndicatorSet, load_sets
from amparo.screening.profile import DimensionProfile, profile


@dataclass(frozen=True, slots=True)
class Part:
    """One form, or one dimension of a graded list, in which a sign was noted: its title and the signs, in words.

    `is_enough`: as the source grades them, they make this dimension positive. Of a plain list any sign does.
    """

    title: str
    signs: tuple[str, ...]
    is_enough: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What one list says: a signal for people to look at, or nothing. It is never a no."""

    title: str
    is_signal: bool
    parts: tuple[Part, ...]
    remarks: tuple[str, ...]


@cache
def _sets() -> Mapping[str, IndicatorSet]:
    return load_sets(find_law(), vocabulary())


def told_by_lists(sight: Sight) -> tuple[Told, ...]:
    """Return what each list says on what the viewer may read, those with a signal first; none in which nothing was noted."""
    case = case_of(sight.entries, on=sight.on, zone=time_zone())
    evaluation = inquire(case, law(), today=sight.on).decider.evaluation
    found = []
    for each in _sets().values():
        if not each.is_filled:
            continue
        made = profile(each, evaluation, case)
        parts = tuple(_part(each, one) for one in made.dimensions if any(noted.answer is True for noted in one.indicators))
        if parts:
            found.append(Told(of_law(each.title), made.signal is True, parts, made.remarks))
    return tuple(sorted(found, key=lambda told: not told.is_signal))


def _part(each: IndicatorSet, one: DimensionProfile) -> Part:
    title = of_law(one.title) if each.how == GRADED else _form(each, one.title)
    signs = tuple(_name(noted.name) for noted in one.indicators if noted.answer is True)
    return Part(title, signs, one.result is True)


def _form(each: IndicatorSet, form: str) -> str:
    return of_law(each.title) if form in ("any", each.form) else wording().value("exploitation_form", form)


def _name(name: str) -> str:
    """Return a sign in words; one that is worked out by a rule has the rule's name."""
    words = name.replace("_", " ").replace("-", " ").capitalize()
    return wording().fact(name) if name in vocabulary().facts else in_english(words)
