"""Data keys of a case, and who can open what they seal."""

from __future__ import annotations

import pytest

from amparo.casework.keys import CaseKeys
from amparo.casework.models import WrapRow
from amparo.errors import AmparoError
from amparo.sealing.value import Place, sealed_by

PLACE = Place("kept", "row", "body", 0)


@pytest.mark.usefixtures("world")
def test_what_an_agency_seals_it_opens_again_also_after_the_keys_were_read_anew() -> None:
    sealed = CaseKeys("case1", "harbour").sealed(b"secret", PLACE, "account")
    assert b"secret" not in sealed
    assert CaseKeys("case1", "harbour").opened(sealed, PLACE, sealed_by(sealed)) == b"secret"


@pytest.mark.usefixtures("world")
def test_another_agency_opens_it_only_once_it_is_shared_and_no_other_compartment() -> None:
    mine = CaseKeys("case1", "harbour")
    sealed, other = mine.sealed(b"secret", PLACE, "account"), mine.sealed(b"more", PLACE, "health")
    with pytest.raises(AmparoError, match="wrap-missing"):
        CaseKeys("case1", "clinic-xx").opened(sealed, PLACE, sealed_by(sealed))
    mine.share("clinic-xx", ["account"])
    theirs = CaseKeys("case1", "clinic-xx")
    assert theirs.opened(sealed, PLACE, sealed_by(sealed)) == b"secret"
    assert not theirs.holds(sealed_by(other))


@pytest.mark.usefixtures("world")
def test_without_its_wraps_a_value_is_lost_to_everybody() -> None:
    sealed = CaseKeys("case1", "harbour").sealed(b"secret", PLACE, "account")
    WrapRow.objects.all().delete()
    with pytest.raises(AmparoError, match="wrap-missing"):
        CaseKeys("case1", "harbour").opened(sealed, PLACE, sealed_by(sealed))
