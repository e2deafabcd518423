"""The guided way: one question, its answer, back, change, and only what still matters."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from web.cases import NO_SIGN


class Guided:
    """A visitor of the guided way who sends each form as the page gave it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page = ""
        self.status = 0

    def send(self, address: str, **answers: str) -> Guided:
        response = self.client.post(address, {**self.hidden(), **answers})
        self.page, self.status = response.content.decode(), response.status_code
        return self

    def start(self, **case: Any) -> Guided:
        return self.send("/ask", case=json.dumps(case))

    def show(self, key: str, then: str = "") -> Guided:
        return self.send("/ask", show=key, then=then)

    def answer(self, value: str = "", **more: str) -> Guided:
        return self.send("/ask", step="answer", value=value, **more)

    def back(self) -> Guided:
        return self.send("/ask", step="back")

    def hidden(self) -> dict[str, str]:
        own, _, _in_another_language = self.page.partition('<form id="again"')
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', own)
        return {name: html.unescape(value) for name, value in reversed(fields)}

    @property
    def case(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.hidden()["case"])
        return found

    @property
    def key(self) -> str:
        return self.hidden()["key"]


@pytest.fixture
def guided(client: Client) -> Guided:
    return Guided(client)


def test_it_records_yes_no_and_not_known_alike(guided: Guided) -> None:
    for value, entry in (("yes", True), ("no", False), ("unknown", None)):
        guided.start().show("screened").answer(value)
        assert guided.status == 200
        assert guided.case["facts"] == {"screened": entry}


def test_it_takes_not_known_for_an_answer_and_does_not_ask_again(guided: Guided) -> None:
    guided.start()
    seen = []
    for _ in range(8):
        seen.append(guided.key)
        guided.answer("unknown")
    assert len(set(seen)) == 8


def test_it_wants_an_answer_before_it_goes_on(guided: Guided) -> None:
    guided.start()
    key = guided.key
    guided.answer("")
    assert guided.status == 422
    assert guided.key == key
    assert "Choose an answer" in guided.page


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ({"year": "1998"}, "1998"),
        ({"year": "1998", "month": "2"}, "1998-02"),
        ({"year": "1998", "month": "2", "day": "3"}, "1998-02-03"),
    ],
)
def test_a_date_may_be_a_year_alone(guided: Guided, typed: dict[str, str], entry: str) -> None:
    guided.start().show("entry_date").answer("typed", **typed)
    assert guided.case["facts"] == {"entry_date": entry}
    guided.show("entry_date")
    for name, value in typed.items():
        assert re.search(rf'name="{name}"[^>]*value="0?{value}"', guided.page)


def test_a_date_can_be_known_not_to_have_happened(guided: Guided) -> None:
    guided.start().show("recovery_started_on").answer("never")
    assert guided.case["facts"] == {"recovery_started_on": "never"}
    assert "Never, or not yet" not in guided.start().show("birth_date").page


@pytest.mark.parametrize(
    "sent",
    [
        {"value": "typed", "year": "2026", "month": "2", "day": "31"},
        {"value": "typed", "year": "2026", "day": "3"},
        {"value": "typed", "month": "3"},
        {"value": "typed", "year": "x"},
        {"value": "typed", "year": "0"},
        {"value": "typed"},
        {"value": "unknown", "year": "2020"},
        {"value": "never", "year": "2020"},
        {},
    ],
)
def test_an_impossible_date_is_shown_again_as_typed(guided: Guided, sent: dict[str, str]) -> None:
    guided.start().show("entry_date").answer(**sent)
    assert guided.status == 422
    assert 'class="errors"' in guided.page
    for name in ("year", "month", "day"):
        if name in sent:
            assert re.search(rf'name="{name}"[^>]*value="{sent[name]}"', guided.page)


@pytest.mark.parametrize(
    ("typed", "status"),
    [("16", 200), ("16.5", 200), ("16,5", 200), ("-1", 422), ("400", 422), ("old", 422), ("nan", 422), ("", 422)],
)
def test_a_number_is_read_strictly(guided: Guided, typed: str, status: int) -> None:
    assert guided.start().show("age_years").answer("typed", typed=typed).status == status


def test_a_choice_and_a_country_are_recorded_by_their_codes(guided: Guided) -> None:
    guided.start().show("immigration_status").answer("irregular")
    assert guided.case["facts"] == {"immigration_status": "irregular"}
    guided.start().show("nationality").answer("typed", typed="KH")
    assert guided.case["facts"] == {"nationality": "KH"}
    assert guided.start().show("immigration_status").answer("magic").status == 422


def test_it_records_how_something_is_known_if_the_visitor_says_so(guided: Guided) -> None:
    guided.start().show("screened").answer("yes", source="observed", by="ngo")
    assert guided.case["facts"] == {"screened": [{"value": True, "source": "observed", "by": "ngo"}]}
    assert '<option value="observed" selected>' in guided.show("screened").page


def test_it_goes_back_through_the_answers_to_the_first_page(guided: Guided) -> None:
    guided.start()
    first = guided.key
    guided.answer("unknown")
    second = guided.key
    guided.answer("yes").back()
    assert guided.key == second
    assert re.search(r'value="yes" checked', guided.page)
    guided.back()
    assert guided.key == first
    assert re.search(r'value="unknown" checked', guided.page)
    response = guided.client.post("/ask", {"case": "{}", "step": "back"})
    assert response.status_code == 302
    assert response["Location"] == "/"


def test_a_changed_answer_leads_back_to_where_it_was_changed(guided: Guided) -> None:
    guided.start(facts={"screened": True}).show("screened", then="answer").answer("no")
    assert 'id="held"' in guided.page
    guided.start(facts={"screened": True}).show("screened", then="answer").back()
    assert 'id="held"' in guided.page
    guided.start(facts={"screened": True}).show("screened", then="next").answer("no")
    assert 'id="held"' not in guided.page
    guided.start(facts={"screened": True}).show("screened", then="next").back()
    assert guided.key != "screened"


def test_several_statements_are_shown_before_one_answer_takes_their_place(guided: Guided) -> None:
    said = [{"value": True, "by": "ngo", "recorded": "2026-02-03"}, {"value": False, "source": "observed", "by": "police"}]
    guided.start(facts={"screened": said}).show("screened")
    assert "No (Observed, Police)" in guided.page
    assert "Yes (Non-governmental organization, 3 February 2026)" in guided.page
    assert guided.answer("yes").case["facts"] == {"screened": True}


def test_a_thing_can_be_added_asked_about_and_taken_away_again(guided: Guided) -> None:
    guided.start().show("offence.complete").answer("add")
    assert guided.case["items"]["offence"]["list"] == [{"id": "1"}]
    guided.show("offence#1.compelled").answer("yes")
    assert guided.case["items"]["offence"]["list"] == [{"id": "1", "compelled": True}]
    guided.back()
    assert guided.key == "offence#1.compelled"
    guided.back()
    assert guided.key == "offence.complete"
    assert guided.case["items"]["offence"]["list"] == []
    guided.answer("yes")
    assert guided.case["items"]["offence"]["complete"] is True


@pytest.mark.parametrize(
    "key", ["nonsense", "offence", "offence#1", "offence.compelled", "nothing#1.kind", "", "offence#1.", "screened screened"]
)
def test_it_asks_no_question_that_the_vocabulary_does_not_have(guided: Guided, key: str) -> None:
    guided.start()
    assert guided.send("/ask", step="answer", key=key, value="yes").status == 422


@pytest.mark.parametrize(
    "field",
    [{"case": "{"}, {"case": '{"facts": {"x": 1}}'}, {"trail": "nonsense"}, {"trail": "screened " * 501}, {"law": "nowhere"}],
)
@pytest.mark.parametrize("address", ["/ask", "/answer", "/case-file", "/open"])
def test_a_damaged_page_is_refused_in_words(client: Client, address: str, field: dict[str, str]) -> None:
    response = client.post(address, field)
    assert response.status_code == (200 if address == "/case-file" and "law" in field else 422)
    assert b"Traceback" not in response.content


def test_the_guided_way_ends_when_nothing_more_would_change_the_answer(guided: Guided) -> None:
    guided.start(**NO_SIGN)
    for _ in range(150):
        if "No open question would change this answer" in guided.page:
            break
        guided.answer("unknown")
        assert guided.status == 200
    assert "No open question would change this answer" in guided.page
