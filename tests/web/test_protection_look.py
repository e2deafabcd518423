"""The pages of protection in a browser: on a small phone, by night, from right to left, without a fault that axe finds."""

from __future__ import annotations

from typing import Final

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.stages.protection.assessment import assess
from amparo.stages.protection.housing import house
from amparo.stages.protection.incident import note_incident
from amparo.stages.protection.plan import revise
from casework.world import actor
from stages.protection.shelter import a_case, a_house, a_place, a_plan, an_assessment, state
from stages.protection.test_assessment import ASKED
from web.inside import sign_in
from web.running import PHONE, Visit, faults, overflow, told

UNFOLD: Final = "document.querySelectorAll('main details:not(.why)').forEach(each => { each.open = true })"


def filled() -> dict[str, str]:
    """Fill two cases with all that the pages show, and return the addresses of the pages by their names."""
    brook, lantern = actor("brook"), a_house(1)
    case, waits = a_case(), a_case()
    house(brook, case, a_place(lantern, free="unknown"))
    house(brook, waits, a_place(lantern))
    assess(brook, case, an_assessment())
    listed = {"threat-relation": "trafficker", "threat-at_large": "yes", "contact-channel": "message"}
    revise(brook, case, a_plan(**listed, **{"until-1": "2020-01-01"}))
    note_incident(brook, case, {**ASKED, "verified": "no"})
    assess(brook, case, an_assessment(**{"level-staff": "grave", "measures-staff": "Nobody drives alone"}))
    state(case, Statement("in_danger_now", value=True, source="said"))
    for each in (case, waits):
        look(brook, each)
    safety = f"/cases/{case}/safety"
    return {
        "safety": safety,
        "danger": f"{safety}/assess",
        "plan": f"{safety}/plan",
        "incident": f"{safety}/incident",
        "place": f"/cases/{case}/place",
        "on a list": f"/cases/{waits}/place",
        "residents": "/residents",
    }


def test_axe_finds_nothing_wrong_and_nothing_is_too_wide_for_a_small_phone(staff: Visit) -> None:
    pages = filled()
    page = staff.page(size=PHONE, color_scheme="light", reduced_motion="reduce")
    sign_in(page.context, "brook", staff.address)
    for name, address in pages.items():
        page.goto(address)
        told(page, UNFOLD)
        assert told(page, "document.querySelectorAll('h1').length") == 1, name
        assert overflow(page) <= 0, name
        assert faults(page) == [], name
    page.emulate_media(color_scheme="dark")
    page.goto(pages["safety"])
    assert faults(page) == []
    for name in ("safety", "place", "residents"):
        page.goto(f"/ar{pages[name]}")
        assert told(page, "document.documentElement.dir") == "rtl"
        assert overflow(page) <= 0, name
