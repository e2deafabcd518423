"""Many at the sign-in at the same moment: what may happen once happens once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from amparo.casework.people import add_user
from casework.world import actor
from web.staff import Clock, equipped, give_password

pytestmark = pytest.mark.usefixtures("lasting_world", "quick_passwords")
AT_ONCE = 8


def _at_once(act: Callable[[], int]) -> list[int]:
    def alone(_: int) -> int:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as hands:
        return sorted(hands.map(alone, range(AT_ONCE)))


def _client() -> Client:
    return Client(headers={"host": "localhost"})


def test_a_code_that_opens_once_lets_one_in() -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    tried = _at_once(lambda: _client().post("/sign-in/code", {"login": "mona", "code": made.code}).status_code)
    assert tried.count(302) == 1


def test_a_code_of_an_app_lets_one_in(clock: Clock) -> None:
    equipped()
    code = clock.code()

    def come() -> int:
        client = _client()
        give_password(client)
        return client.post("/sign-in/second", {"proof_code": code}).status_code

    assert [status for status in _at_once(come) if status == 302] == [302]


def test_guesses_at_once_are_counted_one_by_one() -> None:
    equipped()
    tried = _at_once(lambda: give_password(_client(), password="no" * 8).status_code)
    assert tried.count(422) <= 5
    assert set(tried) <= {422, 429}
