"""Referrals in a browser: answered in a few taps on a phone, without script; and every page of them by eye and ear."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from amparo.casework.referring.answering import accept
from amparo.casework.referring.directory import Entry, list_service
from casework.referred import sent, shelters
from casework.staffed import full_case
from casework.world import actor
from web.inside import sign_in
from web.running import DESK, PHONE, Visit, faults, overflow, told

MOST_TAPS: Final = 6


class Taps:
    """A finger that counts."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, what: Locator) -> None:
        what.click()
        self.count += 1


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    shelters()
    entry = Entry(title="Night desk", kinds=("shelter",), area="Port", languages=("km",), reached="000 300", agency="lantern")
    list_service(actor("brook"), entry)
    return full_case()


def test_a_referral_is_accepted_or_refused_in_few_taps_on_a_phone_without_script(staff: Visit, case: str) -> None:
    for _each in range(2):
        sent(case)
    page = staff.page(script=False, size=PHONE)
    sign_in(page.context, "mara", staff.address)
    page.goto("/home")
    yes = Taps()
    yes.on(page.get_by_role("link", name="Referrals", exact=True))
    yes.on(page.get_by_role("link", name="A safe place to live").first)
    yes.on(page.get_by_role("button", name="Accept, and work on it"))
    expect(page.get_by_role("heading", name="What stands in this case")).to_be_visible()
    no = Taps()
    no.on(page.get_by_role("link", name="Referrals", exact=True))
    no.on(page.get_by_role("link", name="A safe place to live").first)
    no.on(page.get_by_text("No place, or nobody free"))
    no.on(page.get_by_role("button", name="Refuse"))
    expect(page.get_by_text("Refused, with a reason")).to_be_visible()
    assert max(yes.count, no.count) <= MOST_TAPS


def test_every_page_of_referrals_is_sound_by_day_and_night_and_fits_a_small_phone(staff: Visit, case: str) -> None:
    row, done = sent(case), sent(case)
    accept(actor("mara"), done.id)
    views = {"mara": (f"/referrals/{row.id}", f"/referrals/{done.id}"), "brook": _of_sender(case, row.id)}
    for who, addresses in views.items():
        page = staff.page(size=PHONE, color_scheme="light", reduced_motion="reduce")
        sign_in(page.context, who, staff.address)
        for address in addresses:
            page.goto(address)
            _check(page, address)
    _steps(page, case)


def _of_sender(case: str, referral: str) -> tuple[str, ...]:
    return ("/referrals", f"/referrals/{referral}", f"/cases/{case}/refer", "/services", "/services/new")


def _steps(page: Page, case: str) -> None:
    """Go from the need to the preview, and look at each page on the way, the last one by night too."""
    page.goto(f"/cases/{case}/refer")
    page.get_by_text("A safe place to live", exact=True).click()
    page.get_by_role("button", name="Find who helps").click()
    _check(page, "find")
    page.get_by_text("Lantern House", exact=True).click()
    page.get_by_role("button", name="Go on").click()
    _check(page, "plan")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[autofocus]")).to_be_visible()
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # width and height
    page.emulate_media(color_scheme="dark")
    _check(page, "plan by night")


def _check(page: Page, name: str) -> None:
    told(page, "document.querySelectorAll('main details').forEach(each => { each.open = true })")
    assert overflow(page) <= 0, name
    assert faults(page) == [], name
    assert told(page, "document.querySelectorAll('h1').length") == 1, name
