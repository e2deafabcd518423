"""Is this person here already? What the page shows to whom, side by side, and that nothing of the question is left anywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from amparo.casework.grants import give_grant
from amparo.casework.log import told_of, told_of_user
from amparo.casework.members import add_member
from amparo.casework.models import Case, Conflict
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import Statement, call, name_person, open_case
from amparo.casework.register import enter
from amparo.matching.record import Record
from casework.world import CAST, actor
from web.inside import agreed, client_of, state
from web.test_case_pages import read

PATH = "/cases/alike"
SELAM = {"full_name": "Tesfay Selam", "birth_date": "1998"}


@pytest.fixture
def selam(world: None) -> str:  # noqa: ARG001 an installation has to be there
    case = open_case(actor("brook"), purpose="protection", called="Heron")
    name_person(actor("brook"), case, {"given_names": "Selam", "family_name": "Tesfaye"})
    state(case, Statement("birth_date", value="1998-04-17", source="said"), Statement("sex", value="female", source="said"))
    return case


def ask(name: str = "brook", status: Any = 200, **form: str) -> str:
    """Ask as a member of the cast; return the page as it is."""
    response = client_of(name).post(PATH, form)
    assert response.status_code == status
    page: str = response.content.decode()
    return page


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def row(page: str, name: str) -> str:
    """Return the row of a field as it is."""
    rows: list[str] = re.findall(r"<tr class=.*?</tr>", page, re.DOTALL)
    (found,) = [each for each in rows if f'"row">{name} ' in each]
    return found


def test_it_is_reached_from_the_card_of_a_new_case_by_who_opens_cases(selam: str) -> None:  # noqa: ARG001 as above
    for name in CAST:
        assert (f'href="{PATH}"' in client_of(name).get("/cases").content.decode()) == (name in ("brook", "ivo", "lena")), name


def test_it_shows_both_records_side_by_side_with_the_signs_that_differ(selam: str) -> None:
    page = ask(**SELAM)
    said = words(page)
    assert "One case may be this person’s" in said
    assert re.search(rf"{selam[:4].upper()}-{selam[4:8].upper()} · Heron (May be the same person|Look closer)", said)
    assert "Against: the words of the names stand in another order" in said
    assert "<bdi>Tesfay Selam</bdi>" in row(page, "Name")
    assert "<bdi>Selam Tesfay<mark>e</mark></bdi>" in row(page, "Name")
    assert "differs in: e" in words(row(page, "Name"))
    assert "the same, as far as known 1998 1998-04-17" in words(row(page, "Date of birth"))
    assert "known on one side not known Woman or girl" in words(row(page, "Sex"))
    assert f'href="/cases/{selam}"' in page


def test_it_reads_what_is_written_in_another_script_aloud(selam: str) -> None:  # noqa: ARG001 as above
    found = words(row(ask(full_name="ሰላም ተስፋዬ", birth_date="1998-04-17"), "Name"))
    assert "another script ሰላም ተስፋዬ reads Selam Tesfaye" in found


def test_it_keeps_no_name_in_title_address_or_log(selam: str) -> None:
    page = ask(given_names="Selam", family_names="Tesfaye", birth_date="1998-04-17")
    assert "Selam" not in "".join(re.findall(r"<title>.*?</title>", page, re.DOTALL))
    assert "Tesfaye" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))
    about = str([(each.act, each.about) for each in told_of_user("brook")])
    assert "Selam" not in about
    assert "Tesfaye" not in about
    assert [each.act for each in told_of_user("brook")][-2:] == ["searched", "register-asked"]
    assert "searched" in [each.act for each in told_of(selam)]


def test_it_gives_way_on_an_idle_screen(selam: str) -> None:  # noqa: ARG001 as above
    for form in (SELAM, {"birth_date": "1998"}):
        response = client_of("brook").post(PATH, form)
        assert response.headers["Refresh"] == "900; url=/sign-in/rest?next=%2Fcases%2Falike"


def test_it_tells_how_many_there_are_that_one_may_not_read_and_what_to_do(selam: str) -> None:
    Conflict.objects.create(id=fresh_id(), case_id=selam, user_id="brook", since=now(), named_by_id="brook")
    page = words(ask(given_names="Selam", family_names="Tesfaye", birth_date="1998-04-17"))
    assert "No case that you may read" in page
    assert "One more case of your agency may be this person’s, and you may not read it." in page
    assert "Heron" not in page
    assert "that proves nothing" not in page.lower()


def test_it_asks_the_register_and_shows_the_others_record_to_who_reads_the_case(selam: str) -> None:
    record = Record(full_name="Selam Tesfaye", birth_date="1998-04-17", document_number="EP4410927")
    enter(actor("brook"), selam, record, agreed=agreed())
    asked = {"full_name": "Selam Tesfaye", "birth_date": "1998-04-17", "document_number": "EP4410928"}
    page = ask(**asked)
    assert words(page).count("in the register") == 1
    assert "<mark>7</mark>" in row(page, "Document")
    there = words(ask("ivo", **asked))
    assert "One entry of the register of all agencies may be this person, and you may not read it." in there
    assert "Heron" not in there
    assert "EP4410927" not in there


def test_it_shows_a_case_of_another_agency_by_its_entry_in_the_register_where_identity_was_given(selam: str) -> None:
    brook, until = actor("brook", stepped_up=True), now() + timedelta(days=30)
    enter(actor("brook"), selam, Record(full_name="Selam Tesfaye", birth_date="1998-04-17"), agreed=agreed())
    give_grant(
        brook, selam, "identifying-xx", ["identity"], basis="consent", purpose="identification", until=until, recorded=agreed()
    )
    add_member(brook, selam, "ivo", role="works_on", purpose="identification", until=until)
    page = words(ask("ivo", full_name="Selam Tesfaye", birth_date="1998-04-17"))
    assert "· Heron" in page
    assert "in the register" in page


def test_it_finds_nobody_in_a_stranger_and_says_that_this_proves_nothing(selam: str) -> None:  # noqa: ARG001 as above
    page = words(ask(full_name="Nguyễn Thị Hoa", birth_date="1990-02-03"))
    assert "That proves nothing" in page
    assert "None of them: open a new case" in page


@pytest.mark.parametrize("form", [{}, {"birth_date": "1998"}, {"given_names": "🙂"}, {"family_names": "x" * 201}])
def test_it_asks_again_beside_the_field_by_what_nobody_can_be_looked_for(selam: str, form: dict[str, str]) -> None:
    page = ask(status=422, **form)
    field = next((name for name in form if name != "birth_date"), "given_names")
    assert f'aria-describedby="{field}-hint {field}-wrong"' in page or f'aria-describedby="{field}-wrong"' in page
    assert all(f'value="{text}"' in page for text in form.values())
    assert "searched" not in [each.act for each in told_of_user("brook")]
    assert "Heron" not in page
    assert selam not in page


def test_it_uses_the_rest_and_tells_beside_the_field_what_it_could_not_use(selam: str) -> None:  # noqa: ARG001 as above
    page = ask(given_names="Selam", family_names="Tesfaye", full_name="ሰላም ተስፋዬ", birth_date="last spring")
    assert 'id="birth_date-note">Not used: the date of birth cannot be read' in page
    assert 'id="full_name-note">Not used: given and family names are compared' in page
    assert 'value="last spring"' in page
    assert "· Heron" in words(page)


def test_it_opens_a_new_case_from_the_answer_and_carries_no_name_there(selam: str) -> None:
    page = ask(full_name="Nguyễn Thị Hoa")
    (form,) = re.findall(r'<form method="post" action="/cases".*?</form>', page, re.DOTALL)
    assert sorted(re.findall(r'name="([a-z_]+)"', form)) == ["called", "csrfmiddlewaretoken", "purpose"]
    assert "Hoa" not in form
    opened = client_of("brook").post("/cases", {"purpose": "protection", "called": ""})
    assert opened.status_code == 302
    assert Case.objects.exclude(id=selam).count() == 1


@pytest.mark.parametrize("name", [name for name in CAST if name not in ("brook", "ivo", "lena")])
def test_it_is_not_for_who_opens_no_cases(selam: str, name: str) -> None:  # noqa: ARG001 as above
    client: Client = client_of(name)
    for response in (client.get(PATH), client.post(PATH, SELAM)):
        assert response.status_code == 403
        assert "Selam" not in read(response)  # type: ignore[arg-type]  # the test's own kind of response


def test_it_says_of_two_records_of_one_person_that_they_may_be_the_same_in_any_order(selam: str) -> None:
    name_person(actor("brook"), selam, {"full_name": "ሰላም ተስፋዬ"})
    call(actor("brook"), selam, "Crane")
    page = ask(given_names="Tesfaye", family_names="Selam", birth_date="1998-04-17")
    assert "the same, in another order Tesfaye Selam Selam Tesfaye" in words(row(page, "Name"))
    assert "ሰላም ተስፋዬ" in row(page, "Also written")
    assert "· Crane" in words(page)
