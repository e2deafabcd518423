"""English on a page of another language is marked wherever it stands, to be read aloud as English and from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from amparo.desk.marked import CLOSE, OPEN, begun, in_english, mark_what_lacks, of_law, page_in, shown
from web.inside import amina, client_of

OPEN_PAGES: Final = (
    "/",
    "/about",
    "/languages",
    "/accessibility",
    "/law",
    "/law/xx",
    "/law/palermo/no-removal-before-heard",
    "/sign-in",
    "/report",
)
CASE_PAGES: Final = (
    *("/home", "/cases", "/cases/{case}", "/cases/{case}/record/danger", "/cases/{case}/record/offence", "/cases/{case}/acts"),
    *("/cases/{case}/stage/recovery", "/cases/{case}/support/health", "/cases/{case}/screening", "/cases/{case}/people"),
    *("/cases/{case}/looked", "/cases/{case}/facts/fears_police"),
)
SILENT: Final = ("title", "script", "style", "option", "textarea")
CODE: Final = re.compile(r"\b[A-Z2-7]{4}(-[A-Z2-7]{4}|-|\b)")
"""A case's code, or half of it: letters and figures of no language."""
ALONE: Final = ("input", "br", "img", "meta", "link", "hr", "path", "circle", "wbr", "col")


class _Texts(HTMLParser):
    """The texts of a page that are read aloud: each with the language it says it is in, and whether it is somebody's own."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALONE:
            self.inside.append((tag, dict(attrs).get("lang") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {name for name, _lang in self.inside}:
            while self.inside.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        names = [name for name, _lang in self.inside]
        if data.strip() and not set(names) & set(SILENT):
            lang = next((lang for _name, lang in reversed(self.inside) if lang), "")
            self.found.append((" ".join(data.split()), lang, "bdi" in names))


def texts(client: Client, address: str) -> list[tuple[str, str, bool]]:
    reader = _Texts()
    reader.feed(client.get(address).content.decode())
    assert len(reader.found) > 12, address
    return reader.found


def _pages() -> Iterator[tuple[Client, str]]:
    brook, case = client_of("brook"), amina()
    yield from ((client_of(), page) for page in OPEN_PAGES)
    yield from ((brook, page.format(case=case)) for page in CASE_PAGES)


@pytest.mark.usefixtures("world")
def test_on_arabic_pages_nothing_in_latin_letters_is_unmarked() -> None:
    for client, page in _pages():
        said = texts(client, f"/ar{page}")
        assert [text for text, lang, _own in said if lang == "ar" and re.search(r"[A-Za-z]{2}", CODE.sub("", text))] == [], page


@pytest.mark.usefixtures("world")
def test_on_spanish_pages_no_sentence_stands_as_in_english_without_saying_so() -> None:
    for client, page in _pages():
        english = " ".join(text for text, _lang, _own in texts(client, page))
        theirs = [text for text, lang, own in texts(client, f"/es{page}") if lang == "es" and not own]
        assert [text for text in theirs if re.search(r"[a-z] [a-z]", text) and text.strip(".:;, ()·") in english] == [], page


@pytest.mark.parametrize(
    ("page", "made"),
    [
        (f"<p>{OPEN}Go on{CLOSE}</p>", '<p><span lang="en" dir="ltr">Go on</span></p>'),
        (f"<p>دعوى {OPEN}no. {OPEN}Two{CLOSE}{CLOSE}</p>", '<p>دعوى <span lang="en" dir="ltr">no. Two</span></p>'),
        (f'<a title="{OPEN}Go on{CLOSE}">ا</a>', '<a title="Go on">ا</a>'),
        (f"<title>{OPEN}Go on{CLOSE}</title>", "<title>Go on</title>"),
        (f"<option>{OPEN}Go on{CLOSE}</option>", '<option lang="en" dir="ltr">Go on</option>'),
        (
            f"<p>{OPEN}Go <b>on{CLOSE}</b></p>",
            '<p><span lang="en" dir="ltr">Go </span><b><span lang="en" dir="ltr">on</span></b></p>',
        ),
        (f"<p>{OPEN}Cut o</p><p>كتاب</p>", '<p><span lang="en" dir="ltr">Cut o</span></p><p>كتاب</p>'),
        ("<p>من City Clinic، 3 &amp; 4</p>", '<p>من <span lang="en" dir="ltr">City Clinic</span>، 3 &amp; 4</p>'),
        ('<p lang="fr">Allez</p><br><p lang="en">Go on</p>', '<p lang="fr">Allez</p><br><p lang="en">Go on</p>'),
    ],
)
def test_what_is_marked_becomes_an_element_where_one_can_stand(page: str, made: str) -> None:
    assert shown(page, "ar") == made


def test_on_a_page_in_latin_letters_only_what_nobody_translated_is_marked() -> None:
    assert shown(f"<p>Clara {OPEN}lives{CLOSE}</p>", "es") == '<p>Clara <span lang="en" dir="ltr">lives</span></p>'


def test_gettext_marks_on_a_page_what_it_has_no_translation_of_and_nowhere_else() -> None:
    mark_what_lacks()
    with translation.override("es"), page_in("es"):
        assert gettext("nobody says this") == of_law("nobody says this") == f"{OPEN}nobody says this{CLOSE}"
        assert ngettext("one such", "many such", 3) == f"{OPEN}many such{CLOSE}"
        assert begun(gettext("nobody says this")) == f"{OPEN}Nobody says this{CLOSE}"
        assert gettext("Cases") == "Casos"
        assert in_english(in_english("a law")) == f"{OPEN}a law{CLOSE}"
        with translation.override("fr"):
            assert gettext("nobody says this") == "nobody says this"
    with translation.override("es"):
        assert gettext("nobody says this") == "nobody says this"
    with translation.override("en"), page_in("en"):
        assert gettext("nobody says this") == "nobody says this"
