"""What is the same for everybody of whom nothing is known that bears on it: worked out once for a law, kept with it.

Nothing that anybody has said is ever kept: what is kept is what holds where nothing was said.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from amparo.facts.settled import Settled
from amparo.rules.inputs import plain
from amparo.rules.law import Law


class Nobody:
    """One person as far as nothing is known of them."""

    def __init__(self, law: Law, settled: Settled) -> None:
        self._kept = law.kept.of_nobody if settled.on == law.day else {}
        self._values = settled.values
        self.known = law.mask(map(plain, settled.values)) | law.mask(settled.lists)
        """The facts of which something is known, and the kinds of which items are listed, as bits."""

    def knows_each(self, keys: Iterable[str]) -> bool:
        """Say whether nothing is known of any of these facts of the person, and none is read from a list."""
        return not any(key in self._values or "." in key for key in keys)

    def kept(self, key: Hashable, work: Callable[[], Any]) -> Any:
        """Return what is kept for everybody, worked out for the first."""
        if key not in self._kept:
            self._kept[key] = work()
        return self._kept[key]
