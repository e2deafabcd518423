"""A command watched while it runs, with every process that it starts: CPU and memory of all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from time import perf_counter
from typing import Final

EVERY: Final = 0.1
"""Seconds from one look to the next; what a process does after the last look at it is not seen."""
SESSION, USER, SYSTEM, RESIDENT = 3, 11, 12, 21
"""Places in `/proc/PID/stat`, counted after the name (proc_pid_stat(5))."""


@dataclass(slots=True)
class Watched:
    """What a command took: seconds on the clock and of CPU, and the most memory that all its processes had together."""

    clock: float
    cpu: float
    mebibytes: float


def watched(command: Sequence[str]) -> Watched:
    """Run a command to its end; it must succeed."""
    ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
    start, most, used = perf_counter(), 0, dict[int, int]()
    with Popen(command, start_new_session=True) as process:
        while process.returncode is None:
            alive = list(processes(process.pid))
            used |= {number: work for number, work, _ in alive}
            most = max(most, sum(resident for *_, resident in alive))
            try:
                process.wait(EVERY)
            except TimeoutExpired:
                continue
    assert process.returncode == 0, "the command did not succeed"
    return Watched(perf_counter() - start, sum(used.values()) / ticks, most * page / 2**20)


def processes(session: int) -> Iterator[tuple[int, int, int]]:
    """Yield the processes of a session: number, ticks of CPU, pages in memory (shared ones counted in each)."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        if int(fields[SESSION]) == session:
            yield int(path.parent.name), int(fields[USER]) + int(fields[SYSTEM]), int(fields[RESIDENT])
