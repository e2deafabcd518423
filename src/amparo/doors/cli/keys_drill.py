"""`amparo keys drill`: a rehearsal of a recovery, which changes nothing."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.lately import REHEARSAL, note
from amparo.casework.opening import installed
from amparo.casework.recovering import drill
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.share_lines import shares_read
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("keys drill", "Rehearse a recovery: open a ring with its shares, say what was found, and change nothing.")
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="whose ring, or `installation`")
    return parser


def run(arguments: Namespace) -> Outcome:
    found = drill(arguments.agency, shares_read())
    if installed() is not None:  # a recovery is rehearsed for the day on which the database is lost, too
        note(REHEARSAL)
    return Outcome(
        sheet=(
            line(f"These shares open the ring of `{found.owner}`: {found.keys} keys are in it.", "free"),
            line(f"{found.tried} shares were tried, and {found.needed} are needed. Nothing was changed."),
        )
    )
