"""A backup comes back as it was, into an empty database of either kind, and never brings back who was erased since."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection

from amparo.casework import keys
from amparo.casework.access import look
from amparo.casework.actor import INSTALLATION
from amparo.casework.archive import MANIFEST, Backup, Table, models
from amparo.casework.backing import back_up
from amparo.casework.erasing import erased_cases, is_erased
from amparo.casework.keys import LOG
from amparo.casework.models import Case, Installation, LogRow, Stone, Task, WrapRow
from amparo.casework.restoring import Restored, load
from amparo.casework.stones import LATEST, STONES
from amparo.casework.store import DjangoStore
from amparo.casework.told import Told, told_of_user
from amparo.errors import AmparoError
from amparo.sealing.keeping import Rings
from amparo.sealing.ring import Ring
from amparo.stages.voice import codes
from amparo.stages.voice.mine import look_with
from casework.keeping import a_case, erase_all
from casework.world import actor
from wiped import wipe


@pytest.fixture
def case(lasting_world: None, beside: Path) -> str:  # noqa: ARG001 an installation and its folder of keys have to be there
    return a_case()


def restored(path: Path, *, without_stones: bool = False) -> Restored:
    backup = Backup(path)
    try:
        return load(backup, without_stones=without_stones)
    finally:
        backup.close()


def tables(path: Path) -> dict[str, Table]:
    backup = Backup(path)
    backup.close()
    return {table.name: table for table in backup.manifest.tables}


def test_every_row_comes_back_as_it_was(case: str, tmp_path: Path) -> None:
    erase_all(a_case(), ("identity",))
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    made = back_up(first)
    before = DjangoStore().entries(case)
    wipe()
    found = restored(first)
    assert (found.kept_out, found.erased, found.lost) == (0, 0, 0)
    assert found.rows == sum(table.rows for table in made.tables)
    back_up(second)
    grown = {"casework.logrow", "casework.logmention", "casework.logorder", "casework.loghead", "casework.lately"}
    one, two = tables(first), tables(second)
    assert {name: table for name, table in two.items() if name not in grown} == {
        name: table for name, table in one.items() if name not in grown
    }
    assert two["casework.logrow"].rows == one["casework.logrow"].rows + 2, "the restore, and the second backup"
    assert DjangoStore().entries(case) == before != ()
    assert look(actor("brook"), case).called == "Amina"


def test_work_goes_on_after_a_restore(case: str, tmp_path: Path) -> None:
    back_up(tmp_path / "one.zip")
    wipe()
    restored(tmp_path / "one.zip")
    another = a_case()
    assert {case, another} == set(Case.objects.values_list("id", flat=True))
    assert "restored" in {told.act for told in _by_itself()}


def test_a_persons_code_that_was_ended_since_the_backup_opens_nothing_after_it(case: str, tmp_path: Path) -> None:
    code = codes.make(actor("brook"), case, codes.USUAL).code
    back_up(tmp_path / "one.zip")
    assert look_with(code) is not None
    codes.end(actor("brook"), case)
    wipe()
    restored(tmp_path / "one.zip")
    assert look_with(code) is None


def test_an_older_backup_brings_nobody_back(case: str, tmp_path: Path) -> None:
    erased, partly = a_case(), a_case()
    back_up(tmp_path / "older.zip")
    erase_all(erased)
    erase_all(partly, ("account",))
    wipe()
    found = restored(tmp_path / "older.zip")
    assert found.erased == 1
    assert found.kept_out > 1
    assert found.lost > 0, "what was done since the backup is told to be lost"
    assert is_erased(erased)
    assert DjangoStore().entries(erased) == ()
    assert [entry.key for entry in DjangoStore().entries(partly)] == ["birth_date"]
    assert not Task.objects.filter(case__in=[erased, partly]).exists()
    assert len(DjangoStore().entries(case)) == 2
    assert set(WrapRow.objects.filter(person=erased).values_list("compartment", flat=True)) == {LOG}


def test_a_restored_installation_erases_on_where_the_tombstones_ended(case: str, tmp_path: Path) -> None:
    erased = a_case()
    back_up(tmp_path / "older.zip")
    erase_all(erased)
    count = Stone.objects.count()
    wipe()
    restored(tmp_path / "older.zip")
    erase_all(case)
    assert Stone.objects.count() > count
    assert erased_cases() == {case, erased}


@pytest.mark.parametrize("lost", [(STONES,), (STONES, LATEST)])
def test_without_the_newest_tombstones_nothing_is_restored(
    case: str, beside: Path, tmp_path: Path, lost: tuple[str, ...]
) -> None:
    back_up(tmp_path / "older.zip")
    erase_all(case)
    wipe()
    for name in lost:
        (beside / name).unlink()
    with pytest.raises(AmparoError) as raised:
        restored(tmp_path / "older.zip")
    assert raised.value.code in ("tombstones-short", "stones-missing")
    assert not Installation.objects.exists()
    assert not LogRow.objects.exists()


def test_where_they_are_lost_with_the_machine_somebody_has_to_say_that_nobody_was_erased(
    case: str, beside: Path, tmp_path: Path
) -> None:
    back_up(tmp_path / "one.zip")
    wipe()
    for name in (STONES, LATEST):
        (beside / name).unlink()
    restored(tmp_path / "one.zip", without_stones=True)
    assert len(DjangoStore().entries(case)) == 2
    assert next(told for told in _by_itself() if told.act == "restored").about["without_stones"] is True


def test_a_tombstone_that_was_changed_is_found(case: str, beside: Path, tmp_path: Path) -> None:
    back_up(tmp_path / "older.zip")
    erase_all(case)
    wipe()
    text = (beside / STONES).read_text("ascii")
    (beside / STONES).write_text(text.replace(f'"person": "{case}"', '"person": "somebodyelse0000"'), "ascii")
    with pytest.raises(AmparoError, match="signature-wrong"):
        restored(tmp_path / "older.zip")
    assert not Installation.objects.exists()


@pytest.mark.usefixtures("case")
def test_a_changed_byte_of_a_row_or_of_the_manifest_is_found(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    back_up(path)
    wipe()
    _edited(path, tmp_path / "row.zip", "casework.user.jsonl", b'"administrator"', b'"case_manager"')
    with pytest.raises(AmparoError, match="backup-damaged"):
        restored(tmp_path / "row.zip")
    _edited(path, tmp_path / "manifest.zip", MANIFEST, b'"stones": 0', b'"stones": 1')
    with pytest.raises(AmparoError, match="backup-not-ours"):
        restored(tmp_path / "manifest.zip")
    assert not Installation.objects.exists()


@pytest.mark.usefixtures("case")
def test_what_is_no_backup_or_only_a_part_of_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    back_up(path)
    data = path.read_bytes()
    for size in (0, 10, len(data) // 2, len(data) - 1):
        (tmp_path / "part.zip").write_bytes(data[:size])
        with pytest.raises(AmparoError, match="backup-damaged"):
            restored(tmp_path / "part.zip")
    with pytest.raises(AmparoError, match="backup-damaged"):
        restored(tmp_path / "nothing.zip")


@pytest.mark.usefixtures("case")
def test_a_used_database_is_left_as_it_is(tmp_path: Path) -> None:
    back_up(tmp_path / "one.zip")
    count = LogRow.objects.count()
    with pytest.raises(AmparoError, match="database-used"):
        restored(tmp_path / "one.zip")
    assert LogRow.objects.count() == count


@pytest.mark.usefixtures("case")
def test_a_backup_holds_no_key_is_for_its_owner_alone_and_writes_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    back_up(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with ZipFile(path) as archive:
        plain = b"".join(archive.read(name) for name in archive.namelist())
    secrets = [key.reveal() for ring in keys.rings().rings.values() for key in ring.keys.values()]
    assert len(secrets) > 100
    assert [secret for secret in secrets if secret in plain or secret.hex().encode() in plain] == []
    assert b"Amina" not in plain
    assert b"1999-05-03" not in plain
    with pytest.raises(AmparoError, match="file-exists"):
        back_up(path)


@pytest.mark.usefixtures("case")
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(AmparoError, match="file-unwritable"):
        back_up(tmp_path / "nowhere" / "one.zip")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_an_old_copy_is_unreadable_once_the_keys_of_its_month_are_gone(case: str, tmp_path: Path) -> None:
    back_up(tmp_path / "old.zip")
    held = keys.rings().rings
    wipe()
    without = {owner: _without_months(ring) for owner, ring in held.items()}
    keys.hold(Rings(without))
    with pytest.raises(AmparoError, match="ring-key-missing"):
        restored(tmp_path / "old.zip")
    assert not Case.objects.filter(id=case).exists()


def test_the_tables_of_a_backup_come_after_those_they_refer_to() -> None:
    names = [model.__name__ for model in models()]
    assert names.index("Agency") < names.index("User") < names.index("Membership")
    assert names.index("Case") < names.index("Kept")
    assert names.index("LogRow") < names.index("LogOrder")


@pytest.mark.usefixtures("case")
def test_the_manifest_says_what_is_there(tmp_path: Path) -> None:
    made = back_up(tmp_path / "one.zip")
    with ZipFile(tmp_path / "one.zip") as archive:
        said = json.loads(archive.read(MANIFEST))["manifest"]
    assert said["log"] == made.log == LogRow.objects.count()
    assert {table["name"]: table["rows"] for table in said["tables"]}["casework.kept"] == 2
    assert connection.vendor not in json.dumps(said), "it is the same whichever database it came from"


def _by_itself() -> tuple[Told, ...]:
    return told_of_user(INSTALLATION)


def _without_months(ring: Ring) -> Ring:
    for scope in ring.scopes():
        ring = ring.without(scope)
    return ring


def _edited(path: Path, to: Path, name: str, old: bytes, new: bytes) -> None:
    with ZipFile(path) as archive, ZipFile(to, "w") as other:
        for each in archive.namelist():
            data = archive.read(each)
            if each == name:
                assert old in data
                data = data.replace(old, new)
            other.writestr(each, data)
