"""`amparo agency unpartner ID`: no more referrals to or from another installation."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.opening import open_installation
from amparo.casework.referring.partners import end_partner
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("agency unpartner", "End the exchange with an agency on another installation; what was exchanged stays.")
    parser.add_argument("id", metavar="ID", help="as `amparo agency partner` printed it")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    end_partner(arguments.id)
    return Outcome(sheet=(line("Ended. No file to or from them is made or taken in any more.", "strong"),))
