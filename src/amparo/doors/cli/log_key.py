"""`amparo log key FILE`: the public key with which anybody checks the log."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.log_export import write_key
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "log key",
        "Write the public key that checks the heads of the log. It is no secret: hand it out, by a way that nobody can change.",
        "exit codes: 0 written, 2 there is a file of this name, or it cannot be written",
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; one that is there is left as it is")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    id_ = write_key(Path(arguments.file))
    return Outcome(
        sheet=(
            line(f"The public key of the log is written: {id_}", "strong"),
            line("Whoever checks the log compares this id with one that they had from you before, or by another way."),
        )
    )
