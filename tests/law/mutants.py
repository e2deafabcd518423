"""Small harms done to a law, one at a time: a term dropped, a choice for *not known* changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from amparo.rules.expression import And, Compare, Conclusion, Count, Look, Node, Not, OneOf, Or, Quantifier, walk
from amparo.rules.law import Law
from amparo.rules.rule import UNKNOWN, Rule

PLACES = ("when", "unless", "done")


@dataclass(frozen=True)
class Mutant:
    """One harm: the rule, what was done to it, and the rule as it then stands."""

    rule: str
    harm: str
    mutated: Rule


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """Yield every mutant of a rule: each term of its expressions dropped, its choice for not known changed."""
    for place in PLACES:
        node = getattr(rule, place)
        for number, less in enumerate(_less(node) if node is not None else ()):
            yield Mutant(rule.id, f"{place}: term {number + 1} dropped", replace(rule, **{place: less}))
    for choice in UNKNOWN if rule.unknown else ():
        if choice != rule.unknown and not _is_same(rule, choice):
            yield Mutant(rule.id, f"unknown: {rule.unknown} changed to {choice}", replace(rule, unknown=choice))


def _is_same(rule: Rule, choice: str) -> bool:
    """Two choices that have one effect: for a hold, to apply and to ask; for others, to ask and not to apply."""
    same = {"applies", "ask"} if rule.kind == "hold" else {"ask", "does-not-apply"}
    return {rule.unknown, choice} == same and rule.exception_of is None


def _less(node: Node) -> Iterator[Any]:
    """Yield the expression with one part left out, at every depth."""
    match node:
        case And(parts) | Or(parts):
            make = type(node)
            for n, part in enumerate(parts):
                rest = (*parts[:n], *parts[n + 1 :])
                yield rest[0] if len(rest) == 1 else make(rest)
                yield from (make((*parts[:n], less, *parts[n + 1 :])) for less in _less(part))
        case OneOf(term, values) if len(values) > 1:
            yield from (OneOf(term, (*values[:n], *values[n + 1 :])) for n in range(len(values)))
        case Not(part):
            yield from (Not(less) for less in _less(part))
        case Look(how, part):
            if not isinstance(part, Compare) and how != "known":
                yield part
            yield from (Look(how, less) for less in _less(part))
        case Quantifier(how, kind, body):
            yield from (Quantifier(how, kind, less) for less in _less(body))
        case Count(kind, body):
            yield from (Count(kind, less) for less in _less(body))


def with_rule(law: Law, rule: Rule) -> Law:
    """Return the law with one rule put in the place of its namesake."""
    return replace(law, rules={**law.rules, rule.name: rule})


def readers(law: Law) -> dict[str, set[str]]:
    """Return, for each rule's name, the names of all rules whose conclusion or fulfilment depends on it; itself too."""
    direct: dict[str, set[str]] = {name: {name} for name in law.rules}
    for name, rule in law.rules.items():
        for top in (law.conclusions[name], rule.done):
            for node in walk(top) if top is not None else ():
                if isinstance(node, Conclusion):
                    direct[node.rule].add(name)
    changed = True
    while changed:
        changed = False
        for name, found in direct.items():
            more = set().union(*(direct[other] for other in found)) - found
            direct[name] = found | more
            changed = changed or bool(more)
    return direct
