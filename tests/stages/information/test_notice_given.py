"""That a notice was told: facts the law asks for, the subjects, and the digest of what was told, in one act."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.casework.access import look
from amparo.casework.models import LogRow
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.information.notice import make
from amparo.stages.information.notice_given import GIVEN, WAYS, Giving, give, giving_from, subjects
from casework.world import actor
from stages.information.test_notice import begun

pytestmark = pytest.mark.usefixtures("world")
ALL = ("rights", "services")
ONCE = "a-form-that-is-sent-twice"


def made() -> tuple[str, str]:
    case = begun()
    return case, make(actor("brook"), look(actor("brook"), case), "km")


def value_of(case: str, key: str) -> Any:
    return KeptFacts(look(actor("brook"), case)).as_it_stands(key)


def duty(case: str, rule: str) -> str:
    found = look(actor("brook"), case).determinations
    return next(str(each["fulfilled"]) for each in found if each["rule"] == rule)


def test_told_aloud_with_the_sheet_and_understood_meets_what_the_law_asks() -> None:
    case, paper = made()
    assert duty(case, "written-information") != "yes"
    give(actor("brook"), case, paper, Giving("both", ALL, "yes", "Thank you"))
    facts = {name: value_of(case, name) for name in ("informed_orally", "informed_in_writing", "information_understood")}
    assert set(facts.values()) == {True}
    assert value_of(case, "informed_on") == today().isoformat()
    assert [value_of(case, f"notice#{n}.topic") for n in (1, 2)] == list(ALL)
    assert value_of(case, "notice#1.form") == "both"
    assert value_of(case, "notice#2.understood") is True
    assert duty(case, "written-information") == "yes"


def test_it_is_one_act_and_the_paper_holds_the_digest_of_what_was_told() -> None:
    case, paper = made()
    before = LogRow.objects.count()
    give(actor("brook"), case, paper, Giving("card", ALL, "no"), token=ONCE)
    give(actor("brook"), case, paper, Giving("card", ALL, "no"), token=ONCE)
    papers = look(actor("brook"), case).papers
    (given,) = (each for each in papers if each.kind == GIVEN)
    (notice,) = (each for each in papers if each.id == paper)
    assert given.answers == paper
    assert given.body["digest"] == notice.body["digest"]
    assert given.body["language"] == "km"
    assert given.compartment == "voice"
    assert LogRow.objects.count() - before == 5  # a look, the facts, the paper; the second time a look; and ours


def test_who_wants_no_paper_has_it_told_aloud_and_a_card_is_no_notice_in_writing() -> None:
    case, paper = made()
    give(actor("brook"), case, paper, Giving("none", ALL, "yes"))
    assert value_of(case, "paper_unwanted") is True
    assert value_of(case, "informed_in_writing") is None
    give(actor("brook"), case, paper, Giving("card", ALL, "yes"))
    assert value_of(case, "informed_in_writing") is None
    assert value_of(case, "paper_unwanted") is True
    give(actor("brook"), case, paper, Giving("both", ALL, "yes"))
    assert value_of(case, "paper_unwanted") is False


def test_what_was_not_understood_is_to_be_repeated_and_what_nobody_checked_is_not_known() -> None:
    case, paper = made()
    give(actor("brook"), case, paper, Giving("spoken", ("rights",), "no"))
    assert value_of(case, "information_understood") is False
    assert value_of(case, "notice#1.understood") is False
    give(actor("brook"), case, paper, Giving("spoken", ("rights",), "unknown"))
    assert value_of(case, "notice#2.understood") is None
    give(actor("brook"), case, paper, Giving("spoken", ("rights",), "yes"))
    assert value_of(case, "information_understood") is True


@pytest.mark.parametrize(
    ("sent", "topics", "where"),
    [
        ({"understood": "yes"}, ALL, "way"),
        ({"way": "spoken", "understood": "yes"}, (), "topics"),
        ({"way": "spoken", "understood": "yes"}, ("nothing",), "topics"),
        ({"way": "spoken"}, ALL, "understood"),
        ({"way": "written", "understood": "yes"}, ALL, "understood"),
    ],
)
def test_what_is_not_said_is_asked_for(sent: dict[str, str], topics: tuple[str, ...], where: str) -> None:
    with pytest.raises(AmparoError) as told:
        giving_from(sent, topics)
    assert told.value.where == where


def test_every_way_and_subject_can_be_told() -> None:
    for way in WAYS:
        assert giving_from({"way": way, "understood": "no"}, subjects()).topics == tuple(subjects())
