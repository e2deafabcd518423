"""An interview: what has to be settled before it begins, the moment at which it does, and what was said and observed.

Its three papers answer each other: prepared, begun, written up. It begins only if the act `interview` is not held, or somebody
entitled to it decided with reasons that it goes on. What the law turns on is stated as facts in the same act as each paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.acting import may_go_on
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.entitled import not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.desk.sent import words
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.identification.decision_statements import Stating

INTERVIEW: Final = "interview"
ACCOUNT: Final = "account"
PREPARED: Final = "prepared"
BEGUN: Final = "begun"
WRITTEN: Final = "written"
LONGEST: Final = 20_000
SHORT: Final = 300
YESNO: Final = {"yes": True, "no": False}
BEFORE: Final = {
    "interview_informed": "said",
    "interview_fit": "observed",
    "speaks_local_language": "observed",
    "interpreter_cleared": "observed",
    "interview_preferences_asked": "observed",
}
"""What is asked before it begins, by the fact it states, and on what source."""
AFTER: Final = {"heard_on_status": "observed", "needs_reviewed": "observed"}
ASKED_ALSO: Final = ("companions_out",)
"""Asked as well, and kept on the paper alone: no rule turns on it."""
TEXTS: Final = ("place", "support", "interpreter")
SEXES: Final = {
    "woman": gettext_lazy("A woman asks and interprets"),
    "man": gettext_lazy("A man asks and interprets"),
    "any": gettext_lazy("The person does not mind"),
    "unasked": gettext_lazy("Not asked yet"),
}
KINDS: Final = {
    "initial": gettext_lazy("The first interview by the authority"),
    "formal": gettext_lazy("A formal interview"),
    "other": gettext_lazy("Another talk"),
}
DAYS: Final = {"initial": "initial_interview_on", "formal": "formal_interview_on"}
DISTRESS: Final = {
    "none": gettext_lazy("None that was seen"),
    "some": gettext_lazy("Some: a break helped"),
    "strong": gettext_lazy("Strong: the interview was ended"),
    "unknown": gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview: how it was prepared, whether it began, and what was written up."""

    prepared: Paper
    begun: Paper | None
    written: Paper | None


def talks(sight: Sight) -> tuple[Talk, ...]:
    """Return the interviews of a case that the viewer may read, the oldest first."""
    papers = [each for each in sight.papers if each.kind == INTERVIEW]
    answer = {(each.answers, each.body["phase"]): each for each in papers if each.answers}
    first = (each for each in papers if each.body["phase"] == PREPARED)
    return tuple(Talk(each, answer.get((each.id, BEGUN)), answer.get((each.id, WRITTEN))) for each in first)


def talk_of(sight: Sight, paper: str) -> Talk:
    """Return one interview by the paper that prepared it."""
    found = next((each for each in talks(sight) if each.prepared.id == paper), None)
    if found is None:
        raise not_there()
    return found


def prepare(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Keep what was settled before an interview, and state what the law turns on; return the id of its paper."""
    sight = look(actor, case)
    if sent.get("sex", "") not in SEXES:
        raise AmparoError(
            "decision-unfinished", _("say whether the person was asked who should ask and interpret"), where="sex"
        )
    for name in (*BEFORE, *ASKED_ALSO):
        if name not in left_to_others(sight) and sent.get(name, "") not in (*YESNO, "unknown"):
            raise AmparoError("decision-unfinished", _("choose an answer; “not known” is one"), where=name)
    body = {
        "phase": PREPARED,
        "sex": sent["sex"],
        **{name: sent.get(name, "unknown") for name in (*BEFORE, *ASKED_ALSO)},
        **{name: words(sent, name, SHORT) for name in TEXTS},
    }
    draft = Draft(INTERVIEW, ACCOUNT, body, is_said=True, id=id_of_form(actor, case, sent.get("token", "")))
    if is_kept(sight, draft.id):
        return draft.id
    record(actor, case, tuple(_answers(sight, actor, sent, BEFORE)), seen=sight.seen, papers=(draft,))
    return draft.id


def begin(actor: Actor, case: str, paper: str) -> None:
    """Begin an interview now; raise `act-held` where it is held and nobody decided that it goes on."""
    talk = talk_of(look(actor, case), paper)
    if talk.begun is not None:
        return
    draft = Draft(INTERVIEW, ACCOUNT, {"phase": BEGUN}, answers=paper, is_said=True)
    record(actor, case, seen={}, papers=(draft,), also=lambda standing: may_go_on(standing, INTERVIEW))


def write_up(actor: Actor, case: str, paper: str, sent: Mapping[str, str]) -> None:
    """Keep what was said and what was observed, apart from each other, and state what the law turns on."""
    sight = look(actor, case)
    talk = talk_of(sight, paper)
    if talk.begun is None or talk.written is not None:
        raise not_there()
    _check_written(sight, sent)
    body = {
        "phase": WRITTEN,
        "kind": sent["kind"],
        "distress": sent["distress"],
        **{name: words(sent, name, LONGEST) for name in ("said", "observed", "breaks")},
        **{name: sent.get(name, "unknown") for name in AFTER},
    }
    draft = Draft(INTERVIEW, ACCOUNT, body, answers=paper, is_said=True)
    said = [*_answers(sight, actor, sent, AFTER)]
    if sent["kind"] in DAYS:
        said += Stating(sight, actor.agency).state(DAYS[sent["kind"]], today().isoformat(), source="observed")
    record(actor, case, said, seen=sight.seen, papers=(draft,))


def left_to_others(sight: Sight) -> frozenset[str]:
    """Return the facts asked about that this viewer may not record: somebody else who may is asked."""
    return frozenset(name for name in (*BEFORE, *AFTER) if compartment_of(name) not in sight.recordable)


def _check_written(sight: Sight, sent: Mapping[str, str]) -> None:
    for name, known in (("kind", KINDS), ("distress", DISTRESS)):
        if sent.get(name, "") not in known:
            raise AmparoError("decision-unfinished", _("choose an answer; “not known” is one"), where=name)
    for name in AFTER:
        if name not in left_to_others(sight) and sent.get(name, "") not in (*YESNO, "unknown"):
            raise AmparoError("decision-unfinished", _("choose an answer; “not known” is one"), where=name)
    if not sent.get("said", "").strip() and not sent.get("observed", "").strip():
        raise AmparoError("decision-unfinished", _("write down what was said, or what was observed"), where="said")


def _answers(sight: Sight, actor: Actor, sent: Mapping[str, str], asked: Mapping[str, str]) -> Iterator[Statement]:
    """State yes and no, each in the place of what the same agency said before; not known states nothing."""
    stating = Stating(sight, actor.agency)
    for name, source in asked.items():
        if name not in left_to_others(sight) and sent.get(name) in YESNO:
            yield from stating.state(name, YESNO[sent[name]], source=source)
