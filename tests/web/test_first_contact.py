"""First contact: safety first, a case begun once, each answer kept as said or seen, and a no to the hand over that is heard."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amparo.casework.access import look
from casework.staffed import cases_of
from casework.world import actor
from web.inside import client_of
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
TOKEN = "a form that was opened"  # noqa: S105 no secret: what makes one form of two sendings


def begun(client: Client, who: str = "brook", **answers: str) -> str:
    """Begin a case as somebody, and return its id."""
    before = {line.case for line in cases_of(actor(who))}
    sent = client.post("/first-contact", {"token": TOKEN, **{f"a-{key}": said for key, said in answers.items()}})
    assert sent.status_code == 302, read(sent)  # type: ignore[arg-type]  # the test's own kind of response
    (case,) = {line.case for line in cases_of(actor(who))} - before
    assert sent["Location"].partition("?")[0] == f"/cases/{case}/screening"
    return case


def stated(case: str, who: str = "brook") -> dict[str, tuple[object, str]]:
    return {entry.key: (entry.value, entry.source) for entry in look(actor(who), case).entries}


def test_it_begins_a_case_with_what_was_answered_and_leaves_out_what_was_not() -> None:
    client = client_of("brook")
    case = begun(client, in_danger_now="yes", urgent_medical_need="unknown", may_be_child="no", language="km")
    found = stated(case)
    assert found["in_danger_now"] == (True, "said")
    assert found["may_be_child"] == (False, "said")
    assert found["language"] == ("km", "said")
    assert "urgent_medical_need" not in found
    assert "first_contact_on" in found
    assert "bring them to safety first" in read(client.get(f"/cases/{case}/screening"))  # type: ignore[arg-type]  # as above


def test_police_who_open_no_case_are_led_to_the_form_for_reports() -> None:
    shown = client_of("castor").get("/first-contact")
    assert shown.status_code == 403
    assert 'href="/report"' in shown.content.decode()


def test_a_name_is_looked_for_first_and_leads_back_to_first_contact() -> None:
    client = client_of("brook")
    assert 'name="full_name"' in client.get("/first-contact").content.decode()
    assert 'href="/first-contact"' in client.post("/cases/alike", {"full_name": "Zahra Ansari"}).content.decode()


def test_a_form_that_is_sent_twice_begins_one_case() -> None:
    client = client_of("brook")
    case = begun(client, in_danger_now="yes")
    again = client.post("/first-contact", {"token": TOKEN, "a-in_danger_now": "yes"})
    assert again["Location"] == f"/cases/{case}/screening"
    assert len(cases_of(actor("brook"))) == 1


def test_each_answer_is_kept_as_said_or_as_seen_and_put_right_in_its_place() -> None:
    client = client_of("brook")
    case = begun(client)
    client.post(f"/cases/{case}/screening", {"a-ind_shut_in": "yes", "o-ind_shut_in": "1", "a-ind_low_pay": "no"})
    assert stated(case)["ind_shut_in"] == (True, "observed")
    client.post(f"/cases/{case}/screening?one=10", {"answer": "ind_shut_in unknown"})
    sight = look(actor("brook"), case)
    last = [entry for entry in sight.entries if entry.key == "ind_shut_in"][-1]
    assert last.value is None
    assert last.corrects
    assert stated(case)["ind_low_pay"] == (False, "said")


def test_one_question_a_screen_goes_on_to_the_next_and_in_the_end_to_what_now() -> None:
    client = client_of("brook")
    case = begun(client)
    sent = client.post(f"/cases/{case}/screening?one=4", {"answer": "ind_deceived yes"})
    assert sent["Location"] == f"/cases/{case}/screening?one=5"
    sent = client.post(f"/cases/{case}/screening?one=15", {"answer": "trafficking_claimed yes"})
    assert sent["Location"] == f"/cases/{case}/screened"


def test_what_now_says_what_is_held_and_owed_and_that_nothing_noted_proves_nothing() -> None:
    client = client_of("brook")
    case = begun(client, removal_proposed="yes")
    empty = read(client.get(f"/cases/{case}/screened"))  # type: ignore[arg-type]  # as above
    assert "No sign was noted. That proves nothing." in empty
    client.post(f"/cases/{case}/screening", {"a-ind_papers_kept": "yes"})
    shown = read(client.get(f"/cases/{case}/screened"))  # type: ignore[arg-type]  # as above
    assert "Do not question further" in shown
    assert "Held until known Removal" in shown
    assert "Must happen next" in shown
    assert "000 116" in shown
    assert not re.search(r"score of|\d+ of 15|points", shown)


def test_an_adult_who_says_no_is_heard_and_may_say_otherwise_later() -> None:
    client = client_of("brook")
    case = begun(client, may_be_child="no")
    client.post(f"/cases/{case}/screening", {"a-ind_debt_bondage": "yes"})
    sent = client.post(f"/cases/{case}/screened", {"do": "over", "consent": "no", "whole": "yes", "where": "a kitchen"})
    assert sent["Location"] == f"/cases/{case}/screened"
    assert stated(case)["consent_to_referral"] == (False, "said")
    assert "does not want to be handed over. That stands." in read(client.get(f"/cases/{case}/screened"))  # type: ignore[arg-type]  # as above
    client.post(f"/cases/{case}/screened", {"do": "agrees"})
    assert look(actor("brook"), case).entries[-1].value is True
    assert "The person agrees to be handed over." in read(client.get(f"/cases/{case}/screened"))  # type: ignore[arg-type]  # as above


def test_a_child_is_not_asked_for_agreement_but_what_it_wants_is_kept() -> None:
    client = client_of("brook")
    case = begun(client, may_be_child="yes", guardian_suspected="yes")
    shown = read(client.get(f"/cases/{case}/screened"))  # type: ignore[arg-type]  # as above
    assert "May we pass you on" not in shown
    assert "do not hand the person to them" in shown
    client.post(f"/cases/{case}/screened", {"do": "keep", "consent": "no", "wishes": "to stay with my sister"})
    found = stated(case)
    assert "consent_to_referral" not in found
    assert found["child_view_heard"] == (True, "observed")
    (paper,) = look(actor("brook"), case).papers
    assert (paper.kind, paper.body["referral"], paper.body["wishes"]) == (
        "screening",
        "a-child-is-not-asked",
        "to stay with my sister",
    )


def test_the_paper_holds_each_answer_as_said_or_seen_and_none_of_another_part_of_the_case() -> None:
    client = client_of("brook")
    case = begun(client, urgent_medical_need="yes", may_be_child="no", language="km")
    client.post(f"/cases/{case}/screening", {"a-ind_shut_in": "yes", "o-ind_shut_in": "1", "a-ind_low_pay": "no"})
    client.post(f"/cases/{case}/screened", {"do": "keep", "consent": "yes", "interpreter": "telephone", "words": "wept"})
    (paper,) = look(actor("brook"), case).papers
    assert paper.body["answers"] == [["ind_low_pay", "no", "said"], ["ind_shut_in", "yes", "observed"]]
    assert (paper.body["language"], paper.body["interpreter"], paper.body["text"]) == ("km", "telephone", "wept")
    assert paper.is_said
    shown = read(client.get(f"/cases/{case}/met"))  # type: ignore[arg-type]  # as above
    for words in (
        "Little or no pay No said",
        "Shut in or watched Yes seen",
        "By telephone or video",
        "wept",
        "The person agreed",
    ):
        assert words in shown


def test_the_end_of_a_screening_sent_twice_is_kept_once() -> None:
    client = client_of("brook")
    case = begun(client)
    for _ in range(2):
        client.post(f"/cases/{case}/screened", {"do": "keep", "token": "abcdefghijklmnop", "whole": "yes", "consent": "yes"})
    assert len(look(actor("brook"), case).papers) == 1
    assert [entry.key for entry in look(actor("brook"), case).entries].count("screened") == 1


def test_what_is_written_is_kept_whole_or_not_at_all_and_no_case_is_begun_for_it() -> None:
    client = client_of("brook")
    long = {"token": TOKEN, "a-in_danger_now": "no", "words": "x" * 10_000}
    assert client.post("/first-contact/entry", long).status_code == 422
    assert cases_of(actor("brook")) == ()
    case = begun(client)
    refused = client.post(f"/cases/{case}/screened", {"do": "keep", "token": "abcdefghijklmnop", "words": "x" * 10_000})
    assert refused.status_code == 422
    assert "Write at most" in refused.content.decode()
    assert look(actor("brook"), case).papers == ()


def test_what_somebody_may_not_record_is_kept_nowhere_and_they_are_told_to_act() -> None:
    client = client_of("ivo")
    case = begun(client, "ivo", urgent_medical_need="yes", in_danger_now="yes")
    assert set(stated(case, "ivo")) == {"in_danger_now", "first_contact_on"}
    assert "Yours to act upon, not to record" in read(client.get(f"/cases/{case}/screening"))  # type: ignore[arg-type]  # as above
    sent = client.post(f"/cases/{case}/screening", {"a-urgent_medical_need": "yes"}, follow=True)
    assert "It was not kept. If it asks for help, act at once" in read(sent)  # type: ignore[arg-type]  # as above


def test_a_filled_paper_is_typed_in_at_once_and_kept_once() -> None:
    client = client_of("brook")
    form = {
        "token": TOKEN, "a-in_danger_now": "no", "a-ind_papers_kept": "yes", "o-ind_papers_kept": "1",
        "number": "7KQ2-XXPM", "a-language": "th", "consent": "yes", "whole": "yes",
    }  # fmt: skip
    first = client.post("/first-contact/entry", form)
    (case,) = (line.case for line in cases_of(actor("brook")))
    assert first["Location"] == f"/cases/{case}/screened"
    client.post("/first-contact/entry", form)
    found = stated(case)
    assert found["ind_papers_kept"] == (True, "observed")
    assert found["screened"] == (True, "observed")
    assert found["consent_to_referral"] == (True, "said")
    (paper,) = look(actor("brook"), case).papers
    assert paper.body["number"] == "7KQ2-XXPM"


def test_an_empty_paper_begins_no_case() -> None:
    client = client_of("brook")
    assert client.post("/first-contact/entry", {"token": TOKEN}).status_code == 422
    assert cases_of(actor("brook")) == ()


def test_the_paper_form_has_all_fifteen_questions_boxes_and_a_number_but_no_room_for_a_name() -> None:
    client = client_of("brook")
    first, second = (client.get("/first-contact/paper?list=17").content.decode() for _ in range(2))
    assert first.count("☐</td>") == 5 * (5 + 12 + 6)
    numbers = [re.search(r'class="code">([0-9A-Z]{4}-[0-9A-Z]{4})<', text) for text in (first, second)]
    assert all(numbers)
    assert numbers[0] is not None
    assert numbers[1] is not None
    assert numbers[0][1] != numbers[1][1]
    assert "name:" not in first.lower()
