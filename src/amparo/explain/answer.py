"""Answers in the shapes that every door hands out: `decide`, `may` and `ask` as JSON-ready tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from amparo.explain.ask import Question, ask
from amparo.explain.wording import Words
from amparo.facts.case import Case
from amparo.facts.reading import day
from amparo.facts.settled import settle
from amparo.facts.value import Never, Span, Truth, Value
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination, Reason
from amparo.rules.law import Law
from amparo.rules.may import Answer, may_from
from amparo.rules.pack import Pack

BASIS: Final = "facts as stated; not a clearance"
_CONCLUSIONS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True)
class Inquiry:
    """One case asked about under one law on one day. `decider` keeps what was worked out."""

    decider: Decider

    @property
    def law(self) -> Law:
        """Return the law that is asked."""
        return self.decider.law

    @property
    def on(self) -> date:
        """Return the day the question is asked for."""
        return self.decider.settled.on


def inquire(
    case: Case, pack: Pack, *, today: date, on: str | date | None = None, as_known: str | date | None = None
) -> Inquiry:
    """Ask about a case: `on` wins over the case's own day, which wins over `today`."""
    asked = (day(on, "on") if on is not None else case.on) or today
    known = day(as_known, "as_known") if as_known is not None else None
    law = pack.law_on(asked)
    return Inquiry(Decider(law, settle(case, pack.vocabulary, on=asked, as_known=known)))


def answer_decide(inquiry: Inquiry, *, everything: bool = False) -> dict[str, Any]:
    """Return all determinations; those that are no, and definitions, only with `everything`."""
    settled = inquiry.decider.settled
    found = inquiry.decider.all() if everything else inquiry.decider.shown()
    return {
        "law": law_json(inquiry.law),
        "on": inquiry.on.isoformat(),
        "basis": BASIS,
        "warnings": list(settled.warnings),
        "disputed": list(settled.disputed),
        "determinations": [determination_json(d) for d in found],
    }


def answer_may(inquiry: Inquiry, act: str, item: str | None = None) -> dict[str, Any]:
    """Return whether an act is held."""
    return may_json(may_from(inquiry.decider, act, item), inquiry.on)


def answer_ask(inquiry: Inquiry, words: Words, act: str | None = None) -> dict[str, Any]:
    """Return the next questions, the most settling first."""
    return {"questions": [question_json(q) for q in ask(inquiry.decider, words, act)]}


def law_json(law: Law) -> dict[str, str]:
    """Return what names the law that answered."""
    return {"pack": law.pack, "version": law.version, "digest": law.digest, "standing": law.standing}


def determination_json(determination: Determination) -> dict[str, Any]:
    """Return one determination in the contract's shape."""
    d, rule = determination, determination.rule
    return {
        "rule": rule.id, "kind": rule.kind, "act": rule.act, "item": d.item, "title": rule.title,
        "conclusion": _CONCLUSIONS[d.conclusion], "in_effect": d.in_effect,
        "fulfilled": _CONCLUSIONS[d.fulfilled] if rule.kind == "duty" else None,
        "force": rule.force or None, "strength": rule.strength or None, "binds": rule.binds,
        "from": _iso(d.starts), "until": _iso(d.until), "due": _iso(d.due), "changes_on": _iso(d.changes_on),
        "do": rule.do or None,
        "because": reasons_json(d.because), "fulfilled_because": reasons_json(d.fulfilled_because),
        "missing": list(d.missing), "under": list(d.under), "source": list(rule.source),
        "safe_side": rule.safe_side or None,
    }  # fmt: skip


def may_json(answer: Answer, on: date) -> dict[str, Any]:
    """Return the answer for an act in the contract's shape."""
    return {
        "act": answer.act, "answer": answer.answer, "basis": BASIS, "on": on.isoformat(),
        "by": list(answer.by), "needs": list(answer.needs), "safeguards": list(answer.safeguards),
        "under": list(answer.under), "force": answer.force, "strength": answer.strength,
        "orders": [{"item": item, "effect": effect} for item, effect in answer.orders],
    }  # fmt: skip


def question_json(question: Question) -> dict[str, Any]:
    """Return one question in the contract's shape."""
    return {
        "fact": question.fact, "item": question.item, "settles": list(question.settles),
        "person": question.person, "worker": question.worker,
    }  # fmt: skip


def reasons_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Return reasons as pairs of fact and value; null: decided because not known."""
    return [{"fact": reason.fact, "value": value_json(reason.value)} for reason in reasons]


def value_json(value: Value | None) -> bool | str | int | float | None:
    """Return a value as a case file writes it."""
    if isinstance(value, Never):
        return value.value
    if isinstance(value, Span):
        return _span_json(value)
    return value.isoformat() if isinstance(value, date) else value


def _span_json(span: Span) -> str | int | float:
    """A span comes from a partial date (`2008`, `2008-05`) or from an age stated on another day."""
    if not isinstance(span.low, date):
        return span.low or span.high  # type: ignore[no-any-return]  # a number
    return f"{span.low:%Y-%m}" if span.low.month == span.high.month else f"{span.low:%Y}"


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None
