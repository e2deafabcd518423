"""Which constructs of the language and of a case file a drawn pack and person hold, read from what was loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from amparo.facts.case import Assertion, Case
from amparo.facts.settled import Settled
from amparo.facts.value import NEVER, Span
from amparo.rules.determination import Determination
from amparo.rules.evaluate import FURTHER
from amparo.rules.expression import (
    And,
    Compare,
    Conclusion,
    Count,
    Extreme,
    Fact,
    ItemFact,
    Look,
    Node,
    Not,
    OneOf,
    Or,
    Parameter,
    Quantifier,
    Shift,
    Today,
    YearsBetween,
    walk,
)
from amparo.rules.law import Law
from amparo.rules.rule import UNKNOWN, Rule
from property.expressions import ORDERS, PERIODS

_TRUTHS: Final = {True: "yes", False: "no", None: "not known"}
CONSTRUCTS: Final = (
    "and", "or", "not", "in", "today", "age", "years_between",
    *(f"date {o}" for o in ORDERS), *(f"number {o}" for o in ORDERS),
    *(f"{sort} {o}" for sort in ("choice", "country", "currency", "language") for o in ("==", "!=")),
    "known (condition)", "known (term)", "presumed", "presumed_not",
    "parameter of number", "parameter of date", "parameter of period", "parameter that ended", "parameter that changes",
    *(f"{sign} {unit}" for sign in "+-" for unit in PERIODS),
    "list complete, read as a fact", "item fact", "fact read from items", "fact implied by others",
    *(f"{how} over items" for how in ("any", "all", "count", "earliest", "latest")),
    "definition in a definition", "presumption in a presumption", "presumption that applies, below another rule",
    *(f"exception that {u}" for u in UNKNOWN), "exception of an exception", "exception for each item",
    "unless", "until", "lasts", "done", "at_once", "within", "repeat", "later version",
    *(f"{kind} for each item" for kind in ("definition", "presumption", "hold", "duty", "entitlement")),
    *(f"{kind}, while not known: {u}" for kind in ("presumption", "hold", "duty", "entitlement") for u in UNKNOWN),
    "never", "year of birth alone", "month of birth alone", "other date in part", "birth date clamped",
    "age stated earlier", "age stated later", "age stated for today", "age and birth date together",
    "several statements", "dispute settled as yes", "dispute not settled", "statement without power",
    "facts that contradict each other", "stated fact that gives way", "null",
    "list complete", "list not complete", "list of unknown completeness", "list absent", "list without items",
    "fact implied", "fact read from its list as yes", "fact read from its list as no", "latest form", "latest date open to one side",
    *(f"conclusion {t}" for t in _TRUTHS.values()), *(f"{t} for an item" for t in _TRUTHS.values()),
    "further item held", "reason of one fact", "reason of several facts", "reason in what is not known",
    "one fact missing", "several facts missing", "fulfilled yes", "fulfilled no", "fulfilled not known", "changes on a day",
)  # fmt: skip
"""All that must occur at least once in a run."""


def in_law(law: Law) -> Iterator[str]:
    """Yield the constructs of a law, one name for each occurrence."""
    for name, rule in law.rules.items():
        yield from _of_rule(rule, law)
        for top in (law.conclusions[name], *([rule.done] if rule.done else [])):
            for node in walk(top):
                yield from _of_node(node, law)
    for amount in law.amounts.values():
        values = [value for _, value in amount.values]
        yield from ["parameter that ended"] if None in values else ["parameter that changes"] if len(values) > 1 else []
    yield from ("later version" for _ in law.next_versions)


def _of_rule(rule: Rule, law: Law) -> Iterator[str]:
    if rule.each:
        yield f"{rule.kind} for each item"
    if rule.kind != "definition":
        yield f"{rule.kind}, while not known: {rule.unknown}"
    if rule.exception_of:
        yield f"exception that {rule.unknown}"
        yield from ["exception of an exception"] if law.rules[rule.exception_of].exception_of else []
        yield from ["exception for each item"] if rule.each else []
    yield from (key for key in ("unless", "until", "lasts", "done", "at_once", "within", "repeat") if getattr(rule, key))
    named = {node.rule for node in walk(law.conclusions[rule.name]) if isinstance(node, Conclusion)}
    for other in named:
        if rule.kind == law.rules[other].kind == "definition":
            yield "definition in a definition"
        if law.presumes(other):
            yield "presumption that applies, below another rule"
            yield from ["presumption in a presumption"] if law.presumes(rule.name) else []


def _of_node(node: Node, law: Law) -> Iterator[str]:  # noqa: C901, PLR0912 one case for each node
    match node:
        case And(parts):
            yield from ["and"] if parts else []
        case Or():
            yield "or"
        case Not():
            yield "not"
        case OneOf():
            yield "in"
        case Today():
            yield "today"
        case YearsBetween():
            yield "years_between"
        case Compare(operator, left, right):
            yield f"{_type(left, right, law)} {operator}"
        case Look(how, part):
            truth = isinstance(part, And | Or | Not | Compare | OneOf | Look | Quantifier) or _type(part, part, law) == "yesno"
            yield f"known ({'condition' if truth else 'term'})" if how == "known" else how
        case Parameter(name):
            unit = law.amounts[name].unit
            yield f"parameter of {unit if unit in ('number', 'date') else 'period'}"
        case Shift(_, sign, unit, _):
            yield f"{'+' if sign > 0 else '-'} {unit}"
        case ItemFact():
            yield "item fact"
        case Quantifier(how, _, _) | Extreme(how, _, _):
            yield f"{how} over items"
        case Count():
            yield "count over items"
        case Fact("age"):
            yield "age"
        case Fact(key):
            yield from ["list complete, read as a fact"] if key.endswith(".complete") else []
            yield from ["fact read from items"] if key in law.vocabulary.summaries else []
            yield from ["fact implied by others"] if key in law.vocabulary.implied else []


def _type(left: Node, right: Node, law: Law) -> str:
    for node in (left, right):
        match node:
            case Today() | Shift() | Extreme():
                return "date"
            case YearsBetween() | Count() | Fact("age"):
                return "number"
            case Fact(key):
                return "yesno" if key.endswith(".complete") else law.vocabulary.facts[key].type
            case ItemFact(kind, name):
                return law.vocabulary.items[kind][name].type
            case Conclusion(name):
                return law.rules[name].type
            case Parameter(name):
                return "date" if law.amounts[name].unit == "date" else "number"
    raise AssertionError(left, right)


def in_case(case: Case, settled: Settled, items: Iterable[str]) -> Iterator[str]:
    """Yield the constructs of a case file that is settled; `items` are the kinds of which the law reads."""
    said = {**case.facts}
    for kind, listed in case.items.items():
        said |= {f"{kind}#{item.id}.{fact}": v for item in listed.items for fact, v in item.facts.items()}
        yield from [] if listed.items else ["list without items"]
        yield {True: "list complete", False: "list not complete", None: "list of unknown completeness"}[listed.complete]
    yield from ("list absent" for kind in items if kind not in case.items)
    for key, statements in said.items():
        yield from _of_statements(key, statements, settled)
    for warning in settled.warnings:
        yield from ["statement without power"] if "counts as absent" in warning else []
        yield from ["stated fact that gives way"] if "gives way" in warning else []
        yield from ["facts that contradict each other"] if "and yet" in warning or "each other" in warning else []
    yield from _derived(settled)


def _of_statements(key: str, said: tuple[Assertion, ...], settled: Settled) -> Iterator[str]:
    values = [a.value for a in said]
    yield from ["never"] if NEVER in values else []
    yield from ["null"] if None in values else []
    yield from ["several statements"] if len(said) > 1 else []
    known = settled.values.get(key)
    if key in settled.disputed:
        yield "dispute not settled" if known is None else "dispute settled as yes" if known is True else "dispute"
    spans = [v for v in values if isinstance(v, Span)]
    if key == "birth_date":
        yield from ("month of birth alone" if s.low.month == s.high.month else "year of birth alone" for s in spans)
        yield from ["birth date clamped"] if date(2008, 2, 29) in values else []
        yield from ["age and birth date together"] if "age_years" in settled.values and "birth_date" in settled.values else []
    elif spans:
        yield "other date in part"
    if key == "age_years" and known is not None:
        days = {a.recorded or settled.on for a in said}
        yield from ["age stated earlier"] if min(days) < settled.on else []
        yield from ["age stated later"] if max(days) > settled.on else []
        yield from ["age stated for today"] if settled.on in days else []


def _derived(settled: Settled) -> Iterator[str]:
    vocabulary = settled.vocabulary
    for fact in vocabulary.implied:
        yield from ["fact implied"] if settled.get(fact) is True and settled.support(fact) != (fact,) else []
    for fact, summary in vocabulary.summaries.items():
        known = settled.get(fact)
        if known is None or settled.support(fact) == (fact,):
            continue
        yield from ["latest form"] if summary.fact == "form" else []
        yield from ["latest date open to one side"] if isinstance(known, Span) and known.high == date.max else []
        if isinstance(known, bool):
            yield f"fact read from its list as {_TRUTHS[known]}"


def in_answer(determinations: Iterable[Determination]) -> Iterator[str]:
    """Yield what kinds of answer occur."""
    for d in determinations:
        yield f"conclusion {_TRUTHS[d.conclusion]}"
        yield from [f"{_TRUTHS[d.conclusion]} for an item"] if d.item else []
        yield from ["further item held"] if d.item and d.item.endswith(f"#{FURTHER}") else []
        if d.because:
            yield "reason of one fact" if len(d.because) == 1 else "reason of several facts"
            yield from ["reason in what is not known"] if any(r.value is None for r in d.because) else []
        if d.missing:
            yield "one fact missing" if len(d.missing) == 1 else "several facts missing"
        yield from [f"fulfilled {_TRUTHS[d.fulfilled]}"] if d.rule.done else []
        yield from ["changes on a day"] if d.changes_on else []


def table(found: Mapping[str, Any]) -> str:
    """Return how often each construct occurred, as lines of a table."""
    return "\n".join(f"{found.get(name, 0):>9,}  {name}" for name in CONSTRUCTS)
