"""Whether pay could ever have cleared a debt that is claimed: one that no work pays off is a sign of bondage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil
from typing import Final

from django.utils.translation import gettext as _

from amparo.stages.compensation.figure import Sum
from amparo.stages.compensation.losses import Loss
from amparo.stages.compensation.work import Work

DEBT: Final = "debt"


def debt_words(losses: Iterable[Loss], works: Iterable[Work]) -> Iterator[str]:
    """Yield, for each currency in which a debt is listed, how long the pay that was received would take to clear it."""
    paid: dict[str, Sum] = {}
    for work in works:
        paid[work.currency] = work.received.likely
    debts: dict[str, list[Sum]] = {}
    for loss in losses:
        if loss.head == DEBT:
            debts.setdefault(loss.currency, []).append(loss.figure.likely)
    for currency, sums in debts.items():
        yield _said(currency, sums, paid.get(currency))


def _said(currency: str, sums: list[Sum], monthly: Sum) -> str:
    known = [each for each in sums if each is not None]
    if len(known) < len(sums):
        return _("A debt is claimed of which the sum is not known: that cannot be worked off is a sign of bondage.")
    if monthly is None:
        return _("A debt in %(currency)s is claimed; what was paid a month is not known.") % {"currency": currency}
    if monthly == 0:
        return _("Nothing was paid: the debt in %(currency)s could never be cleared by the work.") % {"currency": currency}
    months = ceil(sum(known, Fraction()) / monthly)
    return _("All pay of %(n)s months would be needed to clear the debt in %(currency)s.") % {"n": months, "currency": currency}
