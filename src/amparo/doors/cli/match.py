"""`amparo match QUERIES REGISTER OUT`: everybody in one file against everybody in another."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress

from amparo.bulk.matching import ENGINES, Matched, Step, match, prepare
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line
from amparo.environment import today

_WORDS: Final = {"register": "reading the register", "questions": "reading the questions", "answers": "answering"}
_DECISIONS: Final = ("match", "review", "no-match")


def parser() -> Parser:
    parser = Parser(
        "match",
        "Look for each person of QUERIES in REGISTER, and write one row for each: the likeliest, the decision, and why.",
        "files are .csv or .parquet, with a column id and any of given_names, family_names, full_name, birth_date, sex, "
        "nationality, document_number; a match is evidence for a person to look at, and never a decision about anybody",
    )
    parser.add_argument("queries", metavar="QUERIES", help="who is asked for")
    parser.add_argument("register", metavar="REGISTER", help="who may be found: a file, or a folder that --keep made")
    parser.add_argument("out", metavar="OUT", help="the result, .csv or .parquet; written whole or not at all")
    parser.add_argument("--engine", choices=tuple(ENGINES), default="local", help="this machine (default), or Spark")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the register made ready in a new folder, for further runs")
    parser.add_argument("--ignore-extra", action="store_true", help="leave out columns that are not known")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    register, day = Path(arguments.register), today()
    options = {"today": day, "engine": arguments.engine, "ignore_extra": arguments.ignore_extra}
    with _ending_tidily(), _told() as progress:
        if arguments.keep:
            prepare(register, Path(arguments.keep), **options, progress=progress)
            register = Path(arguments.keep)
        found = match(Path(arguments.queries), register, Path(arguments.out), **options, progress=progress)
    _tell_trouble(found)
    if arguments.json:
        return Outcome(table=asdict(found))
    counts = ", ".join(f"{found.decisions.get(name, 0):,} {name}" for name in _DECISIONS)
    return Outcome(
        sheet=(
            line(f"{found.questions:,} questions to a register of {found.register:,} people.", "strong"),
            line(f"{counts}."),
            line("A match is evidence: a person looks at it before anything follows from it.", "quiet"),
        )
    )


@contextmanager
def _ending_tidily() -> Iterator[None]:
    """Let a command that is told to end take away what lies aside, and its processes: both hold people's names."""
    before = {each: signal.signal(each, _end) for each in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for each, was in before.items():
            signal.signal(each, was)


def _end(number: int, _frame: object) -> None:
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # it is ending already
    raise SystemExit(128 + number)


@contextmanager
def _told() -> Iterator[Step]:
    """Give what shows how far the work is, on a terminal alone."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        bars = {step: shown.add_task(words, total=None) for step, words in _WORDS.items()}
        yield lambda step, done, of: shown.update(bars[step], completed=done, total=of)


def _tell_trouble(found: Matched) -> None:
    for count, of, whom, so in (
        (found.troubled, found.questions, "questions", ": the column `why` says what, and none of them is a no-match"),
        (found.register_troubled, found.register, "people of the register", ""),
    ):
        if count:
            sys.stderr.write(f"{count:,} of {of:,} {whom} could not be read in full{so}\n")
