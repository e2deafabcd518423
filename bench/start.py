"""`amparo may removal case.json --json` as a new process, beside a bare interpreter that imports three modules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from timing import HEAD, Times, machine, ratios, shown, timed_process

CASE: Final = Path(__file__).with_name("case.json")
AMPARO: Final = Path(sys.executable).with_name("amparo")
BARE: Final = (sys.executable, "-c", "import json, tomllib, datetime")
MAY: Final = (str(AMPARO), "may", "removal", str(CASE), "--json")
HELD: Final = 3
USUAL: Final = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""The environment of most people: one in which Python keeps the bytecode of what it has read."""


def main() -> None:
    """Time both in turns, so that both meet the same weather."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    bare, may = Times(), Times()
    start(MAY, HELD)()
    for _ in range(runs):
        timed_process(start(BARE, 0), bare)
        timed_process(start(MAY, HELD), may)
    print(f"start: {runs} runs each, in turns; {machine()}")
    print(HEAD)
    print(shown("bare interpreter, json tomllib datetime", bare))
    print(shown("amparo may removal case.json --json", may))
    print(f"{'times the bare interpreter':>44}  {ratios(may, bare)}")


def start(command: Sequence[str], code: int) -> Callable[[], None]:
    """Return the start of a process that must end with this code."""

    def run() -> None:
        ended = subprocess.run(command, stdout=subprocess.DEVNULL, env=USUAL, check=False)
        assert ended.returncode == code, f"{command[0]} ended with {ended.returncode}"

    return run


if __name__ == "__main__":
    main()
