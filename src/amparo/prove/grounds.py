"""Conditions with one part less, and with the grounds that another condition has more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from amparo.rules.expression import And, Compare, Condition, Constant, Node, OneOf, Or, Quantifier, conjunction, walk


def parts_left_out(node: Any, kept: Collection[Node] = ()) -> Iterator[tuple[Condition, Condition]]:
    """Yield each part that a condition requires beside others, with the condition that is left without it.

    Parts that are to be kept stay where they are.
    """
    match node:
        case And(parts):
            for place, part in enumerate(parts):
                rest = parts[:place] + parts[place + 1 :]
                if part not in kept and rest:
                    yield part, conjunction(*rest)
                for found, left in parts_left_out(part, kept):
                    yield found, And((*parts[:place], left, *parts[place + 1 :]))
        case Or(parts):
            for place, part in enumerate(parts):
                for found, left in parts_left_out(part, kept):
                    yield found, Or((*parts[:place], left, *parts[place + 1 :]))
        case Quantifier("any", _, body):
            for found, left in parts_left_out(body, kept):
                yield found, replace(node, body=left)


def grounds_added(node: Any, other: Any) -> Iterator[tuple[tuple[Condition, ...], Condition]]:
    """Yield grounds that another condition has and this one has not, first one at a time, with the condition they make."""
    inner = {part for each in walk(node) if isinstance(each, Or) for part in each.parts}
    for wanted in dict.fromkeys(part for part in walk(other) if isinstance(part, Or | OneOf)):
        theirs = _grounds(wanted)
        for here in (part for part in dict.fromkeys(walk(node)) if part not in inner):
            own = _grounds(here)
            if not isinstance(here, And) and own and set(own) < set(theirs):
                missing = tuple(ground for ground in theirs if ground not in own)
                for more in dict.fromkeys([*((ground,) for ground in missing), missing]):
                    yield more, _put(node, here, _joined((*own, *more)))


def _grounds(node: Any) -> tuple[Any, ...]:
    """The single grounds of a condition: the parts of an `or`, or a value at a time; itself where it has no parts."""
    match node:
        case Or(parts):
            return parts
        case OneOf(term, values):
            return tuple(Compare("==", term, Constant(value)) for value in values)
    return (node,)


def _joined(grounds: tuple[Any, ...]) -> Condition:
    """Grounds joined by `or`; values of one term as one list of values."""
    terms = {ground.left for ground in grounds if _is_value(ground)}
    if len(terms) == 1 and all(map(_is_value, grounds)):
        return OneOf(terms.pop(), tuple(ground.right.value for ground in grounds))
    return Or(grounds)


def _is_value(ground: Any) -> bool:
    return isinstance(ground, Compare) and ground.operator == "==" and isinstance(ground.right, Constant)


def _put(node: Any, old: Node, new: Any) -> Any:
    """A condition with one part exchanged, wherever it stands."""
    if node == old:
        return new
    match node:
        case And(parts) | Or(parts):
            return replace(node, parts=tuple(_put(part, old, new) for part in parts))
        case Quantifier(_, _, body):
            return replace(node, body=_put(body, old, new))
    return node
