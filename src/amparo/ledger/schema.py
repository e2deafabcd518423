"""The forms in which entries were ever written, each read into today's. Nothing here is ever taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from amparo.errors import AmparoError

Step = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Forms:
    """`steps[0]` reads what schema 1 wrote into the form of schema 2, and so on; the last form is today's.

    `retired` maps the name of a fact that is no longer stated to its successor, or to "" where it is kept as history
    alone. A retired name is never given to another fact.
    """

    steps: tuple[Step, ...] = ()
    retired: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def schema(self) -> int:
        """The number of today's form."""
        return len(self.steps) + 1

    def lifted(self, table: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was written in any form in today's, without the number of the form."""
        schema = table.get("schema")
        if not isinstance(schema, int) or isinstance(schema, bool) or not 1 <= schema <= self.schema:
            raise AmparoError(
                "unknown-schema",
                f"an entry has a form that this release does not know; it knows 1 to {self.schema}",
                help="read it with the release that wrote it, or a later one",
            )
        for step in self.steps[schema - 1 :]:
            table = step(table)
        return {name: value for name, value in table.items() if name != "schema"}


TODAY: Final = Forms()
