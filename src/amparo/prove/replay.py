"""What the solver found, tried by the definition before anybody is shown it."""

from __future__ import annotations

from typing import Final

from amparo.facts.case import case_from
from amparo.facts.settled import Settled, settle
from amparo.prove.often import is_as_often
from amparo.prove.search import Case
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination
from amparo.rules.law import Law
from amparo.rules.rule import Rule

NOT_CONFIRMED: Final = "the definition does not confirm what the solver found"


def settled_from(case: Case, law: Law) -> Settled:
    """Read a case file as every door reads it."""
    read = case_from(case, law.vocabulary)
    return settle(read, law.vocabulary, on=read.on or law.day)


def shown(law: Law, case: Case, rule: Rule, item: str | None) -> Determination | None:
    """Return what the definition says of one rule, for one item where it is about each."""
    decider = Decider(law, settled_from(case, law))
    return next((found for found in decider.of(rule) if found.item == (item if rule.each else None)), None)


def is_given(found: Determination | None) -> bool:
    """Say whether a right is there: in effect, and, for a duty, still owed."""
    if found is None:
        return False
    return found.is_owed if found.rule.kind == "duty" else found.in_effect


def gives_as_much(asked: Determination | None, law: Law, given: Determination | None, other: Law) -> bool:
    """Say whether one determination gives what another does: it is there, no later, and comes back as often."""
    if asked is None or given is None or not is_given(given):
        return asked is None
    if asked.rule.repeat and not is_as_often(asked.rule, law, given.rule, other):
        return False
    return asked.due is None or (given.due is not None and given.due <= asked.due)
