"""A person's profile of indicators: by set and dimension, strongest first, said or observed, three-valued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from amparo.facts.case import Case
from amparo.facts.value import Truth
from amparo.rules.evaluate import Evaluation
from amparo.screening.grade import STRENGTHS, deciding, graded
from amparo.screening.indicators import GRADED, Indicator, IndicatorSet

CHILD: Final = "child"
ADULT: Final = "adult"
MINORITY: Final = "is_child"
"""The definition of the law that says who is a child today; who may be one is graded as one."""
EXPLOITATION: Final = "exploitation"


@dataclass(frozen=True, slots=True)
class Noted:
    """One indicator of a person: yes, no or not asked; its grade; and how a yes was learnt (said, observed, ...)."""

    name: str
    answer: Truth
    strength: str | None
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    verified: bool


@dataclass(frozen=True, slots=True)
class DimensionProfile:
    """One dimension (or one form of a plain list): its result, what decides it, and what could change it."""

    id: str
    title: str
    result: Truth
    because: tuple[str, ...]
    open: tuple[str, ...]
    indicators: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's profile in one set, for one age group. `signal` is for people to look at; it decides nothing."""

    set: str
    title: str
    form: str
    age_group: str
    signal: Truth
    dimensions: tuple[DimensionProfile, ...]


def profile(indicators: IndicatorSet, evaluation: Evaluation, case: Case) -> Profile:
    """Work out one person's profile in one set."""
    is_child = evaluation.conclusion(MINORITY) is not False if MINORITY in evaluation.law.rules else True
    reader = _Reader(evaluation, case, is_child=is_child)
    dimensions = tuple(reader.graded(indicators) if indicators.how == GRADED else reader.listed(indicators))
    return Profile(
        set=indicators.id,
        title=indicators.title,
        form=indicators.form,
        age_group=CHILD if is_child else ADULT,
        signal=_signal(indicators, dimensions, is_child=is_child),
        dimensions=dimensions,
    )


def _signal(indicators: IndicatorSet, dimensions: tuple[DimensionProfile, ...], *, is_child: bool) -> Truth:
    """A plain list: a sign was noted, or nothing is shown. Graded: exploitation, with a means unless a child."""
    results = {dimension.id: dimension.result for dimension in dimensions}
    if indicators.how != GRADED:
        return True if True in results.values() else None
    exploited = results.get(EXPLOITATION)
    means = _any(results[d.id] for d in indicators.dimensions if d.means)
    return exploited if is_child else _both(exploited, means)


def _any(truths: Iterable[Truth]) -> Truth:
    found = set(truths)
    return True if True in found else None if None in found else False


def _both(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


class _Reader:
    def __init__(self, evaluation: Evaluation, case: Case, *, is_child: bool) -> None:
        self.evaluation = evaluation
        self.case = case
        self.is_child = is_child

    def noted(self, indicator: Indicator) -> Noted:
        name = indicator.name
        answer: Any = (
            self.evaluation.settled.get(name) if indicator.fact else self.evaluation.conclusion(name.replace("-", "_"))
        )
        said = self.case.facts.get(name, ()) if answer is True else ()
        sources = tuple(dict.fromkeys(a.source for a in said if a.source and a.value is True))
        return Noted(
            name, answer, indicator.strength(is_child=self.is_child), sources, indicator.tags, verified=indicator.verified
        )

    def graded(self, indicators: IndicatorSet) -> Iterable[DimensionProfile]:
        for dimension in indicators.dimensions:
            found = [self.noted(i) for i in indicators.indicators if i.dimension == dimension.id]
            listed = sorted((n for n in found if n.strength), key=lambda n: STRENGTHS.index(n.strength or ""))
            yes = [(n.name, n.strength or "") for n in listed if n.answer is True]
            open_ = [n for n in listed if n.answer is None]
            result = graded([strength for _, strength in yes], [n.strength or "" for n in open_])
            yield DimensionProfile(
                dimension.id, dimension.title, result, deciding(yes),
                tuple(n.name for n in open_) if result is None else (), tuple(listed),
            )  # fmt: skip

    def listed(self, indicators: IndicatorSet) -> Iterable[DimensionProfile]:
        """A plain list is never negative: no indicator noted proves nothing."""
        forms: Mapping[str, list[Noted]] = {}
        for indicator in indicators.indicators:
            forms.setdefault(indicator.form, []).append(self.noted(indicator))  # type: ignore[attr-defined]  # a dict, read as a mapping
        for form, found in forms.items():
            yes = tuple(n.name for n in found if n.answer is True)
            ordered = tuple(sorted(found, key=lambda n: {True: 0, None: 1, False: 2}[n.answer]))
            yield DimensionProfile(
                form, form, True if yes else None, yes, tuple(n.name for n in found if n.answer is None), ordered
            )
