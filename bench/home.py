"""What today, the list and the page of a case cost where an agency has 12,000 open and 100,000 closed cases, on PostgreSQL.

    PYTHONPATH=tests python bench/home.py [OPEN] [CLOSED] [RUNS]     12000 100000 20; some minutes, most of them making the rows

The 40 open cases of the worker who is measured are made as at work: opened, stated, determined, looked at, each in its own
way with its own keys. All others are copies of their rows under other codes, made in the database: as many, as long, spread
over 300 workers and a year, with their tasks, keys and determinations. A copy is sealed for the place of its original and
opens nowhere else; nothing measured here opens one, since nobody opens what they do not work on. The pages are asked for
through the whole application, as a browser would. *CPU* is that of the process of the pages, *database* that of the process
of PostgreSQL which serves it (in steps of the kernel of 10 ms, over all runs), *queries* the most that one page asked.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final

TESTS: Final = Path(__file__).parents[1] / "tests"
sys.path.insert(0, str(TESTS))
from postgres import ALL_LASTS, OWNER, Cluster  # noqa: E402 the server of the tests, which only that folder has

CLOSING: Final = ExitStack()
os.environ["AMPARO_HOME"] = CLOSING.enter_context(tempfile.TemporaryDirectory(prefix="amparo-bench-"))
SERVER: Final = Cluster({**ALL_LASTS, "synchronous_commit": "off"})
CLOSING.callback(SERVER.close)
SERVER.start()
SERVER.make_database("bench")
os.environ.update(SERVER.environment("bench"))

from amparo.doors.cli.installed import set_up  # noqa: E402 after the environment that it reads

set_up()

import psycopg  # noqa: E402 as above
from django.db import connection, connections  # noqa: E402 the framework has to be ready first
from django.db.models import Count, Q  # noqa: E402 as above
from django.test import Client  # noqa: E402 as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 as above

from amparo.casework.access import look  # noqa: E402 as above
from amparo.casework.models import Case, User  # noqa: E402 as above
from amparo.casework.record import Statement, open_case, record  # noqa: E402 as above
from amparo.casework.sequencing import sequence  # noqa: E402 as above
from amparo.casework.tables import make_tables  # noqa: E402 as above
from casework.staffed import FACTS  # noqa: E402 as above
from casework.world import BEGUN, actor, make_world  # noqa: E402 as above
from timing import machine  # noqa: E402 as above
from web.inside import client_of  # noqa: E402 as above

OWN: Final = 40
"""Open cases of the worker who is measured."""
WORKERS: Final = 300
_CODE: Final = "translate(substr(md5({mark} || n), 1, 16), '0189', 'ghij')"
"""A code of the right form for the n-th copy."""
_COPIED: Final = {
    "casework_kept": "id, case_id, number, compartment, sealed",
    "casework_task": "case_id, binds, due, mark, sealed",
    "casework_wraprow": "data_key, person, agency, compartment, month, sealed",
    "casework_determined": 'case_id, size, digest, "on", changes_on, sealed, outline',
    "casework_label": "id, case_id, field, version, sealed",
}
_DATA_KEY: Final = "substr(row.data_key, 1, 8) || substr(md5(copy.id || row.data_key), 1, 24)"


def main() -> None:
    """Make the rows, then print what each page costs whom."""
    open_, closed, runs = (int(text) for text in (*sys.argv[1:], *("12000", "100000", "20")[len(sys.argv) - 1 :]))
    print(machine())
    before = perf_counter()
    make_tables()
    make_world()
    own = [own_case(number) for number in range(OWN)]
    asked(client_of("brook"), "/home")  # what fails, fails before the minutes of copying
    workers()
    with SERVER.connect(OWNER, "bench") as owner:
        owner.autocommit = True
        run(owner, "SET amparo.cases = '*'")
        copies(owner, "open", own, open_ - OWN)
        copies(owner, "closed", own, closed)
        run(owner, "VACUUM ANALYZE")  # as the database does by itself after a while
    while sequence():
        pass
    there = Case.objects.aggregate(open=Count("pk", filter=Q(closed=None)), closed=Count("closed"))
    print(f"{there['open']} open and {there['closed']} closed cases, made in {perf_counter() - before:.0f} s")
    print(f"{'ms':>44}  {'CPU med':>8}  {'CPU max':>8}  {'clock':>8}  {'database':>8}  {'queries':>8}  {'kB':>6}")
    for who, path in (
        ("brook", "/home"),
        ("brook", "/cases"),
        ("brook", "/cases?show=held&sort=due"),
        ("brook", f"/cases/{own[0]}"),
        ("lena", "/home"),
        ("lena", "/cases?whose=agency"),
        ("lena", "/cases?whose=agency&show=overdue&sort=due"),
        ("lena", "/cases?whose=agency&state=closed&sort=moved"),
    ):
        shown(who, path, runs)


def own_case(number: int) -> str:
    """Make one case as at work: with some facts in nine compartments, not all alike."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called=f"Heron {number}")
    statements = [each for place, each in enumerate(FACTS.values()) if place == 0 or (place + number) % 5]
    more = [Statement("removal_proposed", value=True, source="document")] if number % 8 == 0 else []
    record(brook, case, [*statements, *more], seen={})
    look(brook, case)
    return case


def workers() -> None:
    """Add the colleagues."""
    User.objects.bulk_create(
        User(id=f"worker{n}", username=f"worker{n}", agency_id="harbour", bundle="case_manager", since=BEGUN, password="!")  # noqa: S106 no password opens it
        for n in range(WORKERS)
    )


def copies(owner: psycopg.Connection, mark: str, own: list[str], count: int) -> None:
    """Copy all rows of the worker's cases under other codes, in the database: as its owner, who may make tables that pass."""
    closed = "now() - (n % 300) * interval '1 day'" if mark == "closed" else "NULL"
    whose = "CASE WHEN n % {0} = 0 THEN 'brook' ELSE 'worker' || n % {0} END" if mark == "closed" else "'worker' || n % {0}"
    owner.execute("CREATE TEMP TABLE original (id text, place int)")
    with owner.cursor() as cursor:
        cursor.executemany("INSERT INTO original VALUES (%s, %s)", [(case, place) for place, case in enumerate(own)])
    run(
        owner,
        f"CREATE TEMP TABLE copy AS SELECT n, {_CODE.format(mark=repr(mark))} AS id, original.id AS original "  # noqa: S608 as above
        f"FROM generate_series(1, {count}) AS n JOIN original ON original.place = n % {len(own)}",
    )
    run(
        owner,
        "INSERT INTO casework_case (id, agency_id, size, since, closed, moved, owed, due) "  # noqa: S608 as above
        f"SELECT copy.id, agency_id, size, now() - (n % 365) * interval '1 day', {closed}, "
        "now() - (n % 90) * interval '1 day', 1 + n % 5, CASE WHEN n % 3 = 0 THEN current_date + (n % 40) - 10 END "
        "FROM copy JOIN casework_case ON casework_case.id = copy.original",
    )
    run(
        owner,
        "INSERT INTO casework_membership (id, case_id, user_id, role, purpose, since, until) "  # noqa: S608 as above
        f"SELECT id, id, {whose.format(WORKERS)}, 'responsible', 'protection', now() - (n % 365) * interval '1 day', "
        "now() + interval '100 days' FROM copy",
    )
    for table, columns in _COPIED.items():
        case = "person" if table == "casework_wraprow" else "case_id"
        drawn = {case: "copy.id", "id": "md5(copy.id || row.id)", "data_key": _DATA_KEY}
        taken = ", ".join(drawn.get(name, f"row.{name}") for name in columns.split(", "))
        source = f"copy JOIN {table} AS row ON row.{case} = copy.original"
        run(owner, f"INSERT INTO {table} ({columns}) SELECT {taken} FROM {source}")  # noqa: S608 as above
    run(owner, "DROP TABLE original, copy")


def run(owner: psycopg.Connection, statement: str) -> None:
    """Run a statement of our own, in which nothing is filled in."""
    owner.execute(statement.encode())


def shown(who: str, path: str, runs: int) -> None:
    """Print what a page costs somebody."""
    client = client_of(who)
    asked(client, path)  # the first one makes what a process makes once
    with CaptureQueriesContext(connection) as queries:
        size, count = asked(client, path), len(queries)
    cpu, clock, before = [], [], of_database()
    for _ in range(runs):
        started, spent = perf_counter(), process_time()
        asked(client, path)
        cpu.append((process_time() - spent) * 1000)
        clock.append((perf_counter() - started) * 1000)
    database = (of_database() - before) / runs * 1000
    figures = f"{median(cpu):>8.1f}  {max(cpu):>8.1f}  {median(clock):>8.1f}  {database:>8.1f}  {count:>8}  {size / 1000:>6.1f}"
    print(f"{who + ' ' + ('/cases/...' if path.startswith('/cases/') else path):>44}  {figures}")


def asked(client: Client, path: str) -> int:
    """Ask for a page, and return how many bytes it has."""
    response = client.get(path)
    assert response.status_code == 200, response.status_code  # noqa: PLR2004 HTTP's own figure
    return len(response.content)


def of_database() -> float:
    """Return the seconds of CPU that the process of the database spent which serves this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    with CLOSING:
        main()
        connections.close_all()
