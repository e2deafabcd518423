"""What nobody states alone: a no of the authority, an early end of the time to recover, the end of a stay, factors weighed.

What ends protection takes its papers: reasons and a second reader (`stages/identification`), the person's own wish confirmed
by somebody who gains nothing from it (`stages/recovery`), a weighing of what speaks for them (`stages/residence`), that they
were asked alone whether they want no help (`stages/support`). Whoever states such a fact by itself, on a page of facts, by
another system or from old records, would go around that. So it is recorded with its papers, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.errors import AmparoError
from amparo.facts.power import AUTHORITIES
from amparo.facts.value import Span

_AUTHORITY: Final = AUTHORITIES["identifying"]
REASONS: Final = "considered"
"""The kind of paper that keeps why a consideration came out so."""
_READING: Final = frozenset({"second-reading"})
_DECISION: Final = frozenset({"decision", "second-reading"})
_ANY: Final = _DECISION | {"challenge", "challenge-time"}
_ON_ITS_PAGE: Final = "decide on the page of the decision; somebody else reads a no a second time"
_TIME: Final = (
    "do it on the page of the time to recover: an end that the person wants is confirmed by another agency, another day"
)
_BLAME: Final = "do it on the page of the act, with the reasons of whoever considered it"
_HELP: Final = "do it on the page where somebody leaves the help: asked alone, told of the way back, in their own words"
_STAY: Final = "do it on the page of the stay, with reasons: there it is seen whether the law holds it"

_REASONS: Final = "do it on the page of the duty, under what is owed, with reasons"


@dataclass(frozen=True, slots=True)
class _Guard:
    """Which values of a fact end a protection, the kinds of papers of which one has to be kept with it, and where that is done.

    `by` is the one body that this is about; of the others the fact is no decision. Nothing there: about everybody.
    """

    ends: Callable[[Any], bool]
    papers: frozenset[str]
    by: str = ""
    help: str = _ON_ITS_PAGE


def _is(*words: str) -> Callable[[Any], bool]:
    return lambda value: value in words


def _yes(value: Any) -> bool:
    return value is True


def _no(value: Any) -> bool:
    return value is False


def _is_a_day(value: Any) -> bool:
    return isinstance(value, date | Span)


def _is_no_day(value: Any) -> bool:
    """Say whether an early end is said never to have been, or taken back: who came back is not sent away by a correction."""
    return not _is_a_day(value)


_GUARDED: Final[Mapping[str, tuple[_Guard, ...]]] = {
    "reasonable_grounds": (_Guard(_is("no"), _READING, _AUTHORITY),),
    "conclusive_decision": (_Guard(_is("no"), _READING, _AUTHORITY),),
    "negative_decision_reviewed": (_Guard(_yes, _READING, _AUTHORITY),),
    "new_evidence": (_Guard(_no, _DECISION, _AUTHORITY),),
    "challenge_open": (_Guard(_no, _ANY, _AUTHORITY),),
    "recovery_exception": (
        _Guard(_is("public_order", "improper_claim"), frozenset({"recovery-exception"}), _AUTHORITY, _TIME),
    ),
    "recovery_ended_early_on": (
        _Guard(_is_a_day, frozenset({"early-end-confirmed"}), help=_TIME),
        _Guard(_is_no_day, frozenset({"early-end-confirmed", "early-end-back"}), help=_TIME),
    ),
    "stay_factors_weighed": (_Guard(_yes, frozenset({"stay-weighing"}), help=_STAY),),
    "permanent_stay_considered": (_Guard(_yes, frozenset({"stay-weighing", REASONS}), help=_STAY),),
    "protection_after_trial_decided": (_Guard(_yes, frozenset({REASONS}), help=_REASONS),),
    "residence_permit": (_Guard(_is("refused", "ended"), frozenset({"stay-decision"}), help=_STAY),),
    **dict.fromkeys(("support_refused", "left_the_programme"), (_Guard(_yes, frozenset({"support-left"}), help=_HELP),)),
    "offence.non_liability_considered": (_Guard(_yes, frozenset({"non-punishment", REASONS}), help=_BLAME),),
}
"""By fact; of an item by its kind, whichever of them it is."""


def _guards(key: str) -> tuple[_Guard, ...]:
    kind, dot, fact = key.partition(".")
    return _GUARDED.get(f"{kind.partition('#')[0]}{dot}{fact}", ())


def check_decided(body: str, stated: Iterable[tuple[str, Any]], papers: Iterable[str]) -> None:
    """Raise `AmparoError` where somebody states, without its papers, what takes them."""
    kinds = frozenset(papers)
    for key, value in stated:
        for guard in _guards(key):
            if guard.by in ("", body) and guard.ends(value) and not kinds & guard.papers:
                raise AmparoError(
                    "decision-alone",
                    f"`{key}` is not stated alone: it takes the papers on which it rests, and more than one person",
                    help=guard.help,
                    where="value",
                )


def takes_decision(key: str, value: Any) -> bool:
    """Say whether this value of a fact ends a protection by a decision, which takes its papers."""
    return any(guard.ends(value) for guard in _guards(key))


def takes_papers(key: str, value: Any) -> bool:
    """Say whether nobody, of whichever body, states this without its papers."""
    return any(not guard.by and guard.ends(value) for guard in _guards(key))


def takes_reasons(key: str) -> bool:
    """Say whether a fact says that something was considered: then the reasons are kept with it."""
    return any(REASONS in guard.papers for guard in _guards(key))


OWN_PAGE: Final = frozenset({"recovery_ended_early_on", "stay_factors_weighed"})
"""Facts that no page of facts asks for: they are stated on a page of their own, or not at all."""
