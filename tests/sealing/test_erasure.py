"""Whose keys are destroyed cannot be read again, not from an older copy either; everybody else can."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amparo.sealing.erasure import FIRST, Erasure, Graves, Tombstone, checked, erase, next_generation, readable, replay
from amparo.sealing.ring import Ring
from amparo.sealing.rotation import Sealed, retire, rewrap
from amparo.sealing.signing import SigningKey, signing_key, with_signing
from amparo.sealing.value import Place, new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, Wrap, of_agency, share, unwrap, wrap
from sealing.cast import MONTH, NEXT, person, refused, ring

AT = "2026-11-22T09:30:00Z"
PEOPLE = 1000
ERASED = frozenset(f"person-{number}" for number in range(0, PEOPLE, 10))


def _signing() -> SigningKey:
    return signing_key(with_signing(ring("house"), "tombstone"), "tombstone")


def _people(shelter: Ring, count: int) -> tuple[list[Wrap], list[Sealed]]:
    wraps, values = [], []
    for number in range(count):
        key, row = person(number, shelter)
        place = Place("fact", f"row-{number}", "value", 0)
        wraps.append(row)
        values.append(Sealed(key.person, "identity", place, seal(f"marker {number}".encode(), place, key)))
    return wraps, values


def _opened(values: list[Sealed], wraps: list[Wrap], shelter: Ring) -> set[str]:
    """Open what can be opened with these rows and this ring, and return of whom."""
    by_key = {row.data_key: row for row in wraps if row.scope in shelter.scopes()}
    found = set()
    for value in values:
        row = by_key.get(value.data[2:18].hex())
        if row:
            key = unwrap(row, shelter.wrapping(row.scope))
            assert unseal(value.data, value.place, key) == f"marker {value.person.removeprefix('person-')}".encode()
            found.add(value.person)
    return found


def test_a_hundred_of_a_thousand_are_erased_and_an_older_copy_brings_nobody_back() -> None:
    shelter, signing = ring("shelter", MONTH, NEXT), _signing()
    wraps, values = _people(shelter, PEOPLE)
    older = list(wraps)
    everybody = {f"person-{number}" for number in range(PEOPLE)}
    assert _opened(values, older, shelter) == everybody
    stones: list[Tombstone] = []
    for who in sorted(ERASED):
        done = erase(wraps, who, ["identity"], AT, stones[-1] if stones else None, signing)
        wraps, stones = list(done.kept), [*stones, *done.tombstones]
    graves = checked(stones, signing.public)
    restored = list(replay(older, graves))
    for rows in (wraps, restored):
        assert _opened(values, rows, shelter) == everybody - ERASED
        told = readable(values, rows, graves, shelter.scopes())
        assert (len(told.readable), len(told.erased), len(told.closed)) == (PEOPLE - len(ERASED), len(ERASED), 0)
        assert {value.person for value in told.erased} == ERASED
    # once the month's key is retired, not even the older copy without its tombstones can be read
    turned = rewrap(wraps, shelter, NEXT, limit=PEOPLE)
    assert turned.done
    later = retire(shelter, Scope("shelter", "identity", MONTH), turned.changed)
    assert _opened(values, older, later) == set()
    assert _opened(values, list(turned.changed), later) == everybody - ERASED


def _three() -> tuple[Erasure, list[Tombstone], SigningKey, list[Wrap], Ring]:
    shelter, signing = ring("shelter"), _signing()
    wraps = [person(number, shelter, compartment)[1] for number in range(3) for compartment in ("health", "identity")]
    first = erase(wraps, "person-0", ["health", "identity"], AT, None, signing)
    second = erase(first.kept, "person-1", ["health"], AT, first.tombstones[-1], signing)
    return first, [*first.tombstones, *second.tombstones], signing, wraps, shelter


def test_an_erasure_takes_the_named_compartments_of_one_person_and_the_wraps_of_every_agency() -> None:
    shelter, clinic, signing = ring("shelter"), ring("clinic"), _signing()
    wraps = [person(number, shelter, compartment)[1] for number in range(3) for compartment in ("health", "identity")]
    theirs = share(wraps[0], shelter.wrapping(wraps[0].scope), clinic.wrapping(Scope("clinic", "health", MONTH)))
    done = erase([*wraps, theirs], "person-0", ["health", "voice"], AT, None, signing)
    assert done.destroyed == (wraps[0], theirs)
    assert done.kept == tuple(wraps[1:])
    assert [(stone.person, stone.compartment, stone.generation, stone.at) for stone in done.tombstones] == [
        ("person-0", "health", 1, AT)
    ]


def test_nothing_to_erase_and_no_moment_are_refused() -> None:
    _, stones, signing, wraps, _ = _three()
    refused(lambda: erase(wraps, "person-9", ["health"], AT, stones[-1], signing), "erasure-nothing")
    refused(lambda: erase(wraps, "person-1", ["voice"], AT, stones[-1], signing), "erasure-nothing")
    for at in ("2026-11-22", "2026-11-22T09:30:00+01:00", ""):
        refused(lambda: erase(wraps, "person-1", ["health"], at, stones[-1], signing), "erasure-bad-moment")


def test_no_tombstone_can_be_changed_left_out_put_in_or_made_by_others() -> None:
    _, stones, signing, wraps, _ = _three()
    assert checked(stones, signing.public).count == 3
    for number, stone in enumerate(stones):
        changed = [
            replace(stone, person="person-2"),
            replace(stone, compartment="voice"),
            replace(stone, generation=2),
            replace(stone, at="2026-11-22T09:30:01Z"),
            replace(stone, signature=bytes(64)),
        ]
        for other in changed:
            refused(lambda: checked([*stones[:number], other, *stones[number + 1 :]], signing.public), "signature-wrong")
        if number < len(stones) - 1:
            refused(lambda: checked([*stones[:number], *stones[number + 1 :]], signing.public), "tombstones-broken")
    refused(lambda: checked(stones[::-1], signing.public), "tombstones-broken")
    refused(lambda: checked([stones[0], *stones], signing.public), "tombstones-broken")
    forged = erase(wraps, "person-2", ["health"], AT, stones[-1], _signing()).tombstones
    refused(lambda: checked([*stones, *forged], signing.public), "signature-wrong")


def test_a_tombstone_of_another_history_does_not_fit_though_the_same_key_signed_it() -> None:
    # an older copy came back, erased somebody else, and went its own way
    _, stones, signing, wraps, _ = _three()
    other = erase(wraps, "person-2", ["health"], AT, stones[0], signing).tombstones[0]
    assert checked([stones[0], other], signing.public).count == 2
    refused(lambda: checked([stones[0], other, stones[2]], signing.public), "tombstones-broken")
    relinked = replace(stones[2], before=other.digest)
    refused(lambda: checked([stones[0], other, relinked], signing.public), "signature-wrong")


def test_tombstones_missing_at_the_end_are_found_by_the_head_that_the_log_knows() -> None:
    _, stones, signing, _, _ = _three()
    whole = checked(stones, signing.public)
    for count in range(4):
        part = checked(stones[:count], signing.public)
        assert checked(stones, signing.public, (part.count, part.head)).head == whole.head
        if count < 3:
            refused(lambda: checked(stones[:count], signing.public, (whole.count, whole.head)), "tombstones-short")
    refused(lambda: checked(stones, signing.public, (3, FIRST)), "tombstones-short")
    refused(lambda: checked(stones, signing.public, (4, whole.head)), "tombstones-short")


def test_a_compartment_may_begin_again_after_its_erasure() -> None:
    _, stones, signing, wraps, shelter = _three()
    graves = checked(stones, signing.public)
    left = replay(wraps, graves)
    generation = next_generation("person-0", "health", left, graves)
    assert generation == 2
    again = new_data_key("person-0", "health", generation)
    row = wrap(again, shelter.wrapping(Scope("shelter", "health", MONTH)))
    assert replay([*left, row], graves) == (*left, row)
    assert next_generation("person-0", "health", [row], graves) == 3
    assert next_generation("person-9", "health", left, graves) == 1
    second = erase([row], "person-0", ["health"], AT, stones[-1], signing)
    assert replay([row], checked([*stones, *second.tombstones], signing.public)) == ()


def test_an_erasure_reaches_the_latest_generation_and_never_falls_back() -> None:
    shelter, signing = ring("shelter"), _signing()
    scope = Scope("shelter", "health", MONTH)
    first, second = (wrap(new_data_key("person-1", "health", number), shelter.wrapping(scope)) for number in (1, 2))
    done = erase([first, second], "person-1", ["health"], AT, None, signing)
    assert [stone.generation for stone in done.tombstones] == [2]
    again = erase([first], "person-1", ["health"], AT, done.tombstones[0], signing)  # an older copy was erased once more
    graves = checked([*done.tombstones, *again.tombstones], signing.public)
    assert replay([first, second], graves) == ()


def test_a_value_whose_wrap_nobody_here_can_open_is_closed_and_not_erased() -> None:
    shelter = ring("shelter")
    wraps, values = _people(shelter, 3)
    told = readable(values, wraps[:2], Graves({("person-0", "identity"): 1}, 1, FIRST), shelter.scopes())
    assert [[value.person for value in part] for part in (told.readable, told.erased, told.closed)] == [
        ["person-1"],
        ["person-0"],
        ["person-2"],
    ]
    assert readable(values, wraps, checked([], _signing().public), []).closed == tuple(values)


def test_an_erased_person_has_no_wrap_to_be_found() -> None:
    first, _, _, wraps, _ = _three()
    refused(lambda: of_agency(first.kept, "shelter", wraps[0].data_key), "wrap-missing")


@pytest.mark.parametrize("compartments", [["health"], ["identity"], ["health", "identity"]])
def test_what_is_destroyed_and_what_is_kept_make_up_the_whole(compartments: list[str]) -> None:
    _, _, signing, wraps, _ = _three()
    done = erase(wraps, "person-1", compartments, AT, None, signing)
    assert sorted(row.order for row in (*done.destroyed, *done.kept)) == sorted(row.order for row in wraps)
    assert len(done.destroyed) == len(compartments) == len(done.tombstones)
