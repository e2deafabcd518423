"""The person's own page in a browser without script: opened on a phone, written on, left; and what others find there then."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from amparo.stages.voice import codes
from casework.world import actor
from web.inside import amina
from web.running import PHONE, Visit, faults, overflow


def test_on_a_borrowed_phone_without_script_somebody_writes_and_whoever_goes_back_finds_nothing(staff: Visit) -> None:
    case = amina()
    code = codes.make(actor("brook"), case, codes.USUAL).code
    codes.show(actor("brook"), case, ["talk", "bring"])
    page = staff.page(size=PHONE, script=False)
    page.goto("/ar/mine")
    assert overflow(page) <= 0
    page.goto("/mine")
    assert page.title() == "Messages"
    page.fill("#code", code)
    page.get_by_role("button", name="Open").press("Enter")
    expect(page.get_by_text("There is something to talk about")).to_be_visible()
    assert page.url.endswith("/mine")
    assert page.context.cookies() == []
    page.locator("summary", has_text="Write a message").press("Enter")
    page.fill("#words", "I changed my room")
    page.get_by_role("button", name="Send").first.press("Enter")
    expect(page.get_by_text("It was sent.")).to_be_visible()
    expect(page.get_by_text("I changed my room")).to_have_count(0)
    page.get_by_role("button", name="I have finished").press("Enter")
    expect(page.locator("#code")).to_have_value("")
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # a form sent again opens nothing: test_mine.py
        page.go_back()
    assert page.context.storage_state()["origins"] == []


def test_axe_finds_nothing_wrong_with_the_form_and_with_what_a_code_opens(staff: Visit) -> None:
    case = amina()
    code = codes.make(actor("brook"), case, codes.USUAL).code
    codes.show(actor("brook"), case, ["talk"])
    for scheme in ("light", "dark"):
        page = staff.page(size=PHONE, color_scheme=scheme, reduced_motion="reduce")
        page.goto("/mine")
        assert faults(page) == []
        page.fill("#code", code)
        page.get_by_role("button", name="Open").click()
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert overflow(page) <= 0
        assert faults(page) == []
        page.close()
