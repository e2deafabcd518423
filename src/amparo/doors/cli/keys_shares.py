"""`amparo keys shares`: recovery shares of a ring, printed once."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.opening import open_installation
from amparo.casework.recovering import new_shares
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.share_lines import add_counts, share_lines
from amparo.doors.cli.sheet import Outcome


def parser() -> Parser:
    parser = Parser(
        "keys shares", "Print new recovery shares of a ring (SLIP-39, 33 words each). Those made before open it no more."
    )
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="whose ring, or `installation`")
    add_counts(parser)
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    made = new_shares(arguments.agency, arguments.n, arguments.k)
    return Outcome(sheet=tuple(share_lines(arguments.agency, made, arguments.k)))
