"""Which facts a duty is met by: read from its own condition of being done, definitions written out, the item put in."""

from __future__ import annotations

from collections.abc import Iterator

from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.ledger.key import COMPLETE
from amparo.rules.expression import Conclusion, Count, Extreme, Fact, ItemFact, Node, Quantifier, parts_of
from amparo.rules.law import Law
from amparo.rules.rule import Rule


def fulfilled_by(rule: Rule, law: Law, item: str = "") -> tuple[str, ...]:
    """Return the keys of the facts on which it depends whether a duty is met; `item` (`offence#1`) is the one it is about.

    A duty without a condition of being done is owed until the day moves from which it runs: that day is asked for.
    What it reads of all things of a kind stands for by their list (`relative.complete`): which of them, nobody can say yet.
    """
    condition = rule.done if rule.done is not None else rule.starts
    return tuple(dict.fromkeys(_keys(condition, law, item))) if condition is not None else ()


def _keys(node: Node, law: Law, item: str) -> Iterator[str]:
    match node:
        case Fact(key):
            yield from AGE_INPUTS if key == AGE else (key,)
        case ItemFact(kind, name):
            yield f"{item}.{name}" if item.partition("#")[0] == kind else f"{kind}.{COMPLETE}"
        case Conclusion(name):
            yield from _keys(law.conclusions[name], law, item)
        case Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _):
            yield f"{kind}.{COMPLETE}"
        case _:
            for part in parts_of(node):
                yield from _keys(part, law, item)
