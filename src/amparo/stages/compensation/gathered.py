"""What a case holds of work, losses and awards, as its viewer may read it: each sum as the statements that stand make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import isfinite
from typing import Any, Final

from amparo.casework.items import numbers
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.facts.value import bounds
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.compensation.figure import Figure
from amparo.stages.compensation.losses import Award, Loss, exact
from amparo.stages.compensation.work import Days, Work

EPISODE: Final = "episode"
LOSS: Final = "loss"
REMEDY: Final = "remedy"
YEARS: Final = range(1900, 2200)
"""A day of no such year is as good as not known: one end of it is open."""
SUMS: Final = {
    "hours": "hours_a_week",
    "promised": "pay_promised",
    "received": "pay_received",
    "gain": "value_to_exploiter",
}
"""The facts of an episode that a sum is reckoned from."""


class Gathered:
    """The items of one look at a case."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._said: dict[str, list[Entry]] = {}
        for entry in standing(sight.entries):
            if entry.value is not None and entry.is_valid_on(sight.on):
                self._said.setdefault(entry.key, []).append(entry)

    def works(self, to_others: dict[str, Fraction]) -> Iterator[Work]:
        """Yield the episodes; `to_others` says of their numbers what a month went to somebody else."""
        for number in numbers(self.sight.entries, EPISODE):
            item = f"{EPISODE}#{number}"
            sums = {name: self._figure(f"{item}.{fact}") for name, fact in SUMS.items()}
            named = {**SUMS, "began": "began_on", "ended": "ended_on"}
            yield Work(
                number=number,
                began=self._days(f"{item}.began_on"),
                ended=self._days(f"{item}.ended_on"),
                to_others=to_others.get(number, Fraction()),
                currency=self._text(f"{item}.currency").upper(),
                overtime=self._text(f"{item}.overtime") == str(True),
                disputed=tuple(self._disputed(f"{item}.{fact}" for fact in named.values())),
                **sums,
            )

    def losses(self) -> Iterator[Loss]:
        """Yield the losses that are listed."""
        for number in numbers(self.sight.entries, LOSS):
            item = f"{LOSS}#{number}"
            head = self._text(f"{item}.head")
            admitted = {entry.value for entry in self._said.get(f"{item}.admissible", ())}
            yield Loss(
                head=head,
                words=wording().value(f"{item}.head", head or None),
                currency=self._text(f"{item}.currency").upper(),
                figure=self._figure(f"{item}.amount"),
                is_admissible=admitted.pop() is True if len(admitted) == 1 else None,
                is_disputed=any(self._disputed((f"{item}.amount",))),
            )

    def awards(self) -> Iterator[Award]:
        """Yield what was awarded, wherever it was sought."""
        for number in numbers(self.sight.entries, REMEDY):
            item = f"{REMEDY}#{number}"
            amount = self._figure(f"{item}.amount")
            if f"{item}.amount" in self._said:
                words = wording().value(f"{item}.forum", self._text(f"{item}.forum") or None)
                yield Award(words, self._text(f"{item}.currency").upper(), amount.likely)

    def has_work(self) -> bool:
        """Say whether any work is listed that the viewer may read of."""
        return bool(numbers(self.sight.entries, EPISODE))

    def _figure(self, key: str) -> Figure:
        """Return the least and the greatest that was said, and between them the person's own word, or else the middle."""
        entries = self._said.get(key, ())
        pairs = [bounds(entry.value) for entry in entries if _is_number(bounds(entry.value))]
        if not pairs:
            return Figure()
        low, high = min(exact(pair[0]) for pair in pairs), max(exact(pair[1]) for pair in pairs)
        own = [exact(entry.value) for entry in entries if entry.source == "said" and _is_number((entry.value, entry.value))]
        likely = low if low == high else own[-1] if own else (low + high) / 2
        return Figure(low, likely, high)

    def _days(self, key: str) -> Days:
        pairs = [bounds(entry.value) for entry in self._said.get(key, ())]
        days = [pair for pair in pairs if all(isinstance(each, date) and each.year in YEARS for each in pair)]
        return Days(min(pair[0] for pair in days), max(pair[1] for pair in days)) if days else Days()

    def _text(self, key: str) -> str:
        """Return a word on which all statements agree, or nothing."""
        found = {str(entry.value) for entry in self._said.get(key, ())}
        return found.pop() if len(found) == 1 else ""

    def _disputed(self, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            if len({str(entry.value) for entry in self._said.get(key, ())}) > 1:
                yield wording().fact(key)


def _is_number(pair: tuple[Any, Any]) -> bool:
    return all(isinstance(each, int | float) and not isinstance(each, bool) and isfinite(each) for each in pair)
