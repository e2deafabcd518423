"""All that is proved of a pack on one day: the seven properties, right by right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from amparo.prove.cone import Cone
from amparo.prove.firing import Firing
from amparo.prove.pairs import Pairs
from amparo.prove.people import all_pairs
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED, Finding
from amparo.prove.right import FLOORS, Side
from amparo.prove.search import SECONDS
from amparo.prove.weaker import Comparison
from amparo.rules.exemption import CLASH, DEAD, NOT_WEAKER, PROPERTIES
from amparo.rules.pack import Pack


@dataclass(frozen=True)
class Proof:
    """A pack held against a baseline (None: nothing is compared) and against its own promises."""

    pack: Pack
    baseline: Pack | None
    day: date
    floor: str = "recommended"
    alone: bool = False
    seconds: float = SECONDS
    properties: tuple[str, ...] = PROPERTIES

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return every answer, property by property."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Finding]:
        side = Side(self.pack, self.pack.law_on(self.day), self.alone)
        whole = Side(self.pack, side.law)
        if NOT_WEAKER in self.properties and self.baseline is not None:
            under = Side(self.baseline, self.baseline.law_on(self.day))
            yield from Comparison(under, side, self.seconds).findings(FLOORS[self.floor])
        cone = Cone(side.law)
        for pair in all_pairs(side.law):
            if pair.name in self.properties:
                yield from Pairs(whole, pair, cone, self.seconds).findings()
        firing = Firing(whole, self.seconds)
        if DEAD in self.properties:
            yield from firing.dead()
        if CLASH in self.properties:
            yield from firing.clashes()

    def of(self, name: str) -> tuple[Finding, ...]:
        """Return the answers about one property."""
        return tuple(found for found in self.findings if found.name == name)

    def result(self, name: str) -> str:
        """Return the answer about a property as a whole."""
        return whole_result(self.of(name))


def whole_result(findings: Iterable[Finding]) -> str:
    """Return what single answers come to: refuted if one is, else undecided if one is, else proved if one is."""
    found = {finding.result for finding in findings}
    for result in (REFUTED, UNDECIDED, PROVED):
        if result in found:
            return result
    return NOT_ASSESSED if found else PROVED
