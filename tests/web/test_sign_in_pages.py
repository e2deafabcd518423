"""The sign-in in a real browser: with and without script, by passkey, by eye and ear, on a small screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from playwright.sync_api import CDPSession, Page

from amparo.casework.models import User
from amparo.casework.people import add_user, agree_reset, ask_reset
from amparo.casework.second_factor import factors, has_factor
from casework.world import actor
from web.running import PHONE, Visit, faults, overflow
from web.staff import PASSWORD, Clock, carry_in, equipped, walk_in

DEVICE: Final = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def device(page: Page, **changed: object) -> Iterator[tuple[CDPSession, str]]:
    """A device of the browser's own that keeps passkeys, behind a finger that is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, **changed}})
    yield session, made["authenticatorId"]
    session.send("WebAuthn.disable")


def _send(page: Page) -> None:
    """Press the first button of the page, in whatever language it is said."""
    page.locator("main form .button").first.click()


def first_time(page: Page, name: str, code: str) -> None:
    """Come in with a code that opens once, and choose a password."""
    page.goto("/sign-in/code")
    page.fill("#login", name)
    page.fill("#code", code)
    _send(page)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    _send(page)
    page.wait_for_url("**/account/second-factor")


def test_a_new_user_makes_a_passkey_and_signs_in_with_it_alone(staff: Visit) -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    page = staff.page()
    with device(page) as (session, keeper):
        first_time(page, "mona", made.code)
        page.get_by_role("link", name="Add a passkey").click()
        page.fill("#name", "office computer")
        page.get_by_role("button", name="Ask this device").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        assert page.locator(".codes li").count() == 10
        assert len(session.send("WebAuthn.getCredentials", {"authenticatorId": keeper})["credentials"]) == 1
        page.get_by_role("link", name="I have them").click()
        page.get_by_text("office computer").wait_for()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/home")
        page.goto("/account")
        page.get_by_text("Harbour House").wait_for()


def test_a_passkey_is_the_second_step_after_the_password_and_unlocks_the_page(staff: Visit, clock: Clock) -> None:
    equipped()
    page = staff.page()
    with device(page):
        walk_in(page, clock)
        page.goto("/account/second-factor/passkey")
        page.get_by_role("button", name="Ask this device").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        page.get_by_role("link", name="I have them").click()
        page.get_by_role("button", name="Sign out").click()
        page.fill("#login", "brook")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/home")
        clock.on(minutes=16)
        page.goto("/account/second-factor")
        page.get_by_role("heading", name="This page is locked").wait_for()
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/account/second-factor")
        page.get_by_role("button", name="Remove the authenticator app").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
    assert [factor.type for factor in factors(User.objects.get(id="brook"))] == ["webauthn"]


def test_a_device_that_nobody_unlocks_makes_no_passkey(staff: Visit, clock: Clock) -> None:
    equipped()
    page = staff.page()
    with device(page, isUserVerified=False):
        walk_in(page, clock)
        page.goto("/account/second-factor/passkey")
        page.get_by_role("button", name="Ask this device").click()
        page.get_by_text("The device gave no passkey. Nothing was sent.").wait_for()
    assert len(factors(User.objects.get(id="brook"))) == 1


def test_somebody_elses_passkey_opens_nothing(staff: Visit, clock: Clock) -> None:
    equipped()
    page = staff.page()
    with device(page):
        walk_in(page, clock)
        page.goto("/account/second-factor/passkey")
        page.get_by_role("button", name="Ask this device").click()
        page.get_by_role("link", name="I have them").click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in")
        agree_reset(actor("lena"), ask_reset(actor("gita"), "brook"))
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("This passkey opens nothing here.").first.wait_for()


def test_without_script_an_app_is_set_up_and_opens(staff: Visit, clock: Clock) -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    page = staff.page(script=False)
    first_time(page, "mona", made.code)
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.fill("#code", clock.code(secret))
    page.get_by_role("button", name="Take this app").click()
    page.get_by_role("link", name="I have them").click()
    page.get_by_role("button", name="Sign out").click()
    page.fill("#login", "mona")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.fill("#proof_code", clock.next_code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")
    assert has_factor(User.objects.get(username="mona"))


def _sign_in(page: Page, _clock: Clock) -> None:
    page.goto("/sign-in?next=/account")


def _wrong(page: Page, _clock: Clock) -> None:
    page.goto("/sign-in")
    page.fill("#login", "brook")
    page.get_by_role("button", name="Go on").click()


def _code(page: Page, _clock: Clock) -> None:
    page.goto("/sign-in/code")
    page.get_by_role("button", name="Go on").click()


def _second(page: Page, _clock: Clock) -> None:
    page.goto("/sign-in")
    page.fill("#login", "gita")
    page.fill("#password", PASSWORD)
    _send(page)


def _behind(address: str) -> Callable[[Page, Clock], None]:
    def go(page: Page, clock: Clock) -> None:
        carry_in(page, clock, "gita")
        page.goto(address)

    return go


def _codes(page: Page, clock: Clock) -> None:
    _behind("/account/second-factor")(page, clock)
    page.get_by_role("button", name="Make new ones").click()


def _locked(page: Page, clock: Clock) -> None:
    carry_in(page, clock, "gita")
    clock.on(minutes=20)
    page.goto("/account")


def _unequipped(page: Page, _clock: Clock) -> None:
    made = add_user(actor("gita"), username="mona", agency="harbour", bundle="case_manager")
    first_time(page, "mona", made.code)


def _app(page: Page, clock: Clock) -> None:
    _unequipped(page, clock)
    page.goto("/account/second-factor/app")


PAGES: Final[dict[str, Callable[[Page, Clock], None]]] = {
    "sign-in": _sign_in,
    "wrong": _wrong,
    "code": _code,
    "second": _second,
    "account": _behind("/account"),
    "password": _behind("/account/password"),
    "resets": _behind("/account/resets"),
    "factors": _behind("/account/second-factor"),
    "passkey": _behind("/account/second-factor/passkey"),
    "rest": _behind("/sign-in/rest?next=/account"),
    "codes": _codes,
    "locked": _locked,
    "unequipped": _unequipped,
    "app": _app,
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_by_day_and_night_and_nothing_is_too_wide_for_a_small_phone(
    staff: Visit, clock: Clock, name: str
) -> None:
    equipped("gita")
    page = staff.page(reduced_motion="reduce")
    PAGES[name](page, clock)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    assert overflow(page) == 0


@pytest.mark.usefixtures("right_to_left")
@pytest.mark.parametrize("name", ["sign-in", "second", "factors", "app"])
def test_from_right_to_left_nothing_is_too_wide_either(staff: Visit, clock: Clock, name: str) -> None:
    equipped("gita")
    page = staff.page(size=PHONE)
    PAGES[name](page, clock)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) == 0
