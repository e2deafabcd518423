"""What a receiver is given of one look: chosen statements, and what the law says on these and on the status alone.

What follows from a part that was not chosen is not left out of a whole answer: it was never in it. The law is asked about the
chosen statements and about the facts of the status, and about no others; so nothing that stands elsewhere can show through.
What it says holds in the whole case as well, since a reason is sufficient whatever the other facts are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amparo.casework.compartment import compartment_of
from amparo.casework.determine import law as law_of_installation
from amparo.casework.determine import worked_out
from amparo.casework.sight import Sight
from amparo.desk.ladder import status_facts
from amparo.ledger.entry import Entry
from amparo.rules.inputs import plain


@dataclass(frozen=True, slots=True)
class Given:
    """A look less what is not given: `sight` holds the statements that may be told, and what the law says on nothing else.

    `status` holds what the ladder of status rests on, whichever part it stands in: of it the step alone is told.
    """

    sight: Sight
    status: Sight
    withheld: int


def given(sight: Sight, parts: Collection[str], tells: Callable[[Entry], bool], beside: Collection[str] = ()) -> Given:
    """Return what is given of a look: of these parts, and of them the statements that may be told to the receiver.

    `beside` names facts, and kinds of items, on which the law may rest although they are not told, as on those of the status.
    """
    status = status_facts(law_of_installation().law_on(sight.on)) | frozenset(beside)

    def is_beside(key: str) -> bool:
        return plain(key) in status or key.partition("#")[0].partition(".")[0] in beside

    told = tuple(each for each in sight.entries if compartment_of(each.key) in parts and tells(each))
    standing = tuple(each for each in sight.entries if is_beside(each.key))
    known = tuple(each for each in sight.entries if each in told or each in standing)
    found = worked_out(sight.case, known, sight.on)

    def is_open(key: str) -> bool:
        return is_beside(key) or compartment_of(key) in parts

    rests = [each for each in found.answer["determinations"] if each["in_effect"] and all(map(is_open, _facts(each)))]
    shown = tuple({**each, "withheld": 0} for each in rests)
    narrow = replace(
        sight, called="", readable={name: why for name, why in sight.readable.items() if name in parts}, entries=told,
        papers=(), seen={}, determinations=shown, acts=found.acts, questions=(), withheld=0, beyond=0,
    )  # fmt: skip
    return Given(narrow, replace(sight, entries=standing), sight.withheld + len(sight.entries) - len(told))


def _facts(each: Mapping[str, Any]) -> list[str]:
    said = [reason["fact"] for part in ("because", "fulfilled_because") for reason in each[part]]
    return [*said, *each["missing"]]
