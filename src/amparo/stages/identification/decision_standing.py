"""Where a case stands on its way to a decision: both stages, what was decided before and by whom, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.casework.waiting import CHALLENGE, SECOND_READER, Awaited, awaited_in
from amparo.desk.kept_facts import KeptFacts
from amparo.errors import AmparoError
from amparo.stages.identification.decision import STAGES

AUTHORITY: Final = "identifying_authority"
DECISION: Final = "decision"
READING: Final = "second-reading"
CHALLENGING: Final = "challenge"


@dataclass(frozen=True, slots=True)
class Stand:
    """What stands: `before` by stage; decisions and their readings, the oldest first; a proposal and challenges that wait."""

    before: Mapping[str, Any]
    decisions: tuple[Paper, ...]
    readings: Mapping[str, Paper]
    proposal: Paper | None
    awaited: Awaited | None
    challenges: tuple[Paper, ...]

    def took_part(self, user: str) -> bool:
        """Say whether somebody took, read or refused any of the decisions before the one that waits."""
        past = [each for each in self.decisions if self.proposal is None or each.id != self.proposal.id]
        return any(user in (each.user, self.readings[each.id].user if each.id in self.readings else "") for each in past)

    def in_effect(self, paper: Paper) -> bool:
        """Say whether a decision counts: it took no second reader, or one agreed."""
        if not paper.body["takes_two"]:
            return True
        reading = self.readings.get(paper.id)
        return reading is not None and bool(reading.body["agrees"])

    @property
    def last(self) -> Paper | None:
        """The last decision that counts."""
        return next((each for each in reversed(self.decisions) if self.in_effect(each)), None)


def stand_of(sight: Sight) -> Stand:
    """Read where a case stands from one look at it."""
    facts = KeptFacts(sight)
    awaited = awaited_in(sight.case)
    second = next((each for each in awaited if each.kind == SECOND_READER), None)
    open_ = {each.about for each in awaited if each.kind == CHALLENGE}
    decisions = tuple(each for each in sight.papers if each.kind == DECISION)
    return Stand(
        before={stage: facts.as_it_stands(stage) for stage in STAGES},
        decisions=decisions,
        readings={each.answers: each for each in sight.papers if each.kind == READING},
        proposal=next((each for each in decisions if second is not None and each.id == second.about), None),
        awaited=second,
        challenges=tuple(each for each in sight.papers if each.kind == CHALLENGING and each.id in open_),
    )


def check_authority(actor: Actor) -> None:
    """Raise `AmparoError` for anybody but the identifying authority: nobody else decides on status."""
    if actor.body != AUTHORITY:
        raise AmparoError(
            "not-yours-to-record",
            "this is not yours to record in this case",
            help="the identifying authority alone decides whether a person was trafficked",
        )
