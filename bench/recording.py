"""How many acts a second are recorded, log and encryption and all, beside bare inserts; and what opening 500 facts costs.

PYTHONPATH=tests .venv/bin/python bench/recording.py [SECONDS]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from apart import Shop, shop
from postgres import ALL_LASTS, running
from timing import machine

WRITERS: Final = 8
OPENINGS: Final = 21


def main() -> None:
    """Time both databases, one after the other, with everything forced to the disk that is said to be kept."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    print(f"recording, {seconds:.0f} s each, commits forced to the disk; {machine()}")
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        with shop(Path(folder) / "sqlite") as on:
            report("SQLite, FULL", on, 1, seconds, sequenced=False)
            opening("SQLite", on)
        with running(ALL_LASTS) as cluster:
            cluster.make_database("bench")
            with shop(Path(folder) / "postgresql", cluster.environment("bench")) as on:
                report("PostgreSQL", on, 1, seconds, sequenced=True)
                report("PostgreSQL", on, WRITERS, seconds, sequenced=True)
                opening("PostgreSQL", on)


def report(name: str, on: Shop, writers: int, seconds: float, *, sequenced: bool) -> None:
    """Print acts and bare inserts a second, and their ratio."""
    bare, _ = together(on, ["databases.rates.bare"] * writers, seconds)
    beside = ["databases.rates.sequencer"] if sequenced else []
    acts, cpu = together(on, ["databases.rates.acts"] * writers + beside, seconds)
    print(
        f"{name}, writers: {writers}   acts {acts:7.0f}/s   bare inserts {bare:7.0f}/s   ratio {acts / bare:.2f}"
        f"   CPU of an act {cpu * 1000:.1f} ms"
    )


def together(on: Shop, jobs: list[str], seconds: float) -> tuple[float, float]:
    """Run jobs at once; return the sum of their rates, and the mean CPU seconds of one act."""
    started = [on.start(job, seconds=seconds) for job in jobs]
    for job in started:
        assert job.hear() == {"ready": True}
    for job in started:
        job.tell()
    found = [answer for answer in (job.answer() for job in started) if "rate" in answer]
    return sum(each["rate"] for each in found), sum(each["cpu"] for each in found) / len(found)


def opening(name: str, on: Shop) -> None:
    """Print what it costs to look at a case of 500 facts."""
    found = on.ask("databases.rates.opened", times=OPENINGS)
    for when, words in (("fresh", "after it changed: decided anew"), ("again", "again, median")):
        cpu, queries = found[when]
        print(f"{name}, a case of 500 facts opened {words}: {cpu * 1000:.0f} ms of CPU, {queries} queries")


if __name__ == "__main__":
    main()
