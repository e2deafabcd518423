"""A screening with its hand over on a phone: how often a finger comes down, counted; and its pages for everybody's eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from amparo.casework.access import look
from amparo.casework.models import Referral
from amparo.stages.identification.first_contact import begin
from amparo.stages.identification.report import Told, report
from casework.staffed import cases_of
from casework.world import actor
from web.inside import sign_in
from web.running import PHONE, Visit, faults, overflow

MOST: Final = 25
"""Taps for a screening with its hand over, beyond typing."""


@dataclass
class Finger:
    """Somebody's finger on a phone: every time it comes down is counted."""

    page: Page
    taps: int = 0

    def on(self, found: Locator) -> None:
        found.click()
        self.taps += 1

    def says(self, key: str, answer: str) -> None:
        suffix = "" if answer == "yes" else f"-{answer}"
        self.on(self.page.locator(f"label[for=a-{key}{suffix}]"))

    def chooses(self, field: str, value: str) -> None:
        self.page.select_option(f"#{field}", value)
        self.taps += 2  # the list opens, and one of it is pressed

    def presses(self, name: str) -> None:
        self.on(self.page.get_by_role("button", name=name, exact=True))


def _looked_at(page: Page) -> None:
    assert overflow(page) <= 0, page.url
    assert faults(page) == [], page.url


def test_all_of_the_sheet_is_asked_and_the_person_handed_over_with_few_taps_and_the_pages_hold(staff: Visit) -> None:
    page = staff.page(size=PHONE, reduced_motion="reduce")
    sign_in(page.context, "brook", staff.address)
    page.goto("/first-contact")
    finger = Finger(page)
    _looked_at(page)
    for key, answer in (("in_danger_now", "no"), ("urgent_medical_need", "no"), ("may_be_child", "no")):
        finger.says(key, answer)
    finger.chooses("a-language", "km")
    finger.presses("Begin, and go on to the questions")
    _looked_at(page)
    asked = page.locator("fieldset.ask")
    assert asked.count() == 12
    names = [box.get_attribute("name") or "" for box in asked.locator("input[value=yes]").all()]
    for name in names:
        finger.says(name.removeprefix("a-"), "yes" if name in ("a-ind_papers_kept", "a-ind_low_pay") else "no")
    finger.presses("Save: what now?")
    _looked_at(page)
    finger.on(page.locator("label[for=consent]"))
    finger.on(page.locator("button[name=do][value=over]"))
    finger.presses("Identification Office of Xanadia")
    expect(page.get_by_role("heading", name="Ask Identification Office of Xanadia")).to_be_visible()
    finger.on(page.locator("label[for=urgency]"))
    page.fill("#consent-given_how", "spoken, by telephone with an interpreter")
    page.fill("#consent-explained", "who reads what, and that a no has no consequence")
    finger.presses("Send")
    page.wait_for_url("**/referrals/*")
    assert Referral.objects.get().receiver_id == "identifying-xx"
    (case,) = (line.case for line in cases_of(actor("brook")))
    sight = look(actor("brook"), case)
    assert [paper.kind for paper in sight.papers] == ["screening", "referral"]
    stated = {entry.key: entry.value for entry in sight.entries}
    assert (stated["ind_papers_kept"], stated["ind_shut_in"], stated["consent_to_referral"]) == (True, False, True)
    assert finger.taps <= MOST


def test_the_other_pages_hold_by_night_on_a_phone_and_one_question_a_screen_is_answered_by_one_press(staff: Visit) -> None:
    case = begin(actor("brook"))
    told = Told(what="she may not leave the farm", danger=True, reach="000 777")
    name = report(told)
    for who, path in (
        ("brook", f"/cases/{case}/screening?one=4"),
        ("brook", f"/cases/{case}/met"),
        ("brook", "/first-contact/entry?list=6"),
        ("brook", "/first-contact/paper?list=17"),
        ("ivo", "/reports"),
        ("ivo", f"/reports/{name}"),
        ("", "/report"),
    ):
        page = staff.page(size=PHONE, color_scheme="dark", reduced_motion="reduce")
        if who:
            sign_in(page.context, who, staff.address)
        page.goto(path)
        _looked_at(page)
        if path.endswith("one=4"):
            Finger(page).presses("Yes")
            page.wait_for_url("**one=5")
    stated = {entry.key: entry.value for entry in look(actor("brook"), case).entries}
    assert stated["ind_deceived"] is True
