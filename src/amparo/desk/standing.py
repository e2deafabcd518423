"""What stands for one person, in the words and the order in which a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amparo.explain.citing import Cited

HELD: Final = "held"
WAITS: Final = "held-until-known"
FREE: Final = "no-hold"


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact in words: what is meant, what is known of it, and its key for the button that changes it.

    `href` is the page of the fact, where it is kept and has one.
    """

    key: str
    words: str
    value: str
    known: bool
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule that has an effect: what it says, how strongly, who is bound, by when, and why.

    `withheld` counts the reasons that its reader may not see; where there are any, nothing is said that would tell them.
    `count` says for how many rules the line stands: more than one where they are withheld alike. `href` is where a duty is met;
    `hand` says in whose hands it is, and `hand_href` is where it is given, or put off.
    """

    id: str
    title: str
    reach: str
    citations: tuple[Cited, ...]
    because: tuple[FactLine, ...]
    missing: tuple[FactLine, ...]
    settled: bool
    who: str = ""
    due: str = ""
    is_late: bool = False
    item: str = ""
    way_past: str = ""
    note: str = ""
    safe_side: str = ""
    withheld: int = 0
    count: int = 1
    href: str = ""
    hand: str = ""
    hand_href: str = ""


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act: whether it is held, by which rules, and what must go with it."""

    name: str
    title: str
    meaning: str
    answer: str
    chip: str
    coercive: bool
    rules: tuple[RuleLine, ...] = ()
    safeguards: tuple[RuleLine, ...] = ()
    needs: tuple[FactLine, ...] = ()

    @property
    def look(self) -> str:
        return {HELD: "held", WAITS: "wait"}.get(self.answer, "free")

    @property
    def citations(self) -> tuple[Cited, ...]:
        """The provisions of all its holds, each once."""
        return tuple({citation.id: citation for rule in self.rules for citation in rule.citations}.values())


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One open question and the rules that it would help to settle."""

    key: str
    name: str
    words: str
    settles: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """What one body owes."""

    who: str
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class LawLine:
    """Which law answered: pack, version, standing and day."""

    pack: str
    title: str
    version: str
    digest: str
    standing: str
    on: str
    as_known: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole answer for one person."""

    law: LawLine
    acts: tuple[ActLine, ...]
    owed: tuple[RuleLine, ...] = ()
    presumed: tuple[RuleLine, ...] = ()
    entitled: tuple[RuleLine, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    warnings: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def owed_by(self) -> tuple[Owed, ...]:
        """What is owed, by those who owe it, in the order of the most urgent of each."""
        groups: dict[str, list[RuleLine]] = {}
        for rule in self.owed:
            groups.setdefault(rule.who, []).append(rule)
        return tuple(Owed(who, tuple(rules)) for who, rules in groups.items())

    @property
    def owed_count(self) -> int:
        """How many duties are owed; a line that stands for several counts for each."""
        return sum(rule.count for rule in self.owed)

    @property
    def held(self) -> tuple[ActLine, ...]:
        return tuple(act for act in self.acts if act.answer == HELD)

    @property
    def waiting(self) -> tuple[ActLine, ...]:
        return tuple(act for act in self.acts if act.answer == WAITS)

    @property
    def waiting_coercive(self) -> tuple[ActLine, ...]:
        return tuple(act for act in self.waiting if act.coercive)

    @property
    def waiting_others(self) -> int:
        return len(self.waiting) - len(self.waiting_coercive)

    @property
    def free(self) -> tuple[ActLine, ...]:
        return tuple(act for act in self.acts if act.answer == FREE)

    @property
    def outside(self) -> tuple[ActLine, ...]:
        """Acts that this law does not speak of."""
        return tuple(act for act in self.acts if act.answer not in (HELD, WAITS, FREE))
