"""`amparo log clock`: goes on with the log after the clock of this machine had been ahead."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.log import correct_clock
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    return Parser(
        "log clock",
        "Say that the clock of this machine was ahead when the last entry was written, and is right now. The log keeps that.",
        "exit codes: 0 the log goes on, 2 the clock is not behind the log; set the clock right before, never after",
    )


def run(_: Namespace) -> Outcome:
    open_installation()
    seconds = correct_clock()
    return Outcome(
        sheet=(
            line("The log goes on.", "free"),
            line(
                f"The clock had been ahead by {seconds:,} seconds; until it has caught up, heads keep the moment of the last."
            ),
        )
    )
