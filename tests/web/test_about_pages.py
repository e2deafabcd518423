"""The pages about the pages: how far each language is and who checked it, and how far everybody can use them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amparo.desk.tongues import TONGUES, address_in
from amparo.desk.translated import counted


def test_each_language_says_how_far_it_is_and_that_nobody_checked_it(client: Client) -> None:
    page = client.get("/languages").content.decode()
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", page)
    assert len(rows) == len(TONGUES) - 1
    for row, each in zip(rows, counted().languages, strict=True):
        assert f'lang="{each.tongue.code}">{each.tongue.name}<' in row
        assert f"{each.pages} of {counted().pages}" in row
        assert ("Nobody yet" in row) == (not each.tongue.approved_by)


def test_the_statement_names_the_standard_the_tests_what_does_not_hold_and_its_day(client: Client) -> None:
    page = client.get("/accessibility").content.decode()
    for words in ("WCAG) 2.2, level AA", "axe", "400 percent", "What does not hold yet", "22 November 2026"):
        assert words in page


def test_both_tell_how_to_reach_whoever_runs_the_installation(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for page in ("/languages", "/accessibility"):
        assert "Tell it to the office that gave you this address." in client.get(page).content.decode()
        monkeypatch.setenv("AMPARO_CONTACT", "help@harbour.example")
        assert "<bdi>help@harbour.example</bdi>" in client.get(page).content.decode()
        monkeypatch.delenv("AMPARO_CONTACT")


@pytest.mark.parametrize("code", [each.code for each in TONGUES])
def test_the_foot_of_a_page_leads_to_both_in_its_language(client: Client, code: str) -> None:
    foot = client.get(address_in(code, "/sign-in")).content.decode().partition("<footer")[2]
    for page in ("/languages", "/accessibility"):
        assert f'href="{address_in(code, page)}"' in foot
        assert client.get(address_in(code, page)).status_code == 200
