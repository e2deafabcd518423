"""The pages of a case in a browser: for everybody's eyes, on a small phone, from right to left, on paper, without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from amparo.casework.glass import break_glass
from casework.world import actor
from web.inside import amina, let_in, sign_in
from web.running import DESK, PHONE, Visit, faults, overflow, told

PAGES: Final = {
    "cases": ("lena", "/cases"),
    "case": ("edda", "/cases/{case}"),
    "in an emergency": ("jun", "/cases/{case}"),
    "fact": ("brook", "/cases/{case}/facts/fears_police"),
    "list": ("brook", "/cases/{case}/facts/offence.complete"),
    "item": ("brook", "/cases/{case}/facts/offence%231"),
    "as known": ("edda", "/cases/{case}/as-known?moment=2099-01-01T10:00"),
    "looked": ("brook", "/cases/{case}/looked"),
    "people": ("brook", "/cases/{case}/people"),
    "emergency": ("lena", "/cases/{case}/emergency"),
    "emergencies": ("lena", "/emergencies"),
    "judge": ("lena", "/emergencies/{glass}"),
}
BY_NIGHT: Final = ("cases", "in an emergency", "fact", "people")
"""Those that hold everything which has a colour."""

Go = Callable[..., Page]


@pytest.fixture
def go(staff: Visit) -> Go:
    """Open a page of Amina's case as the member of the cast whose it is, with everything unfolded."""
    case = amina()
    let_in(case)
    reason = "brought in without consciousness"
    glass = break_glass(actor("jun", stepped_up=True), case, "health", ground="treatment", reason=reason).id

    def opened(name: str, **options: object) -> Page:
        who, path = PAGES[name]
        page = staff.page(**options)  # type: ignore[arg-type]  # options of a page
        sign_in(page.context, who, staff.address)
        page.goto(path.format(case=case, glass=glass))
        told(page, "document.querySelectorAll('main details:not(.why)').forEach(each => { each.open = true })")
        return page

    return opened


def test_axe_finds_nothing_wrong_by_day_and_night_and_nothing_is_too_wide_for_a_small_phone(go: Go) -> None:
    for name in PAGES:
        page = go(name, size=PHONE, color_scheme="light", reduced_motion="reduce")
        assert overflow(page) <= 0, name
        assert faults(page) == [], f"{name} by day"
        if name in BY_NIGHT:
            page.set_viewport_size(DESK)  # type: ignore[arg-type]  # width and height
            page.emulate_media(color_scheme="dark")
            assert faults(page) == [], f"{name} by night"
        assert told(page, "document.querySelectorAll('h1').length") == 1, name
        page.close()


@pytest.mark.usefixtures("right_to_left")
def test_from_right_to_left_nothing_is_too_wide_either(go: Go) -> None:
    for name in ("case", "fact", "people", "looked"):
        page = go(name, size=PHONE)
        assert told(page, "document.documentElement.dir") == "rtl"
        assert overflow(page) <= 0, name
        page.close()


def test_on_paper_who_looked_is_whole_and_what_only_a_screen_needs_is_gone(go: Go) -> None:
    page = go("looked")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Who received", exact=True)).to_be_visible()
    expect(page.get_by_text("read in an emergency: Health")).to_be_visible()
    expect(page.get_by_role("link", name="Your account")).to_be_hidden()
    for name in ("brook", "castor", "edda"):
        assert name not in page.inner_text("main")
    assert overflow(page) <= 0


def test_without_script_by_keyboard_a_case_is_opened_a_fact_recorded_and_what_it_holds_is_shown(staff: Visit) -> None:
    page = staff.page(script=False)
    sign_in(page.context, "brook", staff.address)
    page.goto("/cases")
    page.select_option("#purpose", "protection")
    page.fill("#called", "Heron")
    page.get_by_role("button", name="Open the case").press("Enter")
    expect(page.locator(".over")).to_contain_text("Heron")
    expect(page.locator(".act.held")).to_have_count(0)
    page.locator("summary", has_text="Record anything else").press("Enter")
    page.select_option("#key", "trafficking_claimed")
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("radio", name="Yes").press("Space")
    page.select_option("#source", "said")
    page.get_by_role("button", name="Record").press("Enter")
    expect(page.locator(".history")).to_contain_text("Said · Harbour House")
    page.locator(".over a").press("Enter")
    expect(page.locator("#part-account")).to_be_visible()
    assert "Heron" not in page.title()
    assert "Heron" not in page.url
