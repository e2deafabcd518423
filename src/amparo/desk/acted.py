"""What is said of an act that somebody plans: how it stands, what leads past a hold, and what was asked and decided before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.acting.decisions import ASKED, DECIDED, GO_ON, STAY, TO_SAVE, TOLD
from amparo.casework.acting.hold import (
    COURT_ALONE,
    DECISION,
    FORBIDDEN,
    FREE,
    HELD,
    HELD_UNTIL_KNOWN,
    NO_HOLD,
    NOT_ASSESSED,
    ORDERED,
    SECOND,
    Answer,
)
from amparo.casework.acting.hold import DECIDED as PASSED
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.desk.kept import Keeper, folded
from amparo.desk.kept_facts import said_moment
from amparo.desk.pieces import CALM, Happened
from amparo.desk.pieces import HELD as LOOKS_HELD
from amparo.desk.pieces import WAIT as LOOKS_WAITING
from amparo.desk.standing import ActLine

_YES: Final = "yes"
KINDS: Final = (ASKED, DECIDED, TOLD)


def way_words(way: str) -> str:
    """Say how an act stands, and what it takes to go on."""
    return {
        FREE: _("Nothing holds it on the facts as they are today. This is no clearance: other law, or new facts, may hold it."),
        ORDERED: _("It is held, and a court has decided. The order is obeyed."),
        PASSED: _("It is held. Those entitled to it decided, with reasons, that it goes on. That is no clearance."),
        FORBIDDEN: _("A court has forbidden it. The order is obeyed."),
        COURT_ALONE: _("It is held. Nobody can decide past this hold: only a court can, or facts that are not known yet."),
        SECOND: _("It is held. Somebody decided that it goes on, and a second person has not agreed yet."),
        DECISION: _("It is held. It can go on only if those entitled to it decide so, with reasons."),
    }[way]


def answer_words(answer: str) -> str:
    """Say in short what the law says of an act."""
    return {
        HELD: _("held"),
        HELD_UNTIL_KNOWN: _("held until known"),
        NO_HOLD: _("no hold on these facts"),
        NOT_ASSESSED: _("not assessed"),
    }[answer]


def look_of(answer: Answer) -> str:
    """Say how an answer looks; one without hold is never green."""
    return {HELD: LOOKS_HELD, HELD_UNTIL_KNOWN: LOOKS_WAITING}.get(answer.answer, CALM)


def act_line(keeper: Keeper, answer: Answer) -> ActLine:
    """Return an act with the holds of which the reader may be told."""
    settled_first = sorted(answer.holds, key=lambda each: each["conclusion"] != _YES)
    line = keeper.act(keeper.sight.acts[answer.act])
    return replace(line, answer=answer.answer, rules=folded(keeper.rule_line(each) for each in settled_first))


def happened(papers: Iterable[Paper], named: Named, *, act: str, item: str) -> list[Happened]:
    """Return what was asked, decided and told of an act, the newest first."""
    known = list(papers)
    firsts = {each.id for each in known if each.kind == DECIDED and (each.body["act"], each.body["item"]) == (act, item)}
    mine = [each for each in known if each.kind in KINDS and _is_of(each, act, item, firsts)]
    return [_line(each, named) for each in reversed(mine)]


def _is_of(paper: Paper, act: str, item: str, firsts: set[str]) -> bool:
    if paper.kind == TOLD:
        return paper.answers in firsts
    return (paper.body["act"], paper.body["item"]) == (act, item)


def _line(paper: Paper, named: Named) -> Happened:
    body = paper.body
    who = f"{named.user(paper.user)}, {named.agency(paper.agency)}"
    if paper.kind == ASKED:
        return Happened(said_moment(paper.at), _("Asked before doing it"), who, state=answer_words(body["answer"]))
    if paper.kind == TOLD:
        return Happened(said_moment(paper.at), _told(body["told"]), who, detail=body["words"])
    said = _seconded(body["verdict"]) if paper.answers else _decided(body["verdict"])
    return Happened(said_moment(paper.at), said, who, detail=body["reasons"], look=LOOKS_WAITING)


def _decided(verdict: str) -> str:
    return {
        GO_ON: _("Decided that it goes on although it is held"),
        STAY: _("Decided that it is not done"),
        TO_SAVE: _("Done at once, to save a life"),
    }[verdict]


def _seconded(verdict: str) -> str:
    return _("The second person agreed") if verdict == GO_ON else _("The second person did not agree")


def told_words() -> dict[str, str]:
    """Return what can be said of whether somebody was told."""
    return {
        "told": _("Was told, in a language they understand"),
        "none": _("There is none"),
        "not-yet": _("Could not be told yet"),
    }


def _told(told: dict[str, str]) -> str:
    words = told_words()
    return _("The person: %(person)s. Their lawyer: %(lawyer)s.") % {
        name: words[said][:1].lower() + words[said][1:] for name, said in told.items()
    }
