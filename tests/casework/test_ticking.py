"""The work of the clock: done once, done again without harm, and never before it is time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from amparo.casework import keys, opening
from amparo.casework.access import look
from amparo.casework.ageing import GRACE
from amparo.casework.archive import Backup
from amparo.casework.backing import back_up
from amparo.casework.determine import current, rebuild
from amparo.casework.erasing import erased_cases, is_erased
from amparo.casework.holding import set_hold
from amparo.casework.keys import LOG
from amparo.casework.lately import BACKUP, TICK, last, note
from amparo.casework.lease import is_held, take
from amparo.casework.models import Determined, Lease, LogHead, Membership, Notice, WrapRow
from amparo.casework.moment import now
from amparo.casework.restoring import load
from amparo.casework.store import DjangoStore
from amparo.casework.ticking import ASKED, DUE, LEASE, Ticker, tick, tick_once, turn
from amparo.casework.told import told_of, told_of_user
from amparo.errors import AmparoError
from casework.clock import set_clock
from casework.keeping import a_case, erase_all, rings_on_disk
from casework.world import actor
from wiped import wipe

PLENTY = 60.0
"""Seconds after which a test that waits for a thread fails."""


@pytest.fixture
def case(lasting_world: None, beside: Path) -> Iterator[str]:  # noqa: ARG001 an installation has to be there
    rings_on_disk(beside)
    yield a_case()
    opening.close()


def months() -> set[str]:
    return {scope.month for ring in keys.rings().rings.values() for scope in ring.scopes()}


def end_work(case: str, at: datetime) -> None:
    Membership.objects.filter(case=case).update(since=at - timedelta(days=1), ended=at)


def test_a_second_tick_finds_nothing_left_to_do(case: str) -> None:
    tick_once()
    head = LogHead.objects.order_by("-size").values_list("size", flat=True).first()
    again = tick_once()
    assert set(again.values()) == {0}
    assert LogHead.objects.order_by("-size").values_list("size", flat=True).first() == head
    assert len(DjangoStore().entries(case)) == 2
    assert last(TICK) is not None


@pytest.mark.usefixtures("case")
def test_the_log_has_a_heartbeat_every_hour_whether_anything_happened_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = now()
    for minutes in (0, 30, 61, 90, 125):
        set_clock(monkeypatch, begun + timedelta(minutes=minutes))
        tick_once()
    assert [told.act for told in told_of_user("installation")].count("heartbeat") == 3


def test_at_the_turn_of_the_month_wraps_go_under_new_keys_and_days_later_the_old_ones_are_destroyed(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = months()
    first = _first_of_next_month()
    set_clock(monkeypatch, first)
    done = tick_once()
    assert done["keys"] > 0
    assert set(WrapRow.objects.values_list("month", flat=True)) == {f"{first:%Y-%m}"}
    assert months() == old | {f"{first:%Y-%m}"}, "older copies still open for some days"
    assert look(actor("brook"), case).called == "Amina"
    set_clock(monkeypatch, first + timedelta(days=GRACE))
    tick_once()
    assert months() == {f"{first:%Y-%m}"}
    assert look(actor("brook"), case).called == "Amina"


def test_within_35_days_of_an_erasure_no_older_copy_can_be_opened(
    case: str, beside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(tmp_path / "old.zip")
    old = {row.data_key: row for row in WrapRow.objects.filter(person=case)}
    erased = now().replace(day=1)
    erase_all(case)
    first = _first_of_next_month()
    for day in range(GRACE + 1):
        set_clock(monkeypatch, first + timedelta(days=day))
        tick_once()
    assert first + timedelta(days=GRACE) - erased <= timedelta(days=35)
    scopes = {scope for ring in keys.rings().rings.values() for scope in ring.scopes()}
    assert [key for key, row in old.items() if keys.as_wrap(row).scope in scopes] == []
    wipe()
    opening.open_with(opening.held_sources())
    backup = Backup(tmp_path / "old.zip")
    with pytest.raises(AmparoError, match="ring-key-missing"):
        load(backup)
    backup.close()
    assert beside.exists()


def test_what_was_worked_out_is_worked_out_again_when_its_day_has_come(case: str) -> None:
    Determined.objects.filter(case=case).update(changes_on=now().date())
    assert tick_once()["determined"] == 1
    assert Determined.objects.get(case=case).changes_on != now().date()


def test_a_case_that_was_erased_in_part_is_worked_out_again_once(case: str) -> None:
    erase_all(case, ("identity",))
    tick_once()
    assert tick_once()["determined"] == 0
    assert current(case).size == 1
    assert rebuild([case]) == (1, ())


def test_an_erased_case_is_never_worked_out_again(case: str) -> None:
    erase_all(case)
    assert tick_once()["determined"] == 0
    assert not Determined.objects.filter(case=case).exists()
    assert set(WrapRow.objects.filter(person=case).values_list("compartment", flat=True)) == {LOG}


def test_work_on_a_case_ends_when_its_time_is_over(case: str) -> None:
    row = Membership.objects.get(case=case, user="lena")
    row.until = now()
    row.save()
    assert tick_once()["memberships"] == 1
    row.refresh_from_db()
    assert row.ended == row.until
    assert told_of(case)[-1].act == "member-ended"


def test_what_is_due_is_told_of_a_month_before_and_then_erased(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = now()
    end_work(case, begun)
    due = begun.replace(year=begun.year + 5, day=min(begun.day, 28))
    for days, warned, gone in ((-40, 0, False), (-29, 1, False), (-1, 1, False), (2, 1, True), (4, 1, True)):
        set_clock(monkeypatch, due + timedelta(days=days))
        tick_once()
        assert Notice.objects.filter(case=case, kind=DUE, about__startswith="case/").count() == warned
        assert is_erased(case) is gone
    entry = next(told for told in told_of(case) if told.act == "erased")
    assert (entry.user, entry.about["period"]) == ("installation", "case")
    assert "case-looked-at" in {told.act for told in told_of(case)}, "who looked is kept longer"


def test_nothing_is_erased_that_was_not_told_of_long_enough_before(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = now()
    end_work(case, begun)
    set_clock(monkeypatch, begun + timedelta(days=365 * 6))
    assert tick_once()["erased"] == 0
    assert tick_once()["warnings"] == 0, "told of once"
    set_clock(monkeypatch, begun + timedelta(days=365 * 6 + 31))
    assert tick_once()["erased"] == 1
    assert erased_cases() == {case}


def test_a_legal_hold_and_work_begun_again_stop_it(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, other = now(), a_case()
    hold = set_hold(actor("brook"), case, "claim")
    end_work(case, begun)
    for days in (365 * 6, 365 * 6 + 31):
        set_clock(monkeypatch, begun + timedelta(days=days))
        assert tick_once()["erased"] == 0
    assert hold
    assert not is_erased(case)
    assert not is_erased(other)


def test_in_the_end_who_looked_is_erased_too_and_only_once(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = now()
    end_work(case, begun)
    done = []
    for days in (0, 31, 32, 70):
        set_clock(monkeypatch, begun + timedelta(days=366 * 11 + days))
        done.append(tick_once()["erased"])
    assert done == [0, 2, 0, 0]
    assert {told.act for told in told_of(case)} == {"unreadable"}


@pytest.mark.usefixtures("case")
def test_sessions_that_are_over_are_forgotten() -> None:
    for name, hours in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=now() + timedelta(hours=hours))
    assert tick_once()["sessions"] == 1
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


@pytest.mark.usefixtures("case")
def test_without_a_server_the_command_ticks_by_itself_and_gives_the_lease_back() -> None:
    assert tick() is not None
    assert not is_held(LEASE)


@pytest.mark.usefixtures("case")
def test_with_a_server_the_command_hands_the_work_over() -> None:
    stop = Event()
    ticker = Ticker(stop)
    assert take(LEASE, ticker.holder)
    note(TICK)
    before = last(TICK)
    thread = Thread(target=ticker.run)
    thread.start()
    try:
        assert tick() is None
    finally:
        stop.set()
        thread.join(PLENTY)
    after = last(TICK)
    assert before is not None
    assert after is not None
    assert after > before
    assert not thread.is_alive()
    assert not Lease.objects.filter(name=ASKED).exists()
    assert not is_held(LEASE)


@pytest.mark.usefixtures("case")
def test_one_process_at_a_time_ticks() -> None:
    assert take(LEASE, "one")
    assert not take(LEASE, "two")
    assert take(LEASE, "one"), "a holder prolongs its own"
    Lease.objects.update(until=now() - timedelta(seconds=1))
    assert take(LEASE, "two"), "a lease lapses with the process that died"


@pytest.mark.usefixtures("case")
def test_a_turn_ticks_once_a_minute_unless_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = now()
    ticks = []
    for seconds in (0, 10, 59, 61, 70):
        set_clock(monkeypatch, begun + timedelta(seconds=seconds))
        turn()
        ticks.append(last(TICK))
    assert [tick and (tick - begun).total_seconds() for tick in ticks] == [0, 0, 0, 61, 61]


@pytest.mark.usefixtures("case")
def test_a_server_that_does_not_tick_is_told_of() -> None:
    assert take(LEASE, "a server that hangs", timedelta(minutes=3))
    with pytest.raises(AmparoError, match="tick-not-done"):
        tick(timedelta(0))
    assert not Lease.objects.filter(name=ASKED).exists()


@pytest.mark.usefixtures("case")
def test_a_backup_is_remembered(tmp_path: Path) -> None:
    assert last(BACKUP) is None
    back_up(tmp_path / "one.zip")
    assert last(BACKUP) is not None
    assert not connection.in_atomic_block


def _first_of_next_month() -> datetime:
    today = now()
    return datetime(today.year + today.month // 12, today.month % 12 + 1, 1, 0, 5, tzinfo=UTC)
