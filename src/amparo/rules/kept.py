"""What a law keeps of what was worked out under it: only what holds for everybody, never what was said of anybody.

An expression is found by its id, since the expressions of a law stay as long as it does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from amparo.rules.expression import Compare, Node

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """What holds for everybody on the day of a law, as far as it was found."""

    readers: dict[int, tuple[Node, Callable[..., Any]]] = field(default_factory=dict)
    """By an expression: the function that `quick.py` made of it."""
    shown: dict[int, tuple[Node, Callable[..., Any]]] = field(default_factory=dict)
    """By an expression: the function that `shown.py` made of it."""
    bearing: dict[int, tuple[Node, int]] = field(default_factory=dict)
    """By an expression: the facts and the kinds of items that bear on it, as bits."""
    inputs: dict[int, tuple[Node, Keys]] = field(default_factory=dict)
    """By an expression that reads no list: the facts that it reads."""
    amounts: dict[int, tuple[Node, frozenset[str]]] = field(default_factory=dict)
    """By an expression: the parameters that it reads."""
    kinds: dict[int, tuple[Node, frozenset[str]]] = field(default_factory=dict)
    """By an expression: the kinds of items of which it reads a list."""
    comparisons: dict[Compare, Compare] = field(default_factory=dict)
    """Of equal comparisons that move with today, the one that stands for all."""
    ever: dict[int, int] = field(default_factory=dict)
    """By a comparison that reads no list: the truths that it could ever have."""
    needless: dict[tuple[Any, ...], bool] = field(default_factory=dict)
    """By an expression, truths, a fact, and others with their values: whether these keep it inside them without that fact."""
    of_nobody: dict[Any, Any] = field(default_factory=dict)
    """What is said of everybody of whom nothing is known that bears on it."""
