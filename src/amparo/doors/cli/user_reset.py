"""`amparo user reset NAME`: ask that somebody who lost what they sign in with be let in anew. A second person has to agree."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework import people
from amparo.casework.actor import ITSELF
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line, mixed


def parser() -> Parser:
    parser = Parser(
        "user reset",
        "Ask that somebody be let in anew. Nothing changes for them until a second person agrees on the page of staff.",
    )
    parser.add_argument("name", metavar="NAME", help="the name they sign in with")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    asked = people.ask_reset(ITSELF, arguments.name)
    return Outcome(
        sheet=(
            mixed(("Asked for, under the number ", ""), (asked, "strong"), (".", "")),
            line(
                "An administrator or supervisor of the same agency, not the person themselves, agrees within 24 hours after "
                "signing in, and gets the code. Without one, add a second administrator first: amparo user add."
            ),
        )
    )
