"""`amparo person hold CASE`: from now on nothing of a case is erased, until two people have released the hold."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.at_the_command import proved
from amparo.casework.holding import GROUNDS, set_hold
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Outcome, line, mixed


def parser() -> Parser:
    parser = Parser(
        "person hold",
        "Forbid that anything of a case be erased, whoever asks. A member of staff who works on the case sets it: password "
        "and code are asked for.",
        "; ".join(f"`{name}`: {meaning}" for name, meaning in GROUNDS.items()),
    )
    parser.add_argument("case", metavar="CASE", help="the id of the case")
    parser.add_argument("--user", metavar="NAME", required=True, help="the name under which you sign in")
    parser.add_argument("--ground", metavar="GROUND", required=True, help=f"why: {', '.join(GROUNDS)}")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    hold = set_hold(proved(arguments.user, *proof(arguments.user)), arguments.case, arguments.ground)
    return Outcome(sheet=(line("Nothing of the case is erased.", "strong"), mixed(("The hold: ", "quiet"), (hold, "strong"))))
