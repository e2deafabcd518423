"""The person's own wish to end the time to recover: written down by one body, and waiting; it ends nothing.

Whoever could gain from the end of the time has a reason to hear such a wish. So a wish is only a paper, and waits for
somebody of another agency (`early_end.py`). The person takes it back whenever they like, to whomever they tell it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting.hold import HELD, HELD_UNTIL_KNOWN
from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.entitled import Standing, not_there
from amparo.casework.models import Agency, Membership
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.casework.waiting import EARLY_END, Awaited, await_answer, awaited_in, done
from amparo.desk.sent import Sent, one_of, text
from amparo.errors import AmparoError
from amparo.stages.recovery.period import Period, period_of

LEGAL: Final = "legal"
WISH: Final = "early-end-wish"
BACK: Final = "early-end-back"
CONFIRMED: Final = "early-end-confirmed"
YES_NO: Final = ("yes", "no")
INTERPRETERS: Final = {
    "none-needed": gettext_lazy("None was needed: we share a language"),
    "independent": gettext_lazy("An interpreter of no office that removes or houses the person"),
    "other": gettext_lazy("Somebody else"),
}
FREE_OF_GAIN: Final = frozenset({"case_manager", "ngo", "legal_aid"})
"""Bodies that gain nothing from the end of the time: they neither remove, charge, house, grant the time nor arrange returns."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person said, what had been explained to them before, in which language, through whom, and who was there."""

    explained: str
    words: str
    language: str
    interpreter: str
    alone: str

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {name: getattr(self, name) for name in Wish.__slots__}


def wish_from(sent: Sent) -> Wish:
    """Return a wish as a form sends it; raise `AmparoError` at the field that is missing."""
    return Wish(
        explained=text(sent, "explained", _("write what was explained: what ends, what goes on, that it can be taken back")),
        words=text(sent, "words", _("write what the person said, in their words")),
        language=text(sent, "language", _("write in which language you spoke")),
        interpreter=one_of(sent, "interpreter", INTERPRETERS, _("say who interpreted")),
        alone=one_of(sent, "alone", YES_NO, _("say whether you were alone with the person")),
    )


def hears_wishes(actor: Actor, sight: Sight) -> bool:
    """Say whether somebody may write such a wish down: nobody of a body that wants something done against the person."""
    return LEGAL in sight.recordable and actor.body not in vocabulary().coercers


def say_wish(actor: Actor, case: str, wish: Wish, token: str = "") -> str:
    """Write a wish down, and let it wait; return the id of its paper. Nothing ends by it."""
    sight = look(actor, case)
    period = period_of(sight)
    if not hears_wishes(actor, sight):
        raise not_yours()
    if is_child(sight):
        raise AmparoError(
            "early-end-child", _("the time of a child, or of who may be one, does not end by a wish"),
            help=_("it follows from the child’s best interests; where the age is not known, record it first"), where="words",
        )  # fmt: skip
    if not period.goes_on:
        raise AmparoError("no-period", _("no time to recover runs that could end"), where="words")
    draft = Draft(WISH, LEGAL, {**wish.body(), "period": named(period)}, is_said=True, id=id_of_form(actor, case, token))
    if is_kept(sight, draft.id):
        return draft.id

    def also(standing: Standing) -> None:
        if any(each.kind == EARLY_END for each in awaited_in(case)):
            raise AmparoError("early-end-waits", _("a wish waits already to be confirmed"), where="words")
        await_answer(actor, case, EARLY_END, draft.id, agency=_asked(actor, standing))

    record(actor, case, seen={}, papers=(draft,), also=also)
    return draft.id


def take_back(actor: Actor, case: str, words: str) -> None:
    """Write down that the person does not want it any more; whoever they tell it writes it down, at once."""
    sight = look(actor, case)
    waits = waiting_in(case)
    if waits is None or wish_of(sight, waits.about) is None or LEGAL not in sight.recordable:
        raise not_there()
    draft = Draft(BACK, LEGAL, {"words": words}, answers=waits.about, is_said=True)
    record(actor, case, seen={}, papers=(draft,), also=lambda _standing: done(case, EARLY_END, waits.about))


def waiting_in(case: str) -> Awaited | None:
    """Return the wish of a case that waits, inside a look."""
    return next((each for each in awaited_in(case) if each.kind == EARLY_END), None)


def wish_of(sight: Sight, paper: str) -> Paper | None:
    """Return a wish that the viewer may read."""
    return next((each for each in sight.papers if each.kind == WISH and each.id == paper), None)


def is_child(sight: Sight) -> bool:
    """Say whether the law treats the person as a child, or as one who may be: told by what it holds, whoever reads it."""
    return sight.acts["adult_treatment"]["answer"] in (HELD, HELD_UNTIL_KNOWN)


def named(period: Period) -> str:
    """Return what names a period: its first day; a wish is about one period, and not about the next."""
    return period.first.isoformat() if period.first else ""


def not_yours() -> AmparoError:
    """Return the refusal for whoever may see the case, and not do this."""
    return AmparoError(
        "not-yours-to-record", _("this is not yours to record in this case"),
        help=_("bodies that want something done against the person write no such wish down, and confirm none"),
    )  # fmt: skip


def _asked(actor: Actor, standing: Standing) -> str:
    """Return the agency that is asked: one that works on the case and may confirm; where there is none, the keeper finds it.

    A keeper that wants something done against the person is not told: then whoever wrote the wish down finds somebody.
    """
    members = Membership.objects.filter(case=standing.case, ended=None).values("user__agency")
    others = Agency.objects.filter(id__in=members, body__in=FREE_OF_GAIN).exclude(id=actor.agency).exclude(body=actor.body)
    found = others.order_by("id").values_list("id", flat=True).first()
    is_told = Agency.objects.exclude(body__in=vocabulary().coercers).filter(id=standing.keeper).exists()
    return found or (standing.keeper if is_told else actor.agency)
