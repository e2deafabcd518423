"""To tell a person of asylum, in a language that they understand, and to hear whether they want their consulate to know.

That they were told is stated once they understood; what was not understood is told again. A wish for the consulate counts only
of somebody who was told of asylum and of what the contact may bring; a no, or no answer, is kept at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.languages import LANGUAGES
from amparo.desk.sent import words
from amparo.errors import AmparoError
from amparo.stages.asylum.refuge import ASYLUM, TELLING, TOLD, WISH, WISHING, refuge_of

VOICE: Final = "voice"
LONGEST: Final = 4000
ANSWERS: Final = ("yes", "no", "unknown")
HOW: Final = {
    "spoken": gettext_lazy("Spoken, alone with the person"),
    "written": gettext_lazy("On paper, and read together"),
    "both": gettext_lazy("Spoken, and on paper"),
}
HELPED: Final = {
    "none": gettext_lazy("None was needed"),
    "professional": gettext_lazy("A professional interpreter"),
    "trusted": gettext_lazy("Somebody else whom the person trusts"),
}
_LANGUAGES: Final = frozenset(tag for tag, _own, _name in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Telling:
    """That the person was told: in which language, how, through whom, and whether they understood."""

    language: str
    how: str
    interpreter: str
    understood: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person said of contact with their consulate: yes, no, or not known; and whether the risks were explained."""

    wish: str
    risks: str
    language: str
    words: str = ""


def telling_from(sent: Mapping[str, str]) -> Telling:
    """Return what a form says; raise `asylum-unfinished` at the field that is missing."""
    found = Telling(
        sent.get("language", ""), sent.get("how", ""), sent.get("interpreter", ""), sent.get("understood", ""), _words(sent)
    )  # fmt: skip
    _check(found.language in _LANGUAGES, _("say in which language"), "language")
    _check(found.how in HOW, _("say how it was explained"), "how")
    _check(found.interpreter in HELPED, _("say who interpreted"), "interpreter")
    _check(found.understood in ANSWERS, _("say whether the person understood; “not known” is an answer"), "understood")
    return found


def wish_from(sent: Mapping[str, str]) -> Wish:
    """Return what a form says; raise `asylum-unfinished` at the field that is missing."""
    found = Wish(sent.get("wish", ""), sent.get("risks", ""), sent.get("language", ""), _words(sent))
    _check(found.wish in ANSWERS, _("say what the person wants; “not known” is an answer"), "wish")
    _check(found.risks in ANSWERS, _("say whether the risks were explained"), "risks")
    _check(found.language in _LANGUAGES, _("say in which language"), "language")
    return found


def tell(actor: Actor, case: str, telling: Telling, token: str = "") -> None:
    """Keep that the person was told of asylum; the fact is stated where they understood it, and not before."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, token)
    if is_kept(sight, paper):
        return
    body = {name: getattr(telling, name) for name in Telling.__slots__}
    said = tuple(_stated(sight, actor, TOLD, telling.language, value=True)) if telling.understood == "yes" else ()
    record(
        actor, case, said, seen=sight.seen, papers=(Draft(TELLING, _place(sight), body, is_said=bool(telling.words), id=paper),)
    )


def wish(actor: Actor, case: str, wished: Wish, token: str = "") -> None:
    """Keep what the person said of their consulate; raise `tell-first` for a wish without knowing what it means."""
    sight = look(actor, case)
    paper = id_of_form(actor, case, token)
    if is_kept(sight, paper):
        return
    if wished.wish == "yes" and not (wished.risks == "yes" and refuge_of(sight).is_told):
        raise AmparoError(
            "tell-first", _("a wish counts only once the person was told of asylum and of the risks"),
            help=_("tell them first, in a language they understand; then ask again"), where="wish",
        )  # fmt: skip
    value = {"yes": True, "no": False}.get(wished.wish)
    said = tuple(_stated(sight, actor, WISH, wished.language, value=value))
    body = {name: getattr(wished, name) for name in Wish.__slots__}
    record(actor, case, said, seen=sight.seen, papers=(Draft(WISHING, _place(sight), body, is_said=True, id=paper),))


def _stated(sight: Sight, actor: Actor, key: str, language: str, *, value: bool | None) -> Iterator[Statement]:
    """Yield the statement with its language. Who is not sure any more takes their earlier yes back."""
    word = OwnWord(sight, actor.agency)
    if value is None and not word.mine(key):
        yield Statement(key, None, "said", language=language)
        return
    for each in word.state(key, value, source="said" if key == WISH else "observed"):
        yield Statement(each.key, each.value, each.source, method="talk", language=language, corrects=each.corrects)


def _place(sight: Sight) -> str:
    return ASYLUM if ASYLUM in sight.recordable else VOICE


def _words(sent: Mapping[str, str]) -> str:
    return words(sent, "words", LONGEST)


def _check(holds: bool, sentence: str, where: str) -> None:  # noqa: FBT001 it is what is checked
    if not holds:
        raise AmparoError("asylum-unfinished", sentence, where=where)
