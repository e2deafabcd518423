"""What a change of law changes, in words: one short invented person for each right that is lost or gained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from amparo.explain.citing import cite_all
from amparo.explain.plain import FORCES, STRENGTHS, Plain, day_in_words, ended, force_in_words, inside, listed
from amparo.prove.cause import WORDING, Cause, Text
from amparo.prove.difference import Difference
from amparo.prove.lacking import DIFFERS, GAINS, LOSES, Change
from amparo.prove.replay import is_given
from amparo.prove.result import NOT_ASSESSED, UNDECIDED
from amparo.prove.story import Teller
from amparo.rules.determination import Determination
from amparo.rules.rule import Amount, Rule

_GIVEN: Final = {"hold": "held", "duty": "owed", "entitlement": "given", "presumption": "presumed"}
_MOST_CAUSES: Final = 3
_CONDITION: Final = ("when", "unless", "until", "lasts", "starts", "each", "exception_of", "kind", "act")
_NAMED: Final = {
    **dict.fromkeys(_CONDITION, "when it applies"), "done": "when it is done", "within": "by when", "at_once": "by when",
    "repeat": "how often", "force": "force", "strength": "reach", "unknown": "while not known", "title": "title",
    "under": "provision", "binds": "who is bound", "do": "what is to be done", "demands": "what is to be done",
    "unknown_under": "provision for what is not known",
}  # fmt: skip
_UNJUDGED: Final = ("binds", "do", "demands")
"""What no rule counts: who is to act, and how."""


@dataclass(frozen=True)
class DifferenceTeller:
    """Tells a difference. `before` and `after` speak of the two laws."""

    difference: Difference
    before: Teller
    after: Teller

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
            yield f"{ended(listed(self.cause(cause) for cause in change.causes))} On this day nobody gains or loses by it."
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
            self.cause(cause, brief=True)
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
        return "; ".join(f"{name}: {said}" if name else said for name, said in self._texts(change.causes[0], when))

    def cause(self, cause: Cause, *, brief: bool = False) -> str:
        """Return what a text says otherwise: `“Length of the period”: 60 days, before 45 days`; in brief, no wording."""
        title = f"“{cause.text.title or cause.text.id}”"
        if cause.before is None:
            return f"{title} is new"
        if cause.after is None:
            return f"{title} is {'repealed' if cause.is_repealed else 'no longer there'}"
        old, new = dict(self._texts(cause, "before", brief=brief)), dict(self._texts(cause, "after", brief=brief))
        said = [f"{name}: {new[name]}, before {old[name]}" if name else f"{new[name]}, before {old[name]}" for name in new]
        plainly = [name for name in dict.fromkeys(_NAMED[field] for field in cause.fields) if name not in new]
        if plainly:
            said.append(f"{listed(plainly)} {'is' if len(plainly) == 1 else 'are'} said otherwise")
        return f"{title}: {'; '.join(said)}"

    def _texts(self, cause: Cause, when: str, *, brief: bool = False) -> Iterator[tuple[str, str]]:
        """What a text says where two laws differ, as far as it can be said in few words."""
        teller, text = (self.before, cause.before) if when == "before" else (self.after, cause.after)
        if isinstance(text, Amount):
            yield "", teller.plain.amount(text) if text.on(teller.plain.law.day) is not None else "none"
        elif isinstance(text, Rule):
            for field in cause.fields:
                if not (brief and field in WORDING) and (said := _said(field, text, teller)):
                    yield _NAMED[field], said


def _said(field: str, rule: Rule, teller: Teller) -> str:
    plain, amounts = teller.plain, teller.plain.law.amounts
    if field in ("within", "at_once"):
        return "at once" if rule.at_once else f"within {plain.amount(amounts[rule.within])}" if rule.within else "no day"
    if field == "repeat":
        return _again(rule, plain) or "once"
    words = {"force": FORCES.get(rule.force, ""), "strength": STRENGTHS.get(rule.strength, ""), "title": f"“{rule.title}”"}
    if field in words:
        return words[field]
    if field == "unknown":
        return plain.while_not_known(rule)
    if field == "under":
        return cite_all(rule.under, teller.pack.citations)
    return inside(plain.actor(rule.binds)) if field == "binds" else f"“{rule.do}”" if field == "do" else ""


def _again(rule: Rule, plain: Plain) -> str:
    if not rule.repeat:
        return ""
    amount = plain.law.amounts.get(rule.repeat)
    return f"again after {plain.amount(amount)}" if amount else "again at each stage"


def _state(found: Determination | None, right: Rule, plain: Plain, *, with_force: bool) -> str:
    """What somebody has: `not held`; `owed by 2 March 2024 (recommended, in suitable cases)`."""
    if found is None or not is_given(found):
        return f"not {_GIVEN[right.kind]}"
    rule = found.rule
    named = "" if rule.name == right.name or not rule.title or rule.title == right.title else f" only by “{rule.title}”"
    day = f" by {day_in_words(found.due)}" if found.due else f" until {day_in_words(found.until)}" if found.until else ""
    unknown = "" if found.conclusion is not None else " while more is not known"
    again = f", {said}" if (said := _again(rule, plain)) else ""
    force = f" ({force_in_words(rule.force, rule.strength)})" if with_force else ""
    return f"{_GIVEN[right.kind]}{named}{day}{unknown}{again}{force}"


SAID: Final = {
    LOSES: "Who loses",
    GAINS: "Who gains",
    UNDECIDED: "Not decided in time",
    DIFFERS: "Changed, and nobody gains or loses",
    NOT_ASSESSED: "Not compared",
}
"""What the kinds of change are called."""
