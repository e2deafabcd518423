"""Bodies abroad: what they are told of a case is the same, whatever was told, asked asylum for, or blamed on the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from amparo.casework.access import look
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.moment import now
from amparo.casework.owed.told import Told, told_of_cases
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sighted import sighted
from amparo.casework.wall import enter
from amparo.environment import today
from casework.staffed import user, wished
from casework.world import actor

KNOWN = (Statement("age_years", 30, "document"), Statement("nationality", "YY", "document"))
HIDDEN = (
    (Statement("asylum_claimed", value=True, source="document"),),
    (Statement("trafficking_claimed", value=True, source="said"), Statement("reasonable_grounds", "yes", "decision")),
    (Statement("offence#1", value=True, source="document"), Statement("offence#1.compelled", value=True, source="said")),
    (Statement("pregnant", value=True, source="observed"),),
)
AGREED = {
    "given_on": today().isoformat(),
    "given_how": "spoken",
    "language": "Khmer",
    "explained": "who receives what, and that a no has no consequence",
}

pytestmark = pytest.mark.usefixtures("world")


def _case(*statements: Statement) -> str:
    """Open a case, and let the embassy read who the person is."""
    case = open_case(actor("brook"), purpose="protection")
    record(actor("brook"), case, [*KNOWN, *statements], seen={})
    wished(case)
    until, brook = now() + timedelta(days=30), actor("brook", stepped_up=True)
    for agency, name, purpose in (("embassy-yy", "consul", "return"), ("police-xx", "castor", "justice")):
        give_grant(brook, case, agency, ["identity"], basis="consent", purpose=purpose, until=until, recorded=AGREED)
        add_member(brook, case, name, role="works_on", purpose=purpose, until=until)
    return case


def owed(who: str, case: str) -> Told:
    """Return what somebody is told to be owed in a case, in a list."""
    with transaction.atomic():
        enter(actor(who).agency, [case])
        (found,) = told_of_cases(actor(who), sighted(actor(who), now(), only=[case]), today())
    return found


def _told(case: str) -> tuple[Any, ...]:
    """Return all that the consul is told but what was stated in the compartment that was given, and how much is withheld."""
    sight = look(actor("consul"), case)
    plain = replace(sight, case="", entries=(), seen={}, withheld=0)
    told = owed("consul", case)
    return plain, told.others, told.late, len(told.duties)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda each: each[0].key)
def test_an_embassy_is_told_the_same_whatever_it_may_not_know(hidden: tuple[Statement, ...]) -> None:
    user("consul", "embassy-yy", "consular_officer")
    before, after = _case(), _case(*hidden)
    whole = [look(actor("brook"), case) for case in (before, after)]
    assert whole[0].determinations != whole[1].determinations
    assert _told(after) == _told(before)


def test_what_is_held_on_what_an_embassy_may_not_know_is_never_shown_to_it_as_free() -> None:
    user("consul", "embassy-yy", "consular_officer")
    case = _case(*(each for hidden in HIDDEN for each in hidden))
    held, told = (look(actor(name), case).acts for name in ("brook", "consul"))
    assert [name for name in held if held[name]["answer"] == "held"]
    assert not [name for name in held if held[name]["answer"] != "no-hold" and told[name]["answer"] == "no-hold"]


def test_of_what_is_owed_a_receiver_is_told_its_own_part_alone() -> None:
    user("consul", "embassy-yy", "consular_officer")
    case = _case(*HIDDEN[1], *HIDDEN[3])
    look(actor("brook"), case)
    brook, castor = owed("brook", case), owed("castor", case)
    assert brook.others > 0
    assert brook.duties
    assert {each.binds for each in castor.duties} <= {"police"}
    assert (castor.others, castor.late) == (0, None)
