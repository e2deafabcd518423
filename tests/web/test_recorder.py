"""Several facts at once: asked, checked, kept in one act, once; nothing typed is lost, and no one is overlooked."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.access import look
from amparo.casework.compartment import vocabulary
from amparo.casework.record import Statement
from amparo.desk.topics import topic_of, topics
from amparo.ledger.entry import Entry
from amparo.rules.pack import find_law
from casework.world import actor
from web.inside import amina, client_of, let_in, state

DANGER = {"value:in_danger_now": "yes", "value:retaliation_feared": "no", "value:suicide_risk": "unknown", "source": "said"}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def text(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client: Client, case: str, topic: str, do: str = "check", status: Any = 200, **form: str) -> str:
    """Send a page of several facts; an empty text for one that only leads on."""
    item = form.pop("item", "")
    response: Any = client.post(f"/cases/{case}/record/{topic}" + (f"?item={item}" if item else ""), {**form, "do": do})
    assert response.status_code == status, text(response)[:2000]
    return text(response)


def carried(client: Client, case: str, topic: str, **form: str) -> dict[str, str]:
    """Send a page for checking, and return all that the page of checking sends on."""
    item = form.pop("item", "")
    response: Any = client.post(f"/cases/{case}/record/{topic}" + (f"?item={item}" if item else ""), {**form, "do": "check"})
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {unescape(name): unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def entries(case: str, *keys: str) -> list[Entry]:
    return [entry for entry in look(actor("brook"), case).entries if entry.key in keys]


def test_every_fact_of_the_person_but_the_signs_stands_in_just_one_topic() -> None:
    told = [fact for topic in topics().values() if not topic.is_kind for fact in topic.facts]
    signs = set(tomllib.loads((find_law() / "vocabulary" / "indicators.toml").read_text("utf-8"))["indicators"])
    assert len(told) == len(set(told))
    assert set(told) == set(vocabulary().facts) - signs
    assert topic_of("relative#3.complicit") == "relative"
    assert topic_of("in_danger_now") == "danger"


def test_what_is_answered_is_checked_first_and_then_kept_in_one_act(case: str, brook: Client) -> None:
    told = send(brook, case, "danger", **DANGER)
    assert "Check your answers" in told
    assert re.search("In danger now Yes, said Change .* Risk of suicide or self-harm Asked: not known, said Change", told)
    assert entries(case, "in_danger_now") == []
    send(brook, case, "danger", "keep", 302, **carried(brook, case, "danger", **DANGER))
    kept = entries(case, "in_danger_now", "retaliation_feared", "suicide_risk")
    assert [(entry.value, entry.source) for entry in kept] == [(True, "said"), (False, "said"), (None, "said")]
    assert len({entry.recorded for entry in kept}) == 1


def test_a_form_sent_twice_states_everything_once(case: str, brook: Client) -> None:
    form = carried(brook, case, "danger", **DANGER)
    for _time in range(2):
        send(brook, case, "danger", "keep", 302, **form)
    assert len(entries(case, "in_danger_now", "retaliation_feared", "suicide_risk")) == 3


def test_asked_and_not_known_takes_nothing_back_and_is_told_beside_the_question(case: str, brook: Client) -> None:
    state(case, Statement("in_danger_now", value=True, source="said"))
    form = {"value:in_danger_now": "unknown", "source": "said"}
    form["seen:in_danger_now"] = look(actor("brook"), case).seen["in_danger_now"]
    send(brook, case, "danger", "keep", 302, **carried(brook, case, "danger", **form))
    shown = text(brook.get(f"/cases/{case}/record/danger"))  # type: ignore[arg-type]  # the test's own kind of response
    assert re.search(
        r"In danger now [^.]*?Stated so far: Yes \(said, Harbour House, [^)]+\) Asked on [\w ]+, [\d:]+, and not", shown
    )
    assert "In danger now Yes Said" in text(brook.get(f"/cases/{case}/facts"))  # type: ignore[arg-type]  # as above


def test_nothing_typed_is_lost_when_something_is_wrong_or_changed(case: str, brook: Client) -> None:
    form = {"value:in_danger_now": "yes", "day:risk_assessed_on": "3", "since:in_danger_now": "2026-03-01"}
    told = send(brook, case, "danger", status=422, **form)
    for words in ("Say how this is known", "A date needs its year"):
        assert words in told
    response: Any = brook.post(f"/cases/{case}/record/danger", {**form, "source": "said", "change": "in_danger_now"})
    shown = response.content.decode()
    assert 'value="yes" checked autofocus' in shown
    assert 'name="day:risk_assessed_on" inputmode="numeric" autocomplete="off" maxlength="2" value="3"' in shown
    assert 'name="since:in_danger_now" value="2026-03-01"' in shown
    response = brook.post(f"/cases/{case}/record/danger", {**form, "source": "said", "clear": "in_danger_now"})
    assert 'value="yes" checked' not in response.content.decode()
    assert entries(case, "in_danger_now") == []


def test_what_somebody_stated_meanwhile_stands_beside_ones_own_before_it_is_kept(case: str, brook: Client) -> None:
    form = carried(brook, case, "danger", **DANGER)
    state(case, Statement("in_danger_now", value=False, source="observed"), by="castor")
    told = send(brook, case, "danger", "keep", 422, **form)
    assert re.search("Stated meanwhile No Observed · Police of Xanadia .* Yours stands below, not kept yet", told)
    assert len(entries(case, "in_danger_now", "retaliation_feared")) == 1
    seen = look(actor("brook"), case).seen["in_danger_now"]
    send(brook, case, "danger", "keep", 302, **{**form, "seen:in_danger_now": seen})
    assert [entry.value for entry in entries(case, "in_danger_now")] == [False, True]


def test_one_fact_may_have_its_own_source_and_first_day_and_what_counts_for_nothing_is_said_before(
    case: str, brook: Client
) -> None:
    form = {
        "value:free_to_leave": "yes",
        "value:isolated": "yes",
        "source": "said",
        "source:isolated": "observed",
        "since:isolated": "2026-03-01",
    }
    told = send(brook, case, "place", **form)
    assert "Yes, observed, since 1 March 2026" in told
    send(brook, case, "place", "keep", 302, **carried(brook, case, "place", **form))
    (kept,) = entries(case, "isolated")
    assert (kept.source, str(kept.valid_from)) == ("observed", "2026-03-01")
    told = send(brook, case, "decision", **{"value:conclusive_decision": "no", "source": "said"})
    assert "would be kept, and count for nothing" in told


def test_whoever_states_anew_what_their_own_agency_stated_corrects_it(case: str, brook: Client) -> None:
    for value in ("yes", "no"):
        form = {"value:in_danger_now": value, "source": "observed"}
        shown = brook.get(f"/cases/{case}/record/danger").content.decode()
        seen = re.search(r'name="seen:in_danger_now" value="([^"]*)"', shown)
        assert seen is not None
        send(brook, case, "danger", "keep", 302, **form, **{"seen:in_danger_now": seen[1]})
    first, second = entries(case, "in_danger_now")
    assert second.corrects == first.id


def test_a_new_thing_is_added_with_several_facts_at_once_and_the_list_said_to_be_all(case: str, brook: Client) -> None:
    form = {"number": "1", "value:relative#1.relation": "sibling", "value:relative#1.located": "yes", "source": "said"}
    send(brook, case, "relative", "keep", 302, **carried(brook, case, "relative", item="new", **form), item="new")
    assert [entry.key for entry in entries(case, "relative#1", "relative#1.relation", "relative#1.located")] == [
        "relative#1",
        "relative#1.relation",
        "relative#1.located",
    ]
    assert "Relative no. 1" in text(brook.get(f"/cases/{case}/record/relative"))  # type: ignore[arg-type]  # as above
    seen = look(actor("brook"), case).seen["relative.complete"]
    form = {"value:relative.complete": "yes", "source": "said", "seen:relative.complete": seen}
    send(brook, case, "relative", "keep", 302, **form)
    assert entries(case, "relative.complete")[0].value is True


def test_two_who_add_a_thing_at_once_add_two_and_one_who_sends_it_twice_adds_one(case: str, brook: Client) -> None:
    form = {"number": "1", "value:relative#1.relation": "sibling", "source": "said"}
    mine = carried(brook, case, "relative", item="new", **form)
    state(case, Statement("relative#1", value=True, source="said"), Statement("relative#1.relation", "parent", "said"))
    told = send(brook, case, "relative", "keep", 200, item="new", **mine)
    assert "Check your answers Relative no. 2" in told
    again = {name.replace("relative#1", "relative#2"): value for name, value in mine.items()} | {"number": "2"}
    for _time in range(2):
        send(brook, case, "relative", "keep", 302, item="new", **again)
    found = [entry.key for entry in look(actor("brook"), case).entries if entry.key.endswith(".relation")]
    assert found == ["relative#1.relation", "relative#2.relation"]


@pytest.mark.parametrize("path", ["nothing", "indicators", "relative?item=7", "relative?item=x", "identity", "danger%00"])
def test_what_is_no_topic_or_no_thing_of_the_case_has_no_page(case: str, brook: Client, path: str) -> None:
    assert brook.get(f"/cases/{case}/record/{path}").status_code in (400, 404)


def test_who_may_read_and_not_record_is_told_so(case: str) -> None:
    assert client_of("edda").get(f"/cases/{case}/record/health").status_code == 403
    assert client_of("edda").get(f"/cases/{case}/record/removal").status_code == 404


def test_who_cannot_know_which_numbers_are_taken_mixes_no_thing_with_one_that_they_may_not_see(case: str) -> None:
    state(case, Statement("proceeding#1", value=True, source="document"))
    shown = client_of("edda").get(f"/cases/{case}/record/proceeding?item=new").content.decode()
    numbers = set(re.findall(r'name="value:proceeding#(\d+)\.accompanied_at"', shown))
    assert len(numbers) == 1
    assert int(numbers.pop()) >= 1000
