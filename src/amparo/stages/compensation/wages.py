"""What the work was worth: pay promised and not paid, pay at the legal minimum, the gain of whoever had the work done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from amparo.stages.compensation.figure import UNKNOWN, Figure, greatest, joined, written
from amparo.stages.compensation.work import Work, days_of, months_of, weeks_of

WAGES: Final = "wages"
LABOUR: Final = "labour"
"""Groups of lines: what is owed as pay, of which the greatest counts; and the value of the labour, which stands beside it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is assumed: the legal minimum an hour, of which currency and from which day on; nothing where it is not known."""

    hourly: Fraction | None = None
    currency: str = ""
    as_of: date | None = None
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reckoning: to which group it belongs, what it is, of which currency, its sums, and what they assume."""

    group: str
    words: str
    currency: str
    figure: Figure
    assumes: tuple[str, ...] = ()
    counts: bool = True


def wage_lines(work: Work, terms: Terms) -> Iterator[Line]:
    """Yield what an episode comes to, each way beside the others; of the two ways to reckon pay the greater counts."""
    promised, legal = _promised(work), _legal(work, terms)
    counted = greatest(each.figure for each in (promised, legal) if each is not None)
    yield from (each for each in (promised, legal) if each is not None)
    both = [_("the greater of the two above; the same work is not counted twice")] if legal is not None else []
    yield Line(WAGES, _("Pay still owed"), work.currency, counted, (*both, *_disputes(work)))
    yield from _labour(work, terms)


def _promised(work: Work) -> Line:
    months = months_of(work)
    due, paid = joined(work.promised, months, _times), _paid(work, months)
    words = _("Pay as it was promised, less what was paid")
    return Line(WAGES, words, work.currency, _less(due, paid), (*_lasting(work), *_credit(work)), counts=False)


def _legal(work: Work, terms: Terms) -> Line | None:
    """Return pay at the legal minimum; nothing where its rate is not known or of another currency: nothing is converted."""
    if terms.hourly is None or terms.currency != work.currency:
        return None
    due = _at_minimum(work, terms.hourly)
    left = _less(due, _paid(work, months_of(work)))
    assumes = (*_rate(work, terms), *_credit(work))
    return Line(WAGES, _("Pay at the legal minimum, less what was paid"), work.currency, left, assumes, counts=False)


def _labour(work: Work, terms: Terms) -> Iterator[Line]:
    gain = joined(work.gain, months_of(work), _times)
    at_least = _at_minimum(work, terms.hourly) if terms.hourly is not None and terms.currency == work.currency else UNKNOWN
    yield Line(LABOUR, _("Gain of whoever had the work done"), work.currency, gain, _lasting(work), counts=False)
    if at_least.is_known:
        words = _("The work at the legal minimum, nothing taken off")
        yield Line(LABOUR, words, work.currency, at_least, _rate(work, terms), counts=False)
    either = greatest((gain, at_least))
    assumes = (_("one of the two is not known: it comes to at least this"),) if either.is_open else ()
    yield Line(LABOUR, _("The greater of the two values of the work"), work.currency, either, assumes, counts=False)


def _at_minimum(work: Work, hourly: Fraction) -> Figure:
    worked = joined(work.hours, weeks_of(work), _times)
    return joined(worked, Figure(hourly, hourly, hourly), _times)


def _paid(work: Work, months: Figure) -> Figure:
    """Return what was paid: at the most for the low sum, which counts what others got; at the least for the high one."""
    paid = Figure(work.received.high, work.received.likely, work.received.low)
    most = joined(paid, months, _times)
    if most.high is None or months.high is None:
        return most
    return Figure(most.low, most.likely, max(most.high - work.to_others * months.high, Fraction()))


def _less(due: Figure, paid: Figure) -> Figure:
    """Return what is left; what was paid and is not known lets the low sum open, and takes nothing off the high one."""
    left = joined(due, paid, lambda a, b: max(a - b, Fraction()))
    return Figure(left.low, left.likely, due.high if paid.high is None else left.high)


def _lasting(work: Work) -> tuple[str, ...]:
    days = days_of(work)
    if not days.is_known or days.low is None or days.high is None:
        return (_("first or last day not known: no sum can be reckoned"),)
    low, high = int(days.low), int(days.high)
    many = f"{low}" if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return (_("%(days)s days; whole months by the calendar, the rest as thirtieths of a month") % {"days": many},)


def _credit(work: Work) -> tuple[str, ...]:
    if not work.received.is_known:
        return (_("what was paid is not known: the high sum takes nothing off"),)
    if work.to_others:
        return (
            _("%(sum)s a month went to somebody else: the high sum does not count it as paid")
            % {"sum": written(work.to_others)},
        )
    return ()


def _rate(work: Work, terms: Terms) -> tuple[str, ...]:
    day = terms.as_of.isoformat() if terms.as_of else _("a day that is not known")
    said = [_("%(rate)s an hour, as of %(day)s; all hours alike") % {"rate": written(terms.hourly), "day": day}]
    if not work.hours.is_known:
        said.append(_("hours a week not known: no sum can be reckoned"))
    if work.overtime:
        said.append(_("overtime was worked: a higher rate for it is not in this sum"))
    return (*said, *_lasting(work))


def _disputes(work: Work) -> tuple[str, ...]:
    return tuple(_("statements differ on %(what)s: low and high follow them") % {"what": each} for each in work.disputed)


def _times(one: Fraction, other: Fraction) -> Fraction:
    return one * other
