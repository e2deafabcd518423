"""What an expression itself shows: the fewest facts not known that can give it a truth, each taken as standing once.

Each expression of a law is made once into a function of one person, and kept with the law, as in `quick.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from amparo.rules.evaluate import NOTHING_BOUND, Bound
from amparo.rules.expression import And, Conclusion, Fact, Node, Not, Or, Quantifier
from amparo.rules.inputs import Keys
from amparo.rules.law import Law
from amparo.rules.nobody import Nobody
from amparo.rules.quick import Quick, made

Rest = Callable[..., Keys | None]


class Shown:
    """What the expressions of a law show of one person; what settles a rule or a leaf is asked of others."""

    def __init__(self, evaluation: Quick, nobody: Nobody, settling: Rest, leaf: Rest) -> None:
        self.evaluation = evaluation
        self.nobody = nobody
        self.settling = settling
        self.leaf = leaf

    def of(self, node: Node, bound: Bound, *, wanted: bool) -> Keys | None:
        """Return the fewest facts not known that can give a condition the wanted truth, as the expression shows them."""
        return _along(self.evaluation.law, node)(self, bound, wanted)


_Along = Callable[[Shown, Bound, bool], Keys | None]
"""What an expression shows of one person and the items at hand, for a truth."""


def _along(law: Law, node: Node) -> _Along:
    kept = law.kept.shown.get(id(node))
    if kept is None:
        kept = law.kept.shown[id(node)] = (node, _MAKE.get(type(node), _leaf)(law, node))
    along: _Along = kept[1]
    return along


def _open(law: Law, node: Node, work: _Along) -> _Along:
    """What is known shows nothing, or cannot be otherwise; where nothing that bears on it is known, the law keeps it."""
    read, facts, here = made(law, node), law.bearing(node), id(node)

    def along(shown: Shown, bound: Bound, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        if bound or shown.nobody.known & facts:
            truth = read(shown.evaluation, bound)
            return work(shown, bound, wanted) if truth is None else () if truth is wanted else None
        found: Keys | None = shown.nobody.kept(("shown", here, wanted), lambda: everybody(shown, wanted))
        return found

    def everybody(shown: Shown, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        truth = read(shown.evaluation, NOTHING_BOUND)
        return work(shown, NOTHING_BOUND, wanted) if truth is None else () if truth is wanted else None

    return along


def _several(law: Law, node: And | Or) -> _Along:
    parts, whole = [_along(law, part) for part in node.parts], isinstance(node, And)

    def along(shown: Shown, bound: Bound, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        best: Keys | None = None
        every: dict[str, None] = {}
        for part in parts:
            found = part(shown, bound, wanted)
            if wanted is whole:
                if found is None:
                    return None
                every.update(dict.fromkeys(found))
            elif found is not None and (best is None or len(found) < len(best)):
                best = found
                if len(best) <= 1:
                    return best
        return tuple(every) if wanted is whole else best

    return _open(law, node, along)


def _not(law: Law, node: Not) -> _Along:
    part = _along(law, node.part)
    return lambda shown, bound, wanted: part(shown, bound, not wanted)


def _conclusion(law: Law, node: Conclusion) -> _Along:
    name = node.rule
    if law.rules[name].each:
        return _open(law, node, lambda shown, bound, wanted: shown.settling(name, bound, wanted=wanted))
    return _open(law, node, lambda shown, _, wanted: shown.settling(name, NOTHING_BOUND, wanted=wanted))


def _quantifier(law: Law, node: Quantifier) -> _Along:
    body, kind, whole, complete = _along(law, node.body), node.kind, node.how == "all", (f"{node.kind}.complete",)

    def along(shown: Shown, bound: Bound, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        found = [body(shown, {**bound, kind: item}, wanted) for item in shown.evaluation.items(kind)]
        if wanted is not whole:
            return fewest(found)
        return union([*found, () if shown.evaluation.is_complete(kind) else complete])

    return _open(law, node, along)


def _fact(law: Law, node: Fact) -> _Along:
    if law.is_derived(node.key):
        return _leaf(law, node)
    keys, is_list = (node.key,), node.key.endswith(".complete")

    def along(shown: Shown, _bound: Bound, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        truth = shown.evaluation.stated(keys[0])
        if truth is not None:
            return () if truth is wanted else None
        return None if is_list and not wanted else keys

    return along


def _leaf(law: Law, node: Any) -> _Along:
    read = made(law, node)

    def along(shown: Shown, bound: Bound, wanted: bool) -> Keys | None:  # noqa: FBT001 a truth
        truth = read(shown.evaluation, bound)
        if truth is not None:
            return () if truth is wanted else None
        return shown.leaf(node, bound, wanted=wanted)

    return along


_MAKE: Final[dict[type, Callable[[Law, Any], _Along]]] = {
    And: _several, Or: _several, Not: _not, Conclusion: _conclusion, Quantifier: _quantifier, Fact: _fact,
}  # fmt: skip


def fewest(found: Iterable[Keys | None]) -> Keys | None:
    """Take the first single fact, else the fewest facts."""
    best: Keys | None = None
    for keys in found:
        if keys is not None and (best is None or len(keys) < len(best)):
            best = keys
            if len(keys) <= 1:
                break
    return best


def union(found: Iterable[Keys | None]) -> Keys | None:
    """Return all facts, each once; None where one part has none to offer."""
    keys: dict[str, None] = {}
    for part in found:
        if part is None:
            return None
        for key in part:
            keys[key] = None
    return tuple(keys)
