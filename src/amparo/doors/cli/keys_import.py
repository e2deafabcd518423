"""`amparo keys import FILE`: take in a ring that was carried here."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.carrying import import_ring
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "keys import",
        "Take in a ring of keys that was carried here. One that is older than the ring or the rows here is refused.",
    )
    parser.add_argument("file", metavar="FILE", help="a ring, as `keys export` wrote it")
    parser.add_argument("--agency", metavar="AGENCY", default="", help="refuse the ring of any other agency than this")
    parser.add_argument("--source", metavar="SOURCE", default="", help="what it is locked by, where that is another than here")
    return parser


def run(arguments: Namespace) -> Outcome:
    owner = import_ring(Path(arguments.file), arguments.agency, arguments.source)
    return Outcome(sheet=(line(f"The ring of `{owner}` is here, locked by what is set here.", "strong"),))
