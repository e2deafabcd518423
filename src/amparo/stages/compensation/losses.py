"""What the person lost beside pay: each head by itself, as it is listed; and what was awarded beside what was reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from amparo.stages.compensation.figure import Figure, Sum, total
from amparo.stages.compensation.wages import Line

COSTS: Final = "costs"
HARM: Final = "harm"
OF_HARM: Final = ("pain_and_suffering", "moral_damage", "exemplary")
"""Heads that are no costs: general damages."""
OF_PAY: Final = ("unpaid_wages",)
"""A head that is listed and may be reckoned from the work as well: it is shown, and not added twice."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss as it is listed; `sums` has two where statements differ."""

    head: str
    words: str
    currency: str
    figure: Figure
    is_admissible: bool | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """What was awarded, as far as a sum is known."""

    words: str
    currency: str
    amount: Sum


def loss_lines(losses: Iterable[Loss], *, is_pay_reckoned: bool) -> Iterator[Line]:
    """Yield one line a head and currency: low is what evidence is admitted for, likely and high are all that is listed."""
    heads: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        heads.setdefault((loss.head, loss.currency), []).append(loss)
    for (head, currency), found in heads.items():
        low = total(each.figure for each in found if each.is_admissible)
        whole = total(each.figure for each in found)
        figure = Figure(low.low, whole.likely, whole.high, is_open=whole.is_open)
        is_twice = head in OF_PAY and is_pay_reckoned
        group = HARM if head in OF_HARM else COSTS
        yield Line(group, found[0].words, currency, figure, tuple(_assumes(found, is_twice=is_twice)), counts=not is_twice)


def gaps(awards: Iterable[Award], reckoned: dict[str, Figure]) -> Iterator[tuple[Award, Sum]]:
    """Yield each award with how much less it is than the likely sum of its currency; nothing where one is not known."""
    for award in awards:
        likely = reckoned[award.currency].likely if award.currency in reckoned else None
        yield award, likely - award.amount if likely is not None and award.amount is not None else None


def _assumes(found: list[Loss], *, is_twice: bool) -> Iterator[str]:
    admitted = sum(each.is_admissible is True for each in found)
    yield _("%(n)s listed, evidence admitted for %(m)s: the low sum counts these alone") % {"n": len(found), "m": admitted}
    unknown = sum(not each.figure.is_known for each in found)
    if unknown:
        yield _("of %(n)s the sum is not known: it comes to at least this") % {"n": unknown}
    if any(each.is_disputed for each in found):
        yield _("statements differ: low and high follow them")
    if is_twice:
        yield _("reckoned above from the work: shown, and not added again")


def exact(value: object) -> Fraction:
    """Return a number exactly as it was written."""
    return Fraction(str(value))
