"""What the person says, for who works with them; and what people say about the help, for who answers for the agency."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.test import Client

from amparo.casework.access import look
from amparo.casework.log import told_of, told_of_user
from amparo.casework.members import add_member
from amparo.casework.models import PersonCode, PersonSaid, Waiting
from amparo.casework.moment import now
from amparo.casework.seeing import HOLDER, who_looked
from amparo.stages.voice import codes, feedback, mine, said
from casework.staffed import user
from casework.world import actor
from web.inside import amina, client_of, let_in
from web.test_case_pages import read
from web.test_mine import go_on, main, opened

pytestmark = pytest.mark.usefixtures("world")
WORDS: Final = "somebody followed me to the bus"


@pytest.fixture(autouse=True)
def _counted_anew(world: None) -> None:  # noqa: ARG001 what is counted lies in the database
    cache.clear()


def a_visit(case: str) -> str:
    """Make a code as Brook and look with it; return its row."""
    found = mine.look_with(codes.make(actor("brook"), case, codes.USUAL).code)
    assert found is not None
    return found.id


def page_of(case: str, who: str = "brook", **sent: str) -> Any:
    client = client_of(who)
    return client.post(f"/cases/{case}/voice", sent) if sent else client.get(f"/cases/{case}/voice")


def test_a_worker_makes_a_code_which_is_shown_once_on_a_card_that_says_nothing() -> None:
    case = amina()
    shown = page_of(case, do="make", days="90").content.decode()
    card = shown.split('aria-labelledby="card"')[1].split("</section>")[0]
    figures = "".join(re.findall(r'<span class="whole">(\d{4})</span>', card))
    assert mine.look_with(figures) is not None
    assert "localhost/mine" in card
    assert "Amina" not in card
    assert figures not in re.sub(r"\D", "", page_of(case).content.decode())
    assert figures.encode() not in bytes(PersonCode.objects.get().sealed) + PersonCode.objects.get().digest.encode()


def test_a_new_code_ends_the_old_one_and_keeps_what_it_shows() -> None:
    case = amina()
    before = codes.make(actor("brook"), case, 30).code
    page_of(case, do="show", shows="talk")
    after = codes.make(actor("brook"), case, 30).code
    assert mine.look_with(before) is None
    found = mine.look_with(after)
    assert found is not None
    assert [each.word for each in found.shows] == ["talk"]
    page_of(case, do="end")
    assert mine.look_with(after) is None


def test_only_words_of_the_list_are_shown() -> None:
    case = amina()
    code = codes.make(actor("brook"), case, 30).code
    codes.show(actor("brook"), case, ["come", "your shelter at Harbour Lane"])
    found = mine.look_with(code)
    assert found is not None
    assert [each.word for each in found.shows] == ["come"]


def test_a_message_waits_at_home_is_read_in_the_case_and_becomes_a_paper_that_the_person_said() -> None:
    case = amina()
    mine.say(a_visit(case), "message", WORDS)
    assert "The person wrote" in read(client_of("brook").get("/home"))  # type: ignore[arg-type]  # the test's own kind of response
    assert client_of("brook").get(f"/cases/{case}").content.decode().count(f'href="/cases/{case}/voice"') == 2
    assert WORDS in read(page_of(case))
    assert "said-read" in [each.act for each in told_of(case)]
    row = PersonSaid.objects.get()
    assert page_of(case, do="take", said=row.id).status_code == 302
    paper = next(each for each in look(actor("brook"), case).papers if each.kind == "from-person")
    assert (paper.compartment, paper.is_said, paper.body["text"]) == ("voice", True, WORDS)
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed), row.answered_by_id) == ("taken", b"", "brook")
    assert not Waiting.objects.filter(ended=None).exists()
    assert page_of(case, do="take", said=row.id).status_code == 404


def test_a_request_is_answered_with_reasons_and_the_code_says_no_more_than_that() -> None:
    case = amina()
    code_id = a_visit(case)
    mine.say(code_id, "correction", "my birthday is wrong")
    row = PersonSaid.objects.get()
    assert row.due is not None
    assert row.due - row.at == timedelta(days=30)
    assert page_of(case, do="read", said=row.id).status_code == 422
    refused = page_of(case, do="answer", said=row.id, **{f"outcome-{row.id}": "not", f"reasons-{row.id}": "no"})
    assert refused.status_code == 422
    assert "say why" in read(refused).lower()
    sent = {f"outcome-{row.id}": "done", f"reasons-{row.id}": "corrected from the passport", "shown": "yes"}
    assert page_of(case, do="answer", said=row.id, **sent).status_code == 302
    asked, reply = [each for each in look(actor("brook"), case).papers if each.kind in ("from-person", "answer-to-person")]
    assert (reply.answers, reply.body["outcome"], reply.body["reasons"]) == (asked.id, "done", "corrected from the passport")
    found = mine.look_again(code_id)
    assert found is not None
    assert "was answered" in found.shows[0].text()
    assert "passport" not in found.shows[0].text()


def test_an_overdue_request_says_so() -> None:
    case = amina()
    mine.say(a_visit(case), "copy", "")
    Waiting.objects.update(due=now() - timedelta(days=1))
    PersonSaid.objects.update(due=now() - timedelta(days=1))
    assert "Overdue" in read(page_of(case))


def test_to_another_agency_and_to_a_colleague_outside_the_case_it_is_not_there() -> None:
    case = amina()
    let_in(case)
    mine.say(a_visit(case), "message", WORDS)
    missing = client_of("brook").get(f"/cases/{'a' * 16}").content
    for who in ("castor", "edda", "doru", "lena", "fen", "gita", "hana"):
        for found in (page_of(case, who), page_of(case, who, do="make", days="90")):
            assert (found.status_code, found.content) == (404, missing), who
    assert PersonCode.objects.count() == 1


def test_the_copy_is_taken_out_by_a_worker_and_never_through_the_code(client: Client) -> None:
    case = amina()
    taken = client_of("brook").post(f"/cases/{case}/copy")
    assert (taken.status_code, taken["Content-Disposition"]) == (200, 'attachment; filename="copy.html"')
    assert "exported" in [each.act for each in told_of(case)]
    code = codes.make(actor("brook"), case, 30).code
    sent = go_on(client, opened(client, code), do="ask", kind="copy")
    assert "It was sent" in read(sent)
    assert "16" not in main(sent).split("Ask about")[0]  # her age, which the copy holds


def test_the_person_learns_that_their_code_was_used_and_by_nobody_on_the_staff() -> None:
    case = amina()
    a_visit(case)
    told = [(each.whom, each.act) for each in who_looked(actor("brook"), case)]
    assert (HOLDER, "looked with the person's code") in told


def test_what_is_said_about_the_help_names_no_case_and_who_works_on_it_does_not_read_it() -> None:
    case = amina()
    feedback.give(a_visit(case), {"respect": "no"}, "nobody asked me", may_tell=False)
    row = PersonSaid.objects.get()
    assert (row.code_id, row.kind) == (None, "feedback-apart")
    assert (row.at.hour, row.at.minute, row.at.second) == (0, 0, 0)
    assert "feedback-received" not in [each.act for each in told_of(case)]
    lena = client_of("lena").get("/opinions")
    assert "nobody asked me" in read(lena)  # type: ignore[arg-type]  # as above
    assert case not in lena.content.decode()
    assert "feedback-read" in [each.act for each in told_of_user("lena")]
    missing = client_of("brook").get(f"/cases/{'a' * 16}").content
    for who in ("brook", "castor", "ivo", "gita", "fen"):
        found = client_of(who).get("/opinions")
        assert (found.status_code, found.content) == (404, missing), who
    assert "nobody asked me" not in read(page_of(case))


def test_a_supervisor_who_works_on_the_case_does_not_read_it_and_another_agency_neither() -> None:
    case = amina()
    add_member(actor("brook", stepped_up=True), case, "lena", role="works_on", purpose="protection", until=None)
    feedback.give(a_visit(case), {}, "nobody asked me", may_tell=True)
    assert "nobody asked me" not in read(client_of("lena").get("/opinions"))  # type: ignore[arg-type]  # as above
    row = PersonSaid.objects.get()
    assert client_of("lena").post("/opinions", {"feedback": row.id}).status_code == 404
    user("otto", "police-xx", "supervisor")
    assert "nobody asked me" not in read(client_of("otto").get("/opinions"))  # type: ignore[arg-type]  # as above
    user("rosa", "harbour", "supervisor")
    assert "nobody asked me" in read(client_of("rosa").get("/opinions"))  # type: ignore[arg-type]  # as above


def test_what_the_person_allows_is_passed_on_once_and_nothing_else() -> None:
    case = amina()
    visit = a_visit(case)
    feedback.give(visit, {"free": "no"}, "for you alone", may_tell=False)
    alone = PersonSaid.objects.get()
    feedback.give(visit, {"helped": "yes"}, "tell her thanks", may_tell=True)
    allowed = PersonSaid.objects.exclude(id=alone.id).get()
    lena = client_of("lena")
    assert lena.post("/opinions", {"feedback": alone.id}).status_code == 404
    assert lena.post("/opinions", {"feedback": allowed.id}).status_code == 302
    assert lena.post("/opinions", {"feedback": allowed.id}).status_code == 404
    shown = read(page_of(case))
    assert "tell her thanks" in shown
    assert "for you alone" not in shown
    passed = PersonSaid.objects.get(kind=said.PASSED)
    assert page_of(case, do="take", said=passed.id).status_code == 302
