"""The plain answers: who may see this, who looked, who received. And holds on erasure."""

from __future__ import annotations

import pytest

from amparo.casework.access import look
from amparo.casework.glass import break_glass
from amparo.casework.grants import end_grant
from amparo.casework.holding import release_hold, set_hold
from amparo.casework.models import LegalHold
from amparo.casework.seeing import who_looked, who_may_see, who_received
from amparo.errors import AmparoError
from casework.staffed import full_case, given, joined, stepped, user
from casework.world import actor

pytestmark = pytest.mark.usefixtures("world")


def test_who_may_see_this_lists_members_with_what_they_read_and_open_emergencies() -> None:
    case = full_case()
    given(case, "police-xx", ["security", "legal"], "justice")
    joined(case, "castor", "justice")
    break_glass(stepped("jun"), case, "health", ground="treatment", reason="she cannot be asked just now")
    seen = {viewer.user: viewer for viewer in who_may_see(actor("brook"), case)}
    assert set(seen) == {"brook", "castor", "jun"}
    assert seen["castor"].compartments == ("legal", "security")
    assert (seen["jun"].compartments, seen["jun"].reason) == (("health",), "glass-open")
    assert len(seen["brook"].compartments) == 12
    for name in seen:
        assert {entry.key for entry in look(actor(name), case).entries}
    for name, code in (("castor", "not-yours-in-case"), ("doru", "no-such-case"), ("gita", "no-such-case")):
        with pytest.raises(AmparoError, match=code):
            who_may_see(actor(name), case)


def test_who_is_listed_is_who_can_look_and_nobody_else() -> None:
    case = full_case()
    user("second", "harbour", "case_worker")
    joined(case, "second", "assistance")
    grant = given(case, "clinic-xx", ["health"], "health")
    joined(case, "jun", "health")
    end_grant(actor("brook"), grant)
    listed = {viewer.user: set(viewer.compartments) for viewer in who_may_see(actor("brook"), case)}
    assert set(listed) == {"brook", "second"}
    assert set(look(actor("second"), case).readable) == listed["second"]
    assert set(look(actor("brook"), case).readable) == listed["brook"]


def test_the_person_learns_who_looked_and_who_received_without_a_name_of_staff() -> None:
    case = full_case()
    grant = given(case, "police-xx", ["security"], "justice")
    joined(case, "castor", "justice")
    look(actor("castor"), case)
    end_grant(actor("brook"), grant)
    looked = who_looked(actor("brook"), case)
    assert ("Police of Xanadia", "officer", "looked at the case") in {(each.agency, each.whom, each.act) for each in looked}
    assert not any(name in repr(looked) for name in ("castor", "brook"))
    (received,) = who_received(actor("brook"), case)
    assert (received.agency, received.compartments, received.basis) == ("Police of Xanadia", ("security",), "consent")
    assert received.ended is not None
    with pytest.raises(AmparoError, match="no-such-case"):
        who_looked(actor("castor"), case)


def test_a_hold_on_erasure_takes_two_people_to_release() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    hold = set_hold(actor("brook"), case, "claim")
    with pytest.raises(AmparoError, match="wrong-ground"):
        set_hold(actor("brook"), case, "habit")
    with pytest.raises(AmparoError, match="step-up-needed"):
        release_hold(actor("brook"), hold)
    assert not release_hold(stepped("brook"), hold)
    with pytest.raises(AmparoError, match="same-person"):
        release_hold(stepped("brook"), hold)
    assert LegalHold.objects.get(id=hold).ended is None
    with pytest.raises(AmparoError, match="no-such-case"):
        release_hold(stepped("castor"), hold)
    assert release_hold(stepped("lena"), hold)
    row = LegalHold.objects.get(id=hold)
    assert (row.released_by_id, row.released_too_by_id) == ("brook", "lena")
    with pytest.raises(AmparoError, match="no-such-case"):
        release_hold(stepped("lena"), hold)
