"""What the person agreed to: asked alone, in their language, for something named and until a day; and taken back at any time.

To take something back is one act: the person's no is stated, what other agencies could read on it ends, and a paper says so.
From that moment no receiver's key opens anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import Standing, not_there
from amparo.casework.grants import end_grant_row
from amparo.casework.models import Grant, Notice
from amparo.casework.moment import fresh_id, now
from amparo.casework.own_word import OwnWord
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.information.told import VOICE
from amparo.stages.information.told_now import ALONE, LANGUAGE_TAGS, LONGEST, THROUGH

CONSENTS: Final = ("consent_to_referral", "consent_to_disclosure", "consent_to_examination", "consent_to_publication")
"""What a person can agree to, as the law reads it."""
SHARING: Final = frozenset(CONSENTS[:2])
"""Those on which other agencies read: with a no, what they were given on consent ends too."""
CONSENT: Final = "consent"
ASKED: Final = "consent-asked"
ENDED: Final = "consent-ended"
TAKEN_BACK: Final = "consent-taken-back"
"""The notice to the agency that keeps the case."""
SAID: Final = "said"
FREE: Final = ("yes", "chosen")
"""In whose presence a yes is taken: alone with who asks, or with somebody whom the person wanted there."""
LASTS: Final = timedelta(days=365)
"""No yes is taken for longer: then the person is asked again. Our choice."""
SHORTEST: Final = 10
ANSWERS: Final = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing that a person can agree to: what they said last and stands, and the paper of the asking, where there is one."""

    key: str
    entry: Entry | None
    asked: Paper | None

    @property
    def is_given(self) -> bool:
        """Say whether a yes stands today."""
        return self.entry is not None and self.entry.value is True and self.entry.is_valid_on(today())


@dataclass(frozen=True, slots=True)
class Asking:
    """How a person was asked, and what they said; `about` names receiver or purpose, `until` the last day of a yes."""

    key: str
    answer: str
    about: str
    explained: str
    language: str
    through: str
    alone: str
    until: date | None

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {
            "key": self.key,
            "answer": self.answer,
            "about": self.about,
            "explained": self.explained,
            "language": self.language,
            "through": self.through,
            "alone": self.alone,
            "until": self.until.isoformat() if self.until else "",
        }


def consents_in(sight: Sight) -> tuple[Consent, ...]:
    """Return everything that a person can agree to, as it stands in a case."""
    there = [each for each in standing(sight.entries) if each.key in CONSENTS and each.value is not None]
    papers = [each for each in sight.papers if each.kind == ASKED]
    return tuple(
        Consent(
            key,
            next((each for each in reversed(there) if each.key == key), None),
            next((each for each in reversed(papers) if each.body["key"] == key), None),
        )
        for key in CONSENTS
    )


def asking_from(sent: Mapping[str, str]) -> Asking:
    """Return what a form says; raise `AmparoError` at the field that is missing, and for a yes that was not free."""
    key, answer = sent.get("key", ""), sent.get("answer", "")
    if key not in CONSENTS:
        raise _lacks(_("choose what the person was asked"), "key")
    about, explained = (words(sent, name, LONGEST) for name in ("about", "explained"))
    if len(about) < SHORTEST:
        raise _lacks(_("say who receives what, or what is done, and what for"), "about")
    if len(explained) < SHORTEST:
        raise _lacks(_("say what was explained: also that a no has no bad consequence"), "explained")
    language, through, alone = (sent.get(name, "") for name in ("language", "through", "alone"))
    for value, known, name in ((language, LANGUAGE_TAGS, "language"), (through, THROUGH, "through"), (alone, ALONE, "alone")):
        if value not in known:
            raise _lacks(_("choose an answer"), name)
    if answer not in ANSWERS:
        raise _lacks(_("choose an answer; “not known” is one"), "answer")
    if answer == "yes" and alone not in FREE:
        raise AmparoError(
            "consent-not-free",
            _("a yes in front of others is not recorded as a consent"),
            help=_("ask again, alone, or with somebody whom the person wants there"),
            where="alone",
        )
    return Asking(key, answer, about, explained, language, through, alone, _until(sent) if answer == "yes" else None)


def ask(actor: Actor, case: str, asking: Asking, token: str = "") -> None:
    """Record what the person said when they were asked, and how they were asked; a no ends what rested on a yes."""
    sight = look(actor, case)
    if asking.answer == "no":
        grants = _resting(case, asking.key) if sight.keeper == actor.agency else ()  # a no is taken by whoever hears it
        take_back(actor, case, {asking.key}, grants, token, asking=asking)
        return
    if VOICE not in sight.recordable:
        raise not_there()
    kept = id_of_form(actor, case, token)
    if is_kept(sight, kept):
        return
    record(
        actor, case, [*_stated(sight, actor, asking)], seen=sight.seen, papers=(Draft(ASKED, VOICE, asking.body(), id=kept),)
    )


def take_back(
    actor: Actor, case: str, keys: Collection[str], grants: Collection[str], token: str = "", *, asking: Asking | None = None
) -> None:
    """State the person's no, end what was given on their consent, and keep a paper of both, in one act.

    Raise `no-such-case` for a grant that is not of this case, does not rest on consent or has ended already.
    """
    sight = look(actor, case)
    if VOICE not in sight.recordable or not (keys or grants) or not set(keys) <= set(CONSENTS):
        raise not_there()
    kept = id_of_form(actor, case, token)
    if is_kept(sight, kept):
        return
    word = OwnWord(sight, actor.agency)
    said = [each for key in sorted(keys) for each in word.state(key, value=False, source=SAID)]
    paper = Draft(ENDED, VOICE, {"keys": sorted(keys), "grants": sorted(grants), **_about(asking)}, is_said=True, id=kept)

    def end(standing_: Standing) -> None:
        if grants:
            standing_.check(Action.WITHDRAW)
        for grant in sorted(grants):
            row = Grant.objects.select_related("case").filter(id=grant, case_id=case, basis=CONSENT, ended=None).first()
            if row is None:
                raise not_there()
            end_grant_row(actor, row, now())
        if actor.agency != standing_.keeper:
            _tell_keeper(case, standing_.keeper, paper.id, keys)

    papers = (paper,) if asking is None else (paper, Draft(ASKED, VOICE, asking.body()))
    record(actor, case, said, seen=sight.seen, papers=papers, also=end)


def _tell_keeper(case: str, keeper: str, paper: str, keys: Collection[str]) -> None:
    """Tell who keeps the case of a no that another agency heard: they alone end what others read on the person's consent."""
    if any(_resting(case, key) for key in keys):
        Notice.objects.create(id=fresh_id(), agency_id=keeper, case_id=case, kind=TAKEN_BACK, about=paper, at=now())


def _about(asking: Asking | None) -> dict[str, Any]:
    return {} if asking is None else {"text": asking.about}


def _resting(case: str, key: str) -> tuple[str, ...]:
    """Return what other agencies were given on the person's consent, where a no to this ends it."""
    if key not in SHARING:
        return ()
    return tuple(Grant.objects.filter(case_id=case, basis=CONSENT, ended=None).values_list("id", flat=True))


def _stated(sight: Sight, actor: Actor, asking: Asking) -> Iterator[Statement]:
    word = OwnWord(sight, actor.agency)
    if asking.answer == "unknown":
        if not word.mine(asking.key):
            yield Statement(asking.key, None, SAID, method=asking.through, language=asking.language)
        return
    before = word.mine(asking.key)
    yield from (Statement(asking.key, None, SAID, corrects=each.id) for each in before[:-1])
    yield Statement(
        asking.key, value=True, source=SAID, method=asking.through, language=asking.language,
        valid_until=asking.until.isoformat() if asking.until else None, corrects=before[-1].id if before else None,
    )  # fmt: skip


def _until(sent: Mapping[str, str]) -> date:
    try:
        found = date.fromisoformat(sent.get("until", ""))
    except ValueError:
        raise _lacks(_("write the last day on which the yes stands"), "until") from None
    if not today() <= found <= today() + LASTS:
        raise _lacks(_("a yes stands for a year at most: then the person is asked again"), "until")
    return found


def _lacks(sentence: str, where: str) -> AmparoError:
    return AmparoError("consent-unfinished", sentence, where=where)
