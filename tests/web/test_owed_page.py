"""What is owed in a case: all of it by who owes it, and each duty met by just the facts that its own condition reads."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from amparo.casework.access import look
from amparo.casework.determine import law
from amparo.casework.owed.hands import give
from amparo.desk.fulfilling import fulfilled_by
from amparo.environment import today
from amparo.rules.inputs import plain
from casework.world import actor
from web.inside import amina, client_of, let_in

CONSIDER = "owed/consider-non-liability?item=offence.1"
FORM = {
    "value:offence#1.non_liability_considered": "yes",
    "source": "decision",
    "reason": "Made to steal.",
    "do": "keep",
}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def read(client: Client, case: str, path: str, status: int = 200) -> str:
    response: Any = client.get(f"/cases/{case}/{path}".rstrip("/"))
    assert response.status_code == status
    return words(response)


def words(response: HttpResponse) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_each_duty_of_the_law_asks_for_facts_that_bear_on_its_being_done(world: None) -> None:  # noqa: ARG001 as above
    found = law().law_on(today())
    duties = [rule for rule in found.rules.values() if rule.kind == "duty" and rule.done is not None]
    assert len(duties) > 200
    for rule in duties:
        keys = fulfilled_by(rule, found, f"{rule.each}#1" if rule.each else "")
        assert keys, rule.id
        for key in keys:
            assert found.mask((plain(key),)) & found.bears_on_done[rule.name], f"{rule.id}: {key}"


def test_all_that_is_owed_stands_in_the_list_with_a_page_of_its_own(case: str, brook: Client) -> None:
    shown = brook.get(f"/cases/{case}/owed").content.decode()
    owed = {
        (each["rule"], each["item"])
        for each in look(actor("brook"), case).determinations
        if each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes"
    }
    linked = set(re.findall(rf'href="/cases/{case}/owed/([^"?]+)(?:\?item=([^"]+))?"', shown))
    assert {(rule, item.replace(".", "#") or None) for rule, item in linked} == owed
    page = brook.get(f"/cases/{case}").content.decode()
    assert len(re.findall(rf'href="/cases/{case}/owed/', page)) == 7
    assert f"And {len(owed) - 7} more" in page


def test_a_duty_is_told_with_its_provision_and_reasons_and_asks_for_its_own_facts_alone(case: str, brook: Client) -> None:
    told = read(brook, case, CONSIDER)
    for each in ("Prosecutor", "Working Group paper 2017/2, para. 17(a)(ii)", "Says that they were trafficked Yes", "and why?"):
        assert each in told
    assert (
        re.findall(r'name="value:([^"]+)"', brook.get(f"/cases/{case}/{CONSIDER}").content.decode())
        == ["offence#1.non_liability_considered"] * 3
    )


def test_what_has_to_be_considered_is_met_by_a_reason_and_the_fact_in_one_act_and_once(case: str, brook: Client) -> None:
    response: Any = brook.post(f"/cases/{case}/{CONSIDER}", {**FORM, "reason": " "})
    assert response.status_code == 422
    assert "Write what was considered, and why it came out so" in words(response)
    for _time in range(2):
        assert brook.post(f"/cases/{case}/{CONSIDER}", FORM).status_code == 302
    sight = look(actor("brook"), case)
    (kept,) = [entry for entry in sight.entries if entry.key == "offence#1.non_liability_considered"]
    (paper,) = sight.papers
    assert (paper.kind, paper.compartment, paper.body["text"]) == ("considered", "liability", "Made to steal.")
    assert paper.body["rule"] == "consider-non-liability"
    assert abs((paper.at - kept.recorded).total_seconds()) < 60
    assert "Apply both tests to this act" not in read(brook, case, "owed")


def test_a_duty_that_is_not_owed_says_so_and_one_that_is_none_has_no_page(case: str, brook: Client) -> None:
    assert "this is not owed now" in read(brook, case, "owed/consider-non-liability")
    read(brook, case, "owed/no-removal-in-recovery-by-law", 404)
    read(brook, case, "owed/consider-non-liability?item=offence.7", 404)


def test_who_may_not_read_the_reasons_learns_of_no_duty_by_asking_for_its_page(case: str) -> None:
    castor = client_of("castor")
    assert "this is not owed now" in read(castor, case, "owed/consider-non-liability")
    read(client_of("doru"), case, CONSIDER, 404)


def test_a_duty_of_ones_own_agency_stands_first_and_says_in_whose_hands_it_is(case: str, brook: Client) -> None:
    page = read(brook, case, "")
    first = page[page.index("Owed now") :]
    assert "In nobody's hands · Give it to somebody, or put it off" in first
    shown = brook.get(f"/cases/{case}/owed").content.decode()
    mark = re.search(rf"/cases/{case}/hand/([^\"]+)", shown)
    assert mark is not None
    give(actor("brook"), case, mark[1], "brook")
    assert "In the hands of brook" in read(brook, case, "owed")
    assert mark[1] not in client_of("castor").get(f"/cases/{case}/owed").content.decode()
