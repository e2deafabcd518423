"""An agency leaves: everything of it ends at once, and it may not leave a case behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.casework.access import look
from amparo.casework.actor import INSTALLATION
from amparo.casework.canary import make_canary
from amparo.casework.glass import break_glass
from amparo.casework.leaving import end_agency
from amparo.casework.log import told_of_user
from amparo.casework.models import Agency, BreakGlass, Grant, Membership, User, WrapRow
from amparo.casework.moment import now
from amparo.errors import AmparoError
from casework.keeping import erase_all
from casework.staffed import full_case, given, joined, keys_seen, stepped, user
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")


def test_its_people_its_grants_and_its_keys_end_with_it() -> None:
    case = full_case()
    given(case, "police-xx", ["security", "legal"], "justice")
    joined(case, "castor", "justice")
    castor = actor("castor")
    left = end_agency("police-xx")
    assert (left.users, left.grants) == (2, 1)
    with pytest.raises(AmparoError, match="no-such-case"):
        look(castor, case)
    assert not WrapRow.objects.filter(person=case, agency="police-xx").exists()
    assert not Grant.objects.filter(agency="police-xx", ended=None).exists()
    assert not Membership.objects.filter(user__agency="police-xx", ended=None).exists()
    assert not User.objects.filter(agency="police-xx", is_active=True).exists()
    assert Agency.objects.get(id="police-xx").ended
    assert told_of_user(INSTALLATION)[-1].act == "agency-ended"
    assert len(keys_seen("brook", case)) == 9


def test_what_it_held_open_in_an_emergency_is_closed() -> None:
    case = full_case()
    user("nadia", "clinic-xx", "health_worker")
    break_glass(stepped("nadia"), case, "health", ground="treatment", reason="unconscious, allergies not known")
    assert WrapRow.objects.filter(person=case, agency="clinic-xx").exists()
    end_agency("clinic-xx")
    assert not WrapRow.objects.filter(person=case, agency="clinic-xx").exists()
    assert not BreakGlass.objects.filter(until__gt=now()).exists()


def test_while_it_keeps_a_case_it_stays_and_is_told_how_many(beside: Path) -> None:  # noqa: ARG001 where tombstones are kept
    cases = [full_case(), full_case()]
    user("audrey", "statistics-xx", "auditor")
    make_canary(stepped("audrey"), "harbour")
    with pytest.raises(AmparoError, match="still keeps 2 cases"):
        end_agency("harbour")
    assert Agency.objects.get(id="harbour").ended is None
    assert len(keys_seen("brook", cases[0])) == 9
    for case in cases:
        joined(case, "lena", "protection")
        erase_all(case)
    assert end_agency("harbour").users


def test_one_that_is_not_there_or_has_left_or_is_the_last_does_not_leave() -> None:
    for name in ("nobody", "police-xx"):
        if name == "police-xx":
            end_agency(name)
        with pytest.raises(AmparoError, match="unknown-agency"):
            end_agency(name)
    Agency.objects.exclude(id="harbour").update(ended=now())
    with pytest.raises(AmparoError, match="agency-last"):
        end_agency("harbour")
