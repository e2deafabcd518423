"""The letter about a decision: what was decided and why, in plain words; what stays protected, how to challenge, where help is.

It is made of what its writer may read of a case, so it holds nothing of where the person lives, and it names nobody: not even
the person. What was written is kept, with its digest; the PDF is made from it again when it is asked for, the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.utils import formats, translation
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.determine import law
from amparo.casework.entitled import not_there
from amparo.casework.named import Named
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.case_code import short_code
from amparo.desk.library import wording
from amparo.environment import time_zone, today
from amparo.explain.citing import cite
from amparo.ledger.canonical import canonical
from amparo.stages.identification.clock_law import CHALLENGE, challenge_until, period_of
from amparo.stages.identification.decision import FINAL, INCONCLUSIVE, NO, PENDING, YES
from amparo.stages.identification.decision_standing import DECISION, check_authority, stand_of

LETTER: Final = "decision-letter"
ACCOUNT: Final = "account"
LANGUAGES: Final = ("en",)
"""Languages in which these words were approved by somebody who can answer for them. Any other waits for its translation."""
HELD: Final = ("held", "held-until-known")
CONTACTS: Final = ("hotline", "legal_aid", "child_authority")
MOST: Final = 8
"""Lines of one list: nobody reads more in a letter."""


def write_letter(actor: Actor, sight: Sight, decision: str, language: str, token: str = "") -> str:
    """Keep the letter about a decision that is in effect, in a language that was approved, and return its id."""
    check_authority(actor)
    paper = id_of_form(actor, sight.case, token)
    if is_kept(sight, paper):
        return paper
    draft = Draft(LETTER, ACCOUNT, contents(actor, sight, decision, language), answers=decision, id=paper)
    record(actor, sight.case, seen={}, papers=(draft,))
    return draft.id


def contents(actor: Actor, sight: Sight, decision: str, language: str) -> dict[str, Any]:
    """Return what the letter says: its head, and parts with headings and lines; and the digest of all that."""
    stand = stand_of(sight)
    paper = next((each for each in sight.papers if each.id == decision and each.kind == DECISION), None)
    if paper is None or not stand.in_effect(paper) or language not in LANGUAGES:
        raise not_there()
    reading = stand.readings.get(paper.id)
    decided = (reading or paper).at.astimezone(time_zone()).date()
    with translation.override(language):
        said: dict[str, Any] = {
            "language": language,
            "code": short_code(sight.case),
            "office": Named.of({actor.agency}).agency(actor.agency),
            "on": today().isoformat(),
            "day": _day(today()),
            "title": _("Letter about a decision"),
            "parts": [{"heading": heading, "lines": list(lines)} for heading, lines in _parts(sight, paper, decided) if lines],
        }
    return {**said, "digest": digest_of(said)}


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the digest of what a letter says."""
    return sha256(canonical({name: value for name, value in said.items() if name != "digest"})).hexdigest()


def _parts(sight: Sight, paper: Paper, decided: date) -> Iterator[tuple[str, Sequence[str]]]:
    body = paper.body
    yield _("What we decided"), (_decided(body["stage"], body["outcome"], decided),)
    yield _("Why"), tuple(line for line in body["plain"].splitlines() if line.strip())
    yield _("Under which law"), tuple(dict.fromkeys(_provisions(sight, body)))[:MOST]
    yield _("What this means for you"), tuple(_meaning(body["outcome"]))
    yield _("What stays forbidden meanwhile"), tuple(_protected(sight))
    yield _("If you do not agree"), tuple(_challenge(body["outcome"], decided))
    yield _("Where you find help"), tuple(_help())
    yield (
        _("About this letter"),
        (
            _("Somebody explains this letter to you, in a language that you understand. Ask as often as you want."),
            _("You need not take this paper with you. Ask us to keep it for you if it is not safe."),
        ),
    )


def _decided(stage: str, outcome: str, decided: date) -> str:
    words = {
        YES: _("On %(day)s we decided: there are reasons to believe that you were trafficked."),
        NO: _("On %(day)s we decided that we do not see you as a person who was trafficked. Two officers looked at it."),
        INCONCLUSIVE: _("On %(day)s we could not settle whether you were trafficked. This is not a no."),
        PENDING: _("On %(day)s we opened the question again whether you were trafficked."),
    }
    final = _("On %(day)s we decided for good: you were trafficked.")
    return (final if (stage, outcome) == (FINAL, YES) else words[outcome]) % {"day": _day(decided)}


def _meaning(outcome: str) -> Iterator[str]:
    match outcome:
        case "yes":
            yield _(
                "You are treated as a person who was trafficked. You may have help and protection, whatever you decide later."
            )
            yield _("You need not speak against anybody to have it.")
        case "no":
            yield _("You may have this decision looked at again. Until the time for that is over, you are treated as before.")
            yield _("This letter does not end your rights as a refugee, as a child or as a worker, if you have them.")
        case _:
            yield _("You are treated as a person who was trafficked until we decide for good.")


def _protected(sight: Sight) -> Iterator[str]:
    """Yield the acts against the person that are held now, by their names alone; who may not be told of a hold is not asked."""
    acts = wording().vocabulary.acts
    for name, act in sight.acts.items():
        if act["answer"] in HELD and acts[name].coercive:
            yield wording().act(name)


def _challenge(outcome: str, decided: date) -> Iterator[str]:
    body = law().profile.contacts.get("appeal_body")
    if outcome == NO:
        until = challenge_until(decided)
        if until is not None:
            yield _("You can challenge the decision until %(day)s. Say so to us, to your lawyer or to your case worker.") % {
                "day": _day(until)
            }
        else:
            yield _("This law names no last day. Say so as soon as you can, to us, to your lawyer or to your case worker.")
    else:
        yield _("Say so to us, to your lawyer or to your case worker.")
    yield _("If you remember more, or find a paper, tell us at any time. We then look at it again. It is never too late.")
    if body:
        yield _("You can also go to: %(who)s") % {"who": _contact(body)}


def _help() -> Iterator[str]:
    contacts = law().profile.contacts
    yield from (_contact(contacts[name]) for name in CONTACTS if name in contacts)


def _contact(contact: Mapping[str, str]) -> str:
    return ", ".join(str(contact[name]) for name in ("name", "phone", "mail") if contact.get(name))


def _provisions(sight: Sight, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the provisions of the duties that this decision answers, of the time to challenge it, and of what is presumed."""
    keys = {body["stage"], "negative_decision_reviewed"} if body["outcome"] == NO else {body["stage"]}
    ours = [each for each in sight.determinations if each["binds"] == "identifying_authority"]
    answered = [each for each in ours if keys & {reason["fact"] for reason in each["fulfilled_because"]}]
    period = period_of(CHALLENGE) if body["outcome"] == NO else None
    under = [provision for each in answered[:3] for provision in each["under"]]
    under += period.under if period else ()
    under += [provision for each in ours if each["kind"] == "presumption" for provision in each["under"]]
    yield from (cite(provision, law().citations).text for provision in under)


def _day(day: date) -> str:
    return formats.date_format(day, "j F Y")
