"""How many acts a second are kept with their entry of the log, against the same machine's bare rows, in one run.

    python bench/appending.py [ACTS]                                      SQLite, as an installation has it
    python bench/appending.py --postgresql [ACTS]                         a PostgreSQL of its own that forces to disk

An act is what `record.py` keeps of one fact: the sealed row, the sealed entry of the log with its marks, and on SQLite its
place and signed head, in one transaction. A bare row is of the same length, saved and committed by itself: no log, no seal.
Each turn measures both, one after the other, so that a busy machine hits both alike.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Final

TESTS: Final = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))
from postgres import Cluster  # noqa: E402 the server of the tests, which only that folder has

CLOSING: Final = ExitStack()
PLACE: Final = CLOSING.enter_context(tempfile.TemporaryDirectory(prefix="amparo-bench-"))
os.environ["AMPARO_HOME"] = PLACE
if "--postgresql" in sys.argv:
    sys.argv.remove("--postgresql")
    SERVER: Final = Cluster({})
    CLOSING.callback(SERVER.close)
    SERVER.start()
    SERVER.make_database("bench")
    os.environ.update(SERVER.environment("bench"))

from amparo.doors.cli.installed import set_up  # noqa: E402 after the environment that it reads

set_up()

from django.db import connection, connections, transaction  # noqa: E402 the framework has to be ready first

from amparo.casework.keys import CaseKeys  # noqa: E402 as above
from amparo.casework.log import log  # noqa: E402 as above
from amparo.casework.models import Case, Kept, LogOrder, LogRow  # noqa: E402 as above
from amparo.casework.moment import fresh_id  # noqa: E402 as above
from amparo.casework.sequencing import sequence  # noqa: E402 as above
from amparo.casework.store import keep_rows  # noqa: E402 as above
from amparo.casework.tables import make_tables  # noqa: E402 as above
from amparo.casework.wall import enter  # noqa: E402 as above
from amparo.doors.web.server import SEQUENCING  # noqa: E402 as above
from amparo.sealing.value import Place  # noqa: E402 as above
from casework.world import actor, make_world  # noqa: E402 as above
from timing import machine  # noqa: E402 as above
from walled import see_everything  # noqa: E402 as above

TURNS: Final = 5
WRITERS: Final = 8
BODY: Final = b"x" * 180
"""About as long as the canonical bytes of one fact."""


def main() -> None:
    """Print the rates of one writer, and on PostgreSQL those of eight beside the sequencer."""
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    make_tables()
    make_world()
    print(f"{connection.vendor}, {acts} acts a turn, {TURNS} turns; {machine()}")
    compared("one writer", lambda: bare("bare", acts), lambda: kept("kept", acts), acts)
    if connection.vendor == "postgresql":
        total = acts * WRITERS
        compared(
            f"{WRITERS} writers",
            lambda: at_once(bare, acts, sequencing=False),
            lambda: at_once(kept, acts, sequencing=True),
            total,
        )
    while sequence():
        pass
    assert LogRow.objects.count() == LogOrder.objects.count()


def compared(name: str, bare_rows: Callable[[], None], acts: Callable[[], None], count: int) -> None:
    """Print the median of both rates and the ratio, turn by turn."""
    rates = [(count / seconds(bare_rows), count / seconds(acts)) for _ in range(TURNS)]
    without, with_log = median(rate for rate, _ in rates), median(rate for _, rate in rates)
    ratio = median(with_log / without for without, with_log in rates)
    print(f"{name:>12}: {without:>8,.0f} bare rows a second  {with_log:>8,.0f} acts a second  ratio {ratio:.2f}")


def seconds(call: Callable[[], None]) -> float:
    """Return how long something takes on the clock."""
    before = perf_counter()
    call()
    return perf_counter() - before


def bare(name: str, count: int) -> None:
    """Keep rows that are not sealed and of which no log speaks."""
    case = new_case(name)
    see_everything()
    for number in range(count):
        Kept.objects.create(id=fresh_id(), case_id=case, number=number, compartment="account", sealed=bytes(300))


def kept(name: str, count: int) -> None:
    """Keep sealed rows, each with its entry of the log."""
    case, brook = new_case(name), actor("brook")
    for number in range(count):
        with transaction.atomic():
            enter("harbour", [case])
            id_ = fresh_id()
            sealed = CaseKeys(case, "harbour").sealed(BODY, Place("kept", id_, "body", 0), "account")
            keep_rows([Kept(id=id_, case_id=case, number=number, compartment="account", sealed=sealed)])
            log(
                "fact-recorded",
                brook,
                case=case,
                about={"entries": [[id_, sha256(sealed).hexdigest()]], "keys": ["fears_police"]},
            )


def new_case(name: str) -> str:
    """Return a case of its own for each turn."""
    return Case.objects.create(id=f"{name}-{fresh_id()}"[:32], agency_id="harbour").id


def at_once(work: Callable[[str, int], None], count: int, *, sequencing: bool) -> None:
    """Let eight processes work at once, each with a connection of its own, beside the sequencer at the pace of the server."""
    connections.close_all()
    writers = [started(lambda: work("many", count)) for _ in range(WRITERS)]
    if sequencing:
        while not all(ended(writer) for writer in writers):
            sequence()
            sleep(SEQUENCING.every)
        while sequence():
            pass
    else:
        for writer in writers:
            assert os.waitpid(writer, 0)[1] == 0
    ENDED.clear()


ENDED: Final[set[int]] = set()


def started(work: Callable[[], None]) -> int:
    """Start a process that does its work and ends."""
    child = os.fork()
    if not child:
        try:
            work()
            connections.close_all()
        except BaseException:  # noqa: BLE001 whatever it is, the parent has to see that the work failed
            os._exit(1)
        os._exit(0)
    return child


def ended(child: int) -> bool:
    """Say whether a process has ended, and done its work."""
    if child not in ENDED:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            assert status == 0
            ENDED.add(child)
    return child in ENDED


if __name__ == "__main__":
    with CLOSING:
        main()
        connections.close_all()
