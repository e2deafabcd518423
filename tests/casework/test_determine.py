"""What the law says of a kept case: kept beside it, never shown when it no longer stands, and rebuilt the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework import determine
from amparo.casework.compartment import vocabulary
from amparo.casework.models import Case, Determined, Task
from amparo.casework.moment import fresh_id, now
from amparo.casework.store import DjangoStore
from amparo.environment import today
from amparo.ledger.canonical import written_moment
from amparo.ledger.entry import entry_from
from amparo.ledger.store import newest


def state(case: str, **facts: object) -> None:
    """State facts of a case, past the access policy, which is tried elsewhere."""
    store, moment = DjangoStore(), now()
    batch = [
        entry_from(
            {"schema": 1, "id": fresh_id(), "case": case, "key": key.replace("__", "."), "value": value, "source": "observed",
             "by": "ngo", "agency": "harbour", "user": "brook", "recorded": written_moment(moment)},
            vocabulary(),
        )
        for key, value in facts.items()
    ]  # fmt: skip
    store.append(batch, newest(store.entries(case)))


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    Case.objects.create(id="amina", agency_id="harbour")
    return "amina"


def test_a_case_of_which_nothing_is_known_is_held_already(case: str) -> None:
    found = determine.current(case)
    assert found.acts["removal"]["answer"] != "no-hold"
    assert found.questions


def test_what_is_kept_is_given_back_until_something_more_is_stated(case: str) -> None:
    first = determine.current(case)
    assert determine.current(case) == first
    assert list(determine.stale()) == []
    state(case, trafficking_claimed=True, heard_on_status=False)
    assert list(determine.stale()) == [case]
    second = determine.current(case)
    assert (second.size, second.acts["removal"]["answer"]) == (2, "held")


def test_what_is_kept_no_longer_stands_from_the_day_on_which_it_changes(case: str) -> None:
    state(case, reasonable_grounds="yes", reasonable_grounds_on=today().isoformat(), recovery_started_on=today().isoformat())
    found = determine.current(case)
    assert found.changes_on is not None
    assert list(determine.stale(found.changes_on)) == [case]
    assert list(determine.stale(found.changes_on - timedelta(days=1))) == []


def test_what_was_known_at_a_moment_gives_what_was_said_then(case: str) -> None:
    before = now()
    state(case, trafficking_claimed=True, heard_on_status=False)
    assert determine.determined(case, as_known=before).acts["removal"]["answer"] == "held-until-known"
    assert determine.determined(case).acts["removal"]["answer"] == "held"


def test_dropped_and_rebuilt_it_is_the_same_to_the_row(case: str) -> None:
    state(case, trafficking_claimed=True, age_years=16)
    determine.refresh(case)
    tasks = sorted(Task.objects.values_list("case", "binds", "due", "mark"), key=str)
    assert determine.rebuild() == (1, ())
    assert sorted(Task.objects.values_list("case", "binds", "due", "mark"), key=str) == tasks
    assert tasks


def test_a_kept_determination_that_was_forged_is_told(case: str) -> None:
    determine.refresh(case)
    Determined.objects.update(changes_on=today() + timedelta(days=999))
    assert determine.rebuild() == (1, (case,))
