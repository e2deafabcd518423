"""That a notice was told: how, on which subjects, in which language, whether it was understood; facts and paper in one act.

A sheet that was only handed over is not told; a card is no notice in writing. Who wants no paper has it told aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.key import key_from
from amparo.stages.information.notice import VOICE, notice_of

GIVEN: Final = "notice-given"
OBSERVED: Final = "observed"
BOTH: Final = "both"
WRITTEN: Final = "written"
CARD: Final = "card"
NONE: Final = "none"
WAYS: Final = {
    "spoken": gettext_lazy("Told aloud; no paper was given"),
    BOTH: gettext_lazy("Told aloud, and the full sheet was given"),
    WRITTEN: gettext_lazy("The full sheet was given; it still has to be told aloud"),
    CARD: gettext_lazy("Told aloud, and the small card was given"),
    NONE: gettext_lazy("Told aloud; the person wants no paper"),
}
ANSWERS: Final = ("yes", "no", "unknown")
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Giving:
    """How a notice was told, on which subjects, whether it was understood, and what the person said to it."""

    way: str
    topics: tuple[str, ...]
    understood: str
    words: str = ""

    @property
    def form(self) -> str:
        """How each subject was told, as the law's own list has it."""
        return self.way if self.way in (BOTH, WRITTEN) else "spoken"


def subjects() -> Sequence[str]:
    """Return the subjects on which a person can be told, in the order of the vocabulary."""
    return vocabulary().items["notice"]["topic"].values


def giving_from(sent: Mapping[str, str], topics: Sequence[str]) -> Giving:
    """Return what a form says; raise `AmparoError` at the field that is missing."""
    way, understood = sent.get("way", ""), sent.get("understood", "")
    if way not in WAYS:
        raise AmparoError("notice-unfinished", _("say how it was told"), where="way")
    chosen = tuple(name for name in subjects() if name in topics)
    if not chosen:
        raise AmparoError("notice-unfinished", _("say what the person was told about"), where="topics")
    if understood not in ANSWERS:
        raise AmparoError("notice-unfinished", _("choose an answer; “not known” is one"), where="understood")
    if way == WRITTEN and understood == "yes":
        raise AmparoError(
            "notice-not-told",
            _("what was only handed over was not checked"),
            help=_("tell it aloud, let the person say it back, and record that"),
            where="understood",
        )
    return Giving(way, chosen, understood, words(sent, "words", LONGEST))


def give(actor: Actor, case: str, paper: str, giving: Giving, token: str = "") -> None:
    """Record that a notice was told: what the law asks, the subjects, and the paper with the digest of what was told."""
    sight = look(actor, case)
    notice = notice_of(sight, paper)
    if VOICE not in sight.recordable:
        raise not_there()
    kept = id_of_form(actor, case, token)
    if is_kept(sight, kept):
        return
    body = {
        "way": giving.way,
        "topics": list(giving.topics),
        "understood": giving.understood,
        "words": giving.words,
        "language": notice.body["language"],
        "on": today().isoformat(),
        "digest": notice.body["digest"],
    }
    said = (*_facts(OwnWord(sight, actor.agency), giving), *_subjects(sight, giving))
    record(actor, case, said, seen=sight.seen, papers=(Draft(GIVEN, VOICE, body, answers=paper, id=kept),))


def _facts(word: OwnWord, giving: Giving) -> Iterator[Statement]:
    """State what the person was told at all, in which form, when; and that they want no paper, where they said so."""
    said: dict[str, Any] = {"informed_on": today().isoformat()}
    if giving.way != WRITTEN:
        said["informed_orally"] = True
    if giving.form != "spoken":
        said["informed_in_writing"] = True
    if giving.understood != "unknown":  # that they understood is for them to say, in their own words
        yield from word.state("information_understood", giving.understood == "yes", source="said")
    if giving.way == NONE:
        yield from word.state("paper_unwanted", value=True, source="said")
    elif giving.form != "spoken":
        yield from word.end("paper_unwanted", source="said")
    for key, value in said.items():
        source = "said" if key == "information_understood" else OBSERVED  # a yes counts as the person's own word alone
        yield from word.state(key, value, source=source)


def _subjects(sight: Sight, giving: Giving) -> Iterator[Statement]:
    """State each subject as a notice of its own: understood, not understood and so to be repeated, or not known."""
    taken = (key_from(each.key).item for each in sight.entries if each.key.startswith("notice#"))
    first = max((int(number) for number in taken if number.isdecimal()), default=0) + 1
    understood = {} if giving.understood == "unknown" else {"understood": giving.understood == "yes"}
    for place, topic in enumerate(giving.topics, first):
        said = {"topic": topic, "given_on": today().isoformat(), "form": giving.form, **understood}
        yield from (Statement(f"notice#{place}.{name}", value, OBSERVED) for name, value in said.items())
