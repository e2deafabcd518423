"""A stay applied for, on one ground or several, each decided by itself; and a permit applied for again in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import Sent, known_day, one_of, text, unfinished
from amparo.environment import today
from amparo.stages.residence.permit import APPLICATION, LEGAL, PERMANENT, PERMIT, RENEWAL, TEMPORARY, WORK, Permit, permit_of

APPLIED: Final = "applied"
GROUNDS: Final = {
    "situation": gettext_lazy("The personal situation: safety, health, family, recovery"),
    "cooperation": gettext_lazy("An inquiry or a court needs the person here"),
    "remedy": gettext_lazy("A claim or a complaint is open, or is meant"),
    "for_good": gettext_lazy("To stay for good"),
    "other": gettext_lazy("Another ground"),
}
WORKS: Final = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Application:
    """On which grounds, filed on which day, with what; and whether leave to work was asked for with it."""

    grounds: tuple[str, ...]
    filed_on: date
    filed: str
    wanted: str
    work: str

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {
            "grounds": list(self.grounds), "filed_on": self.filed_on.isoformat(), "filed": self.filed, "wanted": self.wanted,
            "work": self.work,
        }  # fmt: skip


def application_from(sent: Sent, grounds: Collection[str]) -> Application:
    """Return an application as a form sends it; raise `AmparoError` at the field that is missing."""
    named = tuple(each for each in GROUNDS if each in grounds)
    if not named:
        raise unfinished(_("choose each ground on which it was applied for"), "grounds")
    filed_on = known_day(sent, "filed_on", _("write the day on which it was filed"))
    if filed_on > today():
        raise unfinished(_("what is filed later is recorded then"), "filed_on")
    return Application(
        grounds=named,
        filed_on=filed_on,
        filed=text(sent, "filed", _("write what was filed, and where")),
        wanted=one_of(sent, "wanted", WORKS, _("say whether the person wants it, after advice")),
        work=one_of(sent, "work", WORKS),
    )


def is_renewal(permit: Permit, filed_on: date) -> bool:
    """Say whether an application filed on a day asks for more of a permit that had not run out by then."""
    return permit.state in (TEMPORARY, RENEWAL) and (permit.last is None or filed_on <= permit.last)


def apply(actor: Actor, case: str, made: Application, token: str = "") -> None:
    """Record an application. One for more time is a renewal only where it was filed in time: later it is a new application."""
    if made.wanted != "yes":
        raise unfinished(_("nothing is filed for the person that they do not want"), "wanted")
    sight = look(actor, case)
    permit = permit_of(sight)
    again = is_renewal(permit, made.filed_on)
    body = {**made.body(), "renewal": again, "in_time": again or not permit.has_run_out}
    draft = Draft(APPLICATION, LEGAL, body, id=id_of_form(actor, case, token))
    if not is_kept(sight, draft.id):
        said = tuple(_stated(sight, actor, made, permit, again=again))
        record(actor, case, said, seen=sight.seen, papers=(draft,))


def _stated(sight: Sight, actor: Actor, made: Application, permit: Permit, *, again: bool) -> Iterator[Statement]:
    own = OwnWord(sight, actor.agency)
    if permit.state != PERMANENT:
        yield from own.state(PERMIT, RENEWAL if again else APPLIED, source="document")
    if made.work == "yes" and permit.work != "granted":
        yield from own.state(WORK, APPLIED, source="document")
