"""Work beside the pages is done by one at a time, survives its own failures, and is seen to be alive or not."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError

from amparo.casework.clockwork import TICKER, Work, is_alive, keep_at, take
from amparo.casework.models import Lease
from amparo.casework.moment import now
from amparo.casework.vital import vital

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lease_is_held_by_one_until_it_lapses() -> None:
    assert not is_alive(TICKER)
    assert take(TICKER, "one", MINUTE)
    assert take(TICKER, "one", MINUTE)
    assert not take(TICKER, "two", MINUTE)
    assert is_alive(TICKER)
    Lease.objects.update(until=now() - MINUTE)
    assert not is_alive(TICKER)
    assert take(TICKER, "two", MINUTE)
    assert not take(TICKER, "one", MINUTE)


def test_it_is_done_again_and_again_until_told_to_stop_and_then_given_up() -> None:
    stop, seen = Event(), []

    def work() -> None:
        seen.append(is_alive(TICKER))
        if len(seen) == 3:
            stop.set()

    keep_at(Work(TICKER, work, every=0.001), stop)
    assert seen == [True, True, True]
    assert not is_alive(TICKER)


def test_while_another_holds_the_lease_it_is_not_done() -> None:
    seen: list[str] = []
    assert take(TICKER, "another", MINUTE)
    keep_at(Work(TICKER, lambda: seen.append("done"), every=0.001), _StopAfterOne())
    assert seen == []
    assert is_alive(TICKER)


class _StopAfterOne(Event):
    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 the library calls it so
        self.set()
        return True


@pytest.mark.parametrize("error", [OperationalError("disk full of Zanabelle"), ValueError("Zanabelle")])
def test_where_it_fails_it_is_not_alive_and_is_tried_again(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise error

    keep_at(Work(TICKER, fail, every=0.001), _StopAfterOne())
    assert not is_alive(TICKER)
    seen: list[bool] = []
    keep_at(Work(TICKER, lambda: seen.append(is_alive(TICKER)), every=0.001), _StopAfterOne())
    assert seen == [True]
    assert "Zanabelle" not in caplog.messages


def test_what_lives_is_told_without_keys_it_is_not_well() -> None:
    assert take(TICKER, "one", MINUTE)
    found = vital()
    assert (found.database, found.keys, found.ticker, found.is_well) == (True, False, True, False)
