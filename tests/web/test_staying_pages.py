"""The page of the time to recover and of the stay, and its forms: nothing typed is lost, and nothing held counts."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse

from amparo.casework.access import look
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.environment import today
from amparo.stages.recovery.early_wish import say_wish, waiting_in
from stages.recovery.resting import WISH, actor, asked, open_houses, rests, value_of, yesterday
from web.inside import client_of

FACTORS = ("danger", "support", "health", "child", "family", "lived", "remedy", "life")
WHY = "Return would be dangerous, and treatment has begun here."


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    open_houses()
    return rests(Statement("immigration_status", "irregular", "document"), others=("quinn", "castor"))


def read(response: HttpResponse) -> str:
    """Return the words of a page, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def page(who: str, case: str, path: str = "", status: int = 200) -> str:
    response: Any = client_of(who).get(f"/cases/{case}/staying{path}")
    assert response.status_code == status, read(response)
    return read(response)


def send(by: str, case: str, path: str, status: int = 302, /, **form: Any) -> str:
    response: Any = client_of(by).post(f"/cases/{case}/staying{path}", form)
    assert response.status_code == status, read(response)
    return read(response)


def weighed(**changed: str) -> dict[str, str]:
    said = {
        "about": "time",
        "who": "Immigration Office",
        "on": today().isoformat(),
        "basis": "document",
        "reasons": WHY,
        **{f"nothing-{name}": "yes" for name in FACTORS},
        "for-danger": "She was threatened at home",
    }
    return {**said, **changed}


def refusal(**changed: str) -> dict[str, str]:
    said = {"outcome": "refused", "who": "Immigration Office", "on": today().isoformat(), "reason": "conditions_not_met"}
    return {**said, "policy": "The rules ask for a passport.", **changed}


def test_one_page_shows_where_both_stand_with_the_last_day_by_the_law(case: str) -> None:
    shown = page("quinn", case)
    first = today() - timedelta(days=10)
    for words in (
        "It runs",
        "60 days, the first one counted",
        "Day 11; 49 left after today",
        "Xanadia Protection Act, s. 6(1)",
    ):
        assert words in shown, words
    assert f"{first + timedelta(days=59):%-d %B %Y}" in shown
    assert "Removal" in shown or "remove" in shown.lower()
    assert "No removal in the recovery period" in shown


def test_a_wish_is_written_down_and_ends_nothing_on_its_day(case: str) -> None:
    wish = {"explained": "what ends", "words": "I want to go", "language": "Khmer", "interpreter": "independent"}
    told = send("brook", case, "/end", 422, **wish)
    assert "Say whether you were alone" in told
    assert "I want to go" in told, "nothing typed is lost"
    send("brook", case, "/end", **wish, alone="yes")
    assert "A wish to end the time early waits" in page("quinn", case)
    assert f'/cases/{case}/staying/end"' in client_of("quinn").get("/home").content.decode(), "legal aid is asked"
    assert "A wish to end" not in page("castor", case)
    assert "A wish waits" not in page("castor", case, "/end"), "who could press for it is not told that one waits"
    for form in (asked().body(), {"do": "back", "words": "She does not want it"}):
        send("castor", case, "/end", 422, **form)
    assert waiting_in(case) is not None
    assert "on another day, with a night between" in send("quinn", case, "/end", 422, **asked().body())
    assert value_of(case, "recovery_ended_early_on", "brook") is None
    assert "You cannot confirm it now" in page("brook", case, "/end")
    send("quinn", case, "/end", do="back", words="She would rather stay")
    assert "A wish to end the time early waits" not in page("quinn", case)


@pytest.mark.usefixtures("world")
def test_it_is_confirmed_on_its_page_another_day_and_who_comes_back_has_the_time_again(monkeypatch: pytest.MonkeyPatch) -> None:
    open_houses()
    with monkeypatch.context() as patch:
        yesterday(patch)
        case = rests()
        say_wish(actor("brook"), case, WISH)
    assert "Ask the person again" in page("quinn", case, "/end")
    send("quinn", case, "/end", **asked().body())
    assert "Ended by own wish" in page("brook", case)
    send("brook", case, "/end", words="I am back")
    assert "It runs" in page("brook", case)


def test_nothing_typed_is_cut_and_what_nobody_sees_is_no_reason(case: str) -> None:
    typed = "a" * 7_990 + "\r\n" * 5 + "the end"
    assert "at most 8000 signs" in send("quinn", case, "/weigh", 422, **weighed(reasons="a" * 100 + typed)).lower()
    assert "what it comes to" in send("quinn", case, "/weigh", 422, **weighed(reasons="\u200b" * 30)).lower()
    assert "on which day it was weighed" in send("quinn", case, "/weigh", 422, **weighed(on="0026-11-22"))
    send("quinn", case, "/weigh", **weighed(reasons=typed[15:]))
    assert look(actor("quinn"), case).papers[-1].body["reasons"].endswith("a\n\n\n\n\nthe end")


def test_a_refusal_is_held_without_weighing_and_counts_after(case: str) -> None:
    over = Statement("recovery_started_on", "2026-01-01", "document", corrects=_first(case))
    record(actor("brook"), case, (over,), seen=look(actor("brook"), case).seen, papers=(Draft("recovery-offer", "legal", {}),))
    told = send("quinn", case, "/decide", 422, **refusal())
    for words in (
        "held, and was not recorded",
        "before humanitarian and compassionate factors were weighed",
        "The rules ask for a passport",
    ):
        assert words in told, words
    send("quinn", case, "/decide", do="although", **refusal(answer_by="2030-01-02"))
    assert value_of(case, "residence_permit", "brook") is None
    assert "it does not count" in page("quinn", case)
    assert "2 January 2030" in page("quinn", case, "/list")
    assert "say what speaks for or against" in send("quinn", case, "/weigh", 422, **weighed(**{"nothing-life": ""})).lower()
    send("quinn", case, "/weigh", **weighed())
    assert value_of(case, "stay_factors_weighed", "brook") is True
    send("quinn", case, "/decide", **refusal())
    assert value_of(case, "residence_permit", "brook") == "refused"


def _first(case: str) -> str:
    return next(each.id for each in look(actor("brook"), case).entries if each.key == "recovery_started_on")
