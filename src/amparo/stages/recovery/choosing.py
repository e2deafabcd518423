"""Whether the person helps an inquiry: their own choice, after advice, apart from the time to recover and from every help.

No answer is a refusal, *undecided* is an answer, and what somebody chose can be chosen otherwise. A yes or a no without
advice before it is no informed choice, and is not recorded as one.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from amparo.desk.sent import Sent, day, one_of, text, unfinished
from amparo.environment import today
from amparo.stages.recovery.early_wish import LEGAL, YES_NO, not_yours

CHOICE: Final = "cooperation-choice"
CHOICES: Final = {
    "yes": gettext_lazy("Yes, they will"),
    "no": gettext_lazy("No, they will not"),
    "undecided": gettext_lazy("They do not know yet"),
    "not_asked": gettext_lazy("Nobody has asked them"),
}
DECIDED: Final = ("yes", "no")
KEYS: Final = {"cooperation": "cooperation_choice", "testimony": "testimony_choice"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose on helping an inquiry, and apart from it on speaking in court; who advised them, and when."""

    cooperation: str
    testimony: str
    adviser: str
    advised_on: date | None
    options: str
    words: str

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        table = {name: getattr(self, name) for name in Choice.__slots__}
        return {**table, "advised_on": self.advised_on.isoformat() if self.advised_on else ""}


def choice_from(sent: Sent) -> Choice:
    """Return a choice as a form sends it; a yes or a no without advice before it is refused at the field that is missing."""
    found = Choice(
        cooperation=one_of(sent, "cooperation", CHOICES, _("choose one: “they do not know yet” is an answer")),
        testimony=one_of(sent, "testimony", CHOICES),
        adviser=text(sent, "adviser"),
        advised_on=day(sent, "advised_on"),
        options=one_of(sent, "options", YES_NO),
        words=text(sent, "words"),
    )
    if found.cooperation in DECIDED or found.testimony in DECIDED:
        _check_advised(found)
    return found


def _check_advised(found: Choice) -> None:
    if not found.adviser:
        raise unfinished(_("a choice without advice is no informed choice: write who advised the person"), "adviser")
    if found.advised_on is None or found.advised_on > today():
        raise unfinished(_("write on which day they were advised, before they chose"), "advised_on")
    if found.options != "yes":
        raise unfinished(_("explain the options first, each with what follows"), "options")


def choose(actor: Actor, case: str, choice: Choice, token: str = "") -> None:
    """Record what the person chose; somebody who wants the person's help for an inquiry does not write it down for them."""
    sight = look(actor, case)
    if actor.body in vocabulary().coercers or LEGAL not in sight.recordable:
        raise not_yours()
    draft = Draft(CHOICE, LEGAL, choice.body(), is_said=True, id=id_of_form(actor, case, token))
    if not is_kept(sight, draft.id):
        record(actor, case, tuple(_stated(sight, actor, choice)), seen=sight.seen, papers=(draft,))


def _stated(sight: Sight, actor: Actor, choice: Choice) -> Iterator[Statement]:
    own = OwnWord(sight, actor.agency)
    for name, key in KEYS.items():
        if chosen := getattr(choice, name):
            yield from own.state(key, chosen, source="said")
    if choice.advised_on is not None:
        yield from own.state("legal_advice_given", value=True, source="said")
    if choice.cooperation in DECIDED:
        yield from own.state("cooperation_decided_on", today().isoformat(), source="said")
    if choice.options == "yes" and "voice" in sight.recordable:
        yield from own.state("options_explained", value=True, source="observed")
