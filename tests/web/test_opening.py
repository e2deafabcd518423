"""The first page: three ways in, and everything that can be wrong with a file."""

from __future__ import annotations

import json
from typing import Final

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.desk.library import people
from web.cases import CHILD, text

BAD: Final = {
    "unknown name": (b'{"facts": {"trafficking_claimd": true}}', "trafficking_claimed"),
    "unknown key": (b'{"fact": {}}', "facts"),
    "wrong type": (b'{"facts": {"age_years": "young"}}', "age_years"),
    "31 February": (b'{"facts": {"entry_date": "2026-02-31"}}', "entry_date"),
    "year 0": (b'{"facts": {"entry_date": "0000-01-01"}}', "entry_date"),
    "age -1": (b'{"facts": {"age_years": -1}}', "age_years"),
    "age 400": (b'{"facts": {"age_years": 400}}', "age_years"),
    "10 MB": (b'{"facts": {}, "x": "' + b"x" * 10_000_000 + b'"}', "256 kB"),
    "3,000 levels": (b'{"facts":' * 3000 + b"{}" + b"}" * 3000, ""),
    "3,000 lists": (b"[" * 3000 + b"]" * 3000, ""),
    "not UTF-8": (b'{"facts": {"sex": "\xff"}}', "UTF-8"),
    "duplicate keys": (b'{"facts": {"screened": true, "screened": false}}', "screened"),
    "duplicate ids": (b'{"items": {"offence": {"list": [{"id": "1"}, {"id": "1"}]}}}', "offence"),
    "NaN": (b'{"facts": {"age_years": NaN}}', "NaN"),
    "endless": (b'{"facts": {"age_years": 1e999}}', "age_years"),
    "half a character": (b'{"items": {"offence": {"list": [{"id": "\\ud800"}]}}}', ""),
    "empty": (b"", ""),
    "blank": (b" \n ", "empty"),
    "a list at the top": (b"[]", ""),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ""),
    "a page": (b"<script>alert(1)</script>", ""),
    "broken TOML": (b"[facts\nage_years = 16", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_it_says_what_is_wrong_with_a_file_and_loses_nothing_else(client: Client, name: str) -> None:
    contents, hint = BAD[name]
    sent = {
        "way": "file",
        "law": "palermo",
        "act": "removal",
        "on": "2026-03-02",
        "file": SimpleUploadedFile("Amina.json", contents),
    }
    response = client.post("/open", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="errors"' in page
    assert "<title>Error" in page
    assert hint in page
    assert '<option value="removal" selected>' in page
    assert 'value="2026-03-02"' in page
    assert "Amina" not in page
    assert "<script>" not in page


def test_it_says_that_no_file_was_chosen(client: Client) -> None:
    response = client.post("/open", {"way": "file"})
    assert response.status_code == 422
    assert b"Choose a case file first" in response.content


def test_it_reads_toml_as_well(client: Client) -> None:
    file = SimpleUploadedFile("case.toml", b"on = 2026-03-02\n[facts]\nbirth_date = 2010-05-01\nscreened = true\n")
    response = client.post("/open", {"way": "file", "file": file})
    assert response.status_code == 200
    assert b"1 May 2010" in response.content


def test_a_file_of_the_largest_size_is_read_and_one_more_byte_is_not(client: Client) -> None:
    fits = text(CHILD) + b" " * (settings.LARGEST_FILE - len(text(CHILD)))
    for contents, status in ((fits, 200), (fits + b" ", 422)):
        assert client.post("/open", {"way": "file", "file": SimpleUploadedFile("case.json", contents)}).status_code == status


@pytest.mark.parametrize(
    ("field", "value"),
    [("law", "../../etc"), ("law", "/etc"), ("law", "nowhere"), ("on", "soon"), ("on", "1600-01-01"), ("act", "magic")],
)
def test_it_leads_from_a_wrong_choice_to_its_field(client: Client, field: str, value: str) -> None:
    response = client.post("/open", {"way": "questions", field: value})
    assert response.status_code == 422
    assert f'href="#{field}"'.encode() in response.content
    assert f'id="{field}-wrong"'.encode() in response.content


@pytest.mark.parametrize("key", [person.key for person in people()])
def test_every_invented_person_has_an_answer(client: Client, key: str) -> None:
    response = client.post("/open", {"person": key})
    assert response.status_code == 200
    assert b'class="chip' in response.content


def test_every_invented_person_is_on_the_first_page(client: Client) -> None:
    page = client.get("/").content.decode()
    assert len(people()) >= 10
    assert page.count('class="person"') == len(people())


def test_it_shows_no_identifier_of_the_vocabulary_to_a_reader(client: Client) -> None:
    page = client.post(
        "/open", {"way": "file", "file": SimpleUploadedFile("case.json", json.dumps(CHILD).encode())}
    ).content.decode()
    seen = page.split("<main", 1)[1]
    for identifier in (
        "trafficking_claimed</",
        "heard_on_status</",
        "illegal_entry</",
        "immigration_authority</",
        ">embassy_contact",
    ):
        assert identifier not in seen
