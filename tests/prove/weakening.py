"""One right of a law made worse, by a change drawn from a seed: what a drafter could do, knowing or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random
from typing import Any, Final

from amparo.facts.settled import AGE
from amparo.prove.right import rights
from amparo.rules.expression import And, Compare, Conclusion, Fact, ItemFact, Node, Not, OneOf, Or, Parameter, conjunction, walk
from amparo.rules.law import Law
from amparo.rules.rule import APPLIES, ASK, DOES_NOT_APPLY, TRUTH, Amount, Rule

ADDED: Final = ("cooperates", "trafficking_claimed", "speaks_local_language", "wants_family_contact")
"""What a right could come to hang on."""


@dataclass(frozen=True)
class Weakening:
    """A changed law: which rule was changed, and how in words."""

    law: Law
    rule: Rule
    what: str


def weakenings(law: Law, random: Random) -> Iterator[Weakening]:
    """Yield changed laws without end, each kind of change in its turn; four in five change a right itself."""
    below = [rule for rule in law.in_order if rule.kind in ("presumption", "definition") and rule.type == TRUTH]
    for what, change in cycle(_CHANGES.items()):
        found = None
        while found is None:
            rule = random.choice(below if random.random() < 0.2 else rights(law))
            found = change(law, rule, random)
        yield Weakening(found, rule, f"{what}: {rule.pack}/{rule.id}")


def _without_ground(law: Law, rule: Rule, random: Random) -> Law | None:
    found = [node for node in _nodes(rule) if isinstance(node, Or)]
    if not found:
        return None
    whole = random.choice(found)
    gone = random.choice(whole.parts)
    kept = tuple(part for part in whole.parts if part is not gone)
    return _with(law, rule, when=swapped(rule.when, whole, kept[0] if len(kept) == 1 else Or(kept)))


def _moved_parameter(law: Law, rule: Rule, random: Random) -> Law | None:
    found = sorted({node.name for node in _nodes(rule) if isinstance(node, Parameter)})
    if not found:
        return None
    name = random.choice(found)
    moved = _moved(law, name, random.choice((-1, 1, 5)))
    when = rule.when
    for node in [node for node in _nodes(rule) if node == Parameter(name)]:
        when = swapped(when, node, Parameter(moved.id))
    return _with(law, rule, moved, when=when)


def _further_condition(law: Law, rule: Rule, random: Random) -> Law | None:
    fact: Any = Fact(random.choice(ADDED))
    if rule.when is None or rule.type != TRUTH:
        return None
    return _with(law, rule, when=conjunction(rule.when, random.choice((fact, Not(fact)))))  # type: ignore[arg-type]  # a condition, by its type


def _lost_presumption(law: Law, rule: Rule, random: Random) -> Law | None:
    presumed = [law.rules[node.rule] for node in _nodes(rule) if isinstance(node, Conclusion) and law.presumes(node.rule)]
    if not presumed:
        return None
    lost = random.choice(presumed)
    name = f"without_{lost.name}"
    plain = replace(lost, unknown=ASK, name=name, id=name)
    changed = rule.when
    for node in [node for node in _nodes(rule) if node == Conclusion(lost.name)]:
        changed = swapped(changed, node, Conclusion(name))
    return replace(law, rules={**law.rules, name: plain, rule.name: replace(rule, when=changed)})


def _other_unknown(law: Law, rule: Rule, random: Random) -> Law | None:
    if rule.unknown == APPLIES:
        return _with(law, rule, unknown=random.choice((ASK, DOES_NOT_APPLY)))
    return _with(law, rule, unknown=DOES_NOT_APPLY) if rule.unknown == ASK and rule.kind == "hold" else None


def _negated(law: Law, rule: Rule, random: Random) -> Law | None:
    found = [node for node in _nodes(rule) if _is_condition(law, node) and not _is_compared(rule.when, node)]
    if not found:
        return None
    node: Any = random.choice(found)
    return _with(law, rule, when=swapped(rule.when, node, Not(node)))


def _is_condition(law: Law, node: Node) -> bool:
    match node:
        case Compare() | OneOf():
            return True
        case Conclusion(name):
            return law.rules[name].type == TRUTH
        case Fact(key):
            return key.endswith(".complete") or (key != AGE and law.vocabulary.facts[key].type == TRUTH)
        case ItemFact(kind, name):
            return law.vocabulary.items[kind][name].type == TRUTH
    return False


def _is_compared(top: Any, node: Node) -> bool:
    """Say whether a node is one side of a comparison, and no condition where it stands."""
    return any(node is side for each in walk(top) if isinstance(each, Compare) for side in (each.left, each.right))


def _less_often(law: Law, rule: Rule, random: Random) -> Law | None:
    if rule.repeat and (not rule.within or random.random() < 0.5):
        return _with(law, rule, repeat=None)
    if not rule.within:
        return None
    later = _moved(law, rule.within, 5)
    return _with(law, rule, later, within=later.id)


def _repealed(law: Law, rule: Rule, _: Random) -> Law | None:
    tops = [*law.conclusions.values(), *(top for each in law.rules.values() for top in (each.done, each.starts) if top)]
    named = {node.rule for top in tops for node in walk(top) if isinstance(node, Conclusion)}
    if rule.name in named or any(_is_to(other, rule) for other in law.rules.values()):
        return None
    return replace(law, rules={name: each for name, each in law.rules.items() if name != rule.name})


Change = Callable[[Law, Rule, Random], Law | None]
_CHANGES: Final[dict[str, Change]] = {
    "a ground dropped": _without_ground,
    "a period or number moved": _moved_parameter,
    "a condition added": _further_condition,
    "a presumption lost": _lost_presumption,
    "another choice for not known": _other_unknown,
    "a condition negated": _negated,
    "less often or later": _less_often,
    "repealed": _repealed,
}
KINDS: Final = tuple(_CHANGES)
"""The kinds of change, in words."""


def _with(law: Law, rule: Rule, amount: Amount | None = None, **changed: Any) -> Law:
    amounts = law.amounts if amount is None else {**law.amounts, amount.id: amount}
    return replace(law, rules={**law.rules, rule.name: replace(rule, **changed)}, amounts=amounts)


def _moved(law: Law, name: str, by: int) -> Amount:
    amount = law.amounts[name]
    values = tuple((since, value + by if isinstance(value, int) else value) for since, value in amount.values)
    return replace(amount, id=f"moved_{name}", values=values)


def _nodes(rule: Rule) -> list[Node]:
    return [] if rule.when is None else list(walk(rule.when))


def _is_to(exception: Rule, rule: Rule) -> bool:
    return (exception.exception_of or "").rpartition("/")[2] == rule.id


def swapped(top: Any, old: Node, new: Node) -> Any:
    """Return an expression with one of its nodes, found by identity, in another's place."""
    if top is old:
        return new
    if isinstance(top, And | Or):
        return type(top)(tuple(swapped(part, old, new) for part in top.parts))
    inside = {key: getattr(top, key) for key in getattr(top, "__slots__", ())}
    parts = {key: swapped(value, old, new) for key, value in inside.items() if getattr(value, "__slots__", None)}
    return replace(top, **parts) if any(parts[key] is not inside[key] for key in parts) else top
