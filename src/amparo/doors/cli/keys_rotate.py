"""`amparo keys rotate`: new keys for the rings, every wrap made anew under them, the old keys destroyed."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework import keys
from amparo.casework.opening import open_installation
from amparo.casework.rotating import rotate
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "keys rotate",
        "Draw new keys for each ring that is open here, wrap every data key anew, and destroy the old ones. It may be stopped "
        "at any moment: the next run goes on. Work goes on meanwhile.",
    )
    parser.add_argument("--agency", metavar="AGENCY", help="this ring alone, or `installation`")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    owners = [arguments.agency] if arguments.agency else sorted(keys.rings().rings)
    for owner in owners:
        keys.rings().of(owner)
    done = [rotate(owner) for owner in owners]
    told = [
        line(f"`{each.owner}`: {each.wraps:,} wraps made anew, {each.retired:,} keys destroyed.", mark="•") for each in done
    ]
    return Outcome(
        sheet=(
            line("The keys are changed.", "strong"),
            *told,
            line("A backup or an exported ring from before opens nothing here any more: make both anew today.", "wait"),
        )
    )
