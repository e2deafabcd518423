"""What one agency states in the place of what it stated before: its own word is corrected, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing


@dataclass(frozen=True, slots=True)
class OwnWord:
    """States things as one agency does that looked at a case: what it said before is corrected, what it said already is not."""

    sight: Sight
    agency: str

    def mine(self, key: str) -> list[Entry]:
        """Return what the agency itself states of a key, as it stands."""
        return [each for each in standing(self.sight.entries) if each.key == key and each.agency == self.agency and _says(each)]

    def state(self, key: str, value: Any, *, source: str, until: date | None = None) -> Iterator[Statement]:
        """State a value in the place of all that the agency stated of it before; nothing withdraws it."""
        before = self.mine(key)
        if value is not None and until is None and len(before) == 1 and before[0].value == value and not before[0].valid_until:
            return
        yield from (Statement(key, None, source, corrects=each.id) for each in before[:-1])
        corrects = before[-1].id if before else None
        if value is not None or corrects is not None:
            yield Statement(key, value, source, corrects=corrects, valid_until=until.isoformat() if until else None)

    def end(self, key: str, *, source: str) -> Iterator[Statement]:
        """State a no in the place of a yes of the same agency; where it stated none, nothing."""
        if any(each.value is True for each in self.mine(key)):
            yield from self.state(key, value=False, source=source)


def _says(entry: Entry) -> bool:
    return entry.value is not None and not entry.is_history
