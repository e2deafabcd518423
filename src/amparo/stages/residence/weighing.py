"""What speaks for a stay and what against, factor by factor, with reasons: without it the law holds a refusal.

There is no right to stay in it, and no list that adds up. There is a right to have each factor looked at. So each is asked;
*looked at, and nothing to weigh* is an answer, and silence is none. To stay for a time and to stay for good are weighed apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import Sent, known_day, one_of, text, unfinished, words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.residence.permit import COOPERATION, FOR_GOOD, LEGAL, SITUATION, WEIGHED, WEIGHING

HUMANITARIAN: Final = "humanitarian"
COMPASSIONATE: Final = "compassionate"
FACTORS: Final[Mapping[str, tuple[str, Any]]] = {
    "danger": (HUMANITARIAN, gettext_lazy("Danger at the place of return")),
    "support": (HUMANITARIAN, gettext_lazy("Help to be had at the place of return, apart from any danger")),
    "health": (HUMANITARIAN, gettext_lazy("Health, pregnancy, treatment under way")),
    "child": (HUMANITARIAN, gettext_lazy("The interests of children: the person’s own, or the person’s as a child")),
    "family": (COMPASSIONATE, gettext_lazy("Family and ties here and there")),
    "lived": (COMPASSIONATE, gettext_lazy("What the person went through, and how long")),
    "remedy": (COMPASSIONATE, gettext_lazy("Claims, complaints and trials that are open or meant")),
    "life": (COMPASSIONATE, gettext_lazy("Work, school and life begun here; age; what else touches this person")),
}
"""Each with the kind of factor that the law names."""
TIME: Final = "time"
GOOD: Final = "good"
ABOUT: Final = {TIME: gettext_lazy("A stay for a time"), GOOD: gettext_lazy("A stay for good, considered by itself")}
GROUND: Final = ("yes", "no", "unknown")
BASIS: Final = {
    "decision": gettext_lazy("We weigh it ourselves"),
    "document": gettext_lazy("It stands in a decision or letter that we have seen"),
}
SHORTEST: Final = 20


@dataclass(frozen=True, slots=True)
class Weighing:
    """Who weighed, on which day, each factor for and against, and what it comes to."""

    about: str
    who: str
    on: date
    basis: str
    factors: Mapping[str, Mapping[str, Any]]
    reasons: str
    situation: str = ""
    cooperation: str = ""

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {
            "about": self.about, "who": self.who, "on": self.on.isoformat(), "basis": self.basis, "reasons": self.reasons,
            "factors": {name: dict(each) for name, each in self.factors.items()},
            "situation": self.situation, "cooperation": self.cooperation,
        }  # fmt: skip


def weighing_from(sent: Sent) -> Weighing:
    """Return a weighing as a form sends it; raise `AmparoError` at the factor that nobody looked at."""
    on = known_day(sent, "on", _("write on which day it was weighed"))
    if on > today():
        raise unfinished(_("that day has not come"), "on")
    reasons = text(sent, "reasons", _("write what it comes to, and why"))
    if len(reasons) < SHORTEST:
        raise unfinished(_("a word is no reason: write it so that the person and a court can follow"), "reasons")
    return Weighing(
        about=one_of(sent, "about", ABOUT, _("say what was weighed")),
        who=text(sent, "who", _("write who weighed it")),
        on=on,
        basis=one_of(sent, "basis", BASIS, _("say how this is known")),
        factors={name: _factor(sent, name) for name in FACTORS},
        reasons=reasons,
        situation=one_of(sent, "situation", GROUND),
        cooperation=one_of(sent, "cooperation", GROUND),
    )


def weighs(actor: Actor, sight: Sight) -> bool:
    """Say whether somebody may record a weighing: nobody of a body that wants something done against the person."""
    return LEGAL in sight.recordable and actor.body not in vocabulary().coercers


def weigh(actor: Actor, case: str, made: Weighing, token: str = "") -> None:
    """Keep a weighing, and state that it was done; each ground is a fact of its own."""
    sight = look(actor, case)
    if not weighs(actor, sight):
        raise AmparoError(
            "not-yours-to-record", _("this is not yours to record in this case"),
            help=_("a weighing is recorded by who decides on it, or by who helps the person"),
        )  # fmt: skip
    draft = Draft(WEIGHING, LEGAL, made.body(), id=id_of_form(actor, case, token))
    if not is_kept(sight, draft.id):
        record(actor, case, tuple(_stated(sight, actor, made)), seen=sight.seen, papers=(draft,))


def _factor(sent: Sent, name: str) -> dict[str, Any]:
    speaks = words(sent, f"for-{name}")
    against = words(sent, f"against-{name}")
    nothing = sent.get(f"nothing-{name}", "") == "yes"
    if not (speaks or against or nothing):
        raise unfinished(_("say what speaks for or against, or that it was looked at and there is nothing"), f"for-{name}")
    return {"for": speaks, "against": against, "nothing": nothing and not (speaks or against)}


def _stated(sight: Sight, actor: Actor, made: Weighing) -> Iterator[Statement]:
    own = OwnWord(sight, actor.agency)
    if made.about == GOOD:
        yield from own.state(FOR_GOOD, value=True, source=made.basis)
    else:
        yield from own.state(WEIGHED, value=True, source=made.basis)
    for key, said in ((SITUATION, made.situation), (COOPERATION, made.cooperation)):
        if said in ("yes", "no"):
            yield from own.state(key, value=said == "yes", source=made.basis)
