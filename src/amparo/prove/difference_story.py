"""What a change of law changes, in words: one short invented person for each right that is lost or gained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.explain.citing import cite_all
from amparo.explain.plain import Plain, day_in_words, ended, force_in_words, inside, listed
from amparo.prove.cause import Text
from amparo.prove.cause_story import CauseTeller, again
from amparo.prove.difference import Difference
from amparo.prove.lacking import DIFFERS, GAINS, LOSES, Change
from amparo.prove.replay import is_given
from amparo.prove.result import NOT_ASSESSED, UNDECIDED
from amparo.prove.story import Teller
from amparo.rules.determination import Determination
from amparo.rules.rule import Rule

_GIVEN: Final = {"hold": "held", "duty": "owed", "entitlement": "given", "presumption": "presumed"}
_MOST_CAUSES: Final = 3
_UNJUDGED: Final = ("binds", "do", "demands")
"""What no rule counts: who is to act, and how."""


@dataclass(frozen=True)
class DifferenceTeller:
    """Tells a difference. `before` and `after` speak of the two laws."""

    difference: Difference
    before: Teller
    after: Teller

    @property
    def causes(self) -> CauseTeller:
        """Return what tells the texts that differ."""
        return CauseTeller(self.before, self.after)

    def story(self, change: Change) -> str:
        """Return a change in a few plain sentences, with the texts from which it comes."""
        why = (self.because(change),) if change.case is not None else ()
        return " ".join((*self._sentences(change), *why))

    def person(self, change: Change) -> str:
        """Return a change without the texts from which it comes."""
        return " ".join(self._sentences(change))

    def _sentences(self, change: Change) -> Iterator[str]:
        right = self.right(change.text, lost=change.change == LOSES)
        if change.change == NOT_ASSESSED:
            yield f"One of the two laws does not speak of what {right} is about; nothing is said for or against it."
        elif change.change == UNDECIDED:
            yield ended(f"Not decided for {right}: {change.note}")
        elif change.change == DIFFERS:
            yield ended(listed(self.causes.story(cause) for cause in change.causes))
            yield "On this day nobody gains or loses by it."
            if any(field in _UNJUDGED for cause in change.causes for field in cause.fields):
                yield "Whether the new words ask for less is for a reader to judge."
        else:
            yield from self._touched(change, right)

    def _touched(self, change: Change, right: str) -> Iterator[str]:
        assert change.case is not None  # noqa: S101 whoever is touched is shown
        yield self.after.somebody(change.case)
        about = f", for {inside(self.after.plain.item(change.item))}" if change.item else ""
        yield f"{right}{about}: before {self.state(change, 'before')}, now {self.state(change, 'after')}."

    def because(self, change: Change) -> str:
        """Return from which texts a change comes, each from its day where these differ."""
        days = {cause.since for cause in change.why}
        told = [
            self.causes.brief(cause, change.text)
            + (f" (from {day_in_words(cause.since)})" if len(days) > 1 and cause.since > date.min else "")
            for cause in change.why[:_MOST_CAUSES]
        ]
        more = len(change.why) - _MOST_CAUSES
        return f"Why: {'; '.join([*told, f'and {more} more'] if more > 0 else told)}."

    def right(self, text: Text, *, lost: bool = False) -> str:
        """Return a rule or number as the law that has it calls it: `“No removal before ...” (art. 8)`."""
        pack = self.difference.before if lost else self.difference.after
        under = cite_all(text.under, pack.citations)
        return f"“{text.title or text.id}”" + (f" ({under})" if under else "")

    def state(self, change: Change, when: str) -> str:
        """Return what somebody has of a right before or after, or how a text stands that touches nobody."""
        if isinstance(change.text, Rule) and change.case is not None:
            teller, found = (self.before, change.had) if when == "before" else (self.after, change.has)
            weaker = change.had and change.has and change.had.rule.rank() != change.has.rule.rank()
            return _state(found, change.text, teller.plain, with_force=bool(weaker))
        if change.change != DIFFERS or not change.causes:
            return ""
        return self.causes.stands(change.causes[0], when)


def _state(found: Determination | None, right: Rule, plain: Plain, *, with_force: bool) -> str:
    """What somebody has: `not held`; `owed by 2 March 2024 (recommended, in suitable cases)`."""
    if found is None or not is_given(found):
        return f"not {_GIVEN[right.kind]}"
    rule = found.rule
    named = "" if rule.name == right.name or not rule.title or rule.title == right.title else f" only by “{rule.title}”"
    day = f" by {day_in_words(found.due)}" if found.due else f" until {day_in_words(found.until)}" if found.until else ""
    unknown = "" if found.conclusion is not None else " while more is not known"
    often = f", {said}" if (said := again(rule, plain)) else ""
    force = f" ({force_in_words(rule.force, rule.strength)})" if with_force else ""
    return f"{_GIVEN[right.kind]}{named}{day}{unknown}{often}{force}"


SAID: Final = {
    LOSES: "Who loses",
    GAINS: "Who gains",
    UNDECIDED: "Not decided in time",
    DIFFERS: "Changed, and nobody gains or loses",
    NOT_ASSESSED: "Not compared",
}
"""What the kinds of change are called."""
