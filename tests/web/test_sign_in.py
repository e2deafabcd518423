"""Signing in: what opens, what does not, and that a stranger learns nothing by trying."""

from __future__ import annotations

from typing import Final

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from amparo.casework.log import told_of_user
from amparo.casework.models import User
from amparo.casework.people import add_user, agree_reset, ask_reset, end_user
from casework.world import actor
from web.staff import PASSWORD, Clock, come_in, equipped, give_password

pytestmark = pytest.mark.usefixtures("world", "quick_passwords")
DEFAULT_HASHERS: Final = settings.PASSWORD_HASHERS
COOKIES: Final = {"amparo", "amparo-form", "amparo-known"}
WRONG: Final = "another password"
WITHOUT_PROOF: Final = '{"response": {"userHandle": "YnJvb2s"}}'
BEHIND: Final = ("/account", "/account/password", "/account/resets", "/account/second-factor", "/account/second-factor/app")


def acts(name: str) -> list[str]:
    return [told.act for told in told_of_user(name)]


@pytest.mark.parametrize("address", BEHIND)
def test_nobody_gets_behind_the_sign_in_without_signing_in(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/sign-in?next={address.replace('/', '%2F')}"


def test_name_and_password_then_a_code_open_and_the_log_says_so(client: Client, clock: Clock) -> None:
    equipped()
    first = client.post("/sign-in?next=/account/password", {"login": "brook", "password": PASSWORD})
    assert first["Location"] == "/sign-in/second"
    assert client.get("/account")["Location"].startswith("/sign-in")
    second = client.post("/sign-in/second", {"proof_code": clock.code()})
    assert second["Location"] == "/account/password"
    assert client.get("/account").status_code == 200
    assert acts("brook") == ["signed-in"]


def test_the_password_alone_opens_nothing_but_the_way_to_a_second_factor(client: Client) -> None:
    equipped(app=False)
    give_password(client)
    assert client.get("/account")["Location"] == "/account/second-factor"
    assert client.get("/account/resets")["Location"] == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    assert client.post("/account/second-factor/codes")["Location"] == "/account/second-factor"


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "account"]
)
def test_it_leads_on_to_no_foreign_address(client: Client, clock: Clock, foreign: str) -> None:
    equipped()
    client.post("/sign-in", {"login": "brook", "password": PASSWORD, "next": foreign})
    assert client.post("/sign-in/second", {"proof_code": clock.code()})["Location"] == "/home"


def test_a_code_opens_once_and_no_earlier_one_after_it(client: Client, clock: Clock) -> None:
    equipped()
    code, earlier = clock.code(), clock.code(steps=-1)
    for tried, status in ((code, 302), (code, 422), (earlier, 422)):
        client.post("/sign-in/out")
        give_password(client)
        assert client.post("/sign-in/second", {"proof_code": tried}).status_code == status


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_a_code_of_another_time_opens_nothing(client: Client, clock: Clock, steps: int) -> None:
    equipped()
    give_password(client)
    assert client.post("/sign-in/second", {"proof_code": clock.code(steps=steps)}).status_code == 422
    assert "sign-in-failed" in acts("brook")


def test_the_second_step_is_open_for_five_minutes(client: Client, clock: Clock) -> None:
    equipped()
    give_password(client)
    clock.on(minutes=6)
    assert client.post("/sign-in/second", {"proof_code": clock.code()})["Location"] == "/sign-in"


def test_the_session_has_another_id_after_each_step_and_none_after_sign_out(client: Client, clock: Clock) -> None:
    equipped()
    client.get("/sign-in/passkey")
    before = client.cookies["amparo"].value
    come_in(client, clock)
    after = client.cookies["amparo"].value
    assert before != after
    client.post("/sign-in/out")
    thief = Client(headers={"host": "localhost"})
    thief.cookies["amparo"] = after
    assert thief.get("/account").status_code == 302
    assert acts("brook") == ["signed-in", "signed-out"]


def test_what_the_table_of_sessions_holds_opens_none(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    kept = str(list(Session.objects.values()))
    assert client.cookies["amparo"].value not in kept
    for row in Session.objects.all():
        thief = Client(headers={"host": "localhost"})
        thief.cookies["amparo"] = row.session_key
        assert thief.get("/account").status_code == 302


def test_cookies_are_hidden_from_scripts_and_other_sites_and_end_with_the_browser(client: Client, clock: Clock) -> None:
    equipped()
    client.get("/sign-in")
    come_in(client, clock)
    assert set(client.cookies) == COOKIES
    for name, cookie in client.cookies.items():
        assert cookie["httponly"]
        assert cookie["samesite"] == ("Lax" if name == "amparo" else "Strict")
        assert bool(cookie["max-age"]) == (name == "amparo-known")
    assert client.cookies["amparo-known"]["path"] == "/sign-in"
    assert "brook" not in client.cookies["amparo-known"].value


def test_a_session_ends_after_eight_hours_however_busy_it_was(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    for _ in range(47):
        clock.on(minutes=10)
        assert client.get("/account").status_code == 200
    clock.on(minutes=10)
    assert client.get("/account")["Location"].startswith("/sign-in")


def test_an_idle_page_is_locked_and_goes_on_with_what_was_sent(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    shown = client.get("/account")
    assert shown["Refresh"] == "900; url=/sign-in/rest?next=%2Faccount"
    clock.on(minutes=15)
    locked = client.get("/account")
    assert locked.status_code == 403
    assert b"This page is locked" in locked.content
    assert b"Harbour House" not in locked.content
    again = client.post("/account/prove", {"proof_method": "GET", "next": "/account", "proof_code": clock.code()})
    assert again["Location"] == "/account"
    assert client.get("/account").status_code == 200
    clock.on(minutes=16)
    typed = {"password": "five other words for this", "again": "five other words for this"}
    asked = client.post("/account/password", typed)
    assert asked.status_code == 403
    assert asked.content.count(b"five other words for this") == 2
    sent = client.post("/account/password", {**typed, "proof_method": "POST", "proof_code": clock.code()})
    assert sent["Location"] == "/account"
    assert User.objects.get(id="brook").check_password("five other words for this")
    assert acts("brook").count("stepped-up") == 2


def test_a_clock_that_went_back_ends_the_session(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    clock.on(hours=-2)
    assert client.get("/account").status_code == 302


def test_what_is_grave_asks_again_after_five_minutes_and_the_password_does_not_answer(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    assert client.get("/account/password").status_code == 200
    clock.on(minutes=6)
    assert client.get("/account").status_code == 200
    assert b"Is it you?" in client.get("/account/password").content
    wrong = client.post("/account/prove", {"proof_method": "GET", "proof_code": PASSWORD})
    assert wrong.status_code == 422
    assert client.get("/account/password").status_code == 403


def test_a_new_password_ends_all_other_sessions_and_the_old_password(client: Client, clock: Clock) -> None:
    equipped()
    elsewhere = Client(headers={"host": "localhost"})
    come_in(elsewhere, clock)
    come_in(client, clock)
    chosen = "five other words for this"
    assert client.post("/account/password", {"password": chosen, "again": chosen}).status_code == 302
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    assert give_password(elsewhere).status_code == 422
    assert give_password(elsewhere, password=chosen).status_code == 302


@pytest.mark.parametrize("chosen", ["short", "q1w2e3r4t5y6", "x" * 300])
def test_a_weak_password_is_refused(client: Client, clock: Clock, chosen: str) -> None:
    equipped()
    come_in(client, clock)
    assert client.post("/account/password", {"password": chosen, "again": chosen}).status_code == 422
    assert User.objects.get(id="brook").check_password(PASSWORD)


def test_passwords_are_kept_as_argon2id() -> None:
    assert DEFAULT_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=DEFAULT_HASHERS):
        assert equipped().password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")


def test_who_is_ended_is_out_at_once(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    end_user(actor("gita"), "brook")
    assert client.get("/account").status_code == 302
    assert give_password(client).status_code == 422


def test_a_code_that_opens_once_leads_to_a_password_and_a_second_factor(client: Client, clock: Clock) -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    assert client.post("/sign-in/code", {"login": "mona", "code": "aaaa-aaaa-aaaa-aaaa"}).status_code == 422
    client.post("/sign-in/code", {"login": "mona", "code": made.code})
    assert client.get("/account")["Location"] == "/account/password"
    assert client.get("/account/second-factor")["Location"] == "/account/password"
    chosen = {"password": PASSWORD, "again": PASSWORD}
    assert client.post("/account/password", chosen)["Location"] == "/account/second-factor"
    page = client.get("/account/second-factor/app").content.decode()
    secret = page.split('<code id="secret" dir="ltr">')[1].split("<")[0].replace(" ", "")
    assert client.post("/account/second-factor/app", {"code": "000000"}).status_code == 422
    codes = client.post("/account/second-factor/app", {"code": clock.code(secret)})
    assert codes.content.count(b"<li><code>") == 10
    assert client.get("/account").status_code == 200
    other = Client(headers={"host": "localhost"})
    assert other.post("/sign-in/code", {"login": "mona", "code": made.code}).status_code == 422


def test_the_secret_of_an_app_that_is_being_set_up_is_nowhere_to_be_read(client: Client) -> None:
    equipped(app=False)
    give_password(client)
    page = client.get("/account/second-factor/app").content.decode()
    secret = page.split('<code id="secret" dir="ltr">')[1].split("<")[0].replace(" ", "")
    assert secret not in str([row.get_decoded() for row in Session.objects.all()])


def test_a_reset_ends_the_session_and_the_factor_of_who_lost_them(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    made = agree_reset(actor("lena"), ask_reset(actor("gita"), "brook"))
    assert client.get("/account").status_code == 302
    assert give_password(client).status_code == 422
    assert client.post("/sign-in/code", {"login": "brook", "code": made.code}).status_code == 302
    assert client.get("/account")["Location"] == "/account/password"


def test_a_recovery_code_opens_once(client: Client, clock: Clock) -> None:
    equipped()
    come_in(client, clock)
    page = client.post("/account/second-factor/codes").content.decode()
    code = page.split("<li><code>")[1].split("<")[0]
    for status in (302, 422):
        client.post("/sign-in/out")
        give_password(client)
        assert client.post("/sign-in/second", {"proof_code": code}).status_code == status
    give_password(client)
    client.post("/sign-in/second", {"proof_code": clock.next_code()})
    assert b"9 recovery codes are left" in client.get("/account").content


def test_the_last_factor_stays(client: Client, clock: Clock) -> None:
    user = equipped()
    come_in(client, clock)
    factor = user.authenticator_set.get()
    assert client.post("/account/second-factor/removed", {"factor": factor.pk}).status_code == 422
    assert client.post("/account/second-factor/removed", {"factor": "x"}).status_code == 422


def test_two_people_let_a_third_in_by_their_pages(client: Client, clock: Clock) -> None:
    for name in ("gita", "lena"):
        equipped(name)
    come_in(client, clock, "gita")
    assert b"Asked for" in client.post("/account/resets", {"login": "brook"}).content
    assert client.post("/account/resets", {"login": "castor"}).status_code == 422
    client.post("/sign-in/out")
    come_in(client, clock, "lena")
    page = client.get("/account/resets").content.decode()
    reset = page.split('name="agree" value="')[1].split('"')[0]
    code = (
        client.post("/account/resets", {"agree": reset}).content.decode().split('<code id="code" dir="ltr">')[1].split("<")[0]
    )
    client.post("/sign-in/out")
    assert client.post("/sign-in/code", {"login": "brook", "code": code}).status_code == 302


def test_a_form_without_its_token_is_refused_behind_the_sign_in(clock: Clock) -> None:
    equipped()
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    assert client.post("/sign-in", {"login": "brook", "password": PASSWORD}).status_code == 403
    page = client.get("/sign-in").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"login": "brook", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in", sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/sign-in", sent, headers={"origin": "null", "sec-fetch-site": "same-origin"}).status_code == 403
    assert client.post("/sign-in", sent, headers={"origin": "http://localhost"}).status_code == 302
    assert clock.ahead == 0


@pytest.mark.parametrize("address", ["/", "/about", "/law", "/api/v1/health"])
def test_open_pages_set_no_cookie_for_who_is_signed_in_either(client: Client, clock: Clock, address: str) -> None:
    equipped()
    come_in(client, clock)
    assert not client.get(address).cookies


@pytest.mark.parametrize(
    "sent", ["", "{}", "[]", "null", '{"id": 1}', "x" * 1000, '{"response": {"userHandle": "YnJvb2s"}}', "[" * 5000]
)
def test_nonsense_for_a_passkey_opens_nothing_and_breaks_nothing(client: Client, sent: str) -> None:
    equipped()
    assert client.get("/sign-in/passkey").status_code == 200
    assert client.post("/sign-in/passkey", {"proof_passkey": sent}).status_code == 422
    give_password(client)
    assert client.post("/sign-in/second", {"proof_passkey": sent}).status_code == 422


@pytest.mark.parametrize("factor", ["9" * 5000, "9" * 30, "-1", "\u0661", "", "x"])
def test_a_factor_that_is_none_is_not_removed(client: Client, clock: Clock, factor: str) -> None:
    equipped()
    come_in(client, clock)
    assert client.post("/account/second-factor/removed", {"factor": factor}).status_code == 422
