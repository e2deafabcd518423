"""`amparo user end NAME`: end somebody's account; the name is never given to another."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework import people
from amparo.casework.actor import ITSELF
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("user end", "End an account, its sessions and its work on cases; what it did stays in the log.")
    parser.add_argument("name", metavar="NAME", help="the name they sign in with")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    people.end_user(ITSELF, arguments.name)
    return Outcome(sheet=(line("The account is ended, and so is its work on cases."),))
