"""What a viewer may see of a case: the entries of their compartments, and what was determined, without what those would tell.

All facts decide; what is shown of reasons, missing facts and questions is what the viewer may read anyway. The rest is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.casework.compartment import compartment_of
from amparo.casework.determine import Determinations
from amparo.casework.papers import Paper
from amparo.casework.policy import Decision
from amparo.ledger.entry import Entry

_SILENT: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("rule", "title", "do", "item", "safe_side")),
    "under": [],
    "source": [],
}
"""What is left of a determination whose words would tell."""
_NOBODYS: Final[Mapping[str, Any]] = dict.fromkeys(("binds", "due", "until"))
"""What besides is not told of what others owe: that a health service owes something today would tell what was said to it."""
_ORDERS: Final = "court_order.complete"


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at a case, already in the log.

    `readable` says of each compartment why it may be read; `recordable` where the viewer may state facts. `seen` is what they
    have to give back to `record` with what they state. `withheld` counts entries that were not shown; `beyond` those of
    another's sight, papers included, which whoever is shown it may not read. `acts`, `determinations` and `questions` are
    as `may`, `decide` and `ask` print them, less what is withheld: a determination without `title` would tell what the viewer
    may not read.
    """

    case: str
    called: str
    keeper: str
    readable: Mapping[str, Decision]
    recordable: frozenset[str]
    entries: tuple[Entry, ...]
    papers: tuple[Paper, ...]
    seen: Mapping[str, str]
    withheld: int
    on: date
    law: Mapping[str, str]
    determinations: tuple[Mapping[str, Any], ...]
    acts: Mapping[str, Mapping[str, Any]]
    questions: tuple[Mapping[str, Any], ...]
    beyond: int = 0


def shown(found: Determinations, readable: Collection[str], own: Collection[str] | None = None) -> dict[str, Any]:
    """Return what may be shown of what was determined to somebody who reads these compartments.

    `own` are the actors of the vocabulary that they are; nothing for who keeps the case, and watches over what all owe.
    """

    def is_open(key: str) -> bool:
        return compartment_of(key) in readable

    determinations = tuple(_determination(each, is_open, own) for each in found.answer["determinations"])
    whole = zip(found.answer["determinations"], determinations, strict=True)
    telling = {before["rule"] for before, after in whole if after["withheld"]}
    return {
        "determinations": determinations,
        "acts": {name: _act(each, telling, is_open) for name, each in found.acts.items()},
        "questions": tuple({**each, "settles": []} for each in found.questions if is_open(question_key(each))),
    }


def _determination(each: Mapping[str, Any], is_open: Callable[[str], bool], own: Collection[str] | None) -> Mapping[str, Any]:
    """Leave out reasons of closed compartments, and what would tell them: the title, what is to be done, the provision."""
    said = [reason["fact"] for part in ("because", "fulfilled_because") for reason in each[part]]
    closed = sum(not is_open(key) for key in (*said, *each["missing"]))
    if not closed:
        return {**each, "withheld": 0}
    kept = {name: [reason for reason in each[name] if is_open(reason["fact"])] for name in ("because", "fulfilled_because")}
    told = {**each, **kept, "missing": [key for key in each["missing"] if is_open(key)], "withheld": closed}
    is_others = own is not None and each["kind"] == "duty" and each["binds"] not in own
    return {**told, **_SILENT, **(_NOBODYS if is_others else {})}


def _act(act: Mapping[str, Any], telling: Collection[str], is_open: Callable[[str], bool]) -> Mapping[str, Any]:
    """Say whether an act is held, which everybody in the case has to know; by which rules only where these tell nothing."""
    open_ = {name: [rule for rule in act[name] if rule not in telling] for name in ("by", "safeguards")}
    needs = [key for key in act["needs"] if is_open(key)]
    withheld = sum(len(act[name]) - len(open_[name]) for name in open_) + len(act["needs"]) - len(needs)
    under = act["under"] if not withheld else []
    return {
        **act,
        **open_,
        "needs": needs,
        "under": under,
        "orders": act["orders"] if is_open(_ORDERS) else [],
        "withheld": withheld,
    }


def question_key(question: Mapping[str, Any]) -> str:
    """Return the key of a question's fact as the ledger writes it."""
    return f"{question['item']}.{question['fact'].rpartition('.')[2]}" if question["item"] else str(question["fact"])
