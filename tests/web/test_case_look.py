"""The pages of a case in a browser: for everybody's eyes, on a small phone, from right to left, on paper, without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from amparo.casework.access import look
from amparo.casework.alike import doubles
from amparo.casework.glass import break_glass
from amparo.casework.importing.batch import arrived, keep_plan
from amparo.casework.importing.columns import Plan
from amparo.casework.importing.sheet import sheet_from
from amparo.casework.models import Conflict, Task
from amparo.casework.moment import fresh_id, now
from amparo.casework.notes import HANDOVER, write
from amparo.casework.pairing import judge, judged, undo
from amparo.casework.record import Statement, name_person, open_case
from amparo.casework.register import enter
from amparo.casework.tags import make_tag
from amparo.matching.record import Record
from amparo.stages.information.notice import make
from casework.test_importing import COLUMNS
from casework.test_importing import TEXT as OLD
from casework.world import actor
from web.inside import agreed, amina, let_in, sign_in, state
from web.running import DESK, PHONE, Visit, faults, faults_by_night, overflow, told

PAGES: Final = {
    "today": ("brook", "/home"),
    "today of an agency": ("lena", "/home"),
    "hand": ("brook", "/cases/{case}/hand/{mark}"),
    "cases": ("lena", "/cases"),
    "case": ("edda", "/cases/{case}"),
    "case of a keeper": ("brook", "/cases/{case}"),
    "held": ("brook", "/cases/{case}/held/removal"),
    "facts": ("brook", "/cases/{case}/facts"),
    "what to record": ("brook", "/cases/{case}/record"),
    "several facts": ("brook", "/cases/{case}/record/danger"),
    "several facts wrong": ("brook", "/cases/{case}/record/place"),
    "check": ("brook", "/cases/{case}/record/health"),
    "things listed": ("brook", "/cases/{case}/record/offence"),
    "a new thing": ("brook", "/cases/{case}/record/relative?item=new"),
    "plan of help": ("brook", "/cases/{case}/support"),
    "a plan made": ("brook", "/cases/{case}/support/plan"),
    "needs": ("brook", "/cases/{case}/support/needs"),
    "health": ("brook", "/cases/{case}/support/health"),
    "appointments": ("brook", "/cases/{case}/support/appointments"),
    "all that is owed": ("brook", "/cases/{case}/owed"),
    "a duty": ("brook", "/cases/{case}/owed/consider-non-liability?item=offence.1"),
    "stages": ("brook", "/cases/{case}/stages"),
    "a stage": ("brook", "/cases/{case}/stage/children"),
    "reckoning": ("brook", "/cases/{case}/reckoning"),
    "acts": ("brook", "/cases/{case}/acts"),
    "an act": ("brook", "/cases/{case}/acts/disclosure"),
    "the end of the work": ("brook", "/cases/{case}/close"),
    "refuge": ("brook", "/cases/{case}/refuge"),
    "told of asylum": ("brook", "/cases/{case}/refuge/told"),
    "the State of origin": ("castor", "/cases/{case}/origin-contact"),
    "blame": ("brook", "/cases/{case}/liability"),
    "one act": ("brook", "/cases/{case}/liability/1"),
    "detention": ("brook", "/cases/{case}/detention"),
    "what was told": ("brook", "/cases/{case}/told"),
    "what was agreed to": ("brook", "/cases/{case}/consents"),
    "what the person says": ("brook", "/cases/{case}/voice"),
    "the person's copy": ("brook", "/cases/{case}/copy"),
    "what people say": ("lena", "/opinions"),
    "documents": ("brook", "/cases/{case}/documents"),
    "a document": ("brook", "/cases/{case}/documents/new/court-report"),
    "a document as it goes out": ("brook", "/cases/{case}/documents/new/hold-notice?act=removal&body=court"),
    "old records": ("brook", "/import"),
    "old records, columns": ("brook", "/import/{batch}"),
    "old records, tried": ("brook", "/import/{tried}"),
    "figures": ("fen", "/figures"),
    "notes": ("brook", "/cases/{case}/notes"),
    "papers": ("brook", "/cases/{case}/papers"),
    "timeline": ("brook", "/cases/{case}/timeline"),
    "linked": ("brook", "/cases/{case}/linked"),
    "handover": ("brook", "/handover"),
    "several people": ("brook", "/cases/together"),
    "in an emergency": ("jun", "/cases/{case}"),
    "fact": ("brook", "/cases/{case}/facts/fears_police"),
    "list": ("brook", "/cases/{case}/facts/offence.complete"),
    "item": ("brook", "/cases/{case}/facts/offence%231"),
    "as known": ("edda", "/cases/{case}/as-known?moment=2099-01-01T10:00"),
    "notices of rights": ("brook", "/cases/{case}/rights"),
    "a notice of rights": ("brook", "/cases/{case}/rights/{notice}"),
    "a notice aloud": ("brook", "/cases/{case}/rights/{notice}/aloud"),
    "time to recover and stay": ("brook", "/cases/{case}/staying"),
    "decision on a stay": ("brook", "/cases/{case}/staying/decide"),
    "looked": ("brook", "/cases/{case}/looked"),
    "people": ("brook", "/cases/{case}/people"),
    "person": ("brook", "/cases/{case}/person"),
    "person wrong": ("brook", "/cases/{case}/person"),
    "alike": ("brook", "/cases/alike"),
    "alike wrong": ("brook", "/cases/alike"),
    "alike found": ("brook", "/cases/alike"),
    "emergency": ("lena", "/cases/{case}/emergency"),
    "emergencies": ("lena", "/emergencies"),
    "judge": ("lena", "/emergencies/{glass}"),
}
BY_NIGHT: Final = (
    "today",
    "cases",
    "case of a keeper",
    "in an emergency",
    "several facts wrong",
    "fact",
    "people",
    "person wrong",
    "alike found",
)
"""Those that hold everything which has a colour."""

Go = Callable[..., Page]


def said(words: str) -> str:
    """Return words of a page in the language in which the pages are there now."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(words)


def _ask(page: Page, name: str = "") -> None:
    page.fill("#full_name", name)
    page.fill("#birth_date", "1998 or so")
    page.get_by_role("button", name=said("Look"), exact=True).click()
    expect(page.locator("[autofocus]")).to_be_visible()


def _judge(page: Page) -> None:
    page.locator("article").first.get_by_role("button", name=said("One person")).click()
    expect(page.locator("[autofocus]")).to_be_visible()


def _check(page: Page) -> None:
    page.get_by_label("Yes", exact=True).first.check()
    page.select_option("#source", "said")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def _unanswered(page: Page) -> None:
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("[autofocus]")).to_be_visible()


def _previewed(page: Page) -> None:
    for field in ("to", "reference", "purpose"):
        page.fill(f"#{field}", "District Court 41/26")
    page.get_by_role("button", name="Show it as it would go out").click()
    expect(page.get_by_role("heading", name="Read it as the receiver will")).to_be_visible()


STEPS: Final[dict[str, Callable[[Page], None]]] = {
    "check": _check,
    "several facts wrong": _unanswered,
    "a document as it goes out": _previewed,
    "alike wrong": _ask,
    "alike found": lambda page: _ask(page, "زهرا انصاری"),
    "person wrong": _judge,
    "old records, columns": lambda page: expect(page.get_by_role("heading", name="What are the columns?")).to_be_visible(),
    "old records, tried": lambda page: expect(page.get_by_role("heading", name="What would become of it")).to_be_visible(),
}
"""What is done on a page before it is looked at."""


def _named(case: str) -> None:
    """Give Amina names in two scripts, a second case with another spelling, and one that nobody but Lena may read."""
    brook = actor("brook")
    name_person(brook, case, {"given_names": "Zahra", "family_name": "Ansari", "full_name": "زهرا انصاری"})
    state(case, Statement("birth_date", "1998-04-17", "document"))
    enter(brook, case, Record(full_name="Zahra Ansari", birth_date="1998-04-17"), agreed=agreed())
    for family in ("Ansary", "Ansari"):
        other = open_case(brook, purpose="protection", called="Crane")
        name_person(brook, other, {"given_names": "Zahra", "family_name": family})
        state(other, Statement("birth_date", "1998", "said"))
    Conflict.objects.create(id=fresh_id(), case_id=other, user_id="brook", since=now(), named_by_id="brook")
    judge(brook, case, next(each.case for each in doubles(brook, case).cases), is_same=False, reason="they met")
    undo(brook, case, judged(brook, case)[0].id)


@pytest.fixture
def go(staff: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """Open a page of Amina's case as the member of the cast whose it is, with everything unfolded."""
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))  # files that arrived lie in a home of this test's own
    case = amina()
    let_in(case)
    _named(case)
    look(actor("brook"), case)
    mark = Task.objects.get(case=case, binds="case_manager").mark
    write(actor("brook"), case, HANDOVER, "support", "wants to call her aunt at nine")
    make_tag(actor("brook"), case, "Raid in the harbour")
    batch, tried = (arrived(actor("brook"), sheet_from(OLD.encode())) for _file in range(2))
    keep_plan(actor("brook"), tried, Plan(COLUMNS, "protection", order="dmy"))
    reason = "brought in without consciousness"
    glass = break_glass(actor("jun", stepped_up=True), case, "health", ground="treatment", reason=reason).id

    notice = make(actor("brook"), look(actor("brook"), case), "ar")

    def opened(name: str, **options: object) -> Page:
        who, path = PAGES[name]
        page = staff.page(**options)  # type: ignore[arg-type]  # options of a page
        sign_in(page.context, who, staff.address)
        page.goto(path.format(case=case, glass=glass, mark=mark, batch=batch, tried=tried, notice=notice))
        if name in STEPS:
            STEPS[name](page)
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
            assert faults_by_night(page) == [], f"{name} by night"
        assert told(page, "document.querySelectorAll('h1').length") == 1, name
        page.close()


@pytest.mark.usefixtures("right_to_left")
def test_from_right_to_left_nothing_is_too_wide_either(go: Go) -> None:
    for name in ("today", "case", "several facts", "a duty", "notes", "fact", "people", "looked", "person", "alike found"):
        page = go(name, size=PHONE)
        assert told(page, "document.documentElement.dir") == "rtl"
        assert overflow(page) <= 0, name
        page.close()


def test_on_a_small_phone_who_looked_stands_line_under_line_and_nothing_is_scrolled_sideways(go: Go) -> None:
    page = go("looked", size=PHONE)
    sideways = "[...document.querySelectorAll('main .scroll')].map(each => each.scrollWidth - each.clientWidth)"
    assert set(told(page, sideways)) == {0}
    first = page.get_by_role("table").last.get_by_role("row").nth(1)
    assert first.get_by_role("cell").count() == 5
    tops = [each.bounding_box() for each in first.get_by_role("cell").all()]
    assert len({box["y"] for box in tops if box}) == 5


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
    page.goto(f"{page.url}/record")
    page.select_option("#key", "trafficking_claimed")
    page.get_by_role("button", name="Go on").press("Enter")
    page.get_by_role("radio", name="Yes").press("Space")
    page.select_option("#source", "said")
    page.get_by_role("button", name="Record").press("Enter")
    expect(page.locator(".history")).to_contain_text("Said · Harbour House")
    page.locator(".over a").press("Enter")
    expect(page.locator(".act.held").first).to_be_visible()
    assert "Heron" not in page.title()
    assert "Heron" not in page.url


def test_without_script_by_keyboard_somebody_is_found_across_scripts_and_two_cases_are_judged(staff: Visit) -> None:
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Heron")
    name_person(brook, case, {"given_names": "Selam", "family_name": "Tesfaye"})
    state(case, Statement("birth_date", "1998-04-17", "said"))
    page = staff.page(script=False)
    sign_in(page.context, "brook", staff.address)
    page.goto("/cases")
    page.get_by_role("link", name="First look whether this person is here already").press("Enter")
    page.fill("#full_name", "ሰላም ተስፋዬ")
    page.fill("#birth_date", "1998")
    page.get_by_role("button", name="Look", exact=True).press("Enter")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article td").nth(1)).to_contain_text("ሰላም ተስፋዬ")
    expect(page.locator("article td").nth(2)).to_contain_text("Selam Tesfaye")
    assert "Selam" not in page.title() + page.url
    page.select_option("#purpose", "protection")
    page.get_by_role("button", name="Open the case").press("Enter")
    page.get_by_role("link", name="What is known").press("Enter")
    page.get_by_role("link", name="Who the person is").press("Enter")
    page.locator("summary", has_text="Write down the names").press("Enter")
    page.fill("#name-full_name", "ሰላም ተስፋዬ")
    page.get_by_role("checkbox", name="The person was told").press("Space")
    page.get_by_role("button", name="Keep these names").press("Enter")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article mark")).to_have_count(0)
    page.get_by_label("Why?").fill("the same brother")
    page.get_by_role("button", name="One person").press("Enter")
    expect(page.get_by_text("Judged: one person")).to_be_visible()
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.locator(".kept")).to_contain_text("taken back")
    expect(page.get_by_text("Judged: one person")).to_have_count(0)
