"""The pages of the notice of rights: made, read in both languages, printed, read aloud, and recorded as told."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amparo.casework.access import look
from amparo.casework.models import Installation
from amparo.casework.record import Statement, record
from amparo.casework.rights_words import rights_words
from amparo.desk.kept_facts import KeptFacts
from casework.world import actor
from web.inside import amina, client_of, let_in, state
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
TOLD = {"way": "both", "topics": ["rights", "services"], "understood": "yes", "words": "Thank you"}


@pytest.fixture
def case() -> str:
    return amina()


def made(client: Client, case: str, language: str = "ar") -> str:
    """Make a notice, and return its address."""
    found = client.post(f"/cases/{case}/rights", {"language": language})
    assert found.status_code == 302
    return str(found["Location"])


def page(client: Client, address: str) -> str:
    return read(client.get(address))  # type: ignore[arg-type]  # the test's own kind of response


def test_it_is_made_in_the_persons_language_which_stands_there_if_it_is_known(case: str) -> None:
    brook = client_of("brook")
    state(case, Statement("language", "km", "said"))
    text = client_of("brook").get(f"/cases/{case}/rights").content.decode()
    assert re.search(r'<option value="km" selected', text)
    address = made(brook, case, "km")
    assert "km" not in address.split("/")
    assert rights_words("km").texts["full-support"] in page(brook, address)
    assert rights_words("en").texts["full-support"] in page(brook, address)
    assert "Not told yet" in page(brook, f"/cases/{case}/rights")


@pytest.mark.parametrize("name", ["sheet.pdf", "copy.pdf", "card.pdf", "aloud.pdf"])
def test_each_paper_is_a_pdf_of_which_name_and_address_tell_nothing(case: str, name: str) -> None:
    brook = client_of("brook")
    address = f"{made(brook, case)}/{name}"
    first, again = brook.get(address), brook.get(address)
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == f'attachment; filename="{name}"'
    assert first.content == again.content
    assert b"Zephyrine" not in first.content


def test_it_is_read_aloud_line_by_line_in_both_languages_with_pauses(case: str) -> None:
    brook = client_of("brook")
    shown = page(brook, f"{made(brook, case)}/aloud")
    for words in (
        rights_words("ar").texts["full-support"],
        rights_words("en").texts["full-support"],
        rights_words("ar").words["ask-back"],
        rights_words("en").words["pause"],
        rights_words("en").words["script-end"],
    ):
        assert words in shown


def test_that_it_was_told_is_recorded_and_shown_and_what_is_missing_is_asked_for(case: str) -> None:
    brook = client_of("brook")
    address = made(brook, case)
    wrong = brook.post(address, {**TOLD, "way": ""})
    assert wrong.status_code == 422
    assert "Say how it was told" in wrong.content.decode()
    assert "Thank you" in wrong.content.decode()
    assert brook.post(address, TOLD).status_code == 302
    shown = page(brook, address)
    assert "Told aloud, and the full sheet was given" in shown
    assert "Thank you" in shown
    facts = KeptFacts(look(actor("brook"), case))
    assert facts.as_it_stands("informed_in_writing") is True
    assert facts.as_it_stands("notice#1.understood") is True


def test_who_wants_no_paper_gets_none_and_is_still_told(case: str) -> None:
    brook = client_of("brook")
    address = made(brook, case)
    assert brook.post(address, {**TOLD, "way": "none"}).status_code == 302
    for name in ("sheet.pdf", "card.pdf"):
        assert brook.get(f"{address}/{name}").status_code == 403
    assert "sheet.pdf" not in page(brook, address)
    assert "wants nothing on paper" in page(brook, address)
    assert brook.get(f"{address}/aloud").status_code == 200


def test_that_paper_is_unwanted_keeps_it_back_also_where_it_counts_for_nothing_else(case: str) -> None:
    brook = client_of("brook")
    address = made(brook, case)
    record(actor("brook"), case, [Statement("paper_unwanted", value=True, source="observed")], seen={})
    assert KeptFacts(look(actor("brook"), case)).as_it_stands("paper_unwanted") is None
    assert brook.get(f"{address}/sheet.pdf").status_code == 403


def test_outside_a_demonstration_a_language_that_nobody_approved_is_refused_in_one_sentence(case: str) -> None:
    brook = client_of("brook")
    kept = made(brook, case)
    Installation.objects.update(demonstration=False)
    refused = brook.post(f"/cases/{case}/rights", {"language": "ar"})
    assert refused.status_code == 422
    assert "No qualified person has approved the notice in this language" in refused.content.decode()
    assert "Nobody has approved the words in:" in refused.content.decode()
    assert brook.get(f"{kept}/sheet.pdf").status_code == 409
    assert brook.get(f"{kept}/copy.pdf").status_code == 409
    assert brook.get(f"{made(brook, case, 'en')}/sheet.pdf").status_code == 200


def test_who_cannot_read_or_sleeps_where_the_exploiter_is_is_not_handed_a_paper_without_a_word(case: str) -> None:
    brook = client_of("brook")
    assert "cannot read a letter" not in page(brook, f"/cases/{case}/rights")
    state(case, Statement("can_read", value=False, source="said"))
    state(case, Statement("accommodation", "with_exploiter", "observed"))
    shown = page(brook, f"/cases/{case}/rights")
    assert "The person cannot read a letter." in shown
    assert "Paper could endanger the person." in shown


def test_things_that_change_are_said_to_have_changed(case: str) -> None:
    brook = client_of("brook")
    address = made(brook, case)
    assert "Things have changed since" not in page(brook, address)
    state(case, Statement("speaks_local_language", value=True, source="observed"))
    assert "Things have changed since" in page(brook, address)
    assert "Things have changed since" in page(brook, f"/cases/{case}/rights")


def test_each_of_the_cast_sees_it_or_what_is_not_there(case: str) -> None:
    let_in(case)
    address = made(client_of("brook"), case)
    hidden = client_of("doru").get("/cases/aaaaaaaaaaaaaaaa").content
    for name in ("", "/aloud", "/sheet.pdf", "/copy.pdf", "/card.pdf", "/aloud.pdf"):
        assert client_of("brook").get(address + name).status_code == 200
        for who in ("castor", "edda", "doru", "fen"):
            found = client_of(who).get(address + name)
            assert (found.status_code, found.content) == (404, hidden), f"{name} as {who}"
