"""What the identifying authority does not state alone: a no, its review, and the end of a challenge or of new evidence.

A decision that ends protection takes reasons and a second reader (`stages/identification`). Whoever states its facts one by
one, on a page of facts, by another system or from old records, would take it alone. So they are recorded with its papers, or
not at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.power import AUTHORITIES

_AUTHORITY: Final = AUTHORITIES["identifying"]
_READING: Final = frozenset({"second-reading"})
_DECISION: Final = frozenset({"decision", "second-reading"})
_ANY: Final = _DECISION | {"challenge", "challenge-time"}
_GUARDED: Final[Mapping[str, tuple[Any, Collection[str]]]] = {
    "reasonable_grounds": ("no", _READING),
    "conclusive_decision": ("no", _READING),
    "negative_decision_reviewed": (True, _READING),
    "new_evidence": (False, _DECISION),
    "challenge_open": (False, _ANY),
}
"""By fact: the value that ends a protection, and the kinds of papers of which one has to be kept with it."""


def check_decided(body: str, stated: Iterable[tuple[str, Any]], papers: Iterable[str]) -> None:
    """Raise `AmparoError` where the authority states, without its papers, what takes a decision."""
    if body != _AUTHORITY:
        return
    kinds = frozenset(papers)
    for key, value in stated:
        if takes_decision(key, value) and not kinds & frozenset(_GUARDED[key][1]):
            raise AmparoError(
                "decision-alone",
                f"`{key}` is not stated alone: it takes a decision with reasons, and a no takes two people",
                help="decide on the page of the decision; somebody else reads a no a second time",
                where="value",
            )


def takes_decision(key: str, value: Any) -> bool:
    """Say whether this value of a fact ends a protection by a decision, which takes its papers."""
    ends, _needed = _GUARDED.get(key, (None, frozenset()))
    return ends is not None and value == ends
