"""The stages of a case: nothing of the law or of the vocabulary is lost between them, and each duty is met from its stage."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from amparo.casework.access import look
from amparo.casework.determine import law
from amparo.desk.library import shipped, shipped_pack
from amparo.desk.stage import in_order, stages, stages_of
from amparo.desk.topics import topics
from amparo.environment import today
from amparo.rules.rule import Rule
from casework.world import actor
from web.inside import amina, client_of, let_in
from web.owed_lists import MOST, most_open
from web.test_owed_page import read


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


@pytest.fixture
def brook(case: str) -> Client:  # noqa: ARG001 as above
    return client_of("brook")


def every_duty() -> list[Rule]:
    """Return every version of every duty of every pack that ships."""
    return [rule for name in shipped() for rule in shipped_pack(name).rules if rule.kind == "duty" and rule.pack == name]


def test_every_duty_of_every_pack_belongs_to_one_stage_and_no_stage_names_what_is_not_there() -> None:
    duties = every_duty()
    assert len(duties) > 300
    assert [rule.id for rule in duties if len(stages_of(rule)) != 1] == []
    named = {name for stage in stages().values() for name in stage.duties}
    assert named <= {rule.id for rule in duties}
    files = {name for stage in stages().values() for name in stage.files}
    assert files == {f"{rule.pack}/{rule.subject}" for rule in duties}


def test_every_topic_kind_of_things_and_act_stands_in_a_stage() -> None:
    assert {name for stage in stages().values() for name in stage.asks} == set(topics())
    acts = [name for stage in stages().values() for name in stage.acts]
    assert sorted(acts) == sorted(shipped_pack("palermo").vocabulary.acts)


def test_the_stages_of_a_case_show_every_duty_of_the_law_and_each_that_is_owed_once_at_most_seven_open(
    case: str, brook: Client
) -> None:
    found, determinations = law().law_on(today()), look(actor("brook"), case).determinations
    told = [each for each in determinations if each["kind"] == "duty" and each["in_effect"] and each["fulfilled"] != "yes"]
    shown: list[tuple[str, str | None]] = []
    for stage in stages().values():
        page = brook.get(f"/cases/{case}/stage/{stage.name}").content.decode()
        links = re.findall(rf'href="/cases/{case}/owed/([^"?]+)(?:\?item=([^"]+))?"', page)
        shown += [(rule, item.replace(".", "#") or None) for rule, item in links]
        duties = in_order(stage, [rule for rule in found.rules.values() if rule.kind == "duty"], found)
        assert [rule.id for rule in duties if rule.id not in page and rule.title not in page] == []
        assert most_open(page) <= MOST
    assert sorted(shown, key=str) == sorted(((each["rule"], each["item"]) for each in told), key=str)


def test_all_that_is_owed_is_grouped_by_stage_with_counts(case: str, brook: Client) -> None:
    page = brook.get(f"/cases/{case}/owed").content.decode()
    counts = re.findall(rf'<a href="/cases/{case}/stage/(\w+)">[^<]+</a> <span class="count">(\d+)</span>', page)
    told = [each for each in look(actor("brook"), case).determinations if each["kind"] == "duty" and each["in_effect"]]
    owed = [each["rule"] for each in told if each["fulfilled"] != "yes"]
    where = {rule.id: stages_of(rule)[0] for rule in law().law_on(today()).rules.values() if rule.kind == "duty"}
    assert counts == [(name, str(n)) for name in stages() if (n := sum(where[rule] == name for rule in owed))]
    assert most_open(page) <= MOST


def test_what_is_not_owed_says_what_would_bring_it(case: str, brook: Client) -> None:
    shown = read(brook, case, "stage/homecoming")
    assert "Not owed now, on what you may read" in shown
    assert "To read on this UNODC Toolkit to Combat Trafficking in Persons, chapter 7" in shown
    assert "Once one is listed" in read(brook, case, "stage/compensation")


@pytest.mark.parametrize(
    ("stage", "book"),
    [
        ("identification", "Toolkit to Combat Trafficking in Persons, chapter 6"),
        ("identification", "Criminal Justice Practitioners, module 2"),
        ("support", "Toolkit to Combat Trafficking in Persons, chapter 8"),
        ("recovery", "Toolkit to Combat Trafficking in Persons, chapter 7"),
        ("homecoming", "Toolkit to Combat Trafficking in Persons, chapter 7"),
        ("justice", "Criminal Justice Practitioners, module 11"),
        ("justice", "Criminal Justice Practitioners, module 12"),
        ("justice", "Case Digest 2016"),
        ("justice", "as of 2017"),
        ("compensation", "Criminal Justice Practitioners, module 13"),
    ],
)
def test_a_stage_names_what_practitioners_can_read_on_it(stage: str, book: str) -> None:
    assert any(book in each for each in stages()[stage].read)
