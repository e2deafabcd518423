"""The finished flow in a real browser: begin, answer, change, read why, take the case along; without script, by keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from web.cases import CHILD, text
from web.running import Visit, choose_file


@pytest.fixture
def page(visit: Visit) -> Page:
    """No page may need script."""
    return visit.page(script=False)


def test_it_asks_answers_and_explains_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start with the first question").focus()
    page.keyboard.press("Enter")
    first = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    expect(page.get_by_role("heading", name="Your answers so far")).to_be_visible()
    page.get_by_role("button", name="See the answer now").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip.wait, .chip.held").first).to_be_visible()
    reasons = page.locator(".act details.fold > summary").first
    reasons.focus()
    page.keyboard.press("Enter")
    why = page.locator(".act details.why > summary").first
    why.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".act details.why .reasons").first).to_be_visible()


def test_it_shows_on_every_step_what_already_stands(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start with the first question").click()
    stands = page.get_by_role("region", name="What already stands")
    expect(stands).to_contain_text("Held until known")
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Continue").click()
    expect(stands).to_be_visible()


def test_it_goes_back_to_the_answer_given_and_lets_it_be_changed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start with the first question").click()
    asked = []
    for _ in range(3):
        asked.append(page.get_by_role("heading", level=1).inner_text())
        page.get_by_role("radio", name="Not known").check()
        page.get_by_role("button", name="Continue").click()
    assert len(set(asked)) == 3
    for heading in reversed(asked):
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("radio", name="Not known")).to_be_checked()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("region", name="Your answers so far")).to_contain_text("Yes")


def test_it_reads_a_case_file_and_says_which_law_answered(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    removal = page.locator("#act-removal")
    expect(removal.locator(".chip.held")).to_have_text("Held")
    expect(removal).to_contain_text("art.")
    expect(page.get_by_text("This is not a clearance")).to_be_visible()
    expect(page.locator("body")).to_contain_text("2 March 2026")
    expect(page.locator("body")).to_contain_text("sha256:")
    expect(page.get_by_role("region", name="Which law")).to_contain_text("draft")


def test_it_says_who_owes_what_and_shows_disputes_and_contradictions(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    owed = page.get_by_role("region", name="Owed now")
    expect(owed.get_by_role("heading", level=3).first).to_be_visible()
    trouble = page.get_by_role("region", name="Warnings and disputes")
    expect(trouble).to_contain_text("Heard on being a victim")
    expect(trouble).to_contain_text("Date of birth")
    assert "birth_date" not in trouble.inner_text()


def test_it_leads_from_an_open_question_into_the_question_and_back_to_the_answer(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    region = page.get_by_role("region", name="Not known yet")
    name = region.locator("b").first.inner_text()
    region.get_by_role("button", name=f"Answer {name}", exact=True).click()
    page.get_by_role("radio", name="Not known").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What stands for this person")).to_be_visible()
    assert name not in page.get_by_role("region", name="Not known yet").locator("b").all_inner_texts()


def test_it_asks_under_another_law_for_another_day_and_act(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    page.get_by_text("Ask under another law").click()
    page.get_by_label("Law", exact=True).select_option("xk")
    page.get_by_label("Act", exact=True).select_option("removal")
    page.get_by_label("Day the question is asked for").fill("2026-07-01")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".act")).to_have_count(1)
    expect(page.get_by_role("region", name="Which law")).to_contain_text("1 July 2026")
    expect(page.get_by_role("region", name="Which law")).to_contain_text("xk")


def test_it_shows_an_invented_person_with_their_story(page: Page) -> None:
    page.goto("/")
    person = page.locator("button.person").first
    name = person.locator("b").inner_text()
    person.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".lead")).to_be_visible()
    expect(page.get_by_role("heading", name="Held", exact=True)).to_be_visible()


def test_it_hands_the_case_out_as_a_file_that_can_be_opened_again(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a case file").click()
    saved = Path(download.value.path()).read_bytes()
    assert json.loads(saved) == CHILD
    assert download.value.suggested_filename == "case.json"


def test_it_never_puts_anything_in_the_address(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    for click in ("Answer the next question", "Continue", "See the answer now"):
        page.get_by_role("button", name=click).first.click()
        assert page.url.rsplit("/", 1)[1] in ("ask", "answer", "open")


def test_on_paper_only_the_answer_stands_with_its_reasons(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), tmp_path)
    page.get_by_role("button", name="Open every reason").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Leave this page")).to_be_hidden()
    expect(page.get_by_role("button", name="Save as a case file")).to_be_hidden()
    expect(page.locator("#act-removal .why .reasons").first).to_be_visible()
    expect(page.locator("#act-removal .chip").first).to_be_visible()


def test_the_way_out_is_on_every_page_and_tells_nobody_where_it_came_from(page: Page) -> None:
    for path in ("/", "/about", "/nowhere", "/answer"):
        page.goto(path)
        leave = page.get_by_role("link", name="Leave this page")
        assert leave.get_attribute("href") == "https://www.wikipedia.org/"
        assert "noreferrer" in (leave.get_attribute("rel") or "")


def test_the_first_page_is_light(visit: Visit) -> None:
    page = visit.page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 3
    assert sum(sizes) < 60_000
