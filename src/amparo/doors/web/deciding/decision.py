"""The page of the decision on status: where it stands, the evidence, the law's presumption, and the form that decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.sent import words
from amparo.doors.web.case_page import REFUSALS, head_of, of_a_case
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.deciding.decision_shown import held_lines, index_lines, presumed, stages, timeline
from amparo.doors.web.message import only
from amparo.doors.web.signed_in import actor, signed_in
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.stages.identification.deciding import LONGEST, decide
from amparo.stages.identification.decision import (
    ELEMENTS,
    FINAL,
    FIRST,
    NO,
    OUTCOME_WORDS,
    OUTCOMES,
    PENDING,
    STAGE_WORDS,
    STAGES,
    Decision,
)
from amparo.stages.identification.decision_evidence import index_of, weighed
from amparo.stages.identification.decision_held import Held, held_with
from amparo.stages.identification.decision_standing import AUTHORITY, Stand, stand_of
from amparo.stages.identification.decision_statements import Stating, findings
from amparo.stages.identification.letter import LETTER
from amparo.stages.identification.letter_given import GIVEN

LEGAL: Final = "legal"
ACCOUNT: Final = "account"


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def decision(request: HttpRequest, case: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    if LEGAL not in sight.readable:
        raise not_there()
    if request.method != "POST":
        return _shown(request, who, sight)
    sent = request.POST.dict()
    try:
        taken = _sent(sight, sent)
    except AmparoError as error:  # longer than what is kept
        return _shown(request, who, sight, sent, error)
    if sent.get("after", "") != _after(stand_of(sight)):
        late = AmparoError("lost-update", _("somebody else decided or proposed something meanwhile"), where="outcome")
        return _shown(request, who, sight, sent, late)
    try:
        paper = decide(who, sight, taken)
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        held = held_with(who, case, findings(taken, Stating(sight, who.agency))) if error.code == "act-held" else None
        return _shown(request, who, sight, sent, error, held)
    return redirect("decision-second", case=case, paper=paper)


def _sent(sight: Sight, sent: Mapping[str, str]) -> Decision:
    outcome = sent.get("outcome", "")
    passing = {name.removeprefix("passing-"): words(sent, name, LONGEST) for name in sent if name.startswith("passing-")}
    return Decision(
        stage=sent.get("stage", ""),
        outcome=outcome,
        reasons=words(sent, "reasons", LONGEST),
        plain=words(sent, "plain", LONGEST),
        elements={name: sent.get(name, "") for name in ELEMENTS},
        evidence=weighed(index_of(sight), sent),
        negative_reason=sent.get("negative_reason", "") if outcome == NO else "",
        passing=passing,
    )


def _after(stand: Stand) -> str:
    """Return what names the papers that the officer saw: whoever decides on older ones sees the newer first."""
    return stand.decisions[-1].id if stand.decisions else ""


def _shown(
    request: HttpRequest,
    who: Actor,
    sight: Sight,
    sent: Mapping[str, str] | None = None,
    error: AmparoError | None = None,
    held: Held | None = None,
) -> HttpResponse:
    facts, stand, form = KeptFacts(sight), stand_of(sight), sent or {}
    trouble = Trouble(error.sentence[:1].upper() + error.sentence[1:], error.help, field=error.where) if error else None
    decides = who.body == AUTHORITY and {LEGAL, ACCOUNT} <= sight.recordable
    context = {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "decision"),
        "stages": stages(sight, facts),
        "presumed": presumed(sight, facts),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "timeline": list(timeline(stand, sight.case)),
        "proposal": _proposal(stand, sight, who),
        "challenges": len(stand.challenges),
        "letter": _letter(stand, sight) if decides else None,
        "is_new": facts.as_it_stands("new_evidence") is True,
        "decides": decides,
        "fields": _fields(stand, form, trouble) if decides else {},
        "evidence": index_lines(facts, index_of(sight), form, error.where if error else "") if decides else [],
        "holds": held_lines(sight, facts, held, form) if held else [],
        "after": _after(stand),
        "may_challenge": LEGAL in sight.recordable,
        "trouble": trouble,
    }
    return render(request, "deciding/decision.html", context, status=422 if error else 200)


def _proposal(stand: Stand, sight: Sight, who: Actor) -> dict[str, Any] | None:
    if stand.proposal is None:
        return None
    href = reverse("decision-second", kwargs={"case": sight.case, "paper": stand.proposal.id})
    return {"href": href, "is_own": stand.proposal.user == who.user}


def _letter(stand: Stand, sight: Sight) -> dict[str, str] | None:
    """Return where the letter about the last decision is written or given, as long as the person does not have it."""
    if stand.last is None or stand.last.body["outcome"] == PENDING:
        return None
    written = [each for each in sight.papers if each.kind == LETTER and each.answers == stand.last.id]
    if any(each.kind == GIVEN and each.answers in {paper.id for paper in written} for each in sight.papers):
        return None
    if not written:
        return {"words": _("The person has no letter yet."), "href": _page(sight, "decision-letter", stand.last.id)}
    return {"words": _("The letter was not given yet."), "href": _page(sight, "letter", written[-1].id)}


def _page(sight: Sight, name: str, paper: str) -> str:
    return reverse(name, kwargs={"case": sight.case, "paper": paper})


def _fields(stand: Stand, sent: Mapping[str, str], trouble: Trouble | None) -> dict[str, Any]:
    first = FIRST if stand.before[FIRST] != "yes" and stand.before[FINAL] is None else FINAL
    reasons = _reasons()
    fields = {
        "stage": Field(
            "stage", "stage", _("Which decision?"), sent.get("stage") or first, kind="radios",
            choices=tuple((name, str(STAGE_WORDS[name])) for name in STAGES),
        ),
        "outcome": Field(
            "outcome", "outcome", _("What is decided?"), sent.get("outcome", ""), kind="radios",
            hint=_("A no is only proposed: it takes effect when another officer agrees, with reasons of their own."),
            choices=tuple((name, str(OUTCOME_WORDS[name])) for name in OUTCOMES),
        ),
        "negative_reason": Field(
            "negative_reason", "negative_reason", _("Only for a no: the main reason"), sent.get("negative_reason", ""),
            hint=_("Most of these carry no no under the law. Choose what is true: the law then says so, with the provision."),
            choices=reasons, kind="select",
        ),
        "reasons": Field(
            "reasons", "reasons", _("Reasons"), sent.get("reasons", ""), kind="area", longest=LONGEST, rows=8,
            hint=_("Each part, on what evidence. A second reader and a court must be able to follow."),
        ),
        "plain": Field(
            "plain", "plain", _("Reasons in plain words, for the letter to the person"), sent.get("plain", ""), kind="area",
            longest=LONGEST, rows=5, hint=_("Nobody else is named here, and no place where the person lives."),
        ),
    }  # fmt: skip
    found = [
        Field(name, name, wording().fact(name), sent.get(name, ""), hint=wording().asked(name).worker, kind="yesno")
        for name in ELEMENTS
    ]
    told = {name: field.with_trouble(trouble) for name, field in fields.items()}
    return {**told, "elements": [field.with_trouble(trouble) for field in found]}


def _reasons() -> tuple[tuple[str, str], ...]:
    values = wording().vocabulary.kind_of("negative_reason").values
    return tuple((value, wording().value("negative_reason", value)) for value in values)
