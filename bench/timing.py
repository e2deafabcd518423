"""How the benches count time: on the clock and in CPU seconds, many runs, median and minimum."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Times:
    """The runs of one thing: seconds on the clock, and seconds of CPU that it used itself."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, wall: float, cpu: float) -> None:
        """Note a run."""
        self.wall.append(wall)
        self.cpu.append(cpu)

    def __str__(self) -> str:
        """Return a line for a table, in milliseconds."""
        shown = (median(self.wall), min(self.wall), median(self.cpu), min(self.cpu))
        return "  ".join(f"{seconds * 1000:9.3f}" for seconds in shown)


HEAD = f"{'ms':>44}  {'clock med':>9}  {'clock min':>9}  {'CPU med':>9}  {'CPU min':>9}"
"""The head of a table whose lines `shown` writes."""


def shown(name: str, times: Times) -> str:
    """Return a line of the table."""
    return f"{name:>44}  {times}"


def ratios(one: Times, other: Times) -> str:
    """Return how many times longer `one` takes than `other`, in the order of the table's columns."""
    pairs = ((median, "wall"), (min, "wall"), (median, "cpu"), (min, "cpu"))
    found = (of(getattr(one, kind)) / of(getattr(other, kind)) for of, kind in pairs)
    return "  ".join(f"{ratio:9.1f}" for ratio in found)


def timed(call: Callable[[], T], times: Times) -> T:
    """Run something in this process, note its time, and return what it gave."""
    clock, cpu = perf_counter(), process_time()
    found = call()
    times.add(perf_counter() - clock, process_time() - cpu)
    return found


def timed_process(run: Callable[[], None], times: Times) -> None:
    """Run something that starts one process and waits for it; note the CPU seconds of that process."""
    before, clock = getrusage(RUSAGE_CHILDREN), perf_counter()
    run()
    wall, after = perf_counter() - clock, getrusage(RUSAGE_CHILDREN)
    times.add(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def repeated(call: Callable[[], object], runs: int) -> Times:
    """Run something many times, the garbage of one bench not collected in the next."""
    times = Times()
    gc.collect()
    for _ in range(runs):
        timed(call, times)
    return times


def machine() -> str:
    """Return what the figures were taken on: cores, and how busy it is."""
    load = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    busy = "busy: trust the CPU columns" if load > cores / 2 else "quiet"
    return f"{cores} cores, {load:.1f} processes waiting or running in the last minute ({busy})"
