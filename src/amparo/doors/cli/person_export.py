"""`amparo person export CASE FILE`: the person's copy, made by somebody who works on their case and proves who they are."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.at_the_command import proved
from amparo.casework.copying import export
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "person export",
        "Write the copy of all that is kept of a person that they have a right to: what is known and where it comes from, who "
        "looked, who received. A member of staff who works on the case makes it: password and code are asked for.",
        "it is a plain file, for your account alone: hand it over, and delete it",
    )
    parser.add_argument("case", metavar="CASE", help="the id of the case")
    parser.add_argument("file", metavar="FILE", help="the zip file to write; one that is there is left as it is")
    parser.add_argument("--user", metavar="NAME", required=True, help="the name under which you sign in")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    actor = proved(arguments.user, *proof(arguments.user))
    copy = export(actor, arguments.case, Path(arguments.file))
    told = [line("The copy is written. Hand it over by a way that nobody else reads, and delete the file.", "strong")]
    if copy.table["withheld"]:
        told.append(line(f"{copy.table['withheld']} statements are not in it, since you may not open them.", "wait"))
    return Outcome(sheet=tuple(told))
