"""What a proof found: a property, whether it holds, and where it does not the right and the person that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amparo.prove.search import Case
from amparo.rules.exemption import Exemption
from amparo.rules.rule import Rule

PROVED: Final = "proved"
REFUTED: Final = "refuted"
UNDECIDED: Final = "undecided"
NOT_ASSESSED: Final = "not-assessed"


@dataclass(frozen=True)
class Finding:
    """One answer of a proof. `rule` is the right concerned (None: the property as a whole); `case` replays a refutation.

    `other` is the second person of a pair, who is the same in all else. `own` says that the pack's own layer carries the
    right, and not only the layers below. `note` gives what was proved where something stays undecided, or a reservation.
    """

    name: str
    result: str
    rule: Rule | None = None
    item: str | None = None
    case: Case | None = None
    other: Case | None = None
    answers: tuple[Rule, ...] = ()
    own: bool = False
    note: str = ""
    about: str | None = None
    """Of two people: the fact in which they differ, or how."""
    exempt: tuple[Exemption, ...] = ()
    """The exceptions of the pack that excuse this right, with their provisions and reasons."""
