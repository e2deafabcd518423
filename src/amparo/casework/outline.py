"""The outline of a case: the little that a list of many cases tells of each without opening it.

Which acts are held, what calls for haste, which protection runs out and when. It is worked out with what was determined and
sealed beside it. All facts go into it; a sign or a clock is told only to who may read every fact that it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartment_of
from amparo.casework.keys import WORKED, CaseKeys
from amparo.casework.mandates import ABROAD
from amparo.facts.settled import Settled
from amparo.sealing.value import Place, sealed_by

CHILD: Final = "child"
REMOVAL: Final = "removal"
DANGER: Final = "danger"
LOCKED_UP: Final = "locked-up"
SIGNS: Final = (REMOVAL, DANGER, CHILD, LOCKED_UP)
"""What calls for haste, the most pressing first."""
HELD: Final = ("held", "held-until-known")
ASYLUM: Final = "asylum"
"""The compartment of which who does not read it must not learn by how firmly an act is held."""
_LEADS: Final = "case_manager"
"""The actor of the vocabulary that whoever keeps a case and sees it through is, whatever body it is."""
DECISIONS: Final = ("reasonable_grounds", "conclusive_decision")
"""The two decisions on status; what stands of each is told in lists as well."""
SAFETY: Final = ("risk_assessed_on", "safety_changed_on")
"""When the danger was last assessed, and when something last changed that bears on it: who houses many sees it of each."""
_LOCKS: Final = ("immigration_detention", "police_custody", "prison")


@dataclass(frozen=True, slots=True)
class Clock:
    """A protection that ends by itself on a day."""

    title: str
    kind: str
    until: date


@dataclass(frozen=True, slots=True)
class Outline:
    """What somebody may be told of a case in a list; `day` is that of a planned removal, if it is set.

    `decided` is what stands of each decision on status, `safety` the days of an assessment and of a change.
    """

    held: tuple[str, ...] = ()
    until_known: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    day: date | None = None
    clocks: tuple[Clock, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    safety: Mapping[str, date] = field(default_factory=dict)


NOTHING_TOLD: Final = Outline()


def acts_as(body: str, *, keeps: bool) -> frozenset[str]:
    """Return the actors of the vocabulary that an agency is in a case: who keeps it and sees it through is its case manager."""
    return frozenset({body, _LEADS} if keeps and body in BUNDLES[_LEADS].bodies else {body})


def signs_of(settled: Settled, acts: Mapping[str, Mapping[str, Any]], because: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Return what calls for haste in a case, each with the facts it rests on; `because`: those of each rule."""
    found = []
    if settled.get("removal_proposed") is True:
        on = settled.get("removal_on")
        keys = [*settled.support("removal_proposed"), *(["removal_on"] if isinstance(on, date) else [])]
        found.append({"sign": REMOVAL, "day": on.isoformat() if isinstance(on, date) else None, "keys": keys})
    if settled.get("in_danger_now") is True:
        found.append({"sign": DANGER, "day": None, "keys": list(settled.support("in_danger_now"))})
    if acts.get("adult_treatment", {}).get("answer") == "held":
        keys = sorted({key for rule in acts["adult_treatment"]["by"] for key in because.get(rule, ())})
        found.append({"sign": CHILD, "day": None, "keys": keys})
    if settled.get("accommodation") in _LOCKS:
        found.append({"sign": LOCKED_UP, "day": None, "keys": list(settled.support("accommodation"))})
    stands = {stage: settled.get(stage) for stage in DECISIONS}
    found += [
        {"sign": f"{stage}={value}", "day": None, "keys": [stage]} for stage, value in stands.items() if value is not None
    ]
    days = {name: settled.get(name) for name in SAFETY}
    found += [{"sign": name, "day": day.isoformat(), "keys": [name]} for name, day in days.items() if isinstance(day, date)]
    return found


def sealed_outline(case: str, size: int, keys: CaseKeys, body: Mapping[str, Any]) -> bytes:
    """Seal the outline of what was determined of a case when it had `size` entries."""
    held = {name: act["answer"] for name, act in body["acts"].items() if act["answer"] in HELD}
    table = {"acts": held, "by_asylum": _by_asylum(body, held), "signs": body["signs"], "clocks": list(_clocks(body["answer"]))}
    plain = json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return keys.sealed(plain, _place(case, size), WORKED)


def told_outline(case: str, size: int, keys: CaseKeys, sealed: bytes, *, reads: Collection[str], body: str) -> Outline:
    """Return what somebody of this body, who reads these compartments whole, may be told; to one abroad, nothing.

    That an act is held, everybody in the case has to know; that it is so for a reason of asylum, who reads of that.
    """
    if body in ABROAD:
        return NOTHING_TOLD
    table = json.loads(keys.opened(sealed, _place(case, size), sealed_by(sealed)))
    veiled = () if ASYLUM in reads else table.get("by_asylum", ())
    signs = {each["sign"]: each["day"] for each in table["signs"] if _is_open(each["keys"], reads)}
    clocks = (
        Clock(each["title"], each["kind"], date.fromisoformat(each["until"]))
        for each in table["clocks"]
        if _is_open(each["keys"], reads)
    )
    day = signs.get(REMOVAL)
    return Outline(
        held=tuple(name for name, answer in table["acts"].items() if answer == HELD[0] and name not in veiled),
        until_known=tuple(name for name, answer in table["acts"].items() if answer == HELD[1] or name in veiled),
        signs=tuple(sign for sign in SIGNS if sign in signs),
        day=date.fromisoformat(day) if day else None,
        clocks=tuple(sorted(clocks, key=lambda clock: (clock.until, clock.title))),
        safety={name: date.fromisoformat(signs[name]) for name in SAFETY if signs.get(name)},
        decided={stage: value for stage, mark, value in (sign.partition("=") for sign in signs) if mark},
    )


def facts_of(determination: Mapping[str, Any]) -> list[str]:
    """Return every fact that the words of a determination tell of."""
    said = {reason["fact"] for part in ("because", "fulfilled_because") for reason in determination[part]}
    return sorted(said | set(determination["missing"]))


def _by_asylum(body: Mapping[str, Any], held: Mapping[str, str]) -> list[str]:
    """Return the acts that are certainly held, and by nothing but rules that rest on facts of asylum."""
    firm = [each for each in body["answer"]["determinations"] if each["kind"] == "hold" and each["conclusion"] == "yes"]
    open_ = {each["act"] for each in firm if ASYLUM not in {compartment_of(key) for key in facts_of(each)}}
    return sorted({each["act"] for each in firm if held.get(each["act"]) == HELD[0]} - open_)


def _clocks(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for each in answer["determinations"]:
        if each["in_effect"] and each["until"] and each["kind"] != "duty":
            words = {name: each[name] for name in ("title", "kind", "until")}
            yield {**words, "keys": facts_of(each)}


def _is_open(keys: Collection[str], reads: Collection[str]) -> bool:
    return all(compartment_of(key) in reads for key in keys)


def _place(case: str, size: int) -> Place:
    return Place("determined", case, "outline", size)
