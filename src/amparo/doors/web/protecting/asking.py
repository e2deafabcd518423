"""What the forms of protection have in common: who sees them, who may send them, and what is wrong beside its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.moment import fresh_id
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.library import wording
from amparo.doors.web.case_page import REFUSALS, head_of
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError


def seen_in(who: Actor, case: str, part: str) -> Sight:
    """Look at a case; raise `no-such-case` to whoever may not read the part that a page is about."""
    sight = look(who, case)
    if part not in sight.readable:
        raise not_there()
    return sight


def check_may(sight: Sight, part: str) -> None:
    """Raise `not-yours-to-record` where somebody reads a part of a case and writes nothing in it."""
    if part not in sight.recordable:
        raise AmparoError(
            "not-yours-to-record",
            "this is not yours to record in this case",
            help="you may read this part, and not record in it",
        )


def beside_a_field(error: AmparoError, fields: Iterable[str], otherwise: str) -> Trouble:
    """Return what is wrong as an error summary shows it; raise it again where it is answered in the place of the page."""
    if error.code in REFUSALS:
        raise error
    where = error.where if error.where in set(fields) else otherwise
    return Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=where)


def framed(who: Actor, sight: Sight, here: str, sent: Mapping[str, str], trouble: Trouble | None) -> dict[str, Any]:
    """Return what every page of protection begins with."""
    return {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, here),
        "token": sent.get("token") or fresh_id(),
        "trouble": trouble,
    }


def asked_fact(name: str, sent: Mapping[str, str], stands: Any, recorded: str) -> Field:
    """Return the question of a fact, which says what is recorded so far."""
    said = wording().value(name, stands)
    hint = (
        f"{wording().asked(name).worker} {recorded % {'value': said}}" if stands is not None else wording().asked(name).worker
    )
    return Field(name, name, wording().fact(name), sent.get(name, ""), hint=hint, kind="yesno")


def choices_of(key: str, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return values of the vocabulary with their words, for choosing."""
    return tuple((value, wording().value(key, value)) for value in values)
