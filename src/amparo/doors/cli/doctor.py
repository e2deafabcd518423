"""`amparo doctor`: is the installation well? Each finding green, yellow or red, with what to do."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from amparo.casework.doctor import GREEN, RED, YELLOW, Finding, examined
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, line, mixed
from amparo.errors import AmparoError

UNWELL: Final = 3
"""Something is red."""
_STYLES: Final = {GREEN: "free", YELLOW: "wait", RED: "held"}


def parser() -> Parser:
    parser = Parser(
        "doctor",
        "Look at the installation from all sides and say how it is. Nothing is changed.",
        "exit codes: 0 nothing is red, 3 something is red",
    )
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    found = _examined()
    code = UNWELL if any(finding.level == RED for finding in found) else 0
    if arguments.json:
        rows = [{"name": each.name, "level": each.level, "said": each.said, "help": each.help} for each in found]
        return Outcome(code, table={"well": not code, "findings": rows})
    return Outcome(code, sheet=tuple(part for each in found for part in _told(each)))


def _examined() -> Sequence[Finding]:
    """Look; an installation that cannot be opened has one finding, which is red."""
    try:
        open_installation()
    except AmparoError as error:
        return (Finding("opening", RED, f"{_placed(error)} [{error.code}]", error.help),)
    return examined()


def _placed(error: AmparoError) -> str:
    return f"{error.sentence}: {error.where}" if error.where else error.sentence


def _told(finding: Finding) -> Sequence[Line]:
    first = mixed(
        (f"{finding.name}: ", "strong"), (finding.said, ""), mark=f"{finding.level:6}", mark_style=_STYLES[finding.level]
    )
    return (first, line(finding.help, "quiet", indent=7)) if finding.help else (first,)
