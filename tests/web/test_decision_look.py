"""The pages of interviews and decisions in a browser: on a small phone, in both directions, without a fault that axe finds."""

from __future__ import annotations

from typing import Final

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.environment import today
from amparo.stages.identification.clock_pause import pause_clock
from amparo.stages.identification.deciding import decide
from amparo.stages.identification.decision import FIRST
from amparo.stages.identification.interview import prepare
from amparo.stages.identification.letter import write_letter
from casework.world import actor
from stages.identification.office import a_decision, open_office, referred, state
from stages.identification.test_interview import READY
from web.inside import sign_in
from web.running import PHONE, Visit, faults, overflow, told

OWN: Final = "I read the file and come to the same."


def filled() -> dict[str, str]:
    """Fill two cases with all that the pages show, and return the addresses of the pages by their names."""
    open_office()
    child = referred(
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("may_be_child", value=True, source="observed"),
        Statement("removal_proposed", value=True, source="document"),
        Statement("removal_on", today().isoformat(), "document"),
    )
    case = referred()
    state(case, "brook", Statement("act_element", value=True, source="said"))
    talk = prepare(actor("ivo"), case, READY)
    yes = decide(actor("ivo"), look(actor("ivo"), case), a_decision(case, "ivo", "yes", stage=FIRST))
    letter = write_letter(actor("ivo"), look(actor("ivo"), case), yes, "en")
    no = decide(actor("oona"), look(actor("oona"), case), a_decision(case, "oona", "no"))
    sent = {"reason": "in hospital until then", "first": today().isoformat(), "last": today().isoformat()}
    pause_clock(actor("ivo"), child, sent)
    look(actor("ivo"), child)
    return {
        "queue": "/decisions",
        "decision": f"/cases/{case}/decision",
        "second": f"/cases/{case}/decision/{no}",
        "write": f"/cases/{case}/decision/{yes}/letter",
        "letter": f"/cases/{case}/letters/{letter}",
        "challenge": f"/cases/{case}/challenge",
        "pause": f"/cases/{child}/clock",
        "interviews": f"/cases/{case}/interviews",
        "interview": f"/cases/{case}/interviews/{talk}",
        "episodes": f"/cases/{case}/episodes",
    }


def test_axe_finds_nothing_wrong_and_nothing_is_too_wide_for_a_small_phone(staff: Visit) -> None:
    pages = filled()
    page = staff.page(size=PHONE, color_scheme="light", reduced_motion="reduce")
    sign_in(page.context, "ivo", staff.address)
    for name, address in pages.items():
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
        page.goto(address)
        assert told(page, "document.querySelectorAll('h1').length") == 1, name
        assert overflow(page) <= 0, name
        assert faults(page) == [], name
    page.emulate_media(color_scheme="dark")
    page.goto(pages["decision"])
    assert faults(page) == []


@pytest.mark.usefixtures("right_to_left")
def test_from_right_to_left_nothing_is_too_wide_either(staff: Visit) -> None:
    pages = filled()
    page = staff.page(size=PHONE)
    sign_in(page.context, "ivo", staff.address)
    for name in ("queue", "decision", "second", "interviews", "episodes"):
        page.goto(pages[name])
        assert told(page, "document.documentElement.dir") == "rtl"
        assert overflow(page) <= 0, name
