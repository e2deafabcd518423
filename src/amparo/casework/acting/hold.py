"""What stands in the way of an act, read from what was determined; whole for deciding, and as somebody may be told of it.

An answer is never a clearance: where nothing holds an act, it says so of the facts as they are today.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.determine import Determinations, mark_of
from amparo.casework.keys import mark_key
from amparo.casework.sight import Sight

HELD: Final = "held"
HELD_UNTIL_KNOWN: Final = "held-until-known"
NO_HOLD: Final = "no-hold"
NOT_ASSESSED: Final = "not-assessed"

FREE: Final = "free"
ORDERED: Final = "ordered"
DECIDED: Final = "decided"
FORBIDDEN: Final = "forbidden"
COURT_ALONE: Final = "court-alone"
SECOND: Final = "second"
DECISION: Final = "decision"
WAYS: Final[Mapping[str, str]] = {
    FREE: "nothing holds it on the facts as they are today; that is no clearance",
    ORDERED: "a court has decided, and the order is obeyed",
    DECIDED: "it is held, and those entitled to it decided with reasons that it goes on",
    FORBIDDEN: "a court has forbidden it, and the order is obeyed",
    COURT_ALONE: "it is held, and nothing leads past but a recorded court decision, or facts that are not known yet",
    SECOND: "a reasoned decision waits for its second person",
    DECISION: "it is held until those entitled to it decide with reasons",
}
"""How an act stands: whether it may go on, and what it takes."""
GOING_ON: Final = frozenset({FREE, ORDERED, DECIDED})
ABSOLUTE: Final = ("mandatory", "absolute")
"""Force and strength of a hold past which only a court leads."""
_TURNING: Final = ("rule", "item", "conclusion", "force", "strength", "because", "missing", "under")


@dataclass(frozen=True, slots=True)
class Answer:
    """How an act of a case stands today, as its reader may be told.

    `answer` is what the law says, `way` what follows from it (`WAYS`). `holds` are determinations, of which `withheld` more
    are there; `needs` are the facts that could settle it, `safeguards` the rules owed with the act. `print` is a keyed figure
    of all that holds it, by which a decision on these holds is told from one on others; `decision` is the paper that counts,
    or that waits for its second person.
    """

    case: str
    act: str
    item: str
    answer: str
    way: str
    on: date
    law: str
    print: str
    marks: tuple[str, ...]
    holds: tuple[Mapping[str, Any], ...]
    withheld: int
    needs: tuple[str, ...]
    safeguards: tuple[str, ...]
    orders: tuple[Mapping[str, Any], ...]
    decision: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the act may be done now."""
        return self.way in GOING_ON


@dataclass(frozen=True, slots=True)
class Whole:
    """All that holds an act, whoever may read it: for deciding, and never shown."""

    act: str
    item: str
    answer: str
    on: date
    law: str
    holds: tuple[Mapping[str, Any], ...]
    orders: tuple[Mapping[str, Any], ...]

    @property
    def is_held(self) -> bool:
        return bool(self.holds)

    @property
    def takes_court(self) -> bool:
        return any((each["force"], each["strength"]) == ABSOLUTE for each in self.holds)

    def marks(self, case: str) -> tuple[str, ...]:
        """Return the keyed figures of the rules that hold the act: a paper names them so, and tells nobody which they are."""
        return tuple(sorted({mark_of(case, each["rule"], each["item"] or "") for each in self.holds}))

    def print(self, case: str) -> str:
        """Return a keyed figure of what holds the act and on which facts; any of it that changes, changes the figure."""
        turning = [{name: each[name] for name in _TURNING} for each in self.holds]
        said = [case, self.act, self.item, self.law, self.answer, turning, list(self.orders)]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
        return hmac.digest(mark_key("act").reveal(), text, "sha256")[:16].hex()


def whole(found: Determinations, act: str, item: str = "") -> Whole:
    """Return all that holds an act of a case, or the act on one item of it."""
    holds = tuple(_holding(found.answer["determinations"], act, item))
    said = found.acts[act]
    outside = said["answer"] == NOT_ASSESSED
    answer = answer_of(holds) if holds else NOT_ASSESSED if outside else NO_HOLD
    return Whole(act, item, answer, found.on, found.answer["law"]["digest"], holds, tuple(said["orders"]))


def told_holds(sight: Sight, act: str, item: str = "") -> tuple[Mapping[str, Any], ...]:
    """Return the holds of an act of which a viewer may be told; what would tell more was silenced by the look."""
    return tuple(each for each in _holding(sight.determinations, act, item) if each["title"])


def seen_holds(sight: Sight, act: str, item: str = "") -> Sequence[Mapping[str, Any]]:
    """Return every hold of an act that a look gave, also those of which nothing is told but that they are there."""
    return _holding(sight.determinations, act, item)


def _holding(determinations: Iterable[Mapping[str, Any]], act: str, item: str) -> Sequence[Mapping[str, Any]]:
    """Return every hold in effect: one that is certain hides none that waits for a fact, and may be the weaker one."""
    return [
        each
        for each in determinations
        if each["kind"] == "hold" and each["act"] == act and each["in_effect"] and (not item or each["item"] in (None, item))
    ]


def answer_of(holds: Iterable[Mapping[str, Any]]) -> str:
    """Return what holds come to: certain where one of them is."""
    return HELD if any(each["conclusion"] == "yes" for each in holds) else HELD_UNTIL_KNOWN
