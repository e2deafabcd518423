"""A service that is put on the list: its kind, that it is needed, since when, and what the person says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.items import next_item
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.stages.support import filled
from amparo.stages.support.kinds import SERVICE, is_open, kinds, part_of
from amparo.stages.support.services import NEEDED, STEP

LISTED: Final = "listed"
SAID: Final = "said"
PHASES: Final = ("here", "before_return", "after_return")


def add_service(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Put a service on the list as needed; return its number. A form that was sent twice adds one."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, sent.get("token", ""))
    if is_kept(sight, paper):
        kept = next(each for each in sight.papers if each.id == paper)
        return str(kept.body["item"]).partition("#")[2]
    kind = filled.chosen(sent, "kind", [each for each in kinds() if is_open(each, sight.readable)])
    on, phase = filled.past_day(sent, "on"), filled.may_be_chosen(sent, "phase", PHASES)
    item = next_item(sight.entries, SERVICE)
    body = {"step": LISTED, "item": item, "on": on.isoformat(), "text": filled.words(sent, "text")}
    draft = Draft(STEP, part_of(kind), body, is_said=True, id=paper)
    stated = tuple(needed(item, kind, on.isoformat(), phase))
    record(actor, case, stated, seen=sight.seen, papers=(draft,))
    return item.partition("#")[2]


def needed(item: str, kind: str, on: str, phase: str = "", source: str = SAID) -> Iterator[Statement]:
    """State that a service is on the list, and needed since a day."""
    yield Statement(item, value=True, source=source)
    yield Statement(f"{item}.kind", kind, source)
    yield Statement(f"{item}.state", NEEDED, source, valid_from=on)
    if phase:
        yield Statement(f"{item}.phase", phase, source)


def items_after(sight: Sight, count: int) -> Sequence[str]:
    """Return the keys of so many services that are not there yet."""
    first = int(next_item(sight.entries, SERVICE).partition("#")[2])
    return [f"{SERVICE}#{first + each}" for each in range(count)]
