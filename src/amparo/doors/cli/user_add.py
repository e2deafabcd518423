"""`amparo user add NAME`: somebody who signs in, with the code for their first time."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework import people
from amparo.casework.actor import ITSELF
from amparo.casework.bundles import BUNDLES
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import code_lines
from amparo.doors.cli.sheet import Outcome


def parser() -> Parser:
    parser = Parser("user add", "Add somebody who signs in, and print the code for their first time.")
    parser.add_argument("name", metavar="NAME", help="the name to sign in with")
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="the id of the agency they work for")
    parser.add_argument(
        "--bundle", metavar="BUNDLE", required=True, choices=tuple(BUNDLES), help=f"what they may do: {', '.join(BUNDLES)}"
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    code = people.add_user(ITSELF, username=arguments.name, agency=arguments.agency, bundle=arguments.bundle)
    return Outcome(sheet=tuple(code_lines(code.username, code.code, f"{code.until:%Y-%m-%d %H:%M} UTC")))
