"""Refuge, blame and detention on pages: recorded there, with what was typed kept, and for nobody who may not read them."""

from __future__ import annotations

from typing import Any, Final

import pytest

from amparo.casework.access import look
from amparo.casework.record import Statement
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from casework.world import actor
from web.inside import amina, client_of, let_in, state

pytestmark = pytest.mark.usefixtures("world")
WHY: Final = "She was watched all day and had no money of her own."
TOLD: Final = {"language": "km", "how": "spoken", "interpreter": "professional", "understood": "yes", "words": "I did not know"}


def get(who: str, case: str, path: str, status: int = 200) -> str:
    found = client_of(who).get(f"/cases/{case}/{path}")
    assert found.status_code == status
    return found.content.decode()


def post(who: str, case: str, path: str, status: int, /, **sent: Any) -> str:
    found = client_of(who).post(f"/cases/{case}/{path}", sent)
    assert found.status_code == status, found.content.decode()
    return found.content.decode()


def value(case: str, key: str) -> Any:
    return KeptFacts(look(actor("brook"), case)).as_it_stands(key)


def test_asylum_is_told_asked_and_claimed_on_one_page_that_says_what_was_not_asked() -> None:
    case = amina()
    assert get("brook", case, "refuge").count("Not asked yet") >= 8
    told = post("brook", case, "refuge/told", 422, **{**TOLD, "how": ""})
    assert "Say how it was explained" in told
    assert "I did not know" in told
    post("brook", case, "refuge/told", 302, **TOLD)
    sent = {"value:may_be_refugee": "yes", "source": "said", "do": "keep"}
    post("brook", case, "refuge/fear", 302, **sent)
    shown = get("brook", case, "refuge")
    assert "There is reason to help with a claim, or to refer" in shown
    assert "I did not know" in shown
    post("brook", case, "refuge/claim", 302, **{"value:asylum_claimed": "yes", "source": "said", "do": "keep"})
    assert "There is reason to help" not in get("brook", case, "refuge")
    get("brook", case, "refuge/elsewhere", 404)
    let_in(case)
    assert get("castor", case, "refuge", 404) == get("castor", "aaaaaaaaaaaaaaaa", "refuge", 404)


def test_before_contact_with_the_state_of_origin_the_law_is_asked_and_the_persons_wish_heard() -> None:
    case = amina()
    shown = get("brook", case, "origin-contact")
    assert "Held until known." in shown
    assert "was not told of asylum yet" in shown
    sent = {"do": "wish", "wish": "yes", "risks": "yes", "language": "km", "words": "Tell them that I live"}
    told = post("brook", case, "origin-contact", 422, **sent)
    assert "A wish counts only once the person was told" in told
    assert "Tell them that I live" in told
    post("brook", case, "origin-contact", 302, do="ask")
    assert [each.body["act"] for each in look(actor("brook"), case).papers if each.kind == "act-asked"] == ["embassy_contact"]
    post("brook", case, "refuge/told", 302, **TOLD)
    post("brook", case, "origin-contact", 302, **sent)
    assert value(case, "wants_consular_contact") is True
    assert "Tell them that I live" in get("brook", case, "origin-contact")


def test_each_act_has_a_page_with_its_tests_what_holds_it_and_what_was_considered() -> None:
    case = amina()
    assert "Has to be considered" in get("brook", case, "liability")
    shown = get("brook", case, "liability/1")
    assert "No prosecution for what the person was compelled to do" in shown
    assert "/documents/new/hold-notice?act=prosecution&amp;item=offence.1&amp;body=prosecutor" in shown
    told = post("brook", case, "liability/1", 422, who="prosecutor", outcome="not-prosecuted", reasons="no")
    assert "Write the reasons" in told
    post("brook", case, "liability/1", 302, who="prosecutor", outcome="not-prosecuted", reasons=WHY)
    assert WHY in get("brook", case, "liability/1")
    sent = {"value:offence#1.sanction": "fine", "source": "document", "do": "keep"}
    post("brook", case, "liability/1/sanction", 302, **sent)
    assert "A sanction stands." in get("brook", case, "liability")
    post("brook", case, "liability/harm", 302, **{"value:harmed_by_official_act": "yes", "source": "said", "do": "keep"})
    assert value(case, "harmed_by_official_act") is True
    form = get("brook", case, "documents/new/hold-notice?act=prosecution&item=offence.1&body=prosecutor")
    assert form.count(" checked") == 2
    assert '<option value="offence#1" selected>' in form


def test_a_detention_is_reviewed_on_its_page_and_the_next_review_is_somebodys_work() -> None:
    case = amina()
    state(case, Statement("detention_ground", "immigration", "document"))
    sent = {"on": today().isoformat(), "by": "court", "heard": "yes", "lawyer": "no", "outcome": "goes-on", "reasons": WHY}
    assert "Say what else was considered" in post("brook", case, "detention", 422, **sent)
    post("brook", case, "detention", 302, **sent, alternatives=["open-place", "guardian"])
    shown = get("brook", case, "detention")
    assert "Next review:" in shown
    assert "An open, safe place to live, For a child: a guardian" in shown
    home = client_of("brook").get("/home").content.decode()
    assert f'/cases/{case}/detention"' in home
    let_in(case)
    assert "Stands in a part you may not read" in get("castor", case, "detention")
