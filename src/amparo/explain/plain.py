"""Plain words, in English, for what a law is made of: facts, values, forces, bodies, provisions.

No identifier is ever said where the vocabulary has a label. Conditions are said in `outline.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.explain.wording import Words
from amparo.facts.settled import AGE
from amparo.facts.value import INFINITY, NEVER, Span, Value
from amparo.rules.determination import Determination, Reason
from amparo.rules.evaluate import FURTHER
from amparo.rules.inputs import plain
from amparo.rules.law import Law
from amparo.rules.rule import APPLIES, ASK, DOES_NOT_APPLY, Amount, Rule

FORCES: Final = {
    "mandatory": "binding",
    "consider": "must be considered, with reasons",
    "recommended": "recommended",
    "example": "an example from practice",
}
STRENGTHS: Final = {
    "absolute": "without exception",
    "qualified": "in suitable cases",
    "effort": "with real effort",
    "preference": "by preference",
}
ANSWERS: Final = {
    "held": "held",
    "held-until-known": "held until more is known",
    "no-hold": "no hold on these facts",
    "not-assessed": "not assessed by this law",
}
NOTICED: Final = ("prosecutor", "court")
"""Towards them a hold is a notice that asks for an answer with reasons."""
_EXCEPTIONS: Final = {
    APPLIES: "the exception counts",
    ASK: "what is missing is asked; the rule to which it is an exception is not known either",
    DOES_NOT_APPLY: "the exception does not count",
}
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def force_in_words(force: str, strength: str) -> str:
    """Return force and strength of a rule in plain words: `recommended, in suitable cases`; "" where it has none."""
    return f"{FORCES[force]}, {STRENGTHS[strength]}" if force and strength else ""


def day_in_words(day: date) -> str:
    """Return a day as people write it: `2 March 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def sentence(text: str) -> str:
    """Return a text with a capital in front; a full stop is the text's own matter."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return a text as a whole sentence: with a capital, and a full stop where it has no end of its own."""
    return sentence(text) if text.endswith((".", "?", "!", ":")) else f"{sentence(text)}."


def inside(text: str) -> str:
    """Return a title as it stands inside a sentence: without its capital, unless the first word is a name or initials."""
    first = text.partition(" ")[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def listed(texts: Iterable[str], last: str = "and") -> str:
    """Join texts as a sentence does: `a, b and c`."""
    found = list(texts)
    return f" {last} ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


@dataclass(frozen=True)
class Plain:
    """Says what belongs to one law, with the labels of the vocabulary."""

    law: Law
    words: Words

    def label(self, key: str) -> str:
        """Return the label of a fact in quotation marks."""
        return "“Age”" if key == AGE else f"“{sentence(self.words.label('facts', plain(key)))}”"

    def fact(self, key: str) -> str:
        """Return the label of a fact; an item's with the item: `“Compelled” (proceeding 1)`."""
        return f"{self.label(key)} ({inside(self.item(key.rpartition('.')[0]))})" if "#" in key else self.label(key)

    def item(self, name: str) -> str:
        """Return the name of one item: `Proceeding 1` for `proceeding#1`; `?` is one that is not listed."""
        kind, _, number = name.partition("#")
        return f"{self.kind(kind)}, one not listed" if number == FURTHER else f"{self.kind(kind)} {number}"

    def kind(self, kind: str) -> str:
        """Return the label of a kind of item."""
        return sentence(self.words.label("items", kind))

    def act(self, act: str) -> str:
        """Return the label of an act."""
        return sentence(self.words.label("acts", act))

    def actor(self, actor: str | None) -> str:
        """Return the label of a body, or whom a rule binds that names none."""
        return sentence(self.words.label("actors", actor)) if actor else "Whoever is responsible"

    def value(self, key: str, value: Value | None) -> str:
        """Return a value of a fact in words: `yes`, `not known`, `never`, `2 March 2026`, the label of a choice."""
        if value is None:
            return "not known"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Span):
            return _span(value.low, value.high)
        if value is NEVER:
            return "never"
        if isinstance(value, date):
            return day_in_words(value)
        return self.choice(key, value) if isinstance(value, str) else f"{value:g}"

    def choice(self, key: str, value: str) -> str:
        """Return the label of one choice in quotation marks; a code or other text as it is."""
        kind = self.law.vocabulary.kind_of(plain(key))
        return f"“{sentence(self.words.choice(key, value))}”" if kind.type == "choice" else value

    def title(self, rule_id: str) -> str:
        """Return the title of a rule in force, by its id; the id in words where it has none."""
        found = (rule.title for rule in self.law.rules.values() if rule.id == rule_id)
        return next(found, "") or sentence(rule_id.replace("-", " ").replace("_", " "))

    def reason(self, reason: Reason) -> str:
        """Return one deciding fact with its value: `“Screened”: no`."""
        return f"{self.fact(reason.fact)}: {self.value(reason.fact, reason.value)}"

    def because(self, determination: Determination) -> str:
        """Return in one line why a determination came out as it did, or what is not known where nothing decides it."""
        if determination.conclusion is None:
            return "; ".join(self.fact(key) for key in determination.missing)
        return "; ".join(self.reason(reason) for reason in determination.because) or "always"

    def amount(self, amount: Amount) -> str:
        """Return the value of a parameter on the day of the law: `30 days`; its title where it has none that day."""
        value = amount.on(self.law.day)
        if value is None:
            return f"“{amount.title or amount.id}”"
        if isinstance(value, date):
            return day_in_words(value)
        unit = amount.unit.replace("-", " ")
        return f"{value:g}" if unit == "number" else f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"

    def while_not_known(self, rule: Rule) -> str:
        """Return what a rule does while its condition is not known."""
        if rule.exception_of is not None:
            return _EXCEPTIONS[rule.unknown]
        if rule.unknown == DOES_NOT_APPLY:
            return "it does not apply"
        if rule.kind == "hold":
            return "it holds" if rule.unknown == APPLIES else "it holds, and what is missing is asked"
        if rule.kind == "presumption":
            return "it is presumed" if rule.unknown == APPLIES else "what is missing is asked; nothing is presumed yet"
        return "it applies" if rule.unknown == APPLIES else "what is missing is asked; nothing follows yet"

    def way_past(self, rule: Rule) -> str:
        """Return how a hold can be passed lawfully while its facts stand; "" for a rule of another kind."""
        if rule.kind != "hold" or rule.act is None:
            return ""
        if (rule.force, rule.strength) == ("mandatory", "absolute"):
            return "only a recorded decision of a court goes past it"
        if rule.binds in NOTICED:
            return "it is a notice that asks for an answer with reasons"
        if self.law.vocabulary.acts[rule.act].coercive:
            return "only a recorded decision with reasons, of two people entitled to take it, goes past it"
        return "only a recorded decision with reasons goes past it"


def _span(low: Any, high: Any) -> str:
    """A span of dates or numbers; an open end is `date.min`, `date.max` or infinity."""
    if not isinstance(low, date):
        return f"at least {low:g}" if high == INFINITY else f"at most {high:g}" if not low else f"{low:g} to {high:g}"
    if low == date.min or high == date.max:
        return f"{day_in_words(high)} or before" if low == date.min else f"{day_in_words(low)} or after"
    if (low.day, low.year, high.year) == (1, high.year, low.year):
        if low.month == high.month:
            return f"{MONTHS[low.month - 1]} {low.year}"
        if (low.month, high.month, high.day) == (1, 12, 31):
            return str(low.year)
    return f"between {day_in_words(low)} and {day_in_words(high)}"
