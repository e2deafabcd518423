"""Answers as statements: yes and no, each as said or as seen; *not known* states nothing, or takes back what stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.record import Statement
from amparo.casework.sight import Sight
from amparo.desk.wording import kind_of
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing

SAID: Final = "said"
OBSERVED: Final = "observed"
YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
TRUTHS: Final[Mapping[str, bool | None]] = {YES: True, NO: False, UNKNOWN: None}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which fact, its value (nothing: not known), and whether it was said or seen."""

    key: str
    value: bool | str | None
    is_seen: bool = False

    @property
    def source(self) -> str:
        """How it is known."""
        return OBSERVED if self.is_seen else SAID


def answers_from(form: Mapping[str, str], keys: Iterable[str]) -> tuple[Answer, ...]:
    """Return what a form says of these facts: `a-FACT` is the answer, `o-FACT` that it was seen; what is open is left out."""
    return tuple(_answers(form, keys))


def _answers(form: Mapping[str, str], keys: Iterable[str]) -> Iterator[Answer]:
    for key in keys:
        sent, kind = form.get(f"a-{key}", ""), kind_of(key, vocabulary())
        if kind is None or not sent:
            continue
        seen = bool(form.get(f"o-{key}"))
        if kind.type == "yesno":
            if sent in TRUTHS:
                yield Answer(key, TRUTHS[sent], seen)
        else:
            yield Answer(key, None if sent == UNKNOWN else sent, seen)


def mine(sight: Sight, agency: str) -> Mapping[str, Entry]:
    """Return what an agency states of each fact of a case now: of several statements the newest."""
    return {
        entry.key: entry
        for entry in standing(sight.entries)
        if entry.agency == agency and entry.value is not None and entry.is_valid_on(sight.on)
    }


def statements(answers: Iterable[Answer], sight: Sight, agency: str, *, language: str = "") -> tuple[Statement, ...]:
    """Return the statements that these answers make: what the agency states already is not stated again, but put right.

    Left out is what the one who looked may not record: it is told on the page, and never kept in another part instead.
    """
    before = mine(sight, agency)
    found = (
        _statement(each, before.get(each.key), language)
        for each in answers
        if compartment_of(each.key) in sight.recordable and _is_new(each, before.get(each.key))
    )
    return tuple(found)


def _is_new(answer: Answer, before: Entry | None) -> bool:
    if before is None:
        return answer.value is not None
    return (type(before.value), before.value, before.source) != (type(answer.value), answer.value, answer.source)


def _statement(answer: Answer, before: Entry | None, language: str) -> Statement:
    return Statement(
        answer.key,
        answer.value,
        answer.source,
        language=language or None,
        corrects=before.id if before is not None else None,
    )
