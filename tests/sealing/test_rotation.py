"""Keys change step by step; a kill at any point loses nothing, and the old key is worth nothing afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amparo.sealing.ring import Ring
from amparo.sealing.rotation import Sealed, Step, reseal, retire, rewrap
from amparo.sealing.value import DataKey, Place, new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, Wrap, unwrap, wrap
from sealing.cast import COMPARTMENTS, MONTH, NEXT, person, refused, ring

PEOPLE = 12
LIMIT = 5


class Store:
    """Rows and a cursor, changed together or not at all, as one transaction would."""

    def __init__(self, rows: list[Wrap]) -> None:
        self.rows = {row.order: row for row in rows}
        self.cursor = ""

    def commit(self, step: Step[Wrap]) -> None:
        self.rows |= {row.order: row for row in step.changed}
        self.cursor = step.cursor

    def page(self) -> list[Wrap]:
        return sorted((row for row in self.rows.values() if row.order > self.cursor), key=lambda row: row.order)[: LIMIT + 1]


def _filled() -> tuple[Ring, Ring, Store]:
    shelter, clinic = ring("shelter", MONTH, NEXT), ring("clinic")
    rows = [person(number, shelter, compartment)[1] for number in range(PEOPLE) for compartment in COMPARTMENTS]
    rows += [person(number, clinic, "health")[1] for number in range(PEOPLE)]
    return shelter, clinic, Store(rows)


def _run(store: Store, shelter: Ring, steps: int) -> bool:
    """Rotate for at most so many steps; say whether it came to the end."""
    for _ in range(steps):
        step = rewrap(store.page(), shelter, NEXT, after=store.cursor, limit=LIMIT)
        store.commit(step)
        if step.done:
            return True
    return False


def _old_key_is_useless(store: Store, shelter: Ring, clinic: Ring) -> None:
    mine = [row for row in store.rows.values() if row.scope.agency == "shelter"]
    assert len(mine) == PEOPLE * len(COMPARTMENTS)
    for row in mine:
        assert row.scope.month == NEXT
        assert unwrap(row, shelter.wrapping(row.scope)).id == row.data_key
        old = shelter.wrapping(Scope("shelter", row.scope.compartment, MONTH))
        refused(lambda: unwrap(row, old), "wrap-other-key")
        as_old = replace(row, scope=old.scope)
        refused(lambda: unwrap(as_old, old), "seal-broken")
    for row in store.rows.values():
        if row.scope.agency == "clinic":
            assert unwrap(row, clinic.wrapping(row.scope)).id == row.data_key


@pytest.mark.parametrize("killed", range(11))
@pytest.mark.parametrize("is_written", [True, False], ids=["after the write", "before the write"])
def test_a_rotation_killed_at_any_step_goes_on(killed: int, is_written: bool) -> None:  # noqa: FBT001 a parameter of a test
    shelter, clinic, store = _filled()
    done = _run(store, shelter, killed)
    if not done:
        step = rewrap(store.page(), shelter, NEXT, after=store.cursor, limit=LIMIT)
        if is_written:
            store.commit(step)
    for row in store.rows.values():  # half way, every row is readable under the key it names
        holder = shelter if row.scope.agency == "shelter" else clinic
        assert unwrap(row, holder.wrapping(row.scope)).id == row.data_key
    assert _run(store, shelter, 100)
    _old_key_is_useless(store, shelter, clinic)


def test_a_rotation_whose_cursor_was_lost_begins_again_and_changes_nothing_twice() -> None:
    shelter, clinic, store = _filled()
    assert not _run(store, shelter, 4)
    before = dict(store.rows)
    store.cursor = ""
    assert _run(store, shelter, 100)
    _old_key_is_useless(store, shelter, clinic)
    assert all(store.rows[order] == row for order, row in before.items() if row.scope.month == NEXT)


def test_a_step_begins_behind_its_cursor_and_knows_its_end() -> None:
    shelter, _, store = _filled()
    rows = sorted(store.rows.values(), key=lambda row: row.order)
    cursor, seen = "", []
    for number, row in enumerate(rows, 1):
        step = rewrap(rows, shelter, NEXT, after=cursor, limit=1)
        assert (step.cursor, step.done) == (row.order, number == len(rows))
        seen += [changed.order for changed in step.changed]
        cursor = step.cursor
    assert seen == [row.order for row in rows if row.scope.agency == "shelter"]
    assert rewrap(rows, shelter, NEXT, limit=len(rows)).done
    assert not rewrap(rows, shelter, NEXT, limit=len(rows) - 1).done


def test_a_rotation_of_nothing_is_done() -> None:
    assert rewrap([], ring("shelter"), NEXT) == Step((), "", done=True)


def test_a_key_in_use_is_not_retired_and_a_retired_one_is_gone() -> None:
    shelter, _, store = _filled()
    scope = Scope("shelter", "identity", MONTH)
    assert f"{PEOPLE} wraps" in refused(lambda: retire(shelter, scope, store.rows.values()), "key-in-use").sentence
    old = next(row for row in store.rows.values() if row.scope == scope)
    assert _run(store, shelter, 100)
    left = retire(shelter, scope, store.rows.values())
    assert left.scopes() == shelter.scopes() - {scope}
    assert "shelter/wrapping/identity/2026-11" in refused(lambda: left.wrapping(old.scope), "ring-key-missing").sentence
    refused(lambda: retire(left, scope, []), "ring-key-missing")


def test_a_rotation_needs_the_new_key_at_hand() -> None:
    shelter, _, store = _filled()
    refused(lambda: rewrap(store.page(), shelter, "2027-01"), "ring-key-missing")


def _values(key: DataKey, other: DataKey) -> list[Sealed]:
    places = [Place("fact", f"row-{number}", "value", number) for number in range(20)]
    return [
        Sealed(owner.person, owner.compartment, place, seal(place.row.encode(), place, owner))
        for number, place in enumerate(places)
        for owner in [other if number % 5 == 0 else key]
    ]


@pytest.mark.parametrize("killed", range(5))
def test_values_are_sealed_anew_under_the_next_data_key_with_a_kill_at_any_step(killed: int) -> None:
    old, new = new_data_key("person-1", "health"), new_data_key("person-1", "health", 2)
    other = new_data_key("person-2", "health")
    rows = {row.order: row for row in _values(old, other)}
    cursor = ""
    for _ in range(killed):
        step = reseal(list(rows.values()), old, new, after=cursor, limit=4)
        rows |= {row.order: row for row in step.changed}
        cursor = step.cursor
    reseal(list(rows.values()), old, new, after=cursor, limit=4)  # this one was killed before it was written
    done = False
    while not done:
        step = reseal(list(rows.values()), old, new, after=cursor, limit=4)
        rows |= {row.order: row for row in step.changed}
        cursor, done = step.cursor, step.done
    for row in rows.values():
        mine = row.person == "person-1"
        assert unseal(row.data, row.place, new if mine else other) == row.place.row.encode()
        refused(lambda: unseal(row.data, row.place, old), "value-other-key")


def test_values_are_sealed_anew_only_under_a_later_key_of_the_same_compartment() -> None:
    old = new_data_key("person-1", "health")
    for new in (
        new_data_key("person-1", "health"),
        new_data_key("person-2", "health", 2),
        new_data_key("person-1", "account", 2),
    ):
        refused(lambda: reseal([], old, new), "reseal-other-person")


def test_a_data_key_that_was_renewed_is_wrapped_as_any_other() -> None:
    shelter = ring("shelter")
    new = new_data_key("person-1", "health", 2)
    row = wrap(new, shelter.wrapping(Scope("shelter", "health", MONTH)))
    assert row.generation == 2
