"""The case pages in the words of their readers: no inner names, no wrong counts, nothing that is not true of a kept case."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from amparo.desk.kept import folded
from amparo.desk.standing import LawLine, RuleLine, Standing
from web.inside import amina, client_of, let_in

GIVE = {"do": "give", "agency": "clinic-xx", "purpose": "health", "basis": "consent", "until": "2027-01-31"}


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def words(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_grant_without_a_last_day_is_asked_for_one_in_the_words_of_the_page(case: str, brook: Client) -> None:
    answer = brook.post(f"/cases/{case}/people", {**GIVE, "compartments": "health", "until": ""})
    assert answer.status_code == 422
    assert "Choose the last day" in words(answer)
    assert 'id="give-until-wrong"' in answer.content.decode()
    assert "never" not in words(answer).partition("Who may see this")[0]


def test_a_part_that_may_not_be_given_is_named_by_its_title(case: str, brook: Client) -> None:
    answer = brook.post(f"/cases/{case}/people", {**GIVE, "compartments": "liability"})
    assert answer.status_code == 422
    assert "Compartment “What the person is said to have done” is beyond" in words(answer)
    assert "`liability`" not in answer.content.decode()


def test_a_refusal_to_whoever_is_signed_in_claims_nothing_that_holds_of_the_open_pages_alone(case: str) -> None:
    for path in (f"/cases/{case}", "/cases/aaaaaaaaaaaaaaaa"):
        answer = client_of("doru").get(path)
        assert (answer.status_code, "There is no such case" in words(answer)) == (404, True)
        assert "no cookie" not in words(answer)
        assert "Back to your cases" in words(answer)


def test_a_line_that_stands_for_several_withheld_duties_counts_for_each() -> None:
    def duty(rule: str) -> RuleLine:
        return RuleLine(rule, "", "", (), (), (), settled=True, who="Shelter")

    lines = folded([duty("told"), duty(""), duty(""), duty("")])
    standing = Standing(LawLine("", "", "", "", "", ""), (), owed=lines)
    assert (len(lines), standing.owed_count) == (2, 4)
