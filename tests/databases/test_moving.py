"""A backup of one kind of database comes back into the other, row for row, and work goes on there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from cli.case_of_two import STAFF
from cli.installed import INIT, Place, new_place
from postgres import Cluster

GROWN = {
    "casework.logrow",
    "casework.logmention",
    "casework.logorder",
    "casework.loghead",
    "casework.lately",
    "casework.witness",
}
"""What the restore and the next backup add to."""
TABLES = """
import json
from contextlib import closing
from pathlib import Path
from amparo.casework.archive import Backup
with closing(Backup(Path({path!r}))) as backup:
    print(json.dumps({{table.name: [table.rows, table.sha256] for table in backup.manifest.tables}}))
"""
ANOTHER = """
from amparo.casework.actor import actor_of
from amparo.casework.determine import refresh
from amparo.casework.models import User
from amparo.casework.opening import open_installation
from amparo.casework.record import Statement, open_case, record
from amparo.casework.wall import everywhere
open_installation()
brook = actor_of(User.objects.select_related("agency").get(id="brook"))
case = open_case(brook, purpose="protection", called="Another")
record(brook, case, [Statement("trafficking_claimed", value=True, source="said")], seen={})
with everywhere():
    refresh(case)
print(case)
"""


def tables(place: Place, path: Path) -> dict[str, list[object]]:
    said = place.python(TABLES.format(path=str(path)))
    assert said.code == 0, said.err
    found: dict[str, list[object]] = json.loads(said.out)
    return {name: rows for name, rows in found.items() if name not in GROWN}


def done(place: Place, *words: str | Path) -> str:
    said = place.run(*words)
    assert (said.code, said.err) == (0, ""), said
    return said.out


def test_sqlite_to_postgresql_and_back(cluster: Cluster, tmp_path: Path) -> None:
    cluster.make_database("moved")
    embedded = new_place(tmp_path)
    served = Place(tmp_path, tuple(cluster.environment("moved").items()))
    done(embedded, "init", *INIT)
    assert embedded.python(STAFF).code == 0
    done(embedded, "backup", tmp_path / "first.zip")
    shutil.rmtree(embedded.home)
    done(served, "restore", tmp_path / "first.zip")
    done(served, "backup", tmp_path / "second.zip")
    assert tables(served, tmp_path / "first.zip") == tables(served, tmp_path / "second.zip")
    another = served.python(ANOTHER)
    assert another.code == 0, another.err
    assert "every row is as it was" in done(served, "rebuild")
    done(served, "backup", tmp_path / "third.zip")
    done(embedded, "restore", tmp_path / "third.zip")
    done(embedded, "backup", tmp_path / "fourth.zip")
    assert tables(embedded, tmp_path / "third.zip") == tables(embedded, tmp_path / "fourth.zip")
    assert embedded.python(ANOTHER).code == 0
