"""`amparo ask CASE`: the next questions, those that settle most first, in words for the person and for the worker."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from amparo.doors.cli.arguments import Parser, add_case, case_parser
from amparo.doors.cli.casefile import Opened, opened
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed
from amparo.doors.cli.wordings import law_line, plain_for, remarks
from amparo.explain.answer import question_json
from amparo.explain.ask import Question, ask
from amparo.explain.plain import Plain

MOST: Final = 10


def parser() -> Parser:
    parser = case_parser("ask", "The next questions, those that settle most of what protects first.")
    add_case(parser)
    parser.add_argument("--act", metavar="ACT", help="only questions that bear on this act, such as removal")
    parser.add_argument("--all", action="store_true", help=f"all questions, not the first {MOST} (JSON has them all)")
    return parser


def run(arguments: Namespace) -> Outcome:
    case = opened(arguments)
    plain = plain_for(case)
    questions = ask(case.inquiry.decider, plain.words, arguments.act)
    if arguments.json:
        return Outcome(table={"questions": [question_json(question) for question in questions]})
    return Outcome(sheet=tuple(_lines(questions, case, plain, everything=arguments.all)))


def _lines(questions: tuple[Question, ...], case: Opened, plain: Plain, *, everything: bool) -> Iterator[Line]:
    yield from law_line(case)
    yield from remarks(case, plain)
    if not questions:
        yield GAP
        yield line("Nothing more needs to be asked.", "strong")
    shown = questions if everything else questions[:MOST]
    for number, question in enumerate(shown, 1):
        yield GAP
        yield from _question(number, question, plain)
    if len(shown) < len(questions):
        yield GAP
        yield line(f"and {len(questions) - len(shown)} more questions (--all)", "quiet")


def _question(number: int, question: Question, plain: Plain) -> Iterator[Line]:
    mark = f"{number}."
    indent = len(mark) + 1
    item = f"{plain.item(question.item)}: " if question.item else ""
    yield mixed((f"{item}{question.person}", "strong"), mark=mark)
    yield mixed(("For the worker: ", "quiet"), (question.worker, ""), indent=indent)
    if question.hint:
        yield line(question.hint, "quiet", indent=indent)
    more = f", and {len(question.settles) - 1} more" if len(question.settles) > 1 else ""
    yield line(f"Bears on: {plain.title(question.settles[0])}{more}.", "quiet", indent=indent)
