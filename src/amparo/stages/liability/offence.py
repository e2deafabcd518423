"""Each unlawful act that is held against a person, by itself: the two tests, sanctions, and what was weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy

from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFact, KeptFacts
from amparo.desk.library import wording
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing

OFFENCE: Final = "offence"
LIABILITY: Final = "liability"
CONSEQUENCE: Final = "direct_consequence"
COMPELLED: Final = "compelled"
TESTS: Final[Mapping[str, object]] = {
    CONSEQUENCE: gettext_lazy("Was it a direct consequence of being trafficked?"),
    COMPELLED: gettext_lazy("Was the person compelled to it?"),
}
CONSIDERED: Final = "non_liability_considered"
SANCTION: Final = ("sanction", "sanctioned_on", "sanction_ended", "state_role")
TOLD: Final = ("kind", *TESTS, CONSIDERED, *SANCTION)
PAPER: Final = "non-punishment"
ACTS: Final = ("prosecution", "punishment")
FOUND: Final = ("reasonable_grounds", "conclusive_decision")
SUPPORTING: Final = frozenset({"account", LIABILITY, "security", "legal", "child"})
"""Parts in which what supports a test can stand."""
WRITTEN: Final = frozenset({"interview", "screening", "decision", "report"})
"""Kinds of papers in which what supports a test can stand; of these a prosecutor reads none."""
MOST: Final = 60
"""Statements that are offered as support, the newest first."""
NONE: Final = (None, "none")


@dataclass(frozen=True, slots=True)
class Offence:
    """One act: its facts as they stand, whether either test is met, open or both are not; the papers that weighed it."""

    key: str
    words: str
    kind: str
    facts: Mapping[str, KeptFact]
    values: Mapping[str, object]
    weighed: tuple[Paper, ...]
    found_on: str = ""
    """The day on which an authority found, or had grounds to believe, that the person was trafficked."""

    @property
    def number(self) -> str:
        """The number under which it is listed."""
        return self.key.partition("#")[2]

    @property
    def is_met(self) -> bool:
        """Whether one of the two tests is met, which is enough."""
        return any(self.values[test] is True for test in TESTS)

    @property
    def is_open(self) -> bool:
        """Whether a test is neither met nor found not to be: it is looked into before a charge."""
        return not self.is_met and any(self.values[test] is None for test in TESTS)

    @property
    def is_sanctioned(self) -> bool:
        """Whether a sanction stands that was not lifted."""
        return self.values["sanction"] not in NONE and self.values["sanction_ended"] is not True

    @property
    def is_sanctioned_after(self) -> bool:
        """Whether the sanction was imposed once the person was found to have been trafficked, or may have been."""
        return bool(self.found_on) and self.is_sanctioned and str(self.values["sanctioned_on"] or "") >= self.found_on


def offences(sight: Sight) -> tuple[Offence, ...]:
    """Return every act that is held against the person, to whoever may read of blame; others are told nothing is there."""
    if LIABILITY not in sight.readable:
        raise not_there()
    facts = KeptFacts(sight)
    return tuple(_offence(sight, facts, number) for number in numbers(sight.entries, OFFENCE))


def offence(sight: Sight, number: str) -> Offence:
    """Return one act by its number."""
    found = next((each for each in offences(sight) if each.number == number), None)
    if found is None:
        raise not_there()
    return found


def support(sight: Sight, key: str) -> tuple[Entry, ...]:
    """Return what may support a test of one act: statements that the viewer may read; what is said of another act is not."""
    there = [each for each in standing(sight.entries) if each.value is not None and each.is_valid_on(sight.on)]
    fits = [each for each in there if compartment_of(each.key) in SUPPORTING and _is_beside(each.key, key)]
    return tuple(sorted(fits, key=lambda each: each.recorded, reverse=True)[:MOST])


def written(sight: Sight) -> tuple[Paper, ...]:
    """Return the papers that the viewer may read in which support can stand, the newest first."""
    return tuple(reversed([each for each in sight.papers if each.kind in WRITTEN]))


def _is_beside(key: str, offence_key: str) -> bool:
    item = key.partition(".")[0]
    is_own_outcome = item == offence_key and key.partition(".")[2] in ("", CONSIDERED, *SANCTION)
    is_other = item.startswith(f"{OFFENCE}#") and item != offence_key
    is_list = "." in key and "#" not in key
    return not (is_own_outcome or is_other or is_list)


def _offence(sight: Sight, facts: KeptFacts, number: str) -> Offence:
    key = f"{OFFENCE}#{number}"
    there = [each for each in standing(sight.entries) if each.value is not None and each.is_valid_on(sight.on)]
    lines = {name: facts.fact(f"{key}.{name}", [each for each in there if each.key == f"{key}.{name}"]) for name in TOLD}
    values = {name: facts.as_it_stands(f"{key}.{name}") for name in TOLD}
    weighed = tuple(each for each in sight.papers if each.kind == PAPER and each.body["item"] == key)
    words = wording().item(OFFENCE, number)
    return Offence(key, words, lines["kind"].value if lines["kind"].known else "", lines, values, weighed, _found_on(facts))


def _found_on(facts: KeptFacts) -> str:
    days = [facts.as_it_stands(f"{stage}_on") for stage in FOUND if facts.as_it_stands(stage) == "yes"]
    return min((str(day) for day in days if day), default="")
