"""Today and the list of cases, as each of the cast sees them; and a duty put into somebody's hands, or put off."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amparo.casework.access import look
from amparo.casework.models import Case, Task, Waiting
from amparo.casework.moment import fresh_id, now
from amparo.casework.owed import case_list, showing
from amparo.casework.record import Statement, open_case, record
from amparo.casework.waiting import CHALLENGE, SECOND_READER, await_answer
from amparo.desk.case_code import short_code
from amparo.environment import today
from casework.world import CAST, actor
from web.inside import NAME, amina, client_of, let_in
from web.test_case_pages import read

MOST_QUERIES = 30


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    """Amina's case, worked out, with Castor and Edda let in."""
    made = amina()
    let_in(made)
    look(actor("brook"), made)
    return made


def home(name: str) -> str:
    response = client_of(name).get("/home")
    assert response.status_code == 200
    return read(response)  # type: ignore[arg-type]  # the test's own kind of response


def links(client: Client, path: str) -> list[str]:
    main = client.get(path).content.decode().split("<main")[1].split("</main")[0]
    return [each.replace("&amp;", "&") for each in re.findall(r'href="(/[^"#]*)', main)]


def another(**facts: object) -> str:
    """Return one more case of Brook's, with these facts, worked out."""
    made = open_case(actor("brook"), purpose="protection")
    stated = [Statement(name, value, "document") for name, value in facts.items()]
    record(actor("brook"), made, [Statement("trafficking_claimed", value=True, source="said"), *stated], seen={})
    look(actor("brook"), made)
    return made


def test_brook_is_led_to_what_is_owed_held_and_new_and_every_link_leads_somewhere(case: str) -> None:
    brook = client_of("brook")
    shown = home("brook")
    for words in (short_code(case), NAME, "Child", "To do, the most pressing first", "New to you this week", "Removal"):
        assert words in shown
    for address in links(brook, "/home"):
        assert brook.get(address).status_code == 200, address


def test_castor_sees_what_the_police_owe_and_is_told_where_reasons_stand_in_parts_that_are_not_his(case: str) -> None:
    shown = home("castor")
    assert NAME in shown
    assert "A duty of which you may not read the reasons" in shown
    assert shown.count("Take it, or put it off") == Task.objects.filter(case=case, binds="police").count()


def test_edda_abroad_sees_that_the_case_is_new_to_her_and_neither_duty_hold_nor_sign(case: str) -> None:
    shown = home("edda")
    assert short_code(case) in shown
    for words in ("Child", "Held", "Take it"):
        assert words not in shown


def test_lena_sees_her_agencys_cases_in_figures_and_nothing_that_stands_in_one(case: str) -> None:
    another()
    shown = home("lena")
    assert re.search(r"Cases of your agency .* 2 open in all", shown)
    assert NAME not in shown
    lena = client_of("lena")
    listed = read(lena.get("/cases?whose=agency"))  # type: ignore[arg-type]  # as above
    assert short_code(case) in listed
    assert "brook" in listed
    assert NAME not in listed
    assert "Child" not in listed


def test_who_works_on_no_case_is_told_what_is_theirs_instead_and_nothing_of_any(case: str) -> None:
    words = {
        "fen": "You ask for figures",
        "gita": "You run the installation",
        "doru": "You work on no open case at present",
        "hana": "You work on no open case at present",
        "ivo": "You work on no open case at present",
        "jun": "You work on no open case at present",
        "kofi": "You work on no open case at present",
    }
    for name in {*CAST} - {"brook", "castor", "edda", "lena"}:
        shown = home(name)
        assert words[name] in shown, name
        for hidden in (short_code(case), NAME, "Take it", "Cases of your agency"):
            assert hidden not in shown, name
        assert "You work on no case at present." in read(client_of(name).get("/cases"))  # type: ignore[arg-type]  # as above


def test_each_count_opens_a_list_of_as_many_cases(case: str) -> None:
    another(removal_proposed=True)
    another(in_danger_now=True)
    await_answer(actor("lena"), case, CHALLENGE, "paper", agency="harbour")
    Case.objects.filter(id=case).update(moved=now() - showing.STALLED_AFTER - timedelta(days=1))
    brook = client_of("brook")
    page = brook.get("/home").content.decode()
    counts = [
        *re.findall(r'<li[^>]*><a href="([^"]+)"><b>(\d+)</b> <span>', page),
        *re.findall(r'<a href="([^"]+act=[^"]+)">.*?</a></span><span>in (\d+|one)', page),
    ]
    assert len(counts) > 8
    for address, count in counts:
        listed = brook.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count('class="person"') == (1 if count == "one" else int(count)), address


def test_what_waits_for_an_answer_is_said_first_and_who_asked_is_told_that_a_colleague_answers(case: str) -> None:
    await_answer(actor("lena"), case, SECOND_READER, "one", agency="harbour", due=now() + timedelta(days=1))
    await_answer(actor("brook"), case, CHALLENGE, "two", agency="harbour")
    await_answer(actor("castor"), case, CHALLENGE, "three", agency="police-xx")
    shown = home("brook")
    assert "A decision waits for its second reader" in shown
    assert shown.count("A challenge waits for its answer") == 1
    assert shown.index("you asked; a colleague answers") < shown.index("To do, the most pressing first")
    assert "1 waiting for an answer" in shown
    Waiting.objects.update(ended=now())
    assert "Waits for an answer" not in home("brook")


def test_as_many_queries_are_asked_for_many_cases_as_for_one_and_never_more_than_thirty(case: str) -> None:
    del case
    counts = []
    for _ in range(2):
        client = client_of("brook")
        for path in ("/home", "/cases"):
            client.get(path)
            with CaptureQueriesContext(connection) as found:
                client.get(path)
                counts.append(len(found))
        for number in range(3):
            another(in_danger_now=bool(number))
    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_QUERIES


@pytest.mark.parametrize(
    "asked",
    [
        "whose=everybody",
        "show=nothing",
        "act=gossip",
        "tag=../../x",
        "sort=name",
        "after=zzz",
        "state=%00",
        "after=%F0%9F%91%BB",
    ],
)
def test_what_no_list_knows_is_not_asked_for(case: str, asked: str) -> None:
    response = client_of("brook").get(f"/cases?{asked}")
    assert response.status_code == (400 if "%00" in asked else 200)
    assert short_code(case) in response.content.decode() or "%00" in asked


def test_a_long_list_goes_on_by_an_address_that_tells_nothing(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_list, "PART", 1)
    other = open_case(actor("brook"), purpose="protection", called="Heron")
    brook = client_of("brook")
    first = brook.get("/cases?sort=moved").content.decode()
    (onward,) = re.findall(r'rel="next" href="([^"]+)"', first)
    onward = onward.replace("&amp;", "&")
    assert case not in onward
    assert other not in onward
    second = brook.get(onward).content.decode()
    assert {short_code(case) in first, short_code(case) in second} == {True, False}
    assert {"Heron" in first, "Heron" in second} == {True, False}
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_a_duty_is_taken_put_off_and_put_back_and_nothing_typed_is_lost(case: str) -> None:
    brook, mark = client_of("brook"), Task.objects.get(case=case, binds="case_manager").mark
    page = f"/cases/{case}/hand/{mark}"
    wrong = brook.post(page, {"do": "off", "ground": "other", "words": "why", "until": "2030-13-01"})
    assert wrong.status_code == 422
    assert 'value="why"' in wrong.content.decode()
    assert "Choose the day" in read(wrong)  # type: ignore[arg-type]  # as above
    until = (today() + timedelta(days=2)).isoformat()
    assert brook.post(page, {"do": "off", "ground": "not-safe", "until": until}).headers["location"] == "/home"
    assert "1 duty put off" in home("brook")
    brook.post(page, {"do": "give", "user": "brook"})
    assert "In whose hands brook Put off until" in read(brook.get(page))  # type: ignore[arg-type]  # as above
    brook.post(page, {"do": "back"})
    assert "In whose hands Nobody's yet" in read(brook.get(page))  # type: ignore[arg-type]  # as above
    gone = brook.get(f"/cases/{case}/hand/{fresh_id()}")
    nowhere = brook.get(f"/cases/{fresh_id()}/hand/{mark}")
    assert gone.status_code == nowhere.status_code == 404


def test_a_case_that_is_being_worked_out_anew_says_so(case: str) -> None:
    record(actor("brook"), case, [Statement("in_danger_now", value=True, source="observed")], seen={})
    assert "1 being worked out anew" in home("brook")
    listed = client_of("brook").get("/cases?show=unworked")
    assert "being worked out anew" in read(listed)  # type: ignore[arg-type]  # as above
