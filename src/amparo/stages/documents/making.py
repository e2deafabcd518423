"""To make a document: shown as it would go out, then kept as a paper with its digest and in the log; and made again of that.

The paper keeps no statement: it keeps what was chosen, and as of which moment. Whoever may read all of it gets the same again;
nobody else gets anything, so no document is a way round a part that was closed to its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.acting.asking import may_go_on, place_of, read_answer
from amparo.casework.acting.hold import Answer
from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.bundles import BUNDLES
from amparo.casework.entitled import Standing, not_there, permitted
from amparo.casework.log import log, wait_for_head
from amparo.casework.mandates import ABROAD, CHARGING, REMOVING
from amparo.casework.moment import now
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.ledger.canonical import moment_from, written_moment
from amparo.stages.documents.court_report import court_report
from amparo.stages.documents.hold_notice import hold_notice
from amparo.stages.documents.plan import Plan, check, plan_of
from amparo.stages.documents.receivers import COURT_REPORT, HOLD_NOTICE, RECEIVERS, REFERRAL_LETTER
from amparo.stages.documents.referral_letter import referral_letter

MADE: Final = "document-made"
DISCLOSURE: Final = "disclosure"
LEGAL: Final = "legal"
MAKERS: Final[Mapping[str, Callable[[Sight, Plan, str], dict[str, Any]]]] = {
    COURT_REPORT: court_report,
    HOLD_NOTICE: hold_notice,
    REFERRAL_LETTER: referral_letter,
}


def may_make(actor: Actor, sight: Sight) -> tuple[str, ...]:
    """Return the documents that somebody may make: by their office and the law's part of the case, not by what stands in it.

    Reports and letters take data out, as an export does, and so are for the agency that keeps the case. A notice tells no
    fact: whoever protects the person may send one; who may charge or remove them asks the law instead.
    """
    found: list[str] = []
    if actor.agency == sight.keeper and Action.EXPORT in BUNDLES[actor.bundle].actions:
        found += [COURT_REPORT, REFERRAL_LETTER]
    if actor.body not in ABROAD | CHARGING | REMOVING and LEGAL in sight.recordable:
        found.append(HOLD_NOTICE)
    return tuple(found)


def preview(actor: Actor, sight: Sight, plan: Plan) -> dict[str, Any]:
    """Return a document exactly as it would go out now; nothing is kept by looking at it."""
    if plan.document not in may_make(actor, sight):
        raise not_there()
    check(plan, sight)
    with translation.override("en"):
        return MAKERS[plan.document](sight, plan, actor.agency)


def disclosing(actor: Actor, sight: Sight, plan: Plan) -> Answer | None:
    """Return how the law stands to giving data to somebody outside; a notice gives none."""
    return None if plan.is_notice else read_answer(actor, sight, DISCLOSURE)


def make(actor: Actor, case: str, plan: Plan, digest: str, token: str = "") -> str:
    """Keep that a document was made, as it was shown under this digest, and return the id of its paper.

    Raise `document-changed` where it would not be the same any more, `act-held` where the law holds its disclosure.
    """
    moment = now()
    sight = look(actor, case, as_known=moment)
    said = preview(actor, sight, plan)
    paper = id_of_form(actor, case, token)
    if is_kept(sight, paper):
        return paper
    if said["digest"] != digest:
        raise AmparoError(
            "document-changed",
            _("the case has changed since this was shown"),
            help=_("read it again, then make it"),
            where="to",
        )
    body = {**plan.written(), "digest": digest, "withheld": said["withheld"], "as_known": written_moment(moment)}
    draft = Draft(MADE, place_of(sight.recordable), body, id=paper)

    def also(standing: Standing) -> None:
        _check_going_out(standing, plan)
        log("document-made", actor, case=case, about=_about(plan, digest))

    if not plan.is_notice:
        with permitted(actor, case, Action.EXPORT, plan.parts):
            pass  # whoever may not take data out is refused before anything is made, and that they tried is kept
    record(actor, case, seen={}, papers=(draft,), also=also)
    return paper


def again(actor: Actor, case: str, paper: str) -> dict[str, Any]:
    """Return a document that was made, the same as it went out; that somebody took it is in the log before it is given.

    Raise `document-changed` where this reader does not get the same: a part is closed to them, or its words have changed.
    """
    kept = made_in(look(actor, case), paper)
    plan = plan_of(kept.body)
    sight = look(actor, case, as_known=moment_from(kept.body["as_known"]))
    said = preview(actor, sight, plan)
    if said["digest"] != kept.body["digest"]:
        raise AmparoError(
            "document-changed", _("this document cannot be made again as it went out"),
            help=_("you may not read all of it, or the law or its words have changed since; make a new one"), where="paper",
        )  # fmt: skip
    action, named = (Action.READ, (kept.compartment,)) if plan.is_notice else (Action.EXPORT, plan.parts)
    with permitted(actor, case, action, named):
        entry = log("document-taken", actor, case=case, about=_about(plan, said["digest"]))
    wait_for_head(entry)
    return said


def made_in(sight: Sight, paper: str) -> Paper:
    """Return the paper of a document that the viewer may read."""
    found = next((each for each in sight.papers if each.id == paper and each.kind == MADE), None)
    if found is None:
        raise not_there()
    return found


def made_on(paper: Paper) -> datetime:
    """Return the moment as of which a document was made."""
    return moment_from(paper.body["as_known"])


def _check_going_out(standing: Standing, plan: Plan) -> None:
    """Ask policy and law once more, inside the transaction: somebody may have taken a consent back meanwhile."""
    if not plan.is_notice:
        standing.check(Action.EXPORT, plan.parts)
        may_go_on(standing, DISCLOSURE)


def _about(plan: Plan, digest: str) -> dict[str, Any]:
    said = {"document": plan.document, "receiver": plan.body, "compartments": list(plan.parts), "digest": digest}
    return said if plan.is_notice else {**said, "purpose": RECEIVERS[plan.body].purpose.value, "basis": plan.basis}
