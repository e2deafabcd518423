"""Questions of a screening as a page shows them: in words for both who talk, with what the agency stated so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amparo.casework.compartment import compartment_of
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.facts.value import Value
from amparo.stages.identification.screening_answers import NO, OBSERVED, UNKNOWN, YES, mine


@dataclass(frozen=True, slots=True)
class Line:
    """One question: how the person is asked, what counts as yes, what was answered (nothing: not yet), and whether it was seen.

    `is_kept`: whoever asks may record it. What they may not, they act upon, and hand on by word of mouth.
    """

    key: str
    name: str
    person: str
    worker: str
    answer: str = ""
    is_seen: bool = False
    is_kept: bool = True

    @property
    def id(self) -> str:
        """Where an error, or a link, leads."""
        return f"a-{self.key}"


def lines(keys: Iterable[str], sight: Sight | None, agency: str, sent: Mapping[str, str] | None = None) -> tuple[Line, ...]:
    """Return these questions; filled with what was just sent, else with what the agency stated."""
    stated = mine(sight, agency) if sight is not None else {}
    recordable = sight.recordable if sight is not None else None
    found = []
    for key in keys:
        asked, before = wording().asked(key), stated.get(key)
        answer = in_form(before.value) if before is not None else ""
        seen = before is not None and before.source == OBSERVED
        if sent is not None:
            answer, seen = sent.get(f"a-{key}", ""), bool(sent.get(f"o-{key}"))
        kept = recordable is None or compartment_of(key) in recordable
        found.append(Line(key, wording().fact(key), asked.person, asked.worker, answer, seen, kept))
    return tuple(found)


def in_form(value: Value | None) -> str:
    """Return a value as a form has it."""
    if value is None:
        return UNKNOWN
    return (YES if value else NO) if isinstance(value, bool) else str(value)
