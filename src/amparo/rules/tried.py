"""Worked cases tried under their pack: what does not come out as it should, and which rules no case tries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from amparo.errors import AmparoError
from amparo.facts.settled import settle
from amparo.facts.words import nearest, shown
from amparo.rules.cases import WORDS, WorkedCase
from amparo.rules.decide import Decider
from amparo.rules.determination import Determination, Reason
from amparo.rules.evaluate import NOTHING_BOUND
from amparo.rules.may import may_from
from amparo.rules.pack import Pack
from amparo.rules.rule import TRUTH, Rule


def untried(pack: Pack, cases: Iterable[WorkedCase]) -> Iterator[str]:
    """Yield a sentence for each yes/no rule of the pack's own without a case for yes, for no or for not known."""
    expected: dict[str, set[object]] = {}
    for case in cases:
        expected.setdefault(case.rule, set()).update(each.get("conclusion") for each in case.expect)
    for rule_id in dict.fromkeys(rule.id for rule in pack.rules if rule.pack == pack.name and rule.type == TRUTH):
        lacking = [word for word in WORDS.values() if word not in expected.get(rule_id, ())]
        if lacking:
            yield f"`{rule_id}` has no case for {' and '.join(lacking)}"


def failures(pack: Pack, case: WorkedCase) -> Iterator[str]:
    """Yield a sentence for each expectation of one case that is not met, with its place and what decided."""
    where = f"{case.file}:{case.line}: {case.name}" if case.line else f"{case.file}: {case.name}"
    try:
        decider = Decider(pack.law_on(case.on), settle(case.case, pack.vocabulary, on=case.on, as_known=case.as_known))
        for expected in case.expect:
            yield from (f"{where}: {each}" for each in _unmet(decider, case, expected))
    except AmparoError as error:
        yield f"{where}: {error.sentence}"


def _unmet(decider: Decider, case: WorkedCase, expected: Mapping[str, Any]) -> Iterator[str]:
    rule = expected.get("rule", case.rule)
    named = decider.law.find(rule) if rule else None
    if named is not None:
        yield from _of_rule(decider, named, case, expected)
    elif rule:
        ids = [each.id for each in decider.law.rules.values()]
        yield f"`{shown(rule)}` is not a rule in force on {case.on}{nearest(rule, ids)}"
    if "act" in expected:
        yield from _of_act(decider, expected, is_alone=not rule)


def _of_act(decider: Decider, expected: Mapping[str, Any], *, is_alone: bool) -> Iterator[str]:
    """What `may` answers; `under` speaks of the act only where no rule is asked about."""
    answer = may_from(decider, expected["act"], expected.get("item"))
    act = answer.act
    if "may" in expected:
        yield from _differs(f"may {act}", expected["may"], answer.answer, f", by {_said(answer.by)}" if answer.by else "")
    for key, strongest in (("force", answer.force), ("strength", answer.strength)):
        if key in expected:
            yield from _differs(f"{key} of {act}", expected[key], strongest)
    named = {"by": answer.by, "safeguards": answer.safeguards, "needs": answer.needs}
    for key, found in {**named, "under": answer.under}.items() if is_alone else named.items():
        yield from _lacks(f"{key} of {act}", expected.get(key, ()), found)


def _of_rule(decider: Decider, rule: Rule, case: WorkedCase, expected: Mapping[str, Any]) -> Iterator[str]:
    if rule.type != TRUTH:
        value = decider.evaluation.conclusion(rule.name, NOTHING_BOUND)
        yield from _differs(rule.id, expected.get("number", expected.get("conclusion")), getattr(value, "low", value))
        return
    found = [each for each in decider.of(rule) if expected.get("item") in (None, each.item)]
    if not found:
        yield f"`{rule.id}` says nothing: no such {rule.each} is listed in the case"
    for each in found[:1] if "item" not in expected else found:
        yield from _of_determination(each, case, expected)


def _of_determination(d: Determination, case: WorkedCase, expected: Mapping[str, Any]) -> Iterator[str]:
    if case.checks and case.checks not in (*d.rule.under, *d.under):
        yield f"`{case.checks}`, which the case checks, does not carry {d.rule.id}: that stands under {_said(d.under)}"
    values: dict[str, Any] = {
        "conclusion": WORDS[d.conclusion], "in_effect": d.in_effect, "fulfilled": WORDS[d.fulfilled], "due": d.due,
        "from": d.starts, "until": d.until, "changes_on": d.changes_on, "owed": d.is_owed,
        "missing": list(d.missing), "because": [reason.fact for reason in d.because],
    }  # fmt: skip
    whys = {"conclusion": _why(d.because, d.missing), "fulfilled": _why(d.fulfilled_because, ())}
    for key, found in values.items():
        if key in expected:
            yield from _differs(f"{key} of {d.rule.id}", expected[key], found, whys.get(key, ""))
    if "act" not in expected:
        yield from _lacks(f"under of {d.rule.id}", expected.get("under", ()), d.under)


def _differs(name: str, wanted: object, found: object, why: str = "") -> Iterator[str]:
    if wanted != found:
        yield f"{name} is {_said(found)}, expected {_said(wanted)}{why}"


def _lacks(name: str, wanted: Iterable[str], found: Collection[str]) -> Iterator[str]:
    missing = [each for each in wanted if each not in found]
    if missing:
        yield f"{name} lacks {_said(missing)}, it is {_said(found)}"


def _why(because: Iterable[Reason], missing: Collection[str]) -> str:
    """Name the facts that decided, or those that are not known."""
    known = [f"{each.fact} is {_said(each.value)}" for each in because]
    return f", since {' and '.join(known)}" if known else f", not known: {_said(missing)}" if missing else ""


def _said(value: object) -> str:
    match value:
        case None:
            return "not known"
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case Collection():
            return ", ".join(map(_said, value)) or "nothing"
    return str(value)
