"""The answer about an act as a sheet: one big line, then why, what could lift it, and what is owed with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from amparo.doors.cli.casefile import Opened
from amparo.doors.cli.sheet import GAP, Line, Sheet, line, mixed, section
from amparo.doors.cli.wordings import (
    chip,
    due,
    hold_lines,
    law_line,
    lifting,
    order_lines,
    plain_for,
    remarks,
    under_line,
    urgency,
    why_line,
)
from amparo.explain.plain import Plain, sentence
from amparo.rules.may import NO_HOLD, NOT_ASSESSED, Answer

_REMARKS: Final = {
    NO_HOLD: "No rule of this law holds the act on these facts. Whoever acts still answers for it.",
    NOT_ASSESSED: "This law does not speak of the act: nobody has looked whether it may be done.",
}


def told(answer: Answer, case: Opened) -> Sheet:
    return tuple(_lines(answer, case))


def _lines(answer: Answer, case: Opened) -> Iterator[Line]:
    plain = plain_for(case)
    yield chip(answer.answer, answer.act, plain)
    yield GAP
    yield from law_line(case)
    yield from remarks(case, plain)
    if answer.answer in _REMARKS:
        yield GAP
        yield line(_REMARKS[answer.answer])
    yield from section("Orders of a court", order_lines(answer, plain, indent=0))
    yield from section("Why", (each for hold in answer.holds for each in hold_lines(hold, case, plain, indent=0)))
    yield from section("What could lift it", _lifting(answer, case, plain))
    yield from section("Owed before and after it", _safeguards(answer, case, plain))


def _lifting(answer: Answer, case: Opened, plain: Plain) -> Iterator[Line]:
    if answer.needs:
        yield line(f"An answer on {lifting(answer.needs, case, plain)}.")
    for past in dict.fromkeys(plain.way_past(hold.rule) for hold in answer.holds):
        yield line(f"{sentence(past)}.")


def _safeguards(answer: Answer, case: Opened, plain: Plain) -> Iterator[Line]:
    for duty in sorted(answer.duties, key=urgency):
        yield mixed((f"{plain.actor(duty.rule.binds)}, {due(duty, case.inquiry.on)}: ", "strong"), (duty.rule.do, ""), mark="•")
        yield line(under_line(duty, case), "quiet", indent=2)
        yield why_line(duty, plain, indent=2)
