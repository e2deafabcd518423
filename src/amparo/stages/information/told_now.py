"""That several subjects were told now: one form, each subject with its own answer whether it was understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.languages import LANGUAGES
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.key import key_from
from amparo.stages.information.notice_given import subjects
from amparo.stages.information.told import NOTICE, VOICE

TOLD: Final = "told"
OBSERVED: Final = "observed"
SAID: Final = "said"
"""That it was understood is what the person says, in their own words: as anything else the law does not believe it."""
WRITTEN: Final = "written"
FORMS: Final = {
    "spoken": gettext_lazy("Aloud"),
    "both": gettext_lazy("Aloud and in writing"),
    WRITTEN: gettext_lazy("In writing alone"),
}
THROUGH: Final = {
    "self": gettext_lazy("I speak this language with them"),
    "interpreter": gettext_lazy("Through an interpreter in the room"),
    "far": gettext_lazy("Through an interpreter by telephone or video"),
    "chosen": gettext_lazy("Through somebody the person chose"),
}
ALONE: Final = {
    "yes": gettext_lazy("Alone with who told it, and the interpreter"),
    "chosen": gettext_lazy("With somebody whom the person wanted there"),
    "no": gettext_lazy("Others were there"),
    "unknown": gettext_lazy("Not known"),
}
ANSWERS: Final = {
    "yes": gettext_lazy("Understood: said back in their own words"),
    "no": gettext_lazy("Not understood, or not enough"),
    "unknown": gettext_lazy("Told, and not checked"),
}
"""What is said of each subject that was told; of one that was not, nothing."""
LONGEST: Final = 2000
FIRST_YEAR: Final = 1900
LANGUAGE_TAGS: Final = frozenset(tag for tag, _own, _name in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Told:
    """What was told: each subject with whether it was understood; on which day, how, in which language, through whom, alone."""

    topics: Mapping[str, str]
    on: date
    form: str
    language: str
    through: str
    alone: str
    words: str = ""


def told_from(sent: Mapping[str, str]) -> Told:
    """Return what a form says; raise `AmparoError` at the field that is missing."""
    topics = {name: sent[f"topic-{name}"] for name in subjects() if sent.get(f"topic-{name}") in ANSWERS}
    if not topics:
        raise _lacks(_("say of one subject at least that it was told"), f"topic-{subjects()[0]}")
    form, language, through, alone = (sent.get(name, "") for name in ("form", "language", "through", "alone"))
    if form not in FORMS:
        raise _lacks(_("say how it was told"), "form")
    if form == WRITTEN and "yes" in topics.values():
        raise _lacks(_("what was only handed over was not checked: tell it aloud, and let the person say it back"), "form")
    if language not in LANGUAGE_TAGS:
        raise _lacks(_("choose the language in which it was told"), "language")
    if through not in THROUGH:
        raise _lacks(_("say who put it into that language"), "through")
    if alone not in ALONE:
        raise _lacks(_("choose an answer; “not known” is one"), "alone")
    return Told(topics, _day(sent.get("on", "")), form, language, through, alone, words(sent, "words", LONGEST))


def keep_told(actor: Actor, case: str, told: Told, token: str = "") -> None:
    """Record what was told: each subject as a notice of its own, what the law reads besides, and the paper, in one act."""
    sight = look(actor, case)
    if VOICE not in sight.recordable:
        raise not_there()
    kept = id_of_form(actor, case, token)
    if is_kept(sight, kept):
        return
    body = {
        "topics": dict(told.topics),
        "on": told.on.isoformat(),
        "form": told.form,
        "language": told.language,
        "through": told.through,
        "alone": told.alone,
        "text": told.words,
    }
    said = (*_facts(OwnWord(sight, actor.agency), told), *_notices(sight, told))
    record(actor, case, said, seen=sight.seen, papers=(Draft(TOLD, VOICE, body, id=kept),))


def _facts(word: OwnWord, told: Told) -> Iterator[Statement]:
    said: dict[str, Any] = {}
    before = [each.value for each in word.mine("informed_on") if isinstance(each.value, date)]
    if not before or max(before) < told.on:
        said["informed_on"] = told.on.isoformat()
    if told.form != WRITTEN:
        said["informed_orally"] = True
    if told.form != "spoken":
        said["informed_in_writing"] = True
    answers = set(told.topics.values())
    if "unknown" not in answers or "no" in answers:
        said["information_understood"] = answers == {"yes"}
    for key, value in said.items():
        source = SAID if key == "information_understood" else OBSERVED
        yield from (
            replace(each, language=told.language, method=told.through) for each in word.state(key, value, source=source)
        )


def _notices(sight: Sight, told: Told) -> Iterator[Statement]:
    taken = (key_from(each.key).item for each in sight.entries if each.key.startswith(f"{NOTICE}#"))
    first = max((int(number) for number in taken if number.isdecimal()), default=0) + 1
    for place, (topic, answer) in enumerate(told.topics.items(), first):
        understood = {} if answer == "unknown" else {"understood": answer == "yes"}
        said = {"topic": topic, "given_on": told.on.isoformat(), "form": told.form, **understood}
        yield from (
            Statement(f"{NOTICE}#{place}.{name}", value, OBSERVED, method=told.through, language=told.language)
            for name, value in said.items()
        )


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise _lacks(_("write the day on which it was told"), "on") from None
    if found > today() or found.year < FIRST_YEAR:
        raise _lacks(_("what was told was told today or before"), "on")
    return found


def _lacks(sentence: str, where: str) -> AmparoError:
    return AmparoError("notice-unfinished", sentence, where=where)
