"""The arguments of commands: what several commands share, and wrong ones said as every other error is."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Final, NoReturn

from amparo.errors import AmparoError
from amparo.rules.pack import BASELINE

_WIDTH: Final = 90
"""Columns of help; to ask the terminal would cost every start some milliseconds."""


class Parser(argparse.ArgumentParser):
    """A parser of one command that raises `AmparoError` and never ends the process."""

    def __init__(self, command: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=f"amparo {command}", description=description, epilog=epilog, add_help=False, allow_abbrev=False,
            formatter_class=partial(argparse.HelpFormatter, width=_WIDTH),
        )  # fmt: skip

    def error(self, message: str) -> NoReturn:
        raise AmparoError("wrong-usage", message.replace("'", "`"), help=f"`{self.prog} --help` shows what belongs here")


def case_parser(command: str, description: str, epilog: str = "") -> Parser:
    """Return a parser for a command about one case under one law."""
    parser = Parser(command, description, epilog)
    add_law(parser)
    parser.add_argument("--as-known", metavar="DATE", help="leave out what was recorded after this day")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def add_case(parser: Parser, *, optional: bool = False) -> None:
    """Add the argument CASE."""
    parser.add_argument(
        "case", metavar="CASE", nargs="?" if optional else None, help="a case file in JSON or TOML, or - for standard input"
    )


def add_law(parser: Parser) -> None:
    """Add the options that choose the law."""
    parser.add_argument("--law", metavar="PACK", default=BASELINE, help=f"a law pack, by name or folder (default: {BASELINE})")
    parser.add_argument(
        "--on", metavar="DATE", help="the day asked for, such as 2026-03-02 (default: the case's own, else today)"
    )
