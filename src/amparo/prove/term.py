"""Terms as the solver sees them: words, and numbers or days that lie between two bounds; and how they compare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from amparo.prove.calendar import first_day, moved, whole_years, year_later
from amparo.prove.truth import NO, UNKNOWN, Formula, Truth, choose, every, none, opposite, some

FAR: Final = 10**9
"""A number beyond all that is compared: the open end of a count or an age."""


@dataclass(frozen=True, slots=True)
class Word:
    """A choice, country, language or currency: when it is known, and which it is (the index of a word)."""

    known: Formula
    index: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A number or a day (its ordinal): when it is known, when it is *never*, and the bounds it lies between.

    Where it is a function of one day, `of` is that day and `function` says how; a comparison with a fixed day is then
    settled by a single cut-off.
    """

    known: Formula
    never: Formula
    low: Any
    high: Any
    of: Line | None = None
    function: Callable[[date], Any] | None = None

    @property
    def exact(self) -> Formula:
        """Say when the two bounds are one."""
        return _same(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Years:
    """Whole years that lie between two bounds, such as an age: asked only whether a bound reaches a number."""

    known: Formula
    never: Formula
    low_reaches: Callable[[int], Formula]
    high_reaches: Callable[[int], Formula]


Term = Word | Line | Years | Truth


class NotExpressible(Exception):  # noqa: N818 it is an answer, not a fault: this much the solver is not asked
    """A rule says what the solver is not told: the question stays undecided, with this reason."""


def years(value: Years, operator: str, right: Line) -> Truth:
    """Compare whole years with a number of the law."""
    if False in (right.known, value.known):
        return Truth(False, some([value.never, right.never]))
    if not is_fixed(right) or not isinstance(right.low, int) or right.low < 0:
        raise NotExpressible("years are compared with something that is not a number of the law")
    number = right.low
    if operator in ("<", ">="):
        reached = Truth(value.low_reaches(number), none(value.high_reaches(number)))
        truth = reached if operator == ">=" else opposite(reached)
    elif operator in (">", "<="):
        reached = Truth(value.low_reaches(number + 1), none(value.high_reaches(number + 1)))
        truth = reached if operator == ">" else opposite(reached)
    else:
        exact = every([value.low_reaches(number), none(value.high_reaches(number + 1))])
        apart = some([none(value.high_reaches(number)), value.low_reaches(number + 1)])
        truth = Truth(exact, apart) if operator == "==" else Truth(apart, exact)
    return guarded(truth, value.known, value.never)


def between(start: Line, end: Line) -> Years:
    """Count the whole years from one day to another."""

    def reaches(first: Any, last: Any, number: int) -> Formula:
        if number == 0:
            return first <= last
        if isinstance(first, int) and isinstance(last, int):
            return whole_years(date.fromordinal(first), date.fromordinal(last)) >= number
        if isinstance(last, int):
            return first < first_day(lambda day: whole_years(day, date.fromordinal(last)) < number)
        if isinstance(first, int):
            return last >= first_day(lambda day: whole_years(date.fromordinal(first), day) >= number)
        return year_later(first, number) <= last

    never = some([start.never, end.never])
    return Years(
        known=some([never, every([start.known, end.known])]),
        never=never,
        low_reaches=lambda number: reaches(start.high, end.low, number),
        high_reaches=lambda number: reaches(start.low, end.high, number),
    )


def fixed(value: int | date | None) -> Line:
    """Return a number or a day of the law; None is not known, and stands as the first day of the calendar."""
    if value is None:
        return Line(known=False, never=False, low=1, high=1)
    number = value.toordinal() if isinstance(value, date) else value
    return Line(known=True, never=False, low=number, high=number)


def is_fixed(line: Line) -> bool:
    """Say whether a term is a plain number or day of the law."""
    return line.known is True and line.never is False and isinstance(line.low, int) and line.low is line.high


def shifted(line: Line, unit: str, amount: int | None) -> Line:
    """Move a day by a period of the law; without a period it is not known, unless it is *never*."""
    if amount is None:
        return replace(fixed(None), never=line.never, known=line.never)
    before = line.function or (lambda day: day)

    def function(day: date) -> Any:
        return date.fromordinal(moved(before(day).toordinal(), unit, amount))

    low = moved(line.low, unit, amount)
    high = low if line.high is line.low else moved(line.high, unit, amount)
    return Line(line.known, line.never, low, high, None if is_fixed(line) else (line.of or line), function)


def order(operator: str, left: Line, right: Line) -> Truth:
    """Compare two numbers or days; *never* on either side is no."""
    if operator in (">", "<="):
        left, right = right, left
    less = _cut(left, right) or _less(left, right)
    truth = less if operator in ("<", ">") else opposite(less)
    return _guarded(truth, left, right)


def same_line(left: Line, right: Line) -> Truth:
    """Say whether two numbers or days are the same; *never* is the same as nothing."""
    yes = every([left.exact, right.exact, _same(left.low, right.low)])
    apart = some([_before(left.high, right.low), _before(right.high, left.low)])
    return _guarded(Truth(yes, apart), left, right)


def unlike_line(left: Line, right: Line) -> Truth:
    """Say whether two numbers or days differ; *never* on either side is no."""
    yes = every([left.exact, right.exact, _same(left.low, right.low)])
    apart = some([_before(left.high, right.low), _before(right.high, left.low)])
    return _guarded(Truth(apart, yes), left, right)


def _guarded(truth: Truth, left: Line, right: Line) -> Truth:
    return guarded(truth, every([left.known, right.known]), some([left.never, right.never]))


def guarded(truth: Truth, known: Formula, never: Formula) -> Truth:
    """Return a comparison's truth: no with *never* on either side, else not known with either not known."""
    if never is True:
        return NO
    if known is False:
        return Truth(False, never)
    return Truth(every([truth.yes, known, none(never)]), some([never, every([truth.no, known])]))


def _less(left: Line, right: Line) -> Truth:
    return Truth(_before(left.high, right.low), none(_before(left.low, right.high)))


def _cut(left: Line, right: Line) -> Truth | None:
    """Settle `left < right` by the first day on which it turns, where one side is fixed and the other moves with one day."""
    if is_fixed(right) and left.of is not None and left.function is not None:
        function, limit = left.function, right.low
        return _reached(left.of, first_day(lambda day: _number(function(day)) >= limit), rising=False)
    if is_fixed(left) and right.of is not None and right.function is not None:
        function, limit = right.function, left.low
        return _reached(right.of, first_day(lambda day: _number(function(day)) > limit), rising=True)
    return None


def _reached(day: Line, first: int, *, rising: bool) -> Truth:
    before, after = _before(day.high, first), none(_before(day.low, first))
    return Truth(after, before) if rising else Truth(before, after)


def _number(value: Any) -> Any:
    return value.toordinal() if isinstance(value, date) else value


def _before(low: Any, high: Any) -> Formula:
    return low < high


def _same(low: Any, high: Any) -> Formula:
    return True if low is high else low == high


def one_of(word: Word, indices: Iterable[int]) -> Truth:
    """Say whether a word is one of some."""
    hit = some(_is(word.index, index) for index in indices)
    return Truth(every([word.known, hit]), every([word.known, none(hit)]))


def same_word(left: Word, right: Word) -> Truth:
    """Say whether two words are the same."""
    known = every([left.known, right.known])
    if known is False:
        return UNKNOWN
    hit = _is(left.index, right.index)
    return Truth(every([known, hit]), every([known, none(hit)]))


def _is(left: Any, right: Any) -> Formula:
    return left == right


def extreme(days: list[tuple[Formula, Line]], complete: Formula, *, latest: bool) -> Line:
    """Return the latest or earliest of some days, each with the condition under which it is listed at all."""
    if latest:
        return _latest(days, complete, date.max.toordinal())
    flipped = [(listed, replace(day, low=_minus(day.high), high=_minus(day.low))) for listed, day in days]
    found = _latest(flipped, complete, -date.min.toordinal())
    return replace(found, low=_minus(found.high), high=_minus(found.low))


def _minus(number: Any) -> Any:
    return -number


def _latest(days: list[tuple[Formula, Line]], complete: Formula, furthest: int) -> Line:
    dated = [(every([listed, day.known, none(day.never)]), day) for listed, day in days]
    is_open = some([none(complete), *(every([listed, none(day.known)]) for listed, day in days)])
    some_day = some(condition for condition, _ in dated)
    never = every([none(some_day), none(is_open)])
    if some_day is False:
        return replace(fixed(None), known=never, never=never)
    low, high = -FAR, -FAR
    for condition, day in dated:
        low = choose(every([condition, day.low > low]), day.low, low)
        high = choose(every([condition, day.high > high]), day.high, high)
    high = choose(is_open, furthest, high)
    return Line(known=some([some_day, none(is_open)]), never=never, low=low, high=high)
