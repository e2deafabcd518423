"""Who holds a wrap may read; nobody else can, whatever rows they move about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amparo.sealing.value import new_data_key, seal, unseal
from amparo.sealing.wrap import Scope, WrappingKey, of_agency, share, unwrap, wrap
from sealing.cast import MONTH, NEXT, PLACE, flips, person, refused, ring

SCOPE = Scope("shelter", "identity", MONTH)


def test_an_agency_opens_its_own_wrap() -> None:
    shelter = ring("shelter")
    key, row = person(1, shelter)
    opened = unwrap(row, shelter.wrapping(SCOPE))
    assert unseal(seal(b"yes", PLACE, key), PLACE, opened) == b"yes"
    assert (opened.id, opened.person, opened.compartment) == (key.id, "person-1", "identity")


def test_to_share_a_compartment_is_to_add_a_wrap_for_it() -> None:
    shelter, clinic = ring("shelter"), ring("clinic")
    key, row = person(1, shelter)
    sealed = seal(b"yes", PLACE, key)
    refused(lambda: of_agency([row], "clinic", key.id), "wrap-missing")
    shared = share(row, shelter.wrapping(SCOPE), clinic.wrapping(Scope("clinic", "identity", MONTH)))
    theirs = of_agency([row, shared], "clinic", key.id)
    assert unseal(sealed, PLACE, unwrap(theirs, clinic.wrapping(theirs.scope))) == b"yes"
    assert of_agency([row, shared], "shelter", key.id) == row


def test_a_compartment_is_not_shared_through_the_key_of_another() -> None:
    shelter, clinic = ring("shelter"), ring("clinic")
    _, row = person(1, shelter)
    other = clinic.wrapping(Scope("clinic", "health", MONTH))
    refused(lambda: share(row, shelter.wrapping(SCOPE), other), "wrap-other-compartment")


def test_a_wrap_does_not_open_in_another_row() -> None:
    shelter = ring("shelter", MONTH, NEXT)
    _, row = person(1, shelter)
    key = shelter.wrapping(SCOPE)
    other = new_data_key("person-2", "identity")
    moved = [
        replace(row, person="person-2"),
        replace(row, data_key=other.id),
        replace(row, data_key=f"00000002{row.data_key[8:]}"),
    ]
    for wrong in moved:
        refused(lambda: unwrap(wrong, key), "seal-broken")
    for scope in (Scope("shelter", "health", MONTH), Scope("shelter", "identity", NEXT)):
        refused(lambda: unwrap(replace(row, scope=scope), shelter.wrapping(scope)), "seal-broken")
        refused(lambda: unwrap(row, shelter.wrapping(scope)), "wrap-other-key")
    refused(lambda: unwrap(row, ring("shelter").wrapping(SCOPE)), "seal-broken")
    assert unwrap(row, key).person == "person-1"


def test_a_wrap_does_not_open_for_another_scope_even_under_the_same_key() -> None:
    shelter = ring("shelter")
    _, row = person(1, shelter)
    key = shelter.wrapping(SCOPE).key
    for scope in (Scope("clinic", "identity", MONTH), Scope("shelter", "health", MONTH), Scope("shelter", "identity", NEXT)):
        refused(lambda: unwrap(replace(row, scope=scope), WrappingKey(scope, key)), "seal-broken")


def test_every_changed_bit_of_a_wrap_is_refused() -> None:
    shelter = ring("shelter")
    _, row = person(1, shelter)
    changed = flips(row.sealed)
    for sealed in changed:
        refused(lambda: unwrap(replace(row, sealed=sealed), shelter.wrapping(SCOPE)), "seal-broken", "wrap-other-key")
    assert len(changed) == 8 * (2 + 24 + 32 + 16)
    for length in range(len(row.sealed)):
        refused(
            lambda: unwrap(replace(row, sealed=row.sealed[:length]), shelter.wrapping(SCOPE)), "seal-broken", "wrap-other-key"
        )


def test_the_clear_columns_of_a_wrap_tell_no_secret() -> None:
    shelter = ring("shelter")
    key, row = person(1, shelter)
    assert key.key.reveal() not in row.sealed
    assert wrap(key, shelter.wrapping(SCOPE)).sealed != row.sealed


@pytest.mark.parametrize(
    ("agency", "compartment", "month"),
    [("The Shelter", "health", MONTH), ("shelter", "", MONTH), ("shelter", "health", "2026-13")],
)
def test_a_scope_is_written_as_names_are(agency: str, compartment: str, month: str) -> None:
    refused(lambda: Scope(agency, compartment, month), "sealing-bad-name")
