"""Whether a negative record is held: `status_downgrade` is asked, as if what the decision found were known and checked by two.

That a second person checks the reasons is what is being done here; so the question is what else stands in the way. A hold that
is mandatory without exception yields to nothing but a court. Any other gives way to reasons that two people give, hold by hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.record import Statement
from amparo.casework.supposing import supposed
from amparo.errors import AmparoError
from amparo.stages.identification.decision import SHORTEST

ACT: Final = "status_downgrade"
FREE: Final = "no-hold"
FORBIDS: Final = "forbids"


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the way: the act as `may` answers it, and its holds in effect."""

    act: Mapping[str, Any]
    holds: tuple[Mapping[str, Any], ...]

    @property
    def is_free(self) -> bool:
        """Whether nothing stands in the way."""
        return bool(self.act["answer"] == FREE)

    @property
    def without_exception(self) -> tuple[Mapping[str, Any], ...]:
        """The holds that no officer passes: mandatory and absolute, or resting on what the reader may not see."""
        return tuple(each for each in self.holds if is_without_exception(each))

    def unanswered(self, passing: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
        """Return the holds that could give way, and to which no reason was given."""
        could = (each for each in self.holds if not is_without_exception(each))
        return tuple(each for each in could if len(passing.get(each["rule"], "").strip()) < SHORTEST)

    def check(self, passing: Mapping[str, str]) -> None:
        """Raise `act-held` unless every hold gives way to a reason."""
        if self.is_free:
            return
        if self.without_exception:
            raise AmparoError(
                "act-held",
                "a negative decision is held",
                help="this hold yields to nothing but a court; the person stays protected",
                where="outcome",
            )
        if left := self.unanswered(passing):
            raise AmparoError(
                "act-held",
                "a negative decision is held",
                help="settle what the hold asks for, or say, for each, why it gives way here",
                where=f"passing-{left[0]['rule']}",
            )


def is_without_exception(hold: Mapping[str, Any]) -> bool:
    """Say whether a hold has no way past that two officers could take."""
    return hold["rule"] is None or (hold["force"], hold["strength"]) == ("mandatory", "absolute")


def held_with(actor: Actor, case: str, found: Sequence[Statement]) -> Held:
    """Ask `status_downgrade` as if what was found were stated; nothing is kept."""
    told = supposed(actor, case, found)
    return held_in(told.acts, told.determinations)


def held_in(acts: Mapping[str, Mapping[str, Any]], determinations: Iterable[Mapping[str, Any]]) -> Held:
    """Return what stands in the way, of what was determined."""
    holds = (each for each in determinations if each["kind"] == "hold" and each["act"] == ACT and each["in_effect"])
    return Held(acts[ACT], tuple(holds))
