"""What two laws have differently, in words: a number before and after, a condition that was added or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from amparo.explain.citing import cite_all
from amparo.explain.outline import ALL, ONE, Outline, outline
from amparo.explain.plain import FORCES, STRENGTHS, Plain, inside, listed, sentence
from amparo.prove.cause import WORDING, Cause, Text
from amparo.prove.story import Teller
from amparo.rules.rule import Amount, Rule

_NAMED: Final = {
    "when": "when it applies", "unless": "exception", "until": "until", "lasts": "how long", "starts": "from when",
    "each": "about what", "exception_of": "to what it is an exception", "kind": "what it is", "act": "the act",
    "done": "when it is done", "within": "by when", "at_once": "by when", "repeat": "how often",
    "force": "force", "strength": "reach", "unknown": "while not known",
    "title": "title", "under": "provision", "unknown_under": "provision for what is not known",
    "binds": "who is bound", "do": "what is to be done", "demands": "the act demanded",
}  # fmt: skip


@dataclass(frozen=True)
class CauseTeller:
    """Tells how a text stood and how it stands. `before` and `after` speak of the two laws."""

    before: Teller
    after: Teller

    def brief(self, cause: Cause, text: Text) -> str:
        """Return what a text says otherwise, without its wording, and without its title where it is the text at hand."""
        told = self.story(cause, brief=True)
        if cause.text.id != text.id:
            return told
        rest = told.removeprefix(_titled(cause))
        return rest.removeprefix(": ") if rest.startswith(":") else f"it{rest}"

    def story(self, cause: Cause, *, brief: bool = False) -> str:
        """Return what a text says otherwise: `“Length of the period”: 60 days, before 45 days`; in brief, no wording."""
        title = _titled(cause)
        if cause.before is None:
            return f"{title} is new"
        if cause.after is None:
            return f"{title} is {'repealed' if cause.is_repealed else 'no longer there'}"
        if isinstance(cause.after, Amount):
            return f"{title}: {self.stands(cause, 'after')}, before {self.stands(cause, 'before')}"
        said = {field: "" if brief and field in WORDING else self._field(cause, field) for field in cause.fields}
        told = list(dict.fromkeys(words for words in said.values() if words))
        untold = list(dict.fromkeys(_NAMED[field] for field, words in said.items() if not words))
        if untold:
            told.append(f"{listed(untold)} {'is' if len(untold) == 1 else 'are'} said otherwise")
        return f"{title}: {'; '.join(told)}"

    def stands(self, cause: Cause, when: str) -> str:
        """Return how a text stands before or after, as far as it can be said in few words."""
        teller, text = (self.before, cause.before) if when == "before" else (self.after, cause.after)
        if isinstance(text, Amount):
            return teller.plain.amount(text) if text.on(teller.plain.law.day) is not None else "none"
        if not isinstance(text, Rule):
            return ""
        said = ((_NAMED[field], _said(field, text, teller)) for field in cause.fields)
        return "; ".join(dict.fromkeys(f"{name}: {words}" for name, words in said if words))

    def _field(self, cause: Cause, field: str) -> str:
        """What one field of a rule says otherwise, or nothing where that takes too many words."""
        assert isinstance(cause.before, Rule)  # noqa: S101 only rules have fields
        assert isinstance(cause.after, Rule)  # noqa: S101 as above
        if field == "when" and cause.before.when is not None and cause.after.when is not None:
            old, new = outline(cause.before.when, self.before.plain), outline(cause.after.when, self.after.plain)
            return "; ".join(_rephrased(old, new))
        before, after = _said(field, cause.before, self.before), _said(field, cause.after, self.after)
        return f"{_NAMED[field]}: {after}, before {before}" if before and after else ""


def _titled(cause: Cause) -> str:
    return f"“{cause.text.title or sentence(cause.text.id.replace('_', ' '))}”"


def _said(field: str, rule: Rule, teller: Teller) -> str:
    plain, amounts = teller.plain, teller.plain.law.amounts
    if field in ("within", "at_once"):
        return "at once" if rule.at_once else f"within {plain.amount(amounts[rule.within])}" if rule.within else "no day"
    if field in ("when", "unless", "until", "starts", "done"):
        node = getattr(rule, field)
        return outline(node, plain).in_line() if node is not None else "none"
    if field == "lasts":
        return plain.amount(amounts[rule.lasts]) if rule.lasts else "no period"
    words = {
        "force": FORCES.get(rule.force, ""), "strength": STRENGTHS.get(rule.strength, ""), "title": f"“{rule.title}”",
        "do": f"“{rule.do}”", "under": cite_all(rule.under, teller.pack.citations), "repeat": again(rule, plain) or "once",
    }  # fmt: skip
    if field == "unknown":
        return plain.while_not_known(rule)
    return inside(plain.actor(rule.binds)) if field == "binds" else words.get(field, "")


def again(rule: Rule, plain: Plain) -> str:
    """Return how often a duty comes back: `again after 30 days`, `again at each stage`; "" where it does not."""
    if not rule.repeat:
        return ""
    amount = plain.law.amounts.get(rule.repeat)
    return f"again after {plain.amount(amount)}" if amount else "again at each stage"


def _rephrased(old: Outline, new: Outline) -> Iterator[str]:
    """What was added to a condition, and what was dropped from it."""
    head = ONE if ONE in (old.text, new.text) and ALL not in (old.text, new.text) else ALL
    before, after = (each.parts if each.text == head else (each,) for each in (old, new))
    gone, come = ([part for part in one if part not in other] for one, other in ((before, after), (after, before)))
    if head == ALL and len(gone) == len(come) == 1 and ONE in (gone[0].text, come[0].text):
        yield from _rephrased(gone[0], come[0])
    elif len(gone) == len(come) == 1:
        yield f"{come[0].in_line()}, before {gone[0].in_line()}"
    else:
        added, dropped = ("now only if", "no longer only if") if head == ALL else ("now also if", "no longer if")
        yield from (f"{added} {part.bracketed()}" for part in come)
        yield from (f"{dropped} {part.bracketed()}" for part in gone)
