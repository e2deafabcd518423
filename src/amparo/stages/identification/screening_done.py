"""The end of a screening: its paper, whether the person agrees to be handed over, and of a child what it wants.

An adult is asked, and a no stands until they say otherwise: nothing is sent. Whoever the law treats as a child is referred
without that question; what they want is asked, and told on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.moment import as_id, fresh_id
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sight import Sight
from amparo.desk.sent import words
from amparo.errors import AmparoError
from amparo.stages.identification.contacts import is_treated_as_child
from amparo.stages.identification.screening_answers import NO, TRUTHS, UNKNOWN, YES, Answer, mine, statements
from amparo.stages.identification.screening_asked import asked_facts

PAPER: Final = "screening"
COMPARTMENT: Final = "account"
CONSENT: Final = "consent_to_referral"
SCREENED: Final = "screened"
VIEW: Final = "child_view_heard"
INTERPRETERS: Final = ("none-needed", "professional", "volunteer", "telephone", "none-found")
"""How the talk was interpreted. Whoever came along with the person is no interpreter, and is not on the list."""
LONGEST: Final = 4000
"""Signs of each text."""
TWICE: Final = "paper-twice"
AGREED: Final = "agreed"
REFUSED: Final = "refused"
NOT_ASKED: Final = "not-asked"
CHILD: Final = "a-child-is-not-asked"


@dataclass(frozen=True, slots=True)
class Done:
    """How a screening ended: where, with which interpreter, what else was said or seen, and what the person wants.

    `is_whole`: somebody looked and talked with the person, in a language understood, apart from whoever might control them.
    `consent` is nothing where the person was not asked, or did not say. `wishes` are their own words. `token` is the form's
    own id, so that sent twice it is kept once.
    """

    where: str = ""
    interpreter: str = ""
    words: str = ""
    wishes: str = ""
    is_whole: bool = False
    consent: bool | None = None
    number: str = ""
    token: str = ""


def done_from(sent: Mapping[str, str]) -> Done:
    """Return what a form says of the end of a screening; raise `AmparoError` for more words than are kept."""
    interpreter = sent.get("interpreter", "")
    return Done(
        where=words(sent, "where", LONGEST),
        interpreter=interpreter if interpreter in INTERPRETERS else "",
        words=words(sent, "words", LONGEST),
        wishes=words(sent, "wishes", LONGEST),
        is_whole=sent.get("whole") == YES,
        consent=TRUTHS.get(sent.get("consent", ""), None),
        number=sent.get("number", "").strip()[:16],
        token=as_id(sent.get("token", "")),
    )


def finish(actor: Actor, sight: Sight, done: Done) -> None:
    """Keep the paper of a screening, with what the law turns on stated as facts, in one act."""
    facts = statements(tuple(_facts(sight, done)), sight, actor.agency, language=language_of(sight, actor.agency))
    try:
        record(actor, sight.case, facts, seen=sight.seen, papers=[paper_of(actor, sight, done)])
    except AmparoError as error:
        if error.code != TWICE:  # the same form, sent twice: it is kept, and that is what was asked
            raise


def _facts(sight: Sight, done: Done) -> Iterator[Answer]:
    if done.is_whole:
        yield Answer(SCREENED, value=True, is_seen=True)
    if is_treated_as_child(sight):
        if done.wishes:
            yield Answer(VIEW, value=True, is_seen=True)
    elif done.consent is not None:
        yield Answer(CONSENT, value=done.consent)


def decide(actor: Actor, sight: Sight, *, agrees: bool) -> tuple[Statement, ...]:
    """State that the person agrees to be handed over, or does not, now that they say otherwise than before."""
    made = statements([Answer(CONSENT, value=agrees)], sight, actor.agency, language=language_of(sight, actor.agency))
    if made:
        record(actor, sight.case, made, seen=sight.seen)
    return made


def paper_of(actor: Actor, sight: Sight, done: Done) -> Draft:
    """Return the paper: each answer of this part of the case, whether it was said or seen; where, how, and what it came to.

    Answers that belong in other parts (health, danger, age) stand there alone: whoever reads this paper need not read those.
    """
    stated = mine(sight, actor.agency)
    asked = asked_facts()
    answers = [
        [key, YES if entry.value else NO, entry.source]
        for key, entry in sorted(stated.items())
        if key in asked and compartment_of(key) == COMPARTMENT
    ]
    body: dict[str, Any] = {
        "answers": answers,
        "where": done.where,
        "language": language_of(sight, actor.agency),
        "interpreter": done.interpreter,
        "text": done.words,
        "wishes": done.wishes,
        "whole": YES if done.is_whole else UNKNOWN,
        "referral": _referral(sight, done),
        "number": done.number,
    }
    said = {name: value for name, value in body.items() if value != ""}
    return Draft(PAPER, COMPARTMENT, said, is_said=True, id=done.token or fresh_id())


def _referral(sight: Sight, done: Done) -> str:
    if is_treated_as_child(sight):
        return CHILD
    return {True: AGREED, False: REFUSED, None: NOT_ASKED}[done.consent]


def language_of(sight: Sight, agency: str) -> str:
    """Return the language that the person understands best, as this agency states it."""
    entry = mine(sight, agency).get("language")
    return str(entry.value) if entry is not None else ""


def consent_of(sight: Sight, agency: str) -> bool | None:
    """Return what the person last said to this agency on being handed over; nothing where they did not say."""
    entry = mine(sight, agency).get(CONSENT)
    return bool(entry.value) if entry is not None else None


def may_state_consent(sight: Sight) -> bool:
    """Say whether who looked may record what the person wants; of who may not, the paper of the screening says it."""
    return compartment_of(CONSENT) in sight.recordable


def papers(sight: Sight) -> tuple[Paper, ...]:
    """Return the screenings of a case, the newest first."""
    return tuple(reversed([paper for paper in sight.papers if paper.kind == PAPER]))
