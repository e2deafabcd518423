"""Every page, open to everybody: by eye, ear, keyboard, on a small or enlarged window, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from house.tree import ROOT
from web.cases import CHILD, text
from web.running import PHONE, Visit, choose_file, faults, faults_by_night, overflow, told


def _first(page: Page, _folder: Path) -> None:
    page.goto("/")


def _about(page: Page, _folder: Path) -> None:
    page.goto("/about")


def _languages(page: Page, _folder: Path) -> None:
    page.goto("/languages")


def _accessibility(page: Page, _folder: Path) -> None:
    page.goto("/accessibility")


def _question(page: Page, _folder: Path) -> None:
    page.goto("/")
    page.locator("button[value=questions]").click()


def _question_wrong(page: Page, folder: Path) -> None:
    _question(page, folder)
    page.locator("button[value=answer]").click()


def _file_wrong(page: Page, folder: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", b"{", folder)


def _answer(page: Page, folder: Path) -> None:
    page.goto("/")
    choose_file(page, "case.json", text(CHILD), folder)


def _answer_open(page: Page, folder: Path) -> None:
    _answer(page, folder)
    page.locator("button[name=reasons]").click()


def _change(page: Page, key: str) -> None:
    page.locator(f"[aria-labelledby=stated] button[value={key}]").click()


def _changed_date(page: Page, folder: Path) -> None:
    _answer(page, folder)
    _change(page, "recovery_started_on")


def _country(page: Page, folder: Path) -> None:
    _answer(page, folder)
    _change(page, "nationality")


def _disputed(page: Page, folder: Path) -> None:
    _answer(page, folder)
    _change(page, "heard_on_status")


def _nowhere(page: Page, _folder: Path) -> None:
    page.goto("/nowhere")


def _in_the_middle(page: Page, _folder: Path) -> None:
    page.goto("/answer")


def _rights(page: Page, _folder: Path) -> None:
    page.goto("/rights")


PAGES: Final[dict[str, Callable[[Page, Path], None]]] = {
    "first": _first,
    "about": _about,
    "languages": _languages,
    "accessibility": _accessibility,
    "rights": _rights,
    "question": _question,
    "question-wrong": _question_wrong,
    "file-wrong": _file_wrong,
    "answer": _answer,
    "answer-open": _answer_open,
    "date": _changed_date,
    "country": _country,
    "disputed": _disputed,
    "nowhere": _nowhere,
    "in-the-middle": _in_the_middle,
}


ASKING: Final = ("rights",)
"""Pages that ask which law is installed: the server may then use the database of the tests."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.django_db(transaction=True)] if name in ASKING else []) for name in PAGES]
)
def test_each_page_holds_by_day_by_night_and_on_a_small_phone_or_a_window_enlarged_four_times(
    visit: Visit, tmp_path: Path, name: str
) -> None:
    page = visit.page(color_scheme="light", reduced_motion="reduce")
    PAGES[name](page, tmp_path)
    assert told(page, "document.querySelectorAll('h1').length") == 1
    assert told(page, "document.title").endswith("– Amparo")
    assert faults(page) == []
    assert faults_by_night(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
    assert overflow(page) == 0


@pytest.mark.parametrize("name", ["first", "question-wrong", "answer", "date"])
def test_axe_finds_nothing_wrong_on_a_small_phone(visit: Visit, tmp_path: Path, name: str) -> None:
    page = visit.page(size=PHONE)
    PAGES[name](page, tmp_path)
    assert faults(page) == []


@pytest.mark.usefixtures("right_to_left")
@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}])
@pytest.mark.parametrize("name", ["first", "question", "answer-open", "date"])
def test_the_same_pages_stand_from_right_to_left(visit: Visit, tmp_path: Path, name: str, size: dict[str, int]) -> None:
    page = visit.page(size=size)
    PAGES[name](page, tmp_path)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) == 0
    mark, leave = page.locator(".mark").bounding_box(), page.locator(".leave").bounding_box()
    assert mark is not None
    assert leave is not None
    assert mark["x"] > leave["x"]


@pytest.mark.usefixtures("with_gallery")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_component_holds_in_both_directions(visit: Visit, language: str, scheme: str) -> None:
    for size in (PHONE, {"width": 1280, "height": 900}):
        page = visit.page(color_scheme=scheme, size=size)
        page.goto(f"/gallery/{language}")
        assert faults(page) == []
        assert overflow(page) == 0
        _photographed(page, f"{language}-{scheme}-{size['width']}")


@pytest.mark.usefixtures("with_gallery")
def test_every_component_holds_on_paper_on_a_wide_wall_and_in_forced_colours(visit: Visit) -> None:
    page = visit.page(size={"width": 2560, "height": 1440})
    page.goto("/gallery/en")
    assert overflow(page) == 0
    _photographed(page, "wide")
    page.emulate_media(forced_colors="active")
    assert faults(page) == []
    _photographed(page, "forced-colours")
    page.emulate_media(media="print", forced_colors="none")
    page.set_viewport_size({"width": 680, "height": 960})  # an A4 page between its margins
    assert overflow(page) == 0
    expect(page.locator(".top nav, .side-ways, .paging, .button").filter(visible=True)).to_have_count(0)
    expect(page.locator(".timeline")).to_be_visible()
    _photographed(page, "paper")


def _photographed(page: Page, name: str) -> None:
    """Keep a picture of the gallery, for whoever wants to look at what the tests saw."""
    page.screenshot(path=ROOT / ".cache" / "gallery" / f"{name}.png", full_page=True)


@pytest.mark.usefixtures("with_gallery")
def test_in_forced_colours_what_is_held_still_stands_out(visit: Visit) -> None:
    page = visit.page(forced_colors="active")
    page.goto("/gallery/en")
    held, free = page.locator(".chip.held").first, page.locator(".chip:not(.held, .wait, .owed)").first
    background = "node => getComputedStyle(node).backgroundColor"
    assert held.evaluate(background) != free.evaluate(background)


def test_focus_is_always_seen(page: Page) -> None:
    page.goto("/")
    seen = 0
    for _ in range(12):
        page.keyboard.press("Tab")
        seen += int(
            told(
                page,
                """() => {
            const here = document.activeElement, style = getComputedStyle(here);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? 1 : 0;
        }""",
            )
        )
    assert seen == 12


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert told(page, "document.activeElement.id") == "main"


def test_an_error_takes_the_focus_and_leads_to_its_field(page: Page, tmp_path: Path) -> None:
    _file_wrong(page, tmp_path)
    assert told(page, "document.title").startswith("Error:")
    assert told(page, "document.activeElement.className") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert told(page, "document.activeElement.id") == "file"


def test_everything_to_press_is_large_enough(page: Page, tmp_path: Path) -> None:
    _answer(page, tmp_path)
    small = told(
        page,
        """() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden])')]
        .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 24).map(node => node.outerHTML)""",
    )
    assert small == []
