"""The page of rights that anybody may open: no cookie, no script, a neutral title, and in every language its own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from amparo.casework.models import Installation
from amparo.casework.rights_words import LANGUAGES, rights_words
from web.inside import client_of
from web.test_case_pages import read

ADDRESSES = {language: "/rights" if language == "en" else f"/{language}/rights" for language in LANGUAGES}
LARGEST = 60_000


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_the_rights_of_everybody_in_each_language_without_cookie_or_script(client: Client, language: str) -> None:
    found = client.get(ADDRESSES[language])
    text = found.content.decode()
    words = rights_words(language)
    assert found.status_code == 200
    assert not found.cookies
    assert "Set-Cookie" not in found.headers
    assert len(found.content) < LARGEST
    assert "<script" not in re.sub(r"<script src=[^>]*leave.js[^>]*>", "", text)
    shown = read(found)  # type: ignore[arg-type]  # the test's own kind of response
    for name in ("full-support", "compensation", "not-sent-away", "asylum-can-be-asked"):
        assert words.texts[name] in shown, name
    assert words.words["right"] in shown
    assert words.words["unapproved" if language != "en" else "source"] in shown
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert settings.LANGUAGE_CODE in ("en", "en-us")


@pytest.mark.usefixtures("world")
def test_its_title_names_nothing_the_numbers_are_whole_and_a_button_leaves_at_once(client: Client) -> None:
    text = client.get("/ar/rights").content.decode()
    assert re.search(r"<title>معلومات – Amparo</title>", text)
    assert '<a class="whole" href="tel:000116"><bdi dir="ltr">000 116</bdi></a>' in text
    assert 'class="leave"' in text


@pytest.mark.usefixtures("world")
def test_it_is_found_from_the_first_page_and_from_the_form_for_telling(client: Client) -> None:
    for address in ("/", "/report"):
        assert 'href="/rights"' in client.get(address).content.decode()
    assert 'href="/km/rights"' in client.get("/km/").content.decode()


@pytest.mark.usefixtures("world")
def test_outside_a_demonstration_words_that_nobody_approved_give_way_to_the_english_ones(client: Client) -> None:
    Installation.objects.update(demonstration=False)
    text = client.get("/km/rights").content.decode()
    assert rights_words("en").texts["full-support"] in text
    assert rights_words("km").texts["full-support"] not in text
    assert '<div class="stack-wide own-side" lang="en" dir="ltr">' in text


@pytest.mark.usefixtures("world")
def test_where_nobody_can_read_who_approved_them_the_page_is_there_in_english(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Installation.objects.update(demonstration=False)
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))
    (tmp_path / "notices.toml").write_text("half a [line", "utf-8")
    found = client.get("/th/rights")
    assert found.status_code == 200
    assert rights_words("en").texts["full-support"] in found.content.decode()


@pytest.mark.django_db
def test_where_nothing_is_installed_it_tells_what_the_baseline_gives_and_names_no_number(client: Client) -> None:
    text = client.get("/rights").content.decode()
    assert rights_words("en").texts["compensation"] in text
    assert rights_words("en").words["no-number"] in text
    assert "tel:" not in text


@pytest.mark.usefixtures("world")
def test_who_is_signed_in_gets_no_cookie_there_and_is_not_told_apart() -> None:
    found = client_of("brook").get("/rights")
    assert not found.cookies
    assert "Sign out" not in found.content.decode()


@pytest.mark.usefixtures("world")
def test_nothing_can_be_sent_there(client: Client) -> None:
    assert client.post("/rights").status_code == 405
