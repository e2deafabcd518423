"""Full and read-only disks, a database that is gone, a clock set back: one clear sentence, and nothing half-written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apart import Shop, shop
from postgres import MAY_BE_KILLED, OWNER, Cluster, running

MARKER = "Wexlynbird"


@pytest.fixture(scope="module")
def reachable() -> Iterator[Path]:
    """A folder that every account of the machine can reach: root writes wherever it likes, and so gives way to another."""
    with tempfile.TemporaryDirectory(prefix="amparo-home-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def embedded(reachable: Path) -> Iterator[Shop]:
    with shop(reachable / "home") as opened:
        yield opened


@pytest.fixture
def own(embedded: Shop, tmp_path: Path) -> Iterator[Shop]:
    """A shop on SQLite that this test may spoil: its files come back afterwards."""
    kept = shutil.copytree(embedded.home, tmp_path / "kept")
    yield embedded
    embedded.home.chmod(0o755)
    shutil.rmtree(embedded.home)
    shutil.copytree(kept, embedded.home)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, Cluster]]:
    """A shop on a PostgreSQL that these tests may kill."""
    with running(MAY_BE_KILLED) as cluster:
        cluster.make_database("shop")
        with shop(tmp_path_factory.mktemp("killed"), cluster.environment("shop")) as opened:
            yield opened, cluster


def wrong(on: Shop, told: dict[str, list[str]]) -> dict[str, Any]:
    found = on.ask("crash.comparing.compare", acknowledged=told)
    return {name: value for name, value in found.items() if value and name != "there"}


def acknowledged(said: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in said:
        if "case" in each:
            found.setdefault(each["case"], []).extend(each.get("entries", ()))
    return found


def test_a_full_disk_is_told_and_nothing_is_half_written(own: Shop) -> None:
    said = own.start("databases.failing.until_full", pages=40, text=MARKER).all()
    assert said[-1] == {"refused": "database-full"}
    told = acknowledged(said)
    assert sum(map(len, told.values())) > 5
    assert wrong(own, told) == {}
    assert own.ask("databases.failing.try_to", act="record", case=next(iter(told)), text=MARKER) == "kept"
    assert [path for path in own.home.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()] == []


def test_a_file_that_may_grow_no_further_is_told_too(own: Shop) -> None:
    said = own.start("databases.failing.until_too_large", room=200_000, text=MARKER).all()
    assert said[-1] == {"refused": "database-full"}
    assert wrong(own, acknowledged(said)) == {}


@pytest.mark.parametrize("act", ["open", "record", "look"])
def test_a_database_that_may_not_be_written_shows_nothing_since_the_look_could_not_be_kept(own: Shop, act: str) -> None:
    case = own.ask("crash.jobs.prepared")
    before = own.ask("crash.comparing.compare", acknowledged={case: []})["there"]
    assert own.ask("databases.failing.try_to", act=act, case=case, text=MARKER, read_only=True) == "database-read-only"
    assert own.ask("crash.comparing.compare", acknowledged={case: []})["there"] == before


@pytest.mark.parametrize("act", ["open", "record", "look"])
def test_a_folder_that_may_not_be_written_is_told(own: Shop, act: str) -> None:
    case = own.ask("crash.jobs.prepared")
    files = list(own.home.glob("*.sqlite3*"))
    for path in files:
        path.chmod(0o444)
    own.home.chmod(0o555)
    assert own.ask("databases.failing.locked_out", act=act, case=case, text=MARKER) == "database-read-only"
    own.home.chmod(0o755)
    for path in own.home.glob("*.sqlite3*"):
        path.chmod(0o644)
    assert wrong(own, {case: []}) == {}


def test_a_database_that_others_write_for_too_long_is_told_to_be_busy(own: Shop) -> None:
    case = own.ask("crash.jobs.prepared")
    holder = own.start("databases.failing.hold")
    assert holder.hear() == {"held": True}
    assert own.ask("databases.failing.try_to", act="record", case=case, text=MARKER, wait=0.05) == "database-busy"
    holder.tell()
    assert holder.all() == []
    assert own.ask("databases.failing.try_to", act="record", case=case, text=MARKER, wait=0.05) == "kept"


def test_a_file_that_is_no_database_any_more_is_told_and_left_as_it_is(own: Shop) -> None:
    case = own.ask("crash.jobs.prepared")
    (file,) = own.home.glob("*.sqlite3")
    for beside in own.home.glob("*.sqlite3-*"):
        beside.unlink()
    file.write_bytes(b"no database " * 1000)
    assert own.ask("databases.failing.try_to", act="record", case=case, text=MARKER) == "database-damaged"
    assert file.read_bytes() == b"no database " * 1000


@pytest.mark.parametrize("act", ["open", "record", "look"])
def test_a_server_that_is_gone_is_told_and_then_it_goes_on(killed: tuple[Shop, Cluster], act: str) -> None:
    on, cluster = killed
    case = on.ask("crash.jobs.prepared")
    worker = on.start("databases.failing.twice", act=act, case=case, text=MARKER)
    assert worker.hear() == {"first": "kept"}
    cluster.kill()
    worker.tell()
    assert worker.hear() == {"gone": "database-unreachable"}
    cluster.start()
    worker.tell()
    assert worker.hear() == {"again": "kept"}
    assert worker.all() == []
    assert wrong(on, {case: []}) == {}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "database-full"),
        ("25006", "database-read-only"),
        ("40P01", "database-busy"),
        ("XX001", "database-damaged"),
        ("22000", "database-failed"),
    ],
)
def test_what_a_server_answers_is_told_by_its_kind(killed: tuple[Shop, Cluster], state: str, code: str) -> None:
    """The server really answers so; what makes it answer so is a trigger of its owner."""
    on, cluster = killed
    case = on.ask("crash.jobs.prepared")
    with cluster.connect(OWNER, "shop") as owner:
        body = f"BEGIN RAISE EXCEPTION 'a row says {MARKER}' USING ERRCODE = '{state}'; END"
        owner.execute(f"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $${body}$$".encode())
        owner.execute("CREATE TRIGGER fails BEFORE INSERT ON casework_logrow FOR EACH ROW EXECUTE FUNCTION fails()")
        assert on.ask("databases.failing.try_to", act="record", case=case, text=MARKER) == code
        owner.execute("DROP FUNCTION fails() CASCADE")
    assert on.ask("databases.failing.try_to", act="record", case=case, text=MARKER) == "kept"
    assert wrong(on, {case: []}) == {}


def test_a_clock_set_back_is_refused_and_nothing_is_kept(on: Shop) -> None:
    case = on.ask("crash.jobs.prepared")
    before = on.ask("crash.comparing.compare", acknowledged={case: []})["there"]
    for hours in (-1, -24, -24 * 400):
        assert on.ask("databases.failing.try_to", act="record", case=case, text=MARKER, hours=hours) == "clock-set-back"
    after = on.ask("crash.comparing.compare", acknowledged={case: []})
    assert after.pop("there") == before
    assert not any(after.values())
