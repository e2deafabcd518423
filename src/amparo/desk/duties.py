"""Every duty of the law and where it is met: its stage, the facts, and who can record them, or who does so in their place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from amparo.casework.action import Action
from amparo.casework.bundles import BUNDLES
from amparo.casework.compartment import compartment_of
from amparo.casework.mandates import MANDATES
from amparo.desk.fulfilling import fulfilled_by
from amparo.desk.library import shipped, shipped_pack
from amparo.desk.stage import stages_of
from amparo.environment import today
from amparo.rules.law import Law
from amparo.rules.pack import find_law
from amparo.rules.rule import Rule

FILE: Final = "recorded_for.toml"
KEEPER: Final = "case_manager"
"""Who writes down what a body did that may not write it here: as a body, and as a bundle of rights."""


@dataclass(frozen=True, slots=True)
class Met:
    """One duty of a pack: the facts that it is met by, and which bundles of the body that it binds record all of them.

    `parts` are the compartments that no user of that body may write.
    """

    rule: Rule
    stages: tuple[str, ...]
    keys: tuple[str, ...]
    bundles: tuple[str, ...]
    parts: frozenset[str]


def every_duty() -> Iterator[Met]:
    """Yield the duties of all packs that ship, each in its own law: today's, or that of the day on which it takes force."""
    for name in shipped():
        pack = shipped_pack(name)
        for rule in pack.rules:
            if rule.kind == "duty" and rule.pack == name:
                yield met(rule, pack.law_on(max(today(), rule.since)))


def met(rule: Rule, law: Law) -> Met:
    """Return by what a duty is met, and by whom it can be recorded."""
    keys = fulfilled_by(rule, law, f"{rule.each}#1" if rule.each else "")
    parts = frozenset(compartment_of(key) for key in keys)
    body = rule.binds or KEEPER
    written = {name: writes(body, name) for name in BUNDLES}
    whole = tuple(name for name, found in written.items() if parts <= found)
    return Met(rule, stages_of(rule), keys, whole, parts - frozenset().union(*written.values()))


def writes(body: str, bundle: str) -> frozenset[str]:
    """Return the compartments in which a user of a body with a bundle of rights records; none, if there is no such user."""
    rights = BUNDLES[bundle]
    if body not in rights.bodies or Action.RECORD not in rights.actions:
        return frozenset()
    return rights.writes & MANDATES[body].writes


@cache
def recorded_for() -> Mapping[str, Mapping[str, str]]:
    """Return, by body, the parts in which somebody else writes down what it did, each with the reason."""
    content = (find_law() / "vocabulary" / "questions" / FILE).read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = tomllib.loads(content)["recorded_for"]
    return found


def in_their_place(rule: Rule, keys: tuple[str, ...]) -> str:
    """Return why somebody else writes down what the body bound by a duty did; nothing where it records all of it itself."""
    reasons = recorded_for().get(rule.binds or "", {})
    return "; ".join(dict.fromkeys(reasons[part] for part in map(compartment_of, keys) if part in reasons))
