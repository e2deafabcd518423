"""What nobody states alone: a no of the authority, an early end of the time to recover, the end of a stay, factors weighed.

What ends protection takes its papers: reasons and a second reader (`stages/identification`), the person's own wish confirmed
by somebody who gains nothing from it (`stages/recovery`), a weighing of what speaks for them (`stages/residence`). Whoever
states such a fact by itself, on a page of facts, by another system or from old records, would go around that. So it is
recorded with its papers, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.power import AUTHORITIES
from amparo.facts.value import Span

_AUTHORITY: Final = AUTHORITIES["identifying"]
_READING: Final = frozenset({"second-reading"})
_DECISION: Final = frozenset({"decision", "second-reading"})
_ANY: Final = _DECISION | {"challenge", "challenge-time"}
_ON_ITS_PAGE: Final = "decide on the page of the decision; somebody else reads a no a second time"


@dataclass(frozen=True, slots=True)
class _Guard:
    """Which values of a fact end a protection, the kinds of papers of which one has to be kept with it, and where that is done.

    `by` is the one body that this is about; of the others the fact is no decision. Nothing there: about everybody.
    """

    ends: Callable[[Any], bool]
    papers: frozenset[str]
    by: str = ""
    help: str = _ON_ITS_PAGE


def _is(*values: Any) -> Callable[[Any], bool]:
    return lambda value: any(value is each or (isinstance(each, str) and value == each) for each in values)


def _is_a_day(value: Any) -> bool:
    return isinstance(value, date | Span)


_GUARDED: Final[Mapping[str, _Guard]] = {
    "reasonable_grounds": _Guard(_is("no"), _READING, _AUTHORITY),
    "conclusive_decision": _Guard(_is("no"), _READING, _AUTHORITY),
    "negative_decision_reviewed": _Guard(_is(True), _READING, _AUTHORITY),
    "new_evidence": _Guard(_is(False), _DECISION, _AUTHORITY),
    "challenge_open": _Guard(_is(False), _ANY, _AUTHORITY),
    "recovery_exception": _Guard(
        _is("public_order", "improper_claim"), frozenset({"recovery-exception"}), _AUTHORITY,
        "decide on the page of the time to recover, with reasons",
    ),
    "recovery_ended_early_on": _Guard(
        _is_a_day, frozenset({"early-end-confirmed"}),
        help="write the person’s wish down on the page of the time to recover; somebody of another agency confirms it another day",
    ),
    "stay_factors_weighed": _Guard(
        _is(True), frozenset({"stay-weighing"}), help="weigh each factor, with reasons, on the page of the stay"
    ),
    "residence_permit": _Guard(
        _is("refused", "ended"), frozenset({"stay-decision"}),
        help="record the decision on the page of the stay: there it is seen whether the law holds it",
    ),
}  # fmt: skip


def check_decided(body: str, stated: Iterable[tuple[str, Any]], papers: Iterable[str]) -> None:
    """Raise `AmparoError` where somebody states, without its papers, what takes them."""
    kinds = frozenset(papers)
    for key, value in stated:
        guard = _GUARDED.get(key)
        if guard is not None and guard.by in ("", body) and guard.ends(value) and not kinds & guard.papers:
            raise AmparoError(
                "decision-alone",
                f"`{key}` is not stated alone: it takes the papers on which it rests, and more than one person",
                help=guard.help,
                where="value",
            )


def takes_decision(key: str, value: Any) -> bool:
    """Say whether this value of a fact ends a protection by a decision, which takes its papers."""
    guard = _GUARDED.get(key)
    return guard is not None and guard.ends(value)


def taking_papers() -> Collection[str]:
    """Return the facts that anybody who says so states with papers alone, on a page of their own."""
    return tuple(key for key, guard in _GUARDED.items() if not guard.by)
