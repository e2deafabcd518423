"""Who the person of a case is: names, whom else it may be, what was judged, the register; and what each of the cast sees."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from amparo.casework.alike import alike, doubles
from amparo.casework.glass import break_glass
from amparo.casework.log import told_of
from amparo.casework.models import Conflict, Pairing
from amparo.casework.moment import fresh_id, now
from amparo.casework.pairing import judge, judged
from amparo.casework.person import known
from amparo.casework.record import Statement, name_person, open_case
from amparo.casework.register import enter, entered, refuse
from amparo.matching.record import Record
from casework.world import CAST, actor
from web.inside import NAME, agreed, amina, client_of, let_in, state

REASON = "the same scar, and the same brother"
SELAM = Record(full_name="Selam Tesfaye", birth_date="1998-04-17")


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    return opened("Selam", "Tesfaye", called="Heron")


def opened(given: str, family: str, called: str = "") -> str:
    made = open_case(actor("brook"), purpose="protection", called=called)
    name_person(actor("brook"), made, {"given_names": given, "family_name": family})
    state(made, Statement("birth_date", value="1998-04-17", source="said"))
    return made


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def page(case: str, name: str = "brook", status: int = 200) -> str:
    response = client_of(name).get(f"/cases/{case}/person")
    assert response.status_code == status
    text: str = response.content.decode()
    return text


def send(case: str, do: str, name: str = "brook", status: Any = 302, **form: Any) -> str:
    response = client_of(name).post(f"/cases/{case}/person", {"do": do, **form})
    assert response.status_code == status, words(response.content.decode())
    return response.content.decode()


def test_it_shows_who_the_person_is_and_is_reached_from_the_head_of_the_case(case: str) -> None:
    found = words(page(case))
    assert "Given names Selam Family names Tesfaye Safe name on these pages Heron Date of birth 17 April 1998" in found
    assert "Your agency can find this case by these names." in found
    assert f'href="/cases/{case}/person"' in client_of("brook").get(f"/cases/{case}").content.decode()
    assert "Selam" not in "".join(re.findall(r"<title>.*?</title>", page(case), re.DOTALL))


def test_statements_that_differ_all_stand_there_and_the_register_is_not_filled_in_with_either(case: str) -> None:
    state(case, Statement("birth_date", value="1999", source="observed"))
    shown = page(case)
    assert "Date of birth 17 April 1998 / 1999 Sex Not known" in words(shown)
    assert re.search(r'id="enter-birth_date" [^>]* value=""', shown)


def test_it_is_seen_by_who_reads_identity_and_by_nobody_else(world: None) -> None:  # noqa: ARG001 as above
    made = amina()
    let_in(made)
    name_person(actor("brook"), made, {"full_name": "Zahra Ansari"})
    break_glass(actor("jun", stepped_up=True), made, "health", ground="treatment", reason="brought in unconscious")
    nowhere = client_of("brook").get("/cases/aaaaaaaaaaaaaaaa/person").content
    for name in CAST:
        response = client_of(name).get(f"/cases/{made}/person")
        sees = name in ("brook", "castor", "edda")
        assert response.status_code == (200 if sees else 403 if name in ("jun", "lena") else 404), name
        assert (b"Zahra Ansari" in response.content, NAME.encode() in response.content) == (sees, sees), name
        assert response.status_code != 404 or response.content == nowhere, name
        link = f"/cases/{made}/person".encode() in client_of(name).get(f"/cases/{made}").content
        assert link == sees, name


def test_it_tells_a_receiver_the_names_and_nothing_of_other_cases_or_the_register(case: str) -> None:
    opened("Selam", "Tesfay")
    let_in(case)
    enter(actor("brook"), case, SELAM, agreed=agreed())
    for name in ("castor", "edda"):
        found = page(case, name)
        assert "Tesfaye" in found
        assert "May be the same person" not in found
        assert "register" not in found
        assert '<button class="button" name="do"' not in found


def test_names_are_kept_once_it_was_explained_and_found_by_from_then_on(case: str) -> None:
    form = {"given_names": "Rahel", "family_name": "Mekonnen", "full_name": "ራሔል መኮንን"}
    wrong = send(case, "name", status=422, **form)
    assert "Explain it to the person first, and say so here" in wrong
    assert 'href="#name-explained"' in wrong
    assert all(f'value="{text}"' in wrong for text in form.values())
    send(case, "name", **form, explained="yes")
    assert "Given names Rahel Family names Mekonnen Whole name ራሔል መኮንን" in words(page(case))
    assert [each.case for each in alike(actor("brook"), Record(full_name="Rahel Mekonnen")).cases] == [case]
    assert alike(actor("brook"), Record(full_name="Selam Tesfaye")).cases == ()


def test_a_name_that_was_wrong_is_emptied_and_one_has_to_be_left(case: str) -> None:
    send(case, "name", given_names="", family_name="Tesfaye", full_name="", explained="yes")
    assert known(actor("brook"), case).names == Record(id=case, family_names="Tesfaye")
    wrong = send(case, "name", status=422, given_names=" ", family_name="", full_name="", explained="yes")
    assert "Write at least one name" in wrong
    assert 'id="name-given_names-wrong"' in wrong
    wrong = send(case, "name", status=422, given_names="", family_name="x" * 81, full_name="", explained="yes")
    assert 'id="name-family_name-wrong"' in wrong


def test_names_that_did_not_change_are_not_written_anew_and_are_put_back_into_the_index(case: str) -> None:
    same = {"given_names": "Selam", "family_name": "Tesfaye", "full_name": "", "explained": "yes"}
    before = [each.act for each in told_of(case)].count("label-set")
    send(case, "name", **same)
    assert [each.act for each in told_of(case)].count("label-set") == before
    send(case, "unlist")
    assert "The names stand here, and nobody finds the case by them." in words(page(case))
    assert alike(actor("brook"), Record(full_name="Selam Tesfaye")).cases == ()
    send(case, "name", **same)
    assert [each.case for each in alike(actor("brook"), Record(full_name="Selam Tesfaye")).cases] == [case]


def test_it_says_of_a_chosen_name_alone_that_nobody_finds_it(world: None) -> None:  # noqa: ARG001 as above
    made = open_case(actor("brook"), purpose="protection", called="Rosa")
    found = words(page(made))
    assert "goes under a chosen name alone: nobody finds them by searching" in found
    assert "Without a name nobody can be compared." in found
    assert "Who goes under a chosen name alone is not put in" in found


def test_a_safe_name_is_changed_and_what_is_none_is_told_beside_its_field(case: str) -> None:
    send(case, "call", called="Crane")
    assert "· Crane" in words(page(case))
    wrong = send(case, "call", status=422, called="")
    assert 'id="call-called-wrong"' in wrong


def test_it_shows_who_else_it_may_be_and_judges_it_and_takes_it_back(case: str) -> None:
    again = opened("Selam", "Tesfay", called="Crane")
    shown = page(case)
    assert "This case" in shown
    assert "Tesfay<mark>e</mark>" in shown
    assert re.search(r"· Crane (May be the same person|Look closer)", words(shown))
    send(case, "judge", other=again, same="yes", reason=REASON)
    assert [(each.case, each.judged) for each in doubles(actor("brook"), again).cases] == [(case, True)]
    found = words(page(again))
    assert "· Heron" in found
    assert "Judged: one person" in found
    assert REASON in found
    send(again, "undo", id=judged(actor("brook"), case)[0].id)
    assert "taken back" in words(page(case))
    assert "Judged: one person" not in words(page(case))


@pytest.mark.parametrize(("form", "sentence"), [
    ({"same": "yes"}, "A judgement has a reason"),
    ({"same": "no", "reason": "x" * 1001}, "A judgement has a reason"),
    ({"reason": REASON}, "Say whether it is one person, or two"),
])  # fmt: skip
def test_a_judgement_without_reason_or_answer_is_refused_beside_its_field(
    case: str, form: dict[str, str], sentence: str
) -> None:
    again = opened("Selam", "Tesfay")
    wrong = send(case, "judge", status=422, other=again, **form)
    assert sentence in words(wrong)
    assert f'id="judge-{again}-wrong"' in wrong
    assert f'value="{form.get("reason", "")}"' in wrong
    assert Pairing.objects.count() == 0


def test_what_was_taken_back_already_is_said_and_a_case_that_is_not_there_is_not_judged(case: str) -> None:
    again = opened("Selam", "Tesfay")
    judge(actor("brook"), case, again, is_same=True, reason=REASON)
    id_ = judged(actor("brook"), case)[0].id
    send(case, "undo", id=id_)
    assert "There is no such judgement" in send(case, "undo", status=422, id=id_)
    send(case, "judge", status=404, other="aaaaaaaaaaaaaaaa", same="yes", reason=REASON)
    send(case, "gossip", status=422)


def test_it_counts_what_one_may_not_read(case: str) -> None:
    again = opened("Selam", "Tesfay", called="Crane")
    Conflict.objects.create(id=fresh_id(), case_id=again, user_id="brook", since=now(), named_by_id="brook")
    found = words(page(case))
    assert "One more case of your agency may be this person’s, and you may not read it." in found
    assert "Crane" not in found


def test_the_register_is_entered_with_a_consent_left_and_refused(case: str) -> None:
    assert "The person is not in the register." in words(page(case))
    assert re.search(r'id="enter-birth_date" [^>]* value="1998-04-17"', page(case))
    found_by = {"given_names": "Selam", "family_names": "Tesfaye", "birth_date": "1998"}
    send(case, "enter", **found_by, **agreed())
    there = entered(actor("brook"), case)
    assert there == (Record(given_names="Selam", family_names="Tesfaye", birth_date="1998"), agreed())
    shown = words(page(case))
    assert "The person is in the register, by this: Name Selam Tesfaye Date of birth 1998" in shown
    assert agreed()["given_how"] in shown
    send(case, "out")
    assert entered(actor("brook"), case) is None
    send(case, "refuse")
    assert "The person does not want to be in the register." in words(page(case))


@pytest.mark.parametrize(("change", "field"), [
    ({"birth_date": "last spring"}, "birth_date"),
    ({"given_names": "", "family_names": ""}, "given_names"),
    ({"language": ""}, "language"),
    ({"given_on": "1998-01-01"}, "given_on"),
])  # fmt: skip
def test_what_the_register_cannot_use_is_told_beside_its_field(case: str, change: dict[str, str], field: str) -> None:
    form = {"given_names": "Selam", "family_names": "Tesfaye", **agreed(), **change}
    wrong = send(case, "enter", status=422, **form)
    assert f'id="enter-{field}-wrong"' in wrong
    assert f'value="{agreed()["explained"]}"' in wrong
    assert entered(actor("brook"), case) is None


def test_who_refused_is_put_in_only_once_they_agree_anew(case: str) -> None:
    refuse(actor("brook"), case)
    earlier = {**agreed(), "given_on": (now() - timedelta(days=30)).strftime("%Y-%m-%d")}
    wrong = send(case, "enter", status=422, given_names="Selam", **earlier)
    assert "The person does not want to be in the register" in wrong
    send(case, "enter", given_names="Selam", **agreed())
    assert "The person is in the register," in words(page(case))


def test_it_is_changed_by_nobody_but_who_records_it_for_the_keeping_agency(case: str) -> None:
    let_in(case)
    forms: tuple[tuple[str, dict[str, str]], ...] = (
        ("name", {"given_names": "X", "explained": "yes"}),
        ("call", {"called": "X"}),
        ("unlist", {}),
        ("out", {}),
        ("refuse", {}),
        ("gossip", {}),
    )
    for name in CAST:
        for do, form in forms if name != "brook" else ():
            send(case, do, name, status=403 if name in ("castor", "edda", "lena") else 404, **form)
    assert known(actor("brook"), case).names == Record(id=case, given_names="Selam", family_names="Tesfaye")
    assert "Your agency can find this case by these names." in words(page(case))
