"""`amparo keys recover`: a ring whose key is lost, opened with its shares and locked by what is set now."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.recovering import recover
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.share_lines import add_counts, share_lines, shares_read
from amparo.doors.cli.sheet import Outcome


def parser() -> Parser:
    parser = Parser(
        "keys recover",
        "Open a ring with its recovery shares, lock it by AMPARO_KEY_SOURCE as it is set now, and print new shares.",
        "the shares are read from standard input, one a line; where the installation's own ring is lost too, recover it first",
    )
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="whose ring, or `installation`")
    add_counts(parser)
    return parser


def run(arguments: Namespace) -> Outcome:
    made = recover(arguments.agency, shares_read(), arguments.n, arguments.k)
    return Outcome(sheet=tuple(share_lines(arguments.agency, made, arguments.k)))
