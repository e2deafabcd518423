"""A person's profile of indicators: by set and dimension, strongest first, said or observed, three-valued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.facts.case import Case
from amparo.facts.value import Truth
from amparo.rules.evaluate import Evaluation
from amparo.screening.grade import STRENGTHS, deciding, graded, turning
from amparo.screening.indicators import GRADED, IN_USE, Dimension, Indicator, IndicatorSet

CHILD: Final = "child"
ADULT: Final = "adult"
MINORITY: Final = "is_child"
"""The definition of the law that says who is a child today; who may be one is graded as one."""
MINORITY_THEN: Final = "trafficked_as_child"
"""The definition of the law that says who was a child when it happened: then the grade is a child's too."""
EXPLOITATION: Final = "exploitation"
_FORM: Final = "exploitation_form"


@dataclass(frozen=True, slots=True)
class Noted:
    """One indicator of a person: yes, no or not asked; its grade; and how the answer was learnt (said, observed, ...)."""

    indicator: Indicator
    answer: Truth
    strength: str | None
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the indicator reads."""
        return self.indicator.name


@dataclass(frozen=True, slots=True)
class DimensionProfile:
    """One dimension (or one form of a plain list): its result, what decides it, and which open answers could change it.

    `together` says whether all that the form's definition joins was noted; None also where it joins nothing.
    """

    id: str
    title: str
    phase: str
    result: Truth
    because: tuple[str, ...]
    could_change: tuple[str, ...]
    indicators: tuple[Noted, ...]
    together: Truth = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's profile in one set, for one age group.

    `signal` is for people to look at and decides nothing: yes, or None. It is never a no, since no list is complete.
    `narrow` is the source's stricter reading for adults, beside it.
    """

    set: IndicatorSet
    age_group: str
    is_presumed: bool
    signal: Truth
    narrow: Truth
    dimensions: tuple[DimensionProfile, ...]
    remarks: tuple[str, ...]


def profile(indicators: IndicatorSet, evaluation: Evaluation, case: Case, *, as_known: date | None = None) -> Profile:
    """Work out one person's profile in one set, from what was recorded up to `as_known` (default: everything)."""
    minority = _concluded(evaluation, MINORITY)
    is_child = minority is not False or _concluded(evaluation, MINORITY_THEN) is True
    reader = _Reader(evaluation, case, as_known, is_child=is_child)
    is_graded = indicators.how == GRADED
    dimensions = tuple(reader.graded(indicators) if is_graded else reader.listed(indicators))
    results = {dimension.id: dimension.result for dimension in dimensions}
    return Profile(
        set=indicators,
        age_group=CHILD if is_child else ADULT,
        is_presumed=minority is None and is_child,
        signal=_signal(indicators, results, is_child=is_child),
        narrow=all_of(any_of(results[each] for each in group) for group in indicators.narrow)
        if indicators.narrow and not is_child
        else None,
        dimensions=dimensions,
        remarks=tuple(_remarks(indicators, evaluation)),
    )


def _concluded(evaluation: Evaluation, rule: str) -> Truth:
    """What the law concludes; not known where it has no such rule."""
    found: Truth = evaluation.conclusion(rule) if rule in evaluation.law.rules else None
    return found


def _signal(indicators: IndicatorSet, results: dict[str, Truth], *, is_child: bool) -> Truth:
    """A plain list: a sign was noted. Graded: exploitation, with a means unless a child. Never a no."""
    if indicators.how != GRADED:
        return True if True in results.values() else None
    means = is_child or any(results[d.id] is True for d in indicators.dimensions if d.means)
    return True if results.get(EXPLOITATION) is True and means else None


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return whether one is yes; not known while one might be."""
    found = set(truths)
    return True if True in found else None if None in found else False


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return whether all are yes; not known while all might be."""
    found = set(truths)
    return False if False in found else None if None in found else True


def _remarks(indicators: IndicatorSet, evaluation: Evaluation) -> Iterator[str]:
    caution = indicators.caution
    if caution and evaluation.settled.get(caution.fact) == caution.value:
        yield caution.says
    if indicators.review_on is None or indicators.review_on <= evaluation.settled.on:
        yield "This list is past the day on which it was to be looked over again."


class _Reader:
    def __init__(self, evaluation: Evaluation, case: Case, as_known: date | None, *, is_child: bool) -> None:
        self.evaluation = evaluation
        self.case = case
        self.as_known = as_known
        self.is_child = is_child

    def noted(self, indicator: Indicator) -> Noted:
        name = indicator.name
        answer: Any = self.evaluation.settled.get(name) if indicator.fact else _concluded(self.evaluation, name)
        return Noted(indicator, answer, indicator.strength(is_child=self.is_child), tuple(self._sources(name, answer)))

    def _sources(self, name: str, answer: Truth) -> Iterator[str]:
        """How the answer was learnt, each way once; a bare value says nothing of it."""
        ways = (a.source for a in self.case.facts.get(name, ()) if a.value is answer and not self._is_later(a.recorded))
        yield from dict.fromkeys(way for way in ways if way)

    def _is_later(self, recorded: date | None) -> bool:
        return self.as_known is not None and recorded is not None and recorded > self.as_known

    def _forms_on_record(self) -> set[object]:
        settled = self.evaluation.settled
        listed = (settled.values.get(f"episode#{name}.form") for name in settled.lists.get("episode", ()))
        return {settled.get(_FORM), *listed}

    def graded(self, indicators: IndicatorSet) -> Iterator[DimensionProfile]:
        for dimension in indicators.dimensions:
            found = [self.noted(i) for i in indicators.indicators if i.dimension == dimension.id]
            yield _graded(dimension, sorted((n for n in found if n.strength), key=_by_strength))

    def listed(self, indicators: IndicatorSet) -> Iterator[DimensionProfile]:
        """A plain list is never negative: no indicator noted proves nothing."""
        forms: dict[str, list[Noted]] = {}
        on_record = self._forms_on_record()
        for indicator in indicators.indicators:
            forms.setdefault(indicator.form, []).append(self.noted(indicator))
        for form, found in forms.items():
            counts = form in on_record or any(n.answer is True and not n.indicator.beside for n in found)
            yes = [n for n in sorted(found, key=_by_phase) if n.answer is True and (counts or not n.indicator.beside)]
            result = True if yes else None
            open_ = tuple(n.name for n in found if n.answer is None and not n.indicator.beside)
            yield DimensionProfile(
                id=form,
                title=form,
                phase="",
                result=result,
                because=tuple(n.name for n in yes),
                could_change=() if result else open_,
                indicators=tuple(sorted(found, key=_by_phase)),
                together=self._together(indicators, form),
            )

    def _together(self, indicators: IndicatorSet, form: str) -> Truth:
        groups = indicators.together.get(form)
        if groups is None:
            return None
        settled: Any = self.evaluation.settled
        return all_of(any_of(settled.get(fact) for fact in group) for group in groups)


def _graded(dimension: Dimension, listed: list[Noted]) -> DimensionProfile:
    yes = [(n.name, n.strength or "") for n in listed if n.answer is True]
    open_ = [n for n in listed if n.answer is None]
    strengths = [strength for _, strength in yes], [n.strength or "" for n in open_]
    result = graded(*strengths)
    turn = turning(*strengths) if result is None else frozenset[str]()
    return DimensionProfile(
        id=dimension.id,
        title=dimension.title,
        phase=dimension.phase,
        result=result,
        because=deciding(yes),
        could_change=tuple(n.name for n in open_ if n.strength in turn),
        indicators=tuple(listed),
    )


def _by_strength(noted: Noted) -> int:
    return STRENGTHS.index(noted.strength or "")


def _by_phase(noted: Noted) -> tuple[int, bool]:
    """Signs noted first, those denied last; of the same the phase of exploitation first, which is the more reliable."""
    return {True: 0, None: 1, False: 2}[noted.answer], noted.indicator.phase != IN_USE
