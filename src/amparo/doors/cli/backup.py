"""`amparo backup FILE`: the whole database at one moment, in one file, without any key."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.backing import back_up
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "backup",
        "Write the whole database, as it is at this moment, to a file that restores to SQLite or PostgreSQL. Work goes on.",
        "it holds no key: without the rings nobody reads it; and it opens only as long as the rings hold the keys of its month",
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; one that is there is left as it is")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    made = back_up(Path(arguments.file))
    rows = sum(table.rows for table in made.tables)
    return Outcome(
        sheet=(
            line("The backup is whole.", "strong"),
            line(f"{rows:,} rows of {len(made.tables)} tables, {made.log:,} entries of the log, {made.stones:,} tombstones."),
            line("Keep it on another machine. The rings are not in it: `amparo keys export` writes each to a file."),
        )
    )
