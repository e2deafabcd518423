"""`amparo may ACT CASE`: is this act held? Exit 0 no hold on these facts, 3 held, 4 held until more is known."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from amparo.doors.cli.arguments import Parser, add_case, case_parser
from amparo.doors.cli.casefile import Opened, opened
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.doors.cli.wordings import chip, due, hold_lines, law_line, lifting, remarks, under_line, urgency, why_line
from amparo.explain.answer import may_json
from amparo.explain.plain import Plain, sentence
from amparo.rules.may import HELD, HELD_UNTIL_KNOWN, NO_HOLD, Answer, may_from

EXITS: Final = {NO_HOLD: 0, HELD: 3, HELD_UNTIL_KNOWN: 4}
NOT_ASSESSED: Final = 4
"""An act of which the law does not speak is not free: nobody has looked."""


def parser() -> Parser:
    parser = case_parser(
        "may",
        "Is this act held for this person?",
        "exit codes: 0 no hold on these facts (not a clearance), 3 held, 4 held until more is known or not assessed",
    )
    parser.add_argument("act", metavar="ACT", help="an act of the vocabulary, such as removal")
    add_case(parser)
    parser.add_argument("--item", metavar="KIND#ID", help="one item that the act is about, such as offence#1")
    return parser


def run(arguments: Namespace) -> Outcome:
    case = opened(arguments)
    answer = may_from(case.inquiry.decider, arguments.act, arguments.item)
    code = EXITS.get(answer.answer, NOT_ASSESSED)
    if arguments.json:
        return Outcome(code, table=may_json(answer, case.inquiry.on))
    return Outcome(code, sheet=tuple(_lines(answer, case)))


def _lines(answer: Answer, case: Opened) -> Iterator[Line]:
    plain = case.plain()
    yield chip(answer.answer, answer.act, plain)
    yield GAP
    yield from law_line(case)
    yield from remarks(case, plain)
    if answer.answer == NO_HOLD:
        yield GAP
        yield line("No rule of this law holds the act on these facts. Whoever acts still answers for it.")
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
