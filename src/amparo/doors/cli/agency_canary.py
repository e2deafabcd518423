"""`amparo agency canary AGENCY`: a case of nobody among those of an agency, which betrays whoever browses."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.at_the_command import proved
from amparo.casework.canary import make_canary
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Outcome, line, mixed


def parser() -> Parser:
    parser = Parser(
        "agency canary",
        "Set out a case of nobody among those of an agency. Nobody works on it, so whoever asks for it is browsing, and "
        "auditors of other agencies are told. An auditor sets it out: password and code are asked for.",
        "its code is shown here alone: put it where only somebody who browses would find it",
    )
    parser.add_argument("agency", metavar="AGENCY", help="the id of the agency")
    parser.add_argument("--user", metavar="NAME", required=True, help="the name under which you sign in")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    case = make_canary(proved(arguments.user, *proof(arguments.user)), arguments.agency)
    return Outcome(
        sheet=(mixed(("The code of the case of nobody: ", "quiet"), (case, "strong")), line("Tell nobody else.", "wait"))
    )
