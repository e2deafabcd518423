"""The person's own page: opened with a code on anybody's telephone, and what is left of it afterwards."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.test import Client

from amparo.casework import keys
from amparo.casework.access import look
from amparo.casework.actor import ITSELF, PERSON
from amparo.casework.erasing import destroy
from amparo.casework.log import told_of
from amparo.casework.models import Membership, Notice, PersonCode, PersonSaid
from amparo.casework.moment import now
from amparo.casework.wall import everywhere
from amparo.desk.tongues import TONGUES
from amparo.doors.web.mine import visit
from amparo.stages.voice import codes
from amparo.stages.voice.code import in_groups
from casework.world import actor
from web.inside import NAME, amina
from web.test_case_pages import read

pytestmark = pytest.mark.usefixtures("world")
TELLING: Final = ("traffick", "Harbour", "Xanadia", "Brook", "brook", NAME, "decision", "case", "victim", "shelter", "police")
"""What would tell somebody who forces the page open more than that there is contact with some help line."""


@pytest.fixture(autouse=True)
def _counted_anew(world: None) -> None:  # noqa: ARG001 what is counted lies in the database
    cache.clear()


def a_code(case: str) -> str:
    return codes.make(actor("brook"), case, codes.USUAL).code


def form_of(page: Any, name: str = "form") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())
    return found[1] if found else ""


def opened(client: Client, code: str, **more: str) -> Any:
    return client.post("/mine", {"form": form_of(client.get("/mine")), "code": code, **more})


def go_on(client: Client, page: Any, **more: str) -> Any:
    return client.post("/mine", {"ticket": form_of(page, "ticket"), **more})


def erase_voice(case: str) -> None:
    """Erase what the person said, as the clock does."""
    with everywhere():
        destroy(ITSELF, case, {"voice"}, now(), {})


def shorn(page: Any) -> str:
    """Return a page without what is drawn for each form."""
    return re.sub(r'name="form" value="[^"]+"', "", page.content.decode())


def main(page: Any) -> str:
    return read(page).partition("Leave this page")[2]


def test_it_is_open_to_everybody_without_cookie_and_the_first_page_leads_there(client: Client) -> None:
    assert 'href="/mine"' in client.get("/").content.decode()
    page = client.get("/mine")
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "same-origin")
    assert not page.cookies
    text = page.content.decode()
    assert "<title>Messages</title>" in text
    assert 'autocomplete="off"' in text
    assert 'class="leave"' in text
    assert [each for each in re.findall(r'href="(/[^"]*)"', text) if "mine" not in each and "static" not in each] == []


def test_where_nothing_is_installed_nobody_answers_and_no_code_is_asked_for(client: Client) -> None:
    keys.let_go()
    for page in (client.get("/mine"), client.post("/mine", {"code": "1"})):
        assert page.status_code == 503
        assert 'id="code"' not in page.content.decode()


def test_a_code_opens_neutral_words_and_tells_nothing_of_whom_where_or_why(client: Client) -> None:
    case = amina()
    code = a_code(case)
    codes.show(actor("brook"), case, ["talk"])
    page = opened(client, " - ".join(in_groups(code)))
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert "There is something to talk about" in main(page)
    shown = page.content.decode()
    assert code not in re.sub(r"\D", "", shown)
    assert case not in shown
    assert [each for each in TELLING if each in re.sub(r'(src|href)="[^"]*"', "", shown)] == []
    assert not page.cookies
    assert "<script" not in re.sub(r"<script src=[^>]*leave.js[^>]*>", "", shown)


def test_a_look_with_a_code_is_in_the_log_of_the_case_as_the_persons_own(client: Client) -> None:
    case = amina()
    opened(client, a_code(case))
    last = told_of(case)[-1]
    assert (last.act, last.user, last.agency) == ("code-used", PERSON, "harbour")


def test_wrong_ended_and_unknown_codes_are_answered_alike_and_open_nothing(client: Client) -> None:
    case, other = amina(), amina()
    ended, lapsed, erased = a_code(case), a_code(other), a_code(third := amina())
    codes.end(actor("brook"), case)
    PersonCode.objects.filter(case=other).update(until=now() - timedelta(seconds=1))
    erase_voice(third)
    never = a_code(fourth := amina())
    a_code(fourth)  # made anew: the one before opens nothing
    pages = [opened(client, code) for code in (ended, lapsed, erased, never, "00000000000000000000")]
    assert {page.status_code for page in pages} == {422}
    assert len({shorn(page) for page in pages}) == 1
    assert "This code opens nothing" in read(pages[0])
    assert "/mine" not in str(told_of(case)[-1].about)


def test_a_slip_of_one_figure_is_told_before_anything_is_looked_up(client: Client) -> None:
    code = a_code(amina())
    slip = f"{code[:7]}{(int(code[7]) + 1) % 10}{code[8:]}"
    page = opened(client, slip)
    assert page.status_code == 422
    assert "This is not a whole code" in read(page)


def test_a_code_may_be_typed_in_the_figures_of_another_script(client: Client) -> None:
    code = a_code(amina())
    for zero in ("٠", "០", "๐", "۰"):
        typed = "".join(chr(ord(zero) + int(figure)) for figure in code)
        assert "There is nothing new" in read(opened(client, typed))


def test_nothing_that_is_sent_again_or_gone_back_to_opens_it_a_second_time(client: Client) -> None:
    code = a_code(amina())
    form = form_of(client.get("/mine"))
    first: Any = client.post("/mine", {"form": form, "code": code})
    assert "There is nothing new" in read(first)
    again: Any = client.post("/mine", {"form": form, "code": code})
    assert "Do you have a code" in read(again)
    ticket = form_of(first, "ticket")
    client.post("/mine", {"ticket": ticket, "do": "message", "words": "I cannot come on Monday"})
    assert PersonSaid.objects.count() == 1
    sent_again: Any = client.post("/mine", {"ticket": ticket, "do": "message", "words": "I cannot come on Monday"})
    assert "Do you have a code" in read(sent_again)
    assert PersonSaid.objects.count() == 1


def test_a_visit_goes_on_in_another_language_without_the_code(client: Client) -> None:
    code = a_code(case := amina())
    codes.show(actor("brook"), case, ["got"])
    page = opened(client, code)
    assert 'formaction="/ar/mine"' in page.content.decode()
    for each in TONGUES[1:]:
        page = client.post(f"/{each.code}/mine", {"ticket": form_of(page, "ticket"), "do": "again"})
        text = page.content.decode()
        assert f'<html lang="{each.code}"' in text
        assert "We got your message" not in text
        assert code not in text


def test_a_message_is_kept_sealed_and_never_shown_here_again(client: Client) -> None:
    case = amina()
    code = a_code(case)
    page = go_on(client, opened(client, code), do="message", words="the man from the harbour came to my work")
    assert "It was sent" in read(page)
    assert "the man from" not in read(page) + read(opened(client, code))
    row = PersonSaid.objects.get()
    assert (row.kind, row.state, row.agency_id) == ("message", "open", "harbour")
    assert b"harbour" not in bytes(row.sealed)
    assert [each.act for each in told_of(case)].count("said-received") == 1


def test_what_is_typed_is_not_lost_when_something_is_missing(client: Client) -> None:
    page = go_on(client, opened(client, a_code(amina())), do="ask", about="the birthday on my paper is wrong")
    assert page.status_code == 422
    assert "Choose what you ask" in read(page)
    assert "the birthday on my paper is wrong" in read(page)
    assert go_on(client, page, do="message", words=" ").status_code == 422


def test_who_guesses_waits_and_who_has_a_code_is_not_counted(client: Client) -> None:
    code = a_code(amina())
    for _again in range(25):
        assert opened(client, code).status_code == 200
    states = [opened(client, "00000000000000000000").status_code for _each in range(21)]
    assert states == [422] * 20 + [429]
    assert opened(client, code).status_code == 429
    client.defaults["REMOTE_ADDR"] = "10.1.2.3"
    assert opened(client, code).status_code == 200


def test_all_guessers_together_wait_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "amparo.doors.web.mine.visit.RATES", {"mine": "20/h/key", "mine-all": "3/h/key", "mine-code": "9/h/key"}
    )
    states = []
    for number in range(4):
        client.defaults["REMOTE_ADDR"] = f"10.0.0.{number}"
        states.append(opened(client, "00000000000000000000").status_code)
    assert states == [422, 422, 422, 429]


def test_who_has_a_code_cannot_flood_the_log_with_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.doors.web.mine.visit.RATES", {**visit.RATES, "mine-code": "3/h/key"})
    page = opened(client, a_code(case := amina()))
    for _again in range(3):
        page = go_on(client, page, do="again")
    assert go_on(client, page, do="again").status_code == 429
    assert [each.act for each in told_of(case)].count("code-used") == 4


def test_a_code_of_an_erased_case_opens_nothing_and_what_was_said_with_it_is_gone(client: Client) -> None:
    case = amina()
    page = go_on(client, opened(client, a_code(case)), do="message", words="please call me")
    erase_voice(case)
    assert "Do you have a code" in read(go_on(client, page, do="message", words="again"))
    assert [(bytes(row.sealed), row.state) for row in PersonSaid.objects.all()] == [(b"", "erased")]
    assert bytes(PersonCode.objects.get().sealed) == b""


def test_where_nobody_works_on_the_case_the_agency_is_told_that_somebody_wrote(client: Client) -> None:
    case = amina()
    code = a_code(case)
    look(actor("brook"), case)
    Membership.objects.filter(case=case).update(ended=now())
    go_on(client, opened(client, code), do="message", words="is anybody there")
    assert Notice.objects.filter(kind="person-wrote", case=case, agency="harbour").count() == 1
