"""Who may see a case, decided while others decide it too: on connections of their own, as pages do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections

from amparo.casework.access import look
from amparo.casework.glass import break_glass
from amparo.casework.grants import end_grant
from amparo.casework.holding import release_hold, set_hold
from amparo.casework.models import BreakGlass, Grant, LegalHold, WrapRow
from amparo.casework.referring.answering import accept
from amparo.casework.referring.sending import revoke
from amparo.errors import AmparoError
from casework.referred import sent, shelters
from casework.staffed import full_case, given, joined, keys_seen, stepped, user
from casework.world import actor

pytestmark = pytest.mark.usefixtures("lasting_world")


def at_once(acts: Iterable[Callable[[], Any]]) -> list[str]:
    """Do all of them at the same time, and return the codes of those that were refused."""
    these = list(acts)
    gate = Barrier(len(these))

    def done(act: Callable[[], Any]) -> str:
        try:
            gate.wait(30)
            act()
        except AmparoError as error:
            return error.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(these)) as pool:
        return sorted(pool.map(done, these))


def test_of_two_second_emergencies_at_once_one_becomes_the_third() -> None:
    case, jun = full_case(), stepped("jun")

    def broken() -> None:
        break_glass(jun, case, "health", ground="treatment", reason="she fainted at our door")

    broken()
    assert at_once([broken, broken]) == ["", "second-person-needed"]
    assert BreakGlass.objects.count() == 2


def test_a_hold_that_two_release_at_once_is_released_once_and_by_both() -> None:
    case = full_case()
    joined(case, "lena", "protection")
    hold = set_hold(actor("brook"), case, "claim")
    brook, lena = stepped("brook"), stepped("lena")
    assert at_once([lambda: release_hold(brook, hold), lambda: release_hold(lena, hold)]) == ["", ""]
    row = LegalHold.objects.get(id=hold)
    assert {row.released_by_id, row.released_too_by_id} == {"brook", "lena"}


def test_a_grant_given_while_another_is_ended_keeps_its_keys() -> None:
    for _ in range(5):
        case = full_case()
        first = given(case, "police-xx", ["security"], "justice")
        brook = actor("brook")
        refused = at_once([lambda: end_grant(brook, first), lambda: given(case, "police-xx", ["security"], "safety")])  # noqa: B023 done within this turn
        assert refused == ["", ""]
        joined(case, "castor", "safety")
        assert "in_danger_now" in keys_seen("castor", case)
        assert WrapRow.objects.filter(person=case, agency="police-xx").exists()


def test_no_look_that_begins_after_a_withdrawal_is_answered() -> None:
    case, users = full_case(), ["castor", *(f"police{number}" for number in range(3))]
    grant = given(case, "police-xx", ["security"], "justice")
    for name in users[1:]:
        user(name, "police-xx", "officer")
    for name in users:
        joined(case, name, "justice")
    withdrawn, begun = Event(), Barrier(len(users) + 1)

    def looking(name: str) -> tuple[int, int]:
        """Look until some looks were refused; return how many were answered, and how many of them began too late."""
        seen, late, refused = 0, 0, 0
        who = actor(name)
        try:
            begun.wait(30)
            while refused < 3:
                is_late = withdrawn.is_set()
                try:
                    look(who, case)
                except AmparoError as error:
                    if error.code != "no-such-case":
                        raise
                    refused += 1
                else:
                    seen, late = seen + 1, late + is_late
                    assert seen < 10_000
        finally:
            connections.close_all()
        return seen, late

    with ThreadPoolExecutor(len(users)) as pool:
        found = [pool.submit(looking, name) for name in users]
        begun.wait(30)
        end_grant(actor("brook"), grant)
        withdrawn.set()
        assert [each.result()[1] for each in found] == [0] * len(users)


def test_of_two_who_accept_a_referral_at_once_one_is_first_and_one_grant_is_given() -> None:
    shelters()
    case = full_case()
    row = sent(case)
    mara, noor = actor("mara"), actor("noor")
    assert at_once([lambda: accept(mara, row.id), lambda: accept(noor, row.id)]) == ["", "referral-answered"]
    assert Grant.objects.filter(case=case).count() == 1


def test_a_referral_that_is_accepted_while_it_is_taken_back_leaves_no_key_behind() -> None:
    shelters()
    for _ in range(3):
        case = full_case()
        row = sent(case)
        mara, brook = actor("mara"), actor("brook")
        refused = at_once([lambda: accept(mara, row.id), lambda: revoke(brook, row.id)])  # noqa: B023 done within this turn
        assert refused in (["", ""], ["", "referral-over"])
        assert not WrapRow.objects.filter(person=case, agency="lantern").exists()
