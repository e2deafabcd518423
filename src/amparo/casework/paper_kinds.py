"""The kinds of papers that a case can hold: a closed list, each with its meaning. A kind is never taken away or used anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class PaperKind:
    """What a paper of this kind is, in words; a note of identification never reaches who may charge the person.

    One that is of holds says what the law holds in a case, which no body abroad is told. One between agencies says to whom
    somebody was referred, which may be where they live: it is shown to the agency that keeps the case, to who wrote it, and
    to the agency that it is for. One that is of wishes says what the person wants or decided: no body is told of it that wants
    something done against them (`coercers` of the vocabulary), and could wait for such a wish, or press for it. One that is of
    several parts names them (`rests_on`), and is read by whoever may read them all: a line of it would tell what stands in one.
    """

    meaning: str
    is_identification_note: bool = False
    is_of_holds: bool = False
    is_between: bool = False
    is_of_wishes: bool = False
    is_of_several: bool = False


KINDS: Final[Mapping[str, PaperKind]] = {
    "note": PaperKind("a note of the day"),
    "handover": PaperKind("what the next shift has to know"),
    "taken-over": PaperKind("that somebody of the next shift read what was handed over"),
    "screening": PaperKind("a screening: signs said and observed, and what came of it", is_identification_note=True),
    "interview": PaperKind("an interview: who was there, what was explained, said and observed", is_identification_note=True),
    "decision": PaperKind("a reasoned decision on whether the person was trafficked", is_identification_note=True),
    "second-reading": PaperKind("what a second reader said of a decision", is_identification_note=True),
    "letter": PaperKind("a letter to the person"),
    "challenge-time": PaperKind("that the time to challenge a decision ran out", is_identification_note=True),
    "challenge": PaperKind("that the person, or somebody for them, challenges a decision", is_identification_note=True),
    "decision-letter": PaperKind("a letter to the person about a decision on them", is_identification_note=True),
    "letter-given": PaperKind("how a letter was given, explained and understood", is_identification_note=True),
    "pause": PaperKind("why a clock of an office stands still, from when until when"),
    "referral": PaperKind("that the case was offered to another agency, and what became of it", is_between=True),
    "referral-note": PaperKind("what the sender of a referral wants the receiver to know", is_between=True),
    "feedback": PaperKind("what was delivered after a referral", is_between=True),
    "act-asked": PaperKind("that an act was planned, and whether it was held", is_of_holds=True),
    "act-decided": PaperKind("why somebody decided to pass a hold, or not to", is_of_holds=True),
    "act-told": PaperKind("that the person, or their lawyer, was told of a decision on a hold", is_of_holds=True),
    "recovery-offer": PaperKind("how time to recover was offered: what was explained, in which language, what the person said"),
    "recovery-start": PaperKind("that the time to recover began, and what the person gets meanwhile"),
    "recovery-check": PaperKind("whether the time to recover is enough, and for how much longer it was extended"),
    "recovery-exception": PaperKind("why the authority decided that the time to recover is not observed", is_of_holds=True),
    "early-end-wish": PaperKind("the person’s own wish to end the time to recover, as it was said", is_of_wishes=True),
    "early-end-back": PaperKind("that the person took the wish back, or wants the time again", is_of_wishes=True),
    "early-end-confirmed": PaperKind(
        "that somebody of another agency asked the person again, alone and on another day", is_of_wishes=True
    ),
    "cooperation-choice": PaperKind(
        "what the person decided on helping an inquiry, and who advised them before", is_of_wishes=True
    ),
    "stay-application": PaperKind("that a stay was applied for: on which ground, when, and with what"),
    "stay-weighing": PaperKind("what speaks for a stay and what against, factor by factor", is_identification_note=True),
    "stay-decision": PaperKind("a decision on the stay: its reasons, its days, and whether the law held it", is_of_holds=True),
    "deferral": PaperKind("why a duty was put off"),
    "considered": PaperKind("that something which the law asks to be considered was considered, and with what result"),
    "report": PaperKind("what somebody told from outside, without a sign-in", is_identification_note=True),
    "told": PaperKind("what the person was told about, how, in which language, and what they understood"),
    "consent-asked": PaperKind(
        "that the person was asked whether they agree to something, what was explained, and what they said"
    ),
    "consent-ended": PaperKind("that the person took back what they had agreed to, and what ended with it"),
    "from-person": PaperKind("what the person wrote with their own code: a message, or a request about their data"),
    "answer-to-person": PaperKind("what the person was answered to what they wrote, with reasons"),
    "asylum-told": PaperKind("that the person was told of asylum: how, in which language, and whether they understood it"),
    "consular-wish": PaperKind("what the person, told of the risks, said of contact with their consulate"),
    "non-punishment": PaperKind("that not prosecuting or not punishing was considered for one act, with reasons"),
    "detention-review": PaperKind("a review of a detention: by whom, with which reasons, and what else was considered"),
    "document-made": PaperKind(
        "that a document was made for somebody outside: which, for whom, what for, and its digest",
        is_of_holds=True,
        is_between=True,
    ),
    "risk-assessment": PaperKind("how dangerous things are, view by view, and which measures follow"),
    "safety-plan": PaperKind("what the person fears and wants, and who does what for their safety until when"),
    "incident": PaperKind("that somebody asked after the person, threatened them or tried to get in"),
    "briefing": PaperKind("who was told of the dangers"),
    "placement": PaperKind("where the person was given a place, waits for one, or left"),
    "needs-asked": PaperKind("which needs were gone through with the person, and what they answered"),
    "service-step": PaperKind("how a kind of help moved on: offered, asked of somebody, promised or refused, begun, ended"),
    "service-delivered": PaperKind("what was delivered of a kind of help, and what it cost"),
    "service-fitted": PaperKind("how a kind of help was fitted to age, gender, special needs and language"),
    "support-plan": PaperKind("the plan of help: what the person wants, and who does what until when"),
    "support-left": PaperKind("that the person declined all help, left it, or wants it again"),
    "health-test": PaperKind("that tests were offered, what the person answered, and whether they were made; never a result"),
    "examination": PaperKind("by whom the person wishes to be examined, and what the examiner was told"),
    "care-plan": PaperKind("the plan of care for the long recovery"),
    "appointment": PaperKind("an appointment, who comes along, and how it came out"),
    "rights-notice": PaperKind(
        "what the person was to be told of their rights, in their language", is_of_holds=True, is_of_several=True
    ),
    "notice-given": PaperKind("how the person was told of their rights, on which subjects, and whether it was understood"),
    "reckoning": PaperKind("what the person lost and is owed, head by head, with what each sum assumes"),
    "imported": PaperKind("what an old record held when the case was brought here, and what it did not hold"),
    "closure": PaperKind("why work on the case was ended, or begun again"),
}
BROUGHT: Final = "imported"
_UNKNOWN: Final = PaperKind(
    "a paper of a kind that this release does not know",
    is_identification_note=True,
    is_of_holds=True,
    is_between=True,
    is_of_wishes=True,
)


def kept_apart_as(kind: str, body: Mapping[str, Any]) -> PaperKind:
    """Return the kind by which it is decided who reads a paper: of one that a partner sent, the kind that it had there.

    What it had there and is not known here is read by those alone who may read every kind.
    """
    return KINDS.get(_brought(kind, body)[0], _UNKNOWN)


def rests_on(kind: str, body: Mapping[str, Any]) -> Collection[str] | None:
    """Return the compartments on which a paper says that it rests; nothing where it does not say."""
    named = _brought(kind, body)[1].get("rests_on")
    return named if isinstance(named, list) else None


def _brought(kind: str, body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return kind and body of a paper; of one that a partner sent, those that it had there."""
    while kind == BROUGHT and "from" in body:
        kind, within = str(body.get("kind", "")), body.get("body")
        body = within if isinstance(within, Mapping) else {}
    return kind, body
