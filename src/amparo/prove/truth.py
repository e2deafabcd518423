"""Yes, no and not known as the solver sees them: a pair of formulas, folded where they are plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import z3

Formula = Any
"""A formula of z3, or a plain `True` or `False`."""


class Truth(NamedTuple):
    """A three-valued truth: when it is yes and when it is no; never both, and not known is neither."""

    yes: Formula
    no: Formula


YES: Final = Truth(True, False)
NO: Final = Truth(False, True)
UNKNOWN: Final = Truth(False, False)


def every(parts: Iterable[Formula]) -> Formula:
    """Return that all formulas hold."""
    kept: list[Formula] = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_and, kept)


def some(parts: Iterable[Formula]) -> Formula:
    """Return that one of the formulas holds."""
    kept: list[Formula] = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else _joined(z3.Z3_mk_or, kept)


def _joined(make: Callable[..., Any], parts: list[Formula]) -> Formula:
    """Join formulas as z3's own `And` and `Or` do, which would first look at the sort of each part, again and again."""
    context = z3.main_ctx()
    return z3.BoolRef(make(context.ref(), len(parts), (z3.Ast * len(parts))(*(part.ast for part in parts))), context)


def none(part: Formula) -> Formula:
    """Return that a formula does not hold."""
    return not part if isinstance(part, bool) else z3.Not(part)


def choose(condition: Formula, then: Any, other: Any) -> Any:
    """Return one of two numbers or formulas."""
    if isinstance(condition, bool):
        return then if condition else other
    return then if then is other else z3.If(condition, then, other)


def both(parts: Iterable[Truth]) -> Truth:
    """Join truths by `and`."""
    found = list(parts)
    return Truth(every(part.yes for part in found), some(part.no for part in found))


def either(parts: Iterable[Truth]) -> Truth:
    """Join truths by `or`."""
    found = list(parts)
    return Truth(some(part.yes for part in found), every(part.no for part in found))


def opposite(part: Truth) -> Truth:
    """Turn a truth round."""
    return Truth(part.no, part.yes)


def settled(yes: Formula) -> Truth:
    """Return a truth that is always known."""
    return Truth(yes, none(yes))
