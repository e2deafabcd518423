"""`amparo may ACT CASE`: is this act held? Exit 0 no hold on these facts, 3 held, 4 held until more is known."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from amparo.doors.cli.arguments import Parser, add_case, case_parser
from amparo.doors.cli.casefile import opened
from amparo.doors.cli.sheet import Outcome
from amparo.doors.cli.table import part_module
from amparo.explain.answer import may_json
from amparo.rules.may import HELD, HELD_UNTIL_KNOWN, NO_HOLD, may_from

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
    return Outcome(code, sheet=part_module("may in words").told(answer, case))
