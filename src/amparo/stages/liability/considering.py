"""To consider, with reasons, not to prosecute and not to punish one act; and to lift a sanction that stands already.

Whose act it is decides: prosecutor and court record what they considered. Whoever protects the person records it from the paper
that they were given. Without reasons nothing was considered; and while neither test is settled, the only outcome that is taken
is one for the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting.whose import JUDGING
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import words
from amparo.errors import AmparoError
from amparo.stages.liability.offence import (
    COMPELLED,
    CONSEQUENCE,
    CONSIDERED,
    LIABILITY,
    PAPER,
    Offence,
    offence,
    support,
    written,
)

SHORTEST: Final = 20
LONGEST: Final = 8000
WHO: Final = {
    "prosecutor": gettext_lazy("The prosecutor"),
    "court": gettext_lazy("A court"),
    "other": gettext_lazy("Another authority that can impose a sanction"),
}
SPARED: Final = ("not-prosecuted", "not-punished", "lifted")
OUTCOMES: Final = {
    "not-prosecuted": gettext_lazy("The person is not prosecuted for this act"),
    "not-punished": gettext_lazy("The person is not punished for this act"),
    "lifted": gettext_lazy("The sanction is lifted, or put right"),
    "goes-on": gettext_lazy("It goes on all the same, for these reasons"),
}


@dataclass(frozen=True, slots=True)
class Considered:
    """What was considered: by whom, what came of it, why, and on which statements and papers it rests."""

    who: str
    outcome: str
    reasons: str
    relies: tuple[str, ...] = ()


def considered_from(sent: Mapping[str, str], relies: Collection[str]) -> Considered:
    """Return what a form says; raise `consideration-unfinished` at the field that is missing."""
    found = Considered(
        sent.get("who", ""), sent.get("outcome", ""), words(sent, "reasons", LONGEST), tuple(sorted(set(relies)))
    )
    if found.who not in WHO:
        raise _unfinished(_("say who considered it"), "who")
    if found.outcome not in OUTCOMES:
        raise _unfinished(_("say what came of it"), "outcome")
    if len(found.reasons) < SHORTEST:
        raise _unfinished(_("write the reasons, in at least twenty signs"), "reasons")
    return found


def consider(actor: Actor, case: str, number: str, said: Considered, token: str = "") -> None:
    """Keep a consideration with its reasons, and state that it was made; raise `test-open` for one against the person.

    A prosecutor or a court states its own decision; anybody else what stands in a document of theirs.
    """
    sight = look(actor, case)
    found = offence(sight, number)
    if LIABILITY not in sight.recordable:
        raise AmparoError(
            "not-yours-to-record", "this is not yours to record in this case", help="who reads of blame records it"
        )
    paper = id_of_form(actor, case, token)
    if is_kept(sight, paper):
        return
    _check_fits(said, found)
    known = {each.id for each in support(sight, found.key)} | {each.id for each in written(sight)}
    if not set(said.relies) <= known:
        raise _unfinished(_("choose from what is listed"), "relies")
    draft = Draft(PAPER, LIABILITY, _body(said, found, actor), id=paper)
    record(actor, case, tuple(_stated(sight, actor, found, said)), seen=sight.seen, papers=(draft,))


def _check_fits(said: Considered, found: Offence) -> None:
    if said.outcome == "goes-on" and found.is_open:
        raise AmparoError(
            "test-open", _("a test is not settled yet: that is no ground to go on"),
            help=_("look into it first; what is not known is not a no"), where="outcome",
        )  # fmt: skip
    if said.outcome == "lifted" and not found.is_sanctioned:
        raise _unfinished(_("no sanction stands that could be lifted"), "outcome")


def _body(said: Considered, found: Offence, actor: Actor) -> dict[str, Any]:
    tests = {name: _answer(found.values[name]) for name in (CONSEQUENCE, COMPELLED)}
    own = actor.body in JUDGING
    return {
        "item": found.key, "tests": tests, "who": actor.body if own else said.who, "outcome": said.outcome,
        "reasons": said.reasons, "relies": list(said.relies), "own": own,
    }  # fmt: skip


def _stated(sight: Sight, actor: Actor, found: Offence, said: Considered) -> Iterator[Statement]:
    word, source = OwnWord(sight, actor.agency), "decision" if actor.body in JUDGING else "document"
    yield from word.state(f"{found.key}.{CONSIDERED}", value=True, source=source)
    if said.outcome == "lifted":
        yield from word.state(f"{found.key}.sanction_ended", value=True, source=source)


def _answer(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, "unknown") if isinstance(value, bool) else "unknown"


def _unfinished(sentence: str, where: str) -> AmparoError:
    return AmparoError("consideration-unfinished", sentence, where=where)
