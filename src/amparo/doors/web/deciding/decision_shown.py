"""What the pages of a decision show: where it stands, what was decided before, the evidence, and what holds a no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.named import Named
from amparo.casework.paper_kinds import KINDS
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, key_words, said_moment
from amparo.desk.library import wording
from amparo.desk.marked import begun, of_law
from amparo.desk.standing import RuleLine
from amparo.stages.identification.decision import ELEMENTS, FOUND, OUTCOME_WORDS, STAGE_WORDS, STAGES
from amparo.stages.identification.decision_evidence import AGAINST, BESIDE, FOR, Piece, Weighed
from amparo.stages.identification.decision_held import Held, is_without_exception
from amparo.stages.identification.decision_standing import Stand

LOOKS: Final = {"yes": "", "no": "held", "pending": "wait"}


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of the index as a page shows it, and as it was weighed, if it was."""

    id: str
    words: str
    value: str
    source: str
    who: str
    at: str
    direction: str
    relied: bool = False
    why: str = ""
    wrong: str = ""


def stages(sight: Sight, facts: KeptFacts) -> list[dict[str, str]]:
    """Return where both decisions stand, each with its day."""
    found = []
    for stage in STAGES:
        value = facts.as_it_stands(stage)
        on = facts.as_it_stands(f"{stage}_on")
        found.append(
            {
                "words": str(STAGE_WORDS[stage]),
                "value": wording().value(stage, value),
                "on": wording().value(f"{stage}_on", on) if on else "",
                "look": LOOKS.get(str(value), ""),
                "href": reverse("case-fact", kwargs={"case": sight.case, "key": stage}),
            }
        )
    return found


def presumed(sight: Sight, facts: KeptFacts) -> tuple[RuleLine, ...]:
    """Return what the law presumes of the person, as it stands."""
    return Keeper(sight, facts.as_it_stands).standing().presumed


def held_lines(sight: Sight, facts: KeptFacts, held: Held, sent: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each hold of a negative record with its provision, whether it can give way, and the reason that was given."""
    keeper = Keeper(sight, facts.as_it_stands)
    return [
        {
            "rule": keeper.rule_line(hold),
            "firm": is_without_exception(hold),
            "field": f"passing-{hold['rule']}",
            "why": sent.get(f"passing-{hold['rule']}", ""),
        }
        for hold in held.holds
    ]


def index_lines(facts: KeptFacts, pieces: Sequence[Piece], sent: Mapping[str, str], wrong: str = "") -> list[dict[str, Any]]:
    """Return the index in three groups, with what was ticked and written."""
    named = _named(pieces)
    lines = [_line(facts, piece, named, sent, wrong) for piece in pieces]
    return _grouped(lines)


def weighed_lines(facts: KeptFacts, pieces: Sequence[Piece], evidence: Iterable[Weighed]) -> list[dict[str, Any]]:
    """Return the index as somebody weighed it; what the viewer may not read is left out, and what is new as well."""
    by_id = {each.entry or each.paper: each for each in evidence}
    sent = {f"why-{id_}": each.why for id_, each in by_id.items()}
    sent |= {f"rely-{id_}": "yes" for id_, each in by_id.items() if each.relied}
    named = _named(pieces)
    return _grouped([_line(facts, piece, named, sent, "") for piece in pieces if piece.id in by_id])


def since_lines(facts: KeptFacts, pieces: Sequence[Piece]) -> list[EvidenceLine]:
    """Return what came after a decision was proposed."""
    named = _named(pieces)
    return [_line(facts, piece, named, {}, "") for piece in pieces]


def elements(found: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what was found of each part of trafficking."""
    words = {"yes": _("Found"), "no": _("Not there"), "unknown": _("Not known")}
    return [{"words": wording().fact(each), "found": words[found[each]]} for each in ELEMENTS if found.get(each) in FOUND]


def timeline(stand: Stand, case: str) -> Iterator[dict[str, Any]]:
    """Yield the decisions of a case with their readings, the newest first."""
    papers = [*stand.decisions, *stand.readings.values()]
    named = Named.of((), {each.user for each in papers})
    for paper in reversed(stand.decisions):
        waits = stand.proposal is not None and stand.proposal.id == paper.id
        chip, said = _state(paper, stand.readings.get(paper.id), waits=waits)
        yield {
            "at": said_moment(paper.at),
            "who": named.user(paper.user),
            "words": f"{STAGE_WORDS[paper.body['stage']]}: {OUTCOME_WORDS[paper.body['outcome']]}",
            "href": reverse("decision-second", kwargs={"case": case, "paper": paper.id}),
            "state": chip,
            "look": "wait" if waits else "",
            "detail": f"{said} {paper.body['plain']}",
        }


def _state(paper: Paper, reading: Paper | None, *, waits: bool) -> tuple[str, str]:
    """Return in a word how a decision stands, and in a sentence."""
    if not paper.body["takes_two"]:
        return _("In effect"), _("In effect at once.")
    if reading is not None and reading.body.get("taken_back"):
        return _("Taken back"), _("Nothing changed.")
    if reading is not None and reading.body["agrees"]:
        return _("In effect"), _("A second reader agreed.")
    if reading is not None:
        return _("Not agreed"), _("The second reader did not agree: nothing changed.")
    return (
        (_("Proposed"), _("It waits for a second reader: nothing has changed."))
        if waits
        else (_("Overtaken"), _("Nothing changed."))
    )


def _grouped(lines: Sequence[EvidenceLine]) -> list[dict[str, Any]]:
    titles = {FOR: _("Speaks for it"), AGAINST: _("Speaks against it"), BESIDE: _("Says neither by itself")}
    groups = ((name, [line for line in lines if line.direction == name]) for name in titles)
    return [{"name": name, "title": titles[name], "lines": found} for name, found in groups if found]


def _line(facts: KeptFacts, piece: Piece, named: Named, sent: Mapping[str, str], wrong: str) -> EvidenceLine:
    weighed: dict[str, Any] = {
        "relied": bool(sent.get(f"rely-{piece.id}")),
        "why": sent.get(f"why-{piece.id}", ""),
        "wrong": wrong if wrong == f"why-{piece.id}" else "",
    }
    if piece.entry is not None:
        said = facts.stated(piece.entry)
        return EvidenceLine(
            piece.id,
            key_words(piece.key),
            value=said.value,
            source=said.source,
            who=said.agency,
            at=said.at,
            direction=piece.direction,
            **weighed,
        )
    assert piece.paper is not None  # noqa: S101 a piece is one or the other
    meaning = KINDS[piece.paper.kind].meaning
    return EvidenceLine(
        piece.id,
        begun(of_law(meaning)),
        value="",
        source=_("Paper of the case"),
        who=named.agency(piece.paper.agency),
        at=said_moment(piece.paper.at),
        direction=piece.direction,
        **weighed,
    )


def _named(pieces: Iterable[Piece]) -> Named:
    return Named.of({piece.paper.agency for piece in pieces if piece.paper})
