"""A stage of a case in a browser: walked from its first duty to its last step, without script."""

from __future__ import annotations

from playwright.sync_api import expect

from amparo.casework.access import look
from amparo.casework.record import Statement
from casework.world import actor
from web.inside import amina, sign_in, state
from web.running import PHONE, Visit, overflow


def test_without_script_on_a_phone_the_stage_of_a_return_is_walked_from_what_is_owed_to_what_is_done(staff: Visit) -> None:
    case = amina()
    state(case, Statement("return_considered", value=True, source="said"))
    page = staff.page(script=False, size=PHONE)
    sign_in(page.context, "brook", staff.address)
    page.goto(f"/cases/{case}")
    page.locator(".side-ways summary").click()
    page.get_by_role("link", name="All stages").click()
    page.get_by_role("link", name="Return and coming home").click()
    assert overflow(page) <= 0
    duty = page.locator(".rules a[href*='/owed/offer-every-place-and-way']")
    duty.click()
    page.get_by_label("Yes", exact=True).first.check()
    page.select_option("#source", "said")
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Record this").click()
    page.goto(f"/cases/{case}/stage/homecoming")
    expect(duty).to_have_count(0)
    page.locator("summary", has_text="Done").first.click()
    expect(page.get_by_text("Harbour House").first).to_be_visible()
    page.get_by_role("link", name="Record After a return").click()
    expect(page.get_by_role("heading", name="After a return")).to_be_visible()
    stated = [entry.value for entry in look(actor("brook"), case).entries if entry.key == "return_options_offered"]
    assert stated == [True]
