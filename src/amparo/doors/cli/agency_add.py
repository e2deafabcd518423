"""`amparo agency add ID`: a further agency, with a ring of keys of its own."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.agencies import NewAgency, add_agency
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("agency add", "Let a further agency take part: its row, its ring of keys, and an entry in the log.")
    parser.add_argument("id", metavar="ID", help="a short id, such as harbour-house")
    parser.add_argument("--title", metavar="TITLE", required=True, help="its name, as pages show it")
    parser.add_argument("--body", metavar="BODY", required=True, help="what kind of body it is, such as ngo or police")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    add_agency(NewAgency(arguments.id, arguments.title, arguments.body))
    return Outcome(
        sheet=(
            line(f"`{arguments.id}` takes part, with a ring of its own.", "strong"),
            line(f"Next: amparo keys shares --agency {arguments.id} -k 2 -n 3, and its first administrator: amparo user add"),
        )
    )
