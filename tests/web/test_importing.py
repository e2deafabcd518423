"""Bring your cases, as somebody does who has a file: send it, name its columns, read what is wrong, and only then bring it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amparo.casework.access import search
from amparo.casework.importing.batch import FOLDER, forget_batches
from amparo.casework.importing.sheet import LARGEST
from amparo.casework.models import Case
from amparo.casework.moment import now
from casework.world import actor
from web.inside import client_of

TEXT = "Case no;Name;Sex;Age;Remarks\nK-1;Zoë Łąka;F;19;tall\nK-2;Omar Nasser;M;unknown;\nK-3;Ana;F;very young;\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, world: None) -> Path:  # noqa: ARG001 an installation has to be there
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))
    return tmp_path


def sent(client: Client, data: bytes, name: str = "cases.csv") -> str:
    """Send a file, and return the address of what became of it."""
    response = client.post("/import", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def form(html: str, **changed: str) -> dict[str, str]:
    """Return what a browser would send of the columns as they are suggested."""
    found = {name: unescape(value) for name, value in re.findall(r'<input id="(c\d+)"[^>]* value="([^"]*)"', html)}
    settings = {"purpose": "protection", "order": "dmy", "source": "observed", "begin": "", "a_day": "20"}
    return {"do": "columns", **found, **settings, **changed}


@pytest.mark.usefixtures("home")
def test_a_file_becomes_cases_only_after_its_columns_were_named_and_a_dry_run_read() -> None:
    brook = client_of("brook")
    address = sent(brook, TEXT.encode("utf-16"))
    page = brook.get(address).content.decode()
    assert "Zoë Łąka" in page
    assert brook.post(address, form(page)).status_code == 302
    page = words(brook.get(address).content.decode())
    assert "What do these mean?" in page
    assert Case.objects.count() == 0
    page = brook.get(address).content.decode()
    fields = dict(zip(re.findall(r'<select id="([^"]+)"', page), ("female", "male"), strict=True))
    assert brook.post(address, {"do": "say", **fields}).status_code == 302
    page = words(brook.get(address).content.decode())
    assert "2 would become cases 1 are not right yet 0 were brought before" in page
    assert "4 Age a number from 0" in page
    assert "very young" not in page
    page = words(brook.post(address, {"do": "bring"}).content.decode())
    assert "2 of 3 rows are cases now" in page
    assert Case.objects.count() == 2
    omar = search(actor("brook"), "full_name", "omar nasser")[0].case
    assert "Not in the old record" in (told := words(brook.get(f"/cases/{omar}/facts").content.decode()))
    assert told.count(": empty in the old record") == 1
    assert "no place for it: never asked" in words(brook.get(f"/cases/{omar}").content.decode())
    again = sent(brook, TEXT.encode())
    brook.post(again, form(brook.get(again).content.decode()))
    brook.post(again, {"do": "say", **fields})
    assert "2 were brought before" in words(brook.get(again).content.decode())


@pytest.mark.usefixtures("home")
def test_columns_that_are_none_or_twice_and_a_missing_old_number_are_said_at_their_place() -> None:
    brook = client_of("brook")
    address = sent(brook, TEXT.encode())
    page = brook.get(address).content.decode()
    for changed in (
        {"c4": "whatever"},
        {"c0": ""},
        {"c4": "Sex"},
        {"order": "?"},
        {"a_day": "0"},
        {"begin": "soon"},
        {"begin": "2999-01-01"},
        {"purpose": "x"},
    ):
        response = brook.post(address, form(page, **changed))
        assert (changed, response.status_code) == (changed, 422)


@pytest.mark.usefixtures("home")
def test_what_is_no_table_is_refused_beside_its_field_and_a_large_file_by_its_size() -> None:
    brook = client_of("brook")
    for data in (b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, b"<svg onload=alert(1)>", b"x" * (LARGEST + 1)):
        response = brook.post("/import", {"file": SimpleUploadedFile("a.csv", data)})
        assert response.status_code == 422
        assert "Something is not right yet" in response.content.decode()
    assert brook.post("/import").status_code == 422


def test_a_file_is_its_senders_alone_and_sealed_and_gone_after_a_day(home: Path) -> None:
    brook = client_of("brook")
    address = sent(brook, TEXT.encode())
    kept = b"".join(path.read_bytes() for path in (home / FOLDER).iterdir())
    assert b"Omar" not in kept
    for name in ("lena", "brook"):
        assert client_of(name).get(address).status_code == (200 if name == "brook" else 302)
    for name in ("castor", "fen", "jun"):
        assert client_of(name).get(address).status_code == 403
    assert brook.get("/import/../../x").status_code in (302, 404)
    assert forget_batches(now() + timedelta(days=2)) == 1
    assert brook.get(address).status_code == 302
