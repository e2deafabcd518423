"""`amparo tick`: the work of the clock, once: by the running server where there is one, else here."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.opening import open_installation
from amparo.casework.ticking import tick
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    return Parser(
        "tick",
        "Do what is to be done because a day came: keys of the month, ends of grants and work, determinations, warnings, due "
        "erasures, the heartbeat of the log. A running server is asked to do it; without one it is done here. It may be run at "
        "any time, and does only what is still to be done.",
    )


def run(_: Namespace) -> Outcome:
    open_installation()
    done = tick()
    if done is None:
        return Outcome(sheet=(line("The running server has done it.", "free"),))
    parts = [f"{name}: {count:,}" for name, count in done.items() if count]
    return Outcome(sheet=(line("Done here.", "free"), line(", ".join(parts) or "There was nothing left to do.")))
