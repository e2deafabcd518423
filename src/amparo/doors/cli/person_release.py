"""`amparo person release HOLD`: one of the two people who release a legal hold agrees to it."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.at_the_command import proved
from amparo.casework.holding import release_hold
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "person release",
        "Agree that a legal hold be released. It is, once a second member of staff has agreed by this command too. Both work "
        "on the case: password and code are asked for.",
        "where a hold stands, `amparo person erase` refuses, and names it",
    )
    parser.add_argument("hold", metavar="HOLD", help="the id of the hold")
    parser.add_argument("--user", metavar="NAME", required=True, help="the name under which you sign in")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    is_over = release_hold(proved(arguments.user, *proof(arguments.user)), arguments.hold)
    if is_over:
        return Outcome(sheet=(line("The hold is released.", "strong"),))
    return Outcome(sheet=(line("One of two has agreed. The hold stands until another person agrees too.", "wait"),))
