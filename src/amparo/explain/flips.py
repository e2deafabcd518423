"""Which facts, learnt later, can turn a settled answer round, fact by fact and rule by rule.

Only what looks at *not known* itself can: `known`, `presumed`, `presumed_not`, an exception's choice, a presumption. With
every other fact, learning more never flips an answer that is settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amparo.facts.settled import AGE, AGE_INPUTS
from amparo.rules.expression import Conclusion, Count, Extreme, Fact, ItemFact, Look, Node, Quantifier, parts_of
from amparo.rules.law import Law


def flips(law: Law) -> Mapping[str, tuple[str, ...]]:
    """Return, for each fact that can turn a settled answer, the ids of the rules in which it can."""
    found: dict[str, dict[str, None]] = {}
    looked: dict[tuple[str, bool], tuple[str, ...]] = {}
    for name, rule in law.rules.items():
        for fact in dict.fromkeys(_looked_at(law.conclusions[name], law, False, looked)):  # noqa: FBT003 not yet under a look
            found.setdefault(fact, {})[rule.id] = None
    return {fact: tuple(rules) for fact, rules in sorted(found.items())}


def _looked_at(node: Node, law: Law, under: bool, seen: dict[tuple[str, bool], tuple[str, ...]]) -> Iterator[str]:  # noqa: FBT001 passed down
    """Yield the facts under one of the constructs; `under` says that the node itself is."""
    match node:
        case Fact(key) if under:
            yield from _stated(key, law)
        case ItemFact(kind, name) if under:
            yield f"{kind}.{name}"
        case Conclusion(name):
            inside = (name, under or law.presumes(name))
            if inside not in seen:
                seen[inside] = tuple(_looked_at(law.conclusions[name], law, inside[1], seen))
            yield from seen[inside]
        case Quantifier(_, kind, _) | Count(kind, _) | Extreme(_, kind, _) if under:
            yield f"{kind}.complete"
    for part in parts_of(node):
        yield from _looked_at(part, law, under or isinstance(node, Look), seen)


def _stated(key: str, law: Law) -> tuple[str, ...]:
    """The facts that can decide one: itself, or those that its value is drawn from."""
    if key == AGE:
        return AGE_INPUTS
    summary = law.vocabulary.summaries.get(key)
    listed = (f"{summary.kind}.{summary.fact}", f"{summary.kind}.complete") if summary else ()
    return (key, *(sign.fact for sign in law.vocabulary.implied.get(key, ())), *listed)
