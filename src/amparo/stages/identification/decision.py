"""A decision on whether a person was trafficked: its two stages, what can come out, and what it has to say before it is one.

A no takes two people. Everything else counts at once. That something could not be settled is never a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.compartment import vocabulary
from amparo.errors import AmparoError
from amparo.stages.identification.decision_evidence import Weighed

FIRST: Final = "reasonable_grounds"
FINAL: Final = "conclusive_decision"
STAGES: Final = (FIRST, FINAL)
YES: Final = "yes"
NO: Final = "no"
PENDING: Final = "pending"
INCONCLUSIVE: Final = "inconclusive"
UNKNOWN: Final = "unknown"
OUTCOMES: Final = (YES, NO, INCONCLUSIVE, PENDING)
ELEMENTS: Final = ("act_element", "means_element", "exploitation_element")
FOUND: Final = (YES, NO, UNKNOWN)
SHORTEST: Final = 10
"""Signs that a reason has at least."""
STAGE_WORDS: Final = {FIRST: gettext_lazy("First decision"), FINAL: gettext_lazy("Final decision")}
OUTCOME_WORDS: Final = {
    YES: gettext_lazy("Yes, the person was trafficked, or there are reasonable grounds to believe so"),
    NO: gettext_lazy("No"),
    INCONCLUSIVE: gettext_lazy("It could not be settled either way: the person stays protected"),
    PENDING: gettext_lazy("The question is open, and looked into"),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer decides or proposes.

    `plain` are the reasons in words for the person; `passing` says, of each hold that could give way, why it does.
    """

    stage: str
    outcome: str
    reasons: str
    plain: str
    elements: Mapping[str, str]
    evidence: tuple[Weighed, ...] = ()
    negative_reason: str = ""
    passing: Mapping[str, str] | None = None

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps of it."""
        return {
            "stage": self.stage,
            "outcome": self.outcome,
            "reasons": self.reasons,
            "plain": self.plain,
            "elements": dict(self.elements),
            "negative_reason": self.negative_reason,
            "passing": dict(self.passing or {}),
            "evidence": [each.table() for each in self.evidence],
        }


def decision_from(body: Mapping[str, Any]) -> Decision:
    """Return the decision that a paper keeps."""
    return Decision(
        stage=body["stage"],
        outcome=body["outcome"],
        reasons=body["reasons"],
        plain=body["plain"],
        elements=body["elements"],
        negative_reason=body["negative_reason"],
        passing=body["passing"],
        evidence=tuple(Weighed(**each) for each in body["evidence"]),
    )


def takes_two(outcome: str) -> bool:
    """Say whether an outcome takes anything away, so that a second person has to agree: a no does, and nothing else."""
    return outcome == NO


def check(decision: Decision, before: Mapping[str, Any]) -> None:
    """Raise `AmparoError` at the field that is missing; `before` is what stands of both stages."""
    if decision.stage not in STAGES:
        raise AmparoError("decision-unfinished", _("say which of the two decisions it is"), where="stage")
    if decision.outcome not in OUTCOMES:
        raise AmparoError("decision-unfinished", _("choose what was decided"), where="outcome")
    if decision.stage == FIRST and before.get(FINAL) in (YES, NO):
        raise AmparoError(
            "decision-out-of-turn", _("the final decision stands already; open it again, or decide anew on it"), where="stage"
        )
    if decision.outcome in (PENDING, INCONCLUSIVE) and YES in (before.get(decision.stage), before.get(FINAL)):
        raise AmparoError(
            "decision-out-of-turn", _("a yes stands; nothing but a decision by two people takes it back"), where="outcome"
        )
    for name, sentence in (
        ("reasons", _("say why, in at least ten signs")),
        ("plain", _("say why in plain words, for the person, in at least ten signs")),
    ):
        if len(getattr(decision, name).strip()) < SHORTEST:
            raise AmparoError("decision-unfinished", sentence, where=name)
    for element in ELEMENTS:
        if decision.elements.get(element) not in FOUND:
            raise AmparoError(
                "decision-unfinished", _("say of each part whether it was found; “not known” is an answer"), where=element
            )
    _check_evidence(decision)
    if decision.outcome == NO:
        _check_no(decision)


def _check_evidence(decision: Decision) -> None:
    for each in decision.evidence:
        if each.relied and not each.why:
            raise AmparoError(
                "decision-unfinished", _("say in a word why you rely on it"), where=f"why-{each.entry or each.paper}"
            )
    if decision.outcome in (YES, NO) and not any(each.relied for each in decision.evidence):
        raise AmparoError("decision-unfinished", _("say what you rely on: at least one line"), where="evidence")


def _check_no(decision: Decision) -> None:
    """A no names its main reason, and says of everything that speaks for the person why it is not followed."""
    if decision.negative_reason not in vocabulary().kind_of("negative_reason").values:
        raise AmparoError("decision-unfinished", _("choose the main reason of the no"), where="negative_reason")
    for each in decision.evidence:
        if each.speaks_for and not each.why:
            raise AmparoError(
                "decision-unfinished",
                _("this speaks for the person: say why you do not follow it, or what you take from it"),
                where=f"why-{each.entry or each.paper}",
            )
