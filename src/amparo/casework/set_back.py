"""What ends a protection by a day: a first day of the time to recover set back, a last day of a stay brought forward.

A day looks like a fact as any other. But one that lies further back than the one that stood ends the time to recover at once,
and who wants a bed, or a removal, could write it. So once it was said, it is changed against the person with its paper only, on
its own page. Whatever was ever said counts, not what stands: to withdraw it first is no way around. Where a mistake was made
and no paper is at hand, it is withdrawn: then it is not known, and the time counts as running.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, Final

from amparo.casework.compartment import vocabulary
from amparo.errors import AmparoError
from amparo.facts.value import NEVER, bounds
from amparo.ledger.entry import Entry

FIRST: Final = "recovery_started_on"
PERMIT: Final = "residence_permit"
UNTIL: Final = "residence_permit_until"
_PAPERS: Final = {
    FIRST: frozenset({"recovery-offer", "recovery-check"}),
    PERMIT: frozenset({"stay-application", "stay-decision"}),
    UNTIL: frozenset({"stay-decision"}),
}
_HELP: Final = {
    FIRST: "do it on the page of the time to recover, with the paper in which the day stands; or withdraw what was wrong",
    PERMIT: "do it on the page of the stay, with the decision",
    UNTIL: "do it on the page of the stay, with the decision in which the day stands",
}
_RIGHTS: Final = frozenset({"applied", "temporary", "renewal_applied", "permanent"})
"""Values of a permit that give a right to be here."""


def check_set_back(batch: Iterable[Entry], before: Sequence[Entry], papers: Collection[str], on: date) -> None:
    """Raise `AmparoError` where a day that was said is changed against the person without its paper."""
    for each in batch:
        _check_has_come(each, before, on)
        if each.key not in _PAPERS or each.value is None or _PAPERS[each.key] & frozenset(papers):
            continue
        if _takes(each, [known.value for known in before if known.key == each.key and known.value is not None], before, on):
            raise AmparoError(
                "decision-alone",
                f"`{each.key}` is not changed against the person alone: it takes the paper in which it stands",
                help=_HELP[each.key],
                where="value",
            )


def _check_has_come(entry: Entry, before: Sequence[Entry], on: date) -> None:
    """Refuse a day to come for what another agency says was done: the last day counts, and theirs never would again."""
    is_day = entry.key in vocabulary().latest and entry.value is not None and entry.value is not NEVER
    others = any(each.key == entry.key and each.agency != entry.agency and each.value is not None for each in before)
    if is_day and others and bounds(entry.value)[0] > on:
        raise AmparoError("wrong-value", f"`{entry.key}` is a day on which something was done, and has not come", where="value")


def _takes(entry: Entry, said: Sequence[Any], before: Sequence[Entry], on: date) -> bool:
    if entry.value in said:
        return False
    if entry.key == PERMIT:
        rights = _RIGHTS & frozenset(said)
        return bool(rights) and entry.value not in (rights if entry.by in vocabulary().coercers else _RIGHTS)
    days = [bounds(value)[0] for value in said if value is not NEVER]
    if entry.key == FIRST:
        return bool(days) and (entry.value is NEVER or bounds(entry.value)[0] < max(days) or bounds(entry.value)[1] > on)
    last = date.max if entry.value is NEVER else bounds(entry.value)[0]
    is_held = any(each.key == PERMIT and each.value in _RIGHTS for each in before)
    return last < max(days, default=on if is_held else last)
