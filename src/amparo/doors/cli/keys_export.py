"""`amparo keys export FILE`: a locked ring as a file to carry, or to keep in another place."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.carrying import export_ring
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "keys export", "Write an agency's ring of keys, locked, to a file that is carried or kept in another place."
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; one that is there is left as it is")
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="whose ring, or `installation`")
    parser.add_argument(
        "--source", metavar="SOURCE", default="", help="lock it by this instead, written as AMPARO_KEY_SOURCE is"
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    export_ring(arguments.agency, Path(arguments.file), arguments.source)
    return Outcome(
        sheet=(
            line(f"The locked ring of `{arguments.agency}` is in the file.", "strong"),
            line(
                "It opens with what locks it, or with its recovery shares. After the next rotation it is too old: export anew."
            ),
        )
    )
