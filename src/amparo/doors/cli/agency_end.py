"""`amparo agency end ID`: an agency leaves; its people, and what it was given, end with it."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.leaving import end_agency
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("agency end", "End an agency's part: its accounts and its grants; refused while it keeps a case.")
    parser.add_argument("id", metavar="ID", help="the id of the agency")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    left = end_agency(arguments.id)
    said = f"`{arguments.id}` takes part no more: ended were {left.users} accounts and {left.grants} grants."
    return Outcome(
        sheet=(line(said, "strong"), line("Its ring of keys stays: what is in the log of its time is sealed under it."))
    )
