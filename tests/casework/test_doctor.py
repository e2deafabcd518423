"""What the doctor finds: each thing that is wrong is red or yellow by itself, and a sound installation has nothing red."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from amparo.casework import keys, opening
from amparo.casework.backing import back_up
from amparo.casework.doctor import GREEN, RED, YELLOW, examined
from amparo.casework.lately import BACKUP, REHEARSAL, RETIRED, TICK, note
from amparo.casework.models import BreakGlass, Notice, WrapRow
from amparo.casework.moment import now
from amparo.casework.stones import LATEST
from amparo.casework.ticking import tick_once
from amparo.sealing.keeping import Rings
from casework.clock import set_clock
from casework.keeping import a_case, erase_all, rings_on_disk
from wiped import tampering


@pytest.fixture
def case(lasting_world: None, beside: Path, tmp_path: Path) -> Iterator[str]:  # noqa: ARG001 an installation has to be there
    (tmp_path / "home").mkdir(mode=0o700)
    rings_on_disk(beside)
    found = a_case()
    tick_once()
    back_up(tmp_path / "one.zip")
    note(REHEARSAL)
    yield found
    opening.close()


def levels() -> dict[str, str]:
    return {finding.name: finding.level for finding in examined()}


def test_a_sound_installation_has_nothing_red_and_says_what_is_left_to_decide(case: str) -> None:
    found = levels()
    # the PostgreSQL of the tests forces nothing to the disk, and the doctor says so
    unsafe = ["settings"] if connection.vendor == "postgresql" else []
    assert [name for name, level in found.items() if level == RED] == unsafe
    assert {name for name, level in found.items() if level == YELLOW} == {
        "witness",
        "law",
        "translations",
        "notice of rights",
        "periods of keeping",
    }
    assert len(found) >= 16
    assert case not in str(examined())


@pytest.mark.usefixtures("case")
def test_what_is_not_green_says_what_to_do() -> None:
    assert [finding for finding in examined() if finding.level != GREEN and not finding.help] == []


@pytest.mark.usefixtures("case")
def test_an_agency_whose_ring_is_not_here_is_named() -> None:
    assert "rings" not in levels()
    keys.hold(Rings({owner: ring for owner, ring in keys.rings().rings.items() if owner != "police-xx"}))
    (found,) = [finding for finding in examined() if finding.name == "rings"]
    assert (found.level, found.said.endswith(": police-xx")) == (YELLOW, True)


@pytest.mark.parametrize(
    ("what", "ago", "name", "level"),
    [
        (BACKUP, timedelta(days=2), "backup", YELLOW),
        (BACKUP, timedelta(days=8), "backup", RED),
        (TICK, timedelta(minutes=30), "ticker", YELLOW),
        (TICK, timedelta(days=2), "ticker", RED),
        (REHEARSAL, timedelta(days=400), "recovery shares", YELLOW),
    ],
)
@pytest.mark.usefixtures("case")
def test_what_was_long_ago_is_told(what: str, ago: timedelta, name: str, level: str) -> None:
    assert levels()[name] == GREEN
    note(what, now() - ago)
    assert levels()[name] == level
    with tampering() as cursor:
        cursor.execute("DELETE FROM casework_lately WHERE what = %s", [what])
    assert levels()[name] == YELLOW


@pytest.mark.usefixtures("case")
def test_a_backup_that_opens_no_more_is_red() -> None:
    note(RETIRED)
    note(BACKUP, now() - timedelta(minutes=1))
    assert levels()["backup"] == RED


def _loosen(_: str, beside: Path) -> None:
    (beside / LATEST).chmod(0o644)


def _forget_stones(case: str, beside: Path) -> None:
    erase_all(case)
    (beside / LATEST).unlink()


def _lose_erasures(case: str, _: Path) -> None:
    erase_all(case)
    with tampering() as cursor:
        cursor.execute("DELETE FROM casework_stone")


def _leave_emergency(case: str, _: Path) -> None:
    at = now() - timedelta(hours=80)
    BreakGlass.objects.create(
        id="g", case_id=case, user_id="jun", compartment="health", ground="life", reason=b"x", since=at, until=at
    )


def _leave_notice(case: str, _: Path) -> None:
    Notice.objects.create(id="n", agency_id="harbour", case_id=case, kind="x", at=now() - timedelta(days=8))


def _change_an_entry(_: str, __: Path) -> None:
    with tampering() as cursor:
        cursor.execute("UPDATE casework_logrow SET sealed = %s WHERE id = (SELECT min(id) FROM casework_logrow)", [b"x" * 80])


@pytest.mark.parametrize(
    ("wrong", "name", "level"),
    [
        (_loosen, "files", RED),
        (_forget_stones, "tombstones", YELLOW),
        (_lose_erasures, "tombstones", RED),
        (_leave_emergency, "emergencies", RED),
        (_leave_notice, "notices", YELLOW),
        (_change_an_entry, "log", RED),
    ],
)
def test_what_is_wrong_is_found(case: str, beside: Path, wrong: Callable[[str, Path], None], name: str, level: str) -> None:
    assert levels()[name] == GREEN
    wrong(case, beside)
    assert levels()[name] == level


@pytest.mark.usefixtures("case")
def test_keys_of_an_earlier_month_are_told_of_before_and_after_their_days(monkeypatch: pytest.MonkeyPatch) -> None:
    later = (now().replace(day=1) + timedelta(days=32)).replace(day=2)
    set_clock(monkeypatch, later)
    assert levels()["keys"] == YELLOW, "no key of the month"
    tick_once()
    assert levels()["keys"] == GREEN
    set_clock(monkeypatch, later.replace(day=8))
    assert levels()["keys"] == RED, "an erasure is complete only once they are gone"
    tick_once()
    assert levels()["keys"] == GREEN
    assert WrapRow.objects.exists()


@pytest.mark.usefixtures("case")
def test_a_clock_behind_the_log_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, now() - timedelta(hours=1))
    assert levels()["clock"] == RED


@pytest.mark.usefixtures("case")
def test_triggers_and_settings_that_are_missing_are_red() -> None:
    assert levels()["triggers"] == GREEN
    with tampering():  # drops or disables them for as long as it lasts
        if connection.vendor == "sqlite":
            assert levels()["triggers"] == RED
            connection.cursor().execute("PRAGMA synchronous=OFF")
            assert levels()["settings"] == RED
            connection.cursor().execute("PRAGMA synchronous=FULL")
    assert levels()["triggers"] == GREEN


@pytest.mark.usefixtures("case")
def test_rings_that_are_not_open_are_red_and_the_rest_is_looked_at_all_the_same() -> None:
    opening.close()
    found = examined()
    assert {finding.level for finding in found if finding.name == "keys"} == {RED}
    assert "periods of keeping" in {finding.name for finding in found}
