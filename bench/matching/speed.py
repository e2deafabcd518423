"""How long a register of the sets takes to build and to ask, encrypted, on disk; and people at once by `amparo match`.

    python bench/matching/speed.py SETS [--register 1000000] [--queries 1000]    SQLite, as an installation has it
    python bench/matching/speed.py SETS --postgresql ...                         a PostgreSQL of its own
    python bench/matching/speed.py SETS --batch 10000                            `amparo match`, local engine

Rows of cases and of what people gave are put in by hand, sealed as `enter` seals them; building is `rebuilt`, which reads,
seals and keys every person and makes all lists; a question is `nearest`, from a record as written to weighed answers.
Questions come one after the other, the sets mixed; half of their people are in the register.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Final

BENCH: Final = Path(__file__).parents[1]
sys.path.insert(0, str(BENCH))
from matching.asked import planned, rows  # noqa: E402 before the folder of the tests, which has a `matching` too
from matching.watched import watched  # noqa: E402 as above

sys.path.insert(1, str(BENCH.parent / "tests"))
from postgres import Cluster  # noqa: E402 the server of the tests, which only that folder has

CLOSING: Final = ExitStack()
PLACE: Final = CLOSING.enter_context(tempfile.TemporaryDirectory(prefix="amparo-bench-"))
os.environ["AMPARO_HOME"] = PLACE
if "--postgresql" in sys.argv:
    SERVER: Final = Cluster({})
    CLOSING.callback(SERVER.close)
    SERVER.start()
    SERVER.make_database("bench")
    os.environ.update(SERVER.environment("bench"))

from amparo.doors.cli.installed import set_up  # noqa: E402 after the environment that it reads

set_up()

from django.db import connection, transaction  # noqa: E402 the framework has to be ready first

from amparo.casework.models import Case, RegisterEntry  # noqa: E402 as above
from amparo.casework.moment import now  # noqa: E402 as above
from amparo.casework.register_building import rebuilt  # noqa: E402 as above
from amparo.casework.register_keys import WRITTEN, register_keys, written_of  # noqa: E402 as above
from amparo.casework.register_search import nearest  # noqa: E402 as above
from amparo.casework.tables import make_tables  # noqa: E402 as above
from amparo.matching.person import person_of  # noqa: E402 as above
from amparo.matching.record import Record  # noqa: E402 as above
from casework.world import make_world  # noqa: E402 as above
from timing import machine  # noqa: E402 as above
from walled import see_everything  # noqa: E402 as above

SEED: Final = 62026
LOT: Final = 5_000
WARM: Final = 20
"""Questions asked first and not counted."""


def main() -> None:
    """Build and ask, or run the batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--register", default="1000000")
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--fields", default="all")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--batch", type=int, default=0, help="so many queries by `amparo match`, and no register in a database")
    asked = parser.parse_args()
    with CLOSING:
        if asked.batch:
            batch(asked)
        else:
            online(asked)


def online(asked: argparse.Namespace) -> None:
    """Print what it takes to build the register, and to ask it."""
    make_tables()
    make_world()
    see_everything()
    many = filled(rows(asked.folder / f"register_{asked.register}.csv"))
    start, cpu = perf_counter(), process_time() + children()
    with transaction.atomic():
        rebuilt()
    took, work = perf_counter() - start, process_time() + children() - cpu
    print(f"{connection.vendor}, {many} people; {machine()}")
    print(f"built: {took:.0f} s ({many / took:,.0f} a second), {work:.0f} s of CPU ({many / work:,.0f} a second of CPU)")
    print(f"memory at most: {memory(resource.RUSAGE_SELF)}, a helper process {memory(resource.RUSAGE_CHILDREN)}")
    questions = mixed(asked)
    for question in questions[:WARM]:
        timed(question)
    times = [timed(question) for question in questions[WARM:]]
    for name, found in (("clock", [clock for clock, _ in times]), ("CPU", [cpu for _, cpu in times])):
        ranked = sorted(found)
        last = ranked[int(0.99 * len(ranked))]
        print(f"a question, {name}: median {median(ranked):.1f} ms, 99 of 100 within {last:.1f} ms, worst {ranked[-1]:.1f} ms")
    print(f"{len(times)} questions; {machine()}")


def filled(people: Iterator[dict[str, str]]) -> int:
    """Put people into the database as they were given, sealed; nothing finds them yet."""
    keys, moment, many = register_keys(), now(), 0
    while lot := list(islice(people, LOT)):
        with transaction.atomic():
            Case.objects.bulk_create(Case(id=row["id"], agency_id="harbour") for row in lot)
            RegisterEntry.objects.bulk_create(
                RegisterEntry(
                    case_id=row["id"],
                    sealed=b"",
                    written=keys.sealed(written_of(Record(**row)), row["id"], WRITTEN),
                    figures=b"",
                    agreed=bytes(200),
                    since=moment,
                )
                for row in lot
            )
        many += len(lot)
    return many


def mixed(asked: argparse.Namespace) -> list[Record]:
    """Return questions of all sets in a drawn order, half of people who are in the register."""
    half = asked.queries // 2 + WARM
    found = [[*questions(asked, "*", half, members=members)] for members in (True, False)]
    random = Random(SEED)  # noqa: S311 it draws an order, and no secrets
    both = [one for kind in found for one in random.sample(kind, half)]
    random.shuffle(both)
    return both[: asked.queries + WARM]


def questions(asked: argparse.Namespace, wanted: str, each: int, *, members: bool) -> Iterable[Record]:
    """Yield the first questions of each set of people who are in the register, or are not."""
    plan = planned(asked.folder, wanted, each, each, asked.fields)
    for name in plan.many:
        if name.startswith(("stranger", "alike")) is not members:
            yield from (Record(**row) for row in plan.queries(name))


def timed(question: Record) -> tuple[float, float]:
    """Ask once; return milliseconds on the clock and of CPU."""
    start, cpu = perf_counter(), process_time()
    with transaction.atomic():
        nearest(person_of(question))
    return 1000 * (perf_counter() - start), 1000 * (process_time() - cpu)


def batch(asked: argparse.Namespace) -> None:
    """Print what `amparo match` takes for many questions at once, the register to be made ready first, and made ready."""
    lines = (asked.folder / "queries_febrl4.csv").read_text("utf-8").splitlines()[:1]
    names = sorted(asked.folder.glob("queries_*.csv"))
    for path in names:
        lines += path.read_text("utf-8").splitlines()[1 : 1 + -(-asked.batch // len(names))]
    queries, kept, out = (Path(PLACE) / name for name in ("queries.csv", "kept", "out.csv"))
    queries.write_text("\n".join(lines[: asked.batch + 1]), "utf-8")
    command = [str(Path(sys.executable).parent / "amparo"), "match", str(queries)]
    register = str(asked.folder / f"register_{asked.register}.csv")
    for told, rest in (("register and all", [register, str(out), "--keep", str(kept)]), ("once kept", [str(kept), str(out)])):
        took = watched([*command, *rest])
        print(f"amparo match, {told}: {asked.batch} against {asked.register} in {took.clock:.0f} s, {took.cpu:.0f} s of CPU")
        print(f"{asked.batch / took.clock:,.0f} queries a second; memory at most {took.mebibytes:,.0f} MiB; {machine()}")


def children() -> float:
    """Return the CPU seconds of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(whose: int) -> str:
    """Return the most memory that a process has had."""
    return f"{resource.getrusage(whose).ru_maxrss / 1024:,.0f} MiB"


if __name__ == "__main__":
    main()
