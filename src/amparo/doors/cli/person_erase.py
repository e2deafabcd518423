"""`amparo person erase CASE`: what is known of a person is destroyed, by two people of the case who prove who they are."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.at_the_command import proved
from amparo.casework.compartment import compartments
from amparo.casework.erasing import erase
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "person erase",
        "Destroy the keys of what is known of a person, for every agency and for ever. Two members of staff who work on the "
        "case and may erase it do so together: password and code of both are asked for.",
        "who looked, and who received, is kept for its own period, unless `--compartment log` is named",
    )
    parser.add_argument("case", metavar="CASE", help="the id of the case")
    parser.add_argument("--user", metavar="NAME", required=True, help="the name under which you sign in")
    parser.add_argument("--second", metavar="NAME", required=True, help="the name under which the second person signs in")
    parser.add_argument(
        "--compartment",
        metavar="NAME",
        action="append",
        help=f"this part alone, as often as needed: {', '.join(compartments())}",
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    actor = proved(arguments.user, *proof(arguments.user))
    second = proved(arguments.second, *proof(arguments.second))
    done = erase(actor, arguments.case, arguments.compartment, second=second)
    return Outcome(
        sheet=(
            line(f"Destroyed: {', '.join(done.compartments)}. Nobody reads it any more, of whichever agency.", "strong"),
            line("Older backups open for some days yet: `docs/keeping.md` says how long.", "wait"),
        )
    )
