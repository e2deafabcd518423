"""Notes, the handover of a shift and linked cases, as pages: a form sent twice does one thing, and a raid takes few taps."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from amparo.casework.access import look
from casework.world import actor
from web.inside import amina, client_of, let_in


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def words(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_note_is_written_in_the_usual_part_kept_once_corrected_and_taken_over(case: str, brook: Client) -> None:
    shown = brook.get(f"/cases/{case}/notes").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', shown)
    assert token is not None
    assert '<option value="support" selected>' in shown
    form = {"text": "Wants to call at nine", "compartment": "support", "kind": "handover", "token": token[1]}
    for _time in range(2):
        assert brook.post(f"/cases/{case}/notes", form).status_code == 302
    (paper,) = look(actor("brook"), case).papers
    assert "Wants to call at nine" in words(brook.get("/handover?hours=8"))
    assert "Wants to call at nine" not in words(client_of("lena").get("/handover"))
    assert brook.post("/handover", {"case": case, "note": paper.id}).status_code == 302
    assert "Nothing is waiting for you" in words(brook.get("/handover"))
    brook.post(f"/cases/{case}/notes", {"text": "Wants to call at ten", "corrects": paper.id, "kind": "handover"})
    shown = words(brook.get(f"/cases/{case}/notes"))
    assert re.search("Wants to call at ten .* Corrected .* Wants to call at nine", shown)
    assert "What the next shift has to know" in words(brook.get(f"/cases/{case}/papers"))


def test_a_note_that_cannot_be_kept_stays_in_the_form(case: str, brook: Client) -> None:
    told = brook.post(f"/cases/{case}/notes", {"text": "left\u202eturn", "compartment": "health", "kind": "note"})
    assert "signs that nobody sees" in words(told, 422)
    assert "left\u202eturn" in told.content.decode()
    assert '<option value="health" selected>' in told.content.decode()


def test_a_note_of_the_account_counts_as_said_unless_it_is_marked_as_seen(case: str, brook: Client) -> None:
    for text, marked in (("spoke of the house", {}), ("wept for an hour", {"is_said": "no"})):
        form = {"text": text, "compartment": "account", "kind": "note", **marked}
        assert brook.post(f"/cases/{case}/notes", form).status_code == 302
    assert [paper.is_said for paper in look(actor("brook"), case).papers] == [True, False]


def test_a_raid_of_six_is_six_cases_with_one_tag_from_one_form_that_may_arrive_twice(case: str, brook: Client) -> None:  # noqa: ARG001 as above
    shown = brook.get("/cases/together").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', shown)
    assert token is not None
    form = {
        "name": "Raid at the harbour",
        "number": "6",
        "called": "Heron\nCrane\n",
        "purpose": "protection",
        "token": token[1],
    }
    first, second = (brook.post("/cases/together", form).headers["location"] for _time in range(2))
    assert first == second
    told = words(brook.get(first))
    for name in ("Heron", "Crane", "Person 3", "Person 6"):
        assert name in told
    assert len(set(re.findall(r'href="/cases/(\w{16})/record"', brook.get(first).content.decode()))) == 6
    assert client_of("lena").get(first).status_code == 404
    assert "How many people" in words(brook.post("/cases/together", {**form, "number": "31", "token": ""}), 422)
    assert "Choose what the cases are opened for" in words(
        brook.post("/cases/together", {**form, "purpose": "", "token": ""}), 422
    )


def test_a_case_is_linked_with_another_by_a_tag_and_let_go_again(case: str, brook: Client) -> None:
    location = brook.post(
        "/cases/together", {"name": "Boat", "number": "1", "called": "Heron", "purpose": "protection"}
    ).headers["location"]
    tag = location.rpartition("/")[2]
    assert "Boat" in words(brook.get(f"/cases/{case}/linked"))
    brook.post(f"/cases/{case}/linked", {"do": "put", "tag": tag})
    assert "Heron" in words(brook.get(f"/cases/{case}/linked"))
    brook.post(f"/cases/{case}/linked", {"do": "off", "tag": tag})
    assert "This case bears no tag of your agency" in words(brook.get(f"/cases/{case}/linked"))
    assert "all of them visible" in words(brook.post(f"/cases/{case}/linked", {"do": "make", "name": " "}), 422)
