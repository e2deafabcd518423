"""`amparo log export FILE`: the whole log as one file, which anybody checks without this server."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.log_export import write_export
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "log export",
        "Write the whole log to a file: the last signed head of each day, and every entry, sealed as it is.",
        "exit codes: 0 written, 2 there is a file of this name, or it cannot be written; the export is itself an entry",
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; one that is there is left as it is")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    head = write_export(Path(arguments.file))
    return Outcome(
        sheet=(
            line(f"{head.size:,} entries of the log are written.", "strong"),
            line(
                "`amparo log verify FILE --key KEY --head HEAD` checks it, on any machine. What entries say stays sealed in it."
            ),
        )
    )
