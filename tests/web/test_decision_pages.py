"""The pages of decisions on status: evidence, proposal, second reader, what holds a no; and who sees which of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.record import Statement
from stages.identification.office import PLAIN, REASONS, WHY, agreed_to, open_office, protected, referred, state, value_of
from web.inside import client_of

OWN = "I read the file and come to the same."
MISSING = "aaaaaaaaaaaaaaaa"


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    open_office()
    return referred()


def read(response: HttpResponse) -> str:
    """Return the words of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(who: str | Client, *path: str, status: int = 200) -> str:
    client = client_of(who) if isinstance(who, str) else who
    response: Any = client.get("/".join(["", "cases", *path]))
    assert response.status_code == status, read(response)
    return read(response)


def send(who: str, *path: str, status: Any = 302, **form: Any) -> str:
    response: Any = client_of(who).post("/".join(["", "cases", *path]), form)
    assert response.status_code == status, read(response)
    return str(response.headers["location"]) if status == 302 else read(response)


def filled(case: str, who: str, outcome: str, **changed: str) -> dict[str, str]:
    """Return the form as an officer fills it in on the page: every line ticked, with a word why."""
    html = client_of(who).get(f"/cases/{case}/decision").content.decode()
    ids = re.findall(r'name="rely-([a-z2-7]+)"', html)
    after = re.search(r'name="after" value="([^"]*)"', html)
    whole = {
        **{f"rely-{each}": "yes" for each in ids},
        **{f"why-{each}": WHY for each in ids},
        **dict.fromkeys(("act_element", "means_element", "exploitation_element"), "no" if outcome == "no" else "yes"),
        "after": after[1] if after else "",
        "stage": "conclusive_decision",
        "outcome": outcome,
        "negative_reason": "elements_not_met",
        "reasons": REASONS,
        "plain": PLAIN,
    }
    return {**whole, **changed}


def test_a_no_is_proposed_by_one_read_by_another_and_takes_effect_then(case: str) -> None:
    href = send("ivo", case, "decision", **filled(case, "ivo", "no"))
    paper = href.rpartition("/")[2]
    assert "A no was proposed, and nothing has changed" in page("brook", case, "decision")
    shown = page("oona", case, "decision", paper)
    for words in (REASONS, PLAIN, "Says that they were trafficked", f"Relied on: {WHY}", "Second reader", "No part"):
        assert words in shown
    assert "Say whether you agree" in send("oona", case, "decision", paper, status=422, do="read", reasons=OWN)
    assert "at least ten signs" in send("oona", case, "decision", paper, status=422, do="read", agrees="yes", reasons="ok")
    send("oona", case, "decision", paper, do="read", agrees="yes", reasons=OWN)
    assert send("oona", case, "decision", paper, do="read", agrees="yes", reasons=OWN).endswith(paper), "sent twice"
    assert value_of(case, "conclusive_decision") == "no"
    assert "A second reader agreed." in page("ivo", case, "decision")
    assert OWN in page("brook", case, "decision", paper)
    assert protected(case)


def test_who_proposed_is_offered_no_second_reading_and_is_refused_one(case: str) -> None:
    paper = send("ivo", case, "decision", **filled(case, "ivo", "no")).rpartition("/")[2]
    shown = page("ivo", case, "decision", paper)
    assert "Take it back" in shown
    assert "Do you agree" not in shown
    told = send("ivo", case, "decision", paper, status=422, do="read", agrees="yes", reasons=OWN)
    assert "This takes another person" in told
    send("ivo", case, "decision", paper, do="take-back")
    assert "Taken back" in page("ivo", case, "decision")


def test_a_no_that_the_law_holds_is_told_with_rule_and_provision_and_nothing_typed_is_lost(case: str) -> None:
    state(case, "brook", Statement("challenge_open", value=True, source="document"))
    sent = filled(case, "ivo", "no")
    told = send("ivo", case, "decision", status=422, **sent)
    for words in (
        "A no is held",
        "challenge is open or its time still runs",
        "Tool 7.6",
        "Why it gives way here",
        REASONS,
        PLAIN,
    ):
        assert words in told
    sent["passing-no-downgrade-while-challenged"] = "The court asked the Office to decide first, and waits for it."
    paper = send("ivo", case, "decision", **sent).rpartition("/")[2]
    assert "waits for it" in page("oona", case, "decision", paper)
    barred = filled(case, "pavel", "no", negative_reason="consent_given")
    told = send("pavel", case, "decision", status=422, **barred)
    assert "gives way to nothing but a court" in told


def test_two_officers_at_once_the_second_sees_what_the_first_did(case: str) -> None:
    first, late = filled(case, "ivo", "no"), filled(case, "pavel", "no")
    send("ivo", case, "decision", **first)
    told = send("pavel", case, "decision", status=422, **late)
    assert "Somebody else decided or proposed something meanwhile" in told
    assert REASONS in told


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("outcome", "", "Choose what was decided"),
        ("reasons", "short", "Say why, in at least ten signs"),
        ("plain", "", "in plain words"),
        ("means_element", "", "Say of each part"),
        ("stage", "third", "which of the two"),
        ("negative_reason", "", "main reason of the no"),
        ("reasons", "x" * 12_001, "Write at most 12000 signs"),
    ],
)
def test_what_is_missing_is_said_above_the_form(case: str, field: str, value: str, words: str) -> None:
    assert words in send("ivo", case, "decision", status=422, **{**filled(case, "ivo", "no"), field: value})


def test_a_yes_takes_one_officer_and_counts_at_once(case: str) -> None:
    send("ivo", case, "decision", **filled(case, "ivo", "yes", stage="reasonable_grounds"))
    assert value_of(case, "reasonable_grounds") == "yes"
    shown = page("ivo", case, "decision")
    assert "In effect at once" in shown
    assert "treated as a victim" in shown


def test_notes_of_identification_stay_apart_and_a_stranger_is_told_nothing(case: str) -> None:
    paper = send("ivo", case, "decision", **filled(case, "ivo", "no")).rpartition("/")[2]
    hidden = page("doru", MISSING, "decision", status=404)
    agreed_to(case, "kofi", "justice", ("account", "legal"))  # a prosecutor, who may charge the person
    for words in (REASONS, PLAIN, "A no was proposed"):
        assert words not in page("kofi", case, "decision")
    assert page("kofi", case, "decision", paper, status=404) == hidden
    assert "not yours to do" in send("kofi", case, "decision", status=403)
    for who in ("doru", "fen", "hana"):
        for path in ("decision", f"decision/{paper}"):
            assert page(who, case, path, status=404) == hidden
    assert page("ivo", case, "decision", MISSING, status=404)


def test_the_letter_is_read_kept_printed_and_its_giving_recorded(case: str) -> None:
    paper = send("ivo", case, "decision", **filled(case, "ivo", "yes", stage="reasonable_grounds")).rpartition("/")[2]
    assert "The person has no letter yet" in page("ivo", case, "decision")
    shown = page("ivo", case, "decision", paper, "letter")
    assert "there are reasons to believe that you were trafficked" in shown
    letter = send("ivo", case, "decision", paper, "letter", language="en").rpartition("/")[2]
    assert "Not given yet" in page("brook", case, "letters", letter)
    pdf = client_of("brook").get(f"/cases/{case}/letters/{letter}/letter.pdf")
    assert pdf.content == client_of("ivo").get(f"/cases/{case}/letters/{letter}/letter.pdf").content
    assert pdf.headers["content-type"] == "application/pdf"
    told = send("brook", case, "letters", letter, status=422, way="mail", explained="yes", understood="yes")
    assert "Nobody has found this way to be safe" in told
    assert "Say how it was given" in send("brook", case, "letters", letter, status=422)
    send("brook", case, "letters", letter, way="hand", explained="yes", understood="unknown", words="I want to ask more")
    assert "I want to ask more" in page("brook", case, "letters", letter)
    assert "letter yet" not in page("ivo", case, "decision")
    page("brook", case, "decision", paper, "letter", status=404)
    page("doru", case, "letters", letter, status=404)


def test_a_challenge_is_recorded_for_the_person_and_the_office_sees_that_it_waits(case: str) -> None:
    paper = send("ivo", case, "decision", **filled(case, "ivo", "no")).rpartition("/")[2]
    send("oona", case, "decision", paper, do="read", agrees="yes", reasons=OWN)
    assert "Say who challenges" in send("brook", case, "challenge", status=422, do="make", grounds="It is wrong.")
    assert "Say what is wrong" in send("brook", case, "challenge", status=422, do="make", maker="lawyer")
    send(
        "brook",
        case,
        "challenge",
        do="make",
        maker="lawyer",
        grounds="The interpreter knew the employer.",
        evidence="Pay slips",
    )
    shown = page("pavel", case, "challenge")
    assert "Waits for its answer" in shown
    assert "Pay slips" in shown
    assert "new evidence since the last no" in page("pavel", case, "decision")
    late = send("ivo", case, "decision", status=422, **filled(case, "ivo", "yes"))
    assert "who took part in the decision that is challenged does not answer" in late
    send("pavel", case, "decision", **filled(case, "pavel", "yes"))
    assert "Answered by a new decision" in page("brook", case, "challenge")
    made = re.findall(r'name="paper" value="([a-z2-7]+)"', client_of("brook").get(f"/cases/{case}/challenge").content.decode())
    send("brook", case, "challenge", do="over", paper=made[0])
    assert value_of(case, "challenge_open") is False


def test_an_interview_is_prepared_held_with_its_provision_begun_and_written_up(case: str) -> None:
    ready = dict.fromkeys(
        ("interview_informed", "speaks_local_language", "interview_preferences_asked", "companions_out"), "yes"
    )
    assert "An interview is held now" in page("ivo", case, "interviews")
    assert "whether the person was asked" in send("ivo", case, "interviews", status=422, **ready)
    paper = send("ivo", case, "interviews", **ready, interpreter_cleared="unknown", sex="woman").rpartition("/")[2]
    held = send("ivo", case, "interviews", paper, status=422, do="begin")
    assert "This act is held" in held
    state(case, "brook", Statement("interview_fit", value=True, source="observed"))
    send("ivo", case, "interviews", paper, do="begin")
    told = {"kind": "initial", "distress": "none", "heard_on_status": "unknown", "said": "They took my passport."}
    assert "Choose an answer" in send("ivo", case, "interviews", paper, status=422, do="write", said=told["said"])
    assert send("ivo", case, "interviews", paper, do="write", **told).endswith("/episodes")
    assert "They took my passport." in page("brook", case, "interviews", paper)
    assert "in which currency" in send("ivo", case, "episodes", status=422, pay_promised="900")
    send("ivo", case, "episodes", form="domestic_servitude", hours_a_week="84", pay_promised="900", currency="eur")
    assert "Episode of exploitation no. 1" in page("ivo", case, "episodes")
    page("doru", case, "interviews", paper, status=404)
