"""Guessing at the sign-in: bounded from one place and from many, never a lock for good, and nothing learnt by it."""

from __future__ import annotations

import os
from collections.abc import Callable
from time import perf_counter
from typing import Final

import pytest
from django.core.cache import cache
from django.test import Client

from amparo.casework.models import User
from amparo.casework.people import add_user, end_user
from casework.world import actor
from web.staff import PASSWORD, Clock, come_in, equipped, give_password

pytestmark = pytest.mark.usefixtures("world", "quick_passwords")
WRONG: Final = "another password"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that are really compared, one after the other."""
    seen: list[str] = []
    compare = User.check_password

    def counted(user: User, password: str) -> bool:
        seen.append(password)
        return compare(user, password)

    monkeypatch.setattr(User, "check_password", counted)
    return seen


def _tries(client: Client, count: int, send: Callable[[str], object]) -> None:
    for number in range(count):
        client.defaults["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        send(f"guess {number}")


def test_of_all_guesses_from_as_many_places_ten_are_tried_in_an_hour(client: Client, clock: Clock, checked: list[str]) -> None:
    equipped()
    count = 100_000 if os.environ.get("AMPARO_TEST_LONG") else 1000

    def guess(password: str) -> None:
        clock.on(seconds=3600 / count)
        give_password(client, password=password)

    _tries(client, count, guess)
    assert len(checked) == 10


def test_of_all_codes_tried_from_as_many_places_ten_are_compared(client: Client, clock: Clock) -> None:
    equipped()
    give_password(client)
    pages: list[bytes] = []

    def guess(_: str) -> None:
        clock.on(seconds=0.9)  # the second step is open for five minutes
        pages.append(client.post("/sign-in/second", {"proof_code": "000000"}).content)

    _tries(client, 300, guess)
    assert sum(b"used before" in page for page in pages) == 10


def test_who_guesses_waits_and_then_the_right_password_opens(client: Client, clock: Clock) -> None:
    equipped()
    for _ in range(5):
        assert give_password(client, password=WRONG).status_code == 422
    assert give_password(client).status_code == 429
    clock.on(minutes=1, seconds=1)
    assert give_password(client).status_code == 302


def test_guesses_from_elsewhere_do_not_hold_up_the_browser_that_is_known(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    client.post("/sign-in/out")
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="10.1.1.1")
    for _ in range(12):
        give_password(elsewhere, password=WRONG)
    assert give_password(elsewhere).status_code == 429
    assert give_password(client).status_code == 302


def test_wrong_codes_from_elsewhere_do_not_hold_up_who_was_given_the_right_one(client: Client) -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    elsewhere = Client(headers={"host": "localhost"}, REMOTE_ADDR="10.1.1.1")
    tried = [elsewhere.post("/sign-in/code", {"login": "mona", "code": f"{n:016d}"}).status_code for n in range(35)]
    assert tried == [422] * 30 + [429] * 5
    assert client.post("/sign-in/code", {"login": "mona", "code": made.code}).status_code == 302


def test_a_forged_mark_of_a_known_browser_counts_as_none(client: Client) -> None:
    equipped()
    for number in range(12):
        client.cookies["amparo-known"] = f"{number}:0000"
        give_password(client, password=WRONG)
    assert give_password(client).status_code == 429


def test_codes_are_guessed_no_faster_and_the_right_one_opens_later(client: Client, clock: Clock) -> None:
    equipped()
    give_password(client)
    tried = [client.post("/sign-in/second", {"proof_code": f"{number:06d}"}).content for number in range(8)]
    assert [b"Too many tries" in page for page in tried] == [False] * 5 + [True] * 3
    assert b"Too many tries" in client.post("/sign-in/second", {"proof_code": clock.code()}).content
    clock.on(minutes=1, seconds=1)
    assert client.post("/sign-in/second", {"proof_code": clock.code()}).status_code == 302


def test_spraying_one_password_over_many_names_is_slowed_by_place(client: Client) -> None:
    statuses = [give_password(client, name=f"name{number}", password=PASSWORD).status_code for number in range(35)]
    assert statuses == [422] * 30 + [429] * 5


def _page(client: Client, name: str, password: str) -> tuple[int, bytes]:
    response = give_password(client, name=name, password=password)
    token = response.content.split(b'name="csrfmiddlewaretoken" value="')[1].split(b'"')[0]
    return response.status_code, response.content.replace(token, b"").replace(name.encode(), b"NAME")


def test_a_stranger_reads_the_same_of_every_name(client: Client) -> None:
    equipped()
    end_user(actor("gita"), "lena")
    User.objects.filter(id="castor").update(password="!unusable")  # noqa: S106 it opens nothing
    pages = {_page(client, name, WRONG) for name in ("brook", "nobody", "lena", "castor")}
    assert len(pages) == 1
    cache.clear()
    with_code = {client.post("/sign-in/code", {"login": name, "code": "x"}).status_code for name in ("brook", "nobody", "lena")}
    assert with_code == {422}


def _area(known: list[float], unknown: list[float]) -> float:
    """Return how often one drawn from the first is longer than one from the second: a half where nothing can be told."""
    longer = sum((mine > other) + (mine == other) / 2 for mine in known for other in unknown)
    return longer / (len(known) * len(unknown))


def test_a_stranger_measures_the_same_of_every_name(client: Client) -> None:
    count = 5000 if os.environ.get("AMPARO_TEST_LONG") else 150
    taken: dict[str, list[float]] = {"brook": [], "nobod": []}
    equipped()
    for _ in range(count):
        for name, times in taken.items():
            cache.clear()
            began = perf_counter()
            give_password(client, name=name, password=WRONG)
            times.append(perf_counter() - began)
    error = ((2 * count + 1) / (12 * count * count)) ** 0.5
    assert abs(_area(*taken.values()) - 0.5) < (3 if count > 1000 else 4) * error
