"""Linked cases: a tag tells whoever works on several cases of each other, and nobody of a case that they do not work on."""

from __future__ import annotations

import pytest

from amparo.casework.log import told_of
from amparo.casework.members import add_member
from amparo.casework.models import Case, Tag, Tagged
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import open_case
from amparo.casework.sighted import cases_in_sight
from amparo.casework.tags import MOST, cases_with, fellows, make_tag, open_together, put_on, tags_of, take_off
from amparo.errors import AmparoError
from casework.world import actor
from web.inside import amina, let_in

RAID = "Raid of 3 March"


@pytest.fixture
def case(world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


def another(called: str = "Heron") -> str:
    return open_case(actor("brook"), purpose="protection", called=called)


def test_cases_with_a_tag_are_told_to_who_works_on_them_under_their_safe_names(case: str) -> None:
    other = another()
    tag = make_tag(actor("brook"), case, f"  {RAID}\n ")
    put_on(actor("brook"), other, tag)
    named, found = fellows(actor("brook"), tag)
    assert named.name == RAID
    assert {each.case: each.called for each in found}[other] == "Heron"
    assert cases_with(actor("brook"), tag) == {case, other}


def test_a_colleague_learns_of_none_but_their_own_case_not_even_how_many_there_are(case: str) -> None:
    other = another()
    tag = make_tag(actor("brook"), case, RAID)
    assert tags_of(actor("lena")) == ()
    with pytest.raises(AmparoError, match="no such case"):
        fellows(actor("lena"), tag)
    add_member(actor("brook", stepped_up=True), other, "lena", role="works_on", purpose="protection")
    put_on(actor("brook"), other, tag)
    assert [each.case for each in fellows(actor("lena"), tag)[1]] == [other]
    assert cases_with(actor("lena"), tag) == {other}


def test_another_agency_in_the_case_sees_no_tag_of_this_one_and_may_have_its_own(case: str) -> None:
    tag = make_tag(actor("brook"), case, RAID)
    assert tags_of(actor("castor"), case) == ()
    with pytest.raises(AmparoError, match="no such case"):
        put_on(actor("castor"), case, tag)
    make_tag(actor("castor"), case, "Operation Gull")
    assert [each.name for each in tags_of(actor("castor"), case)] == ["Operation Gull"]
    assert [each.name for each in tags_of(actor("brook"), case)] == [RAID]


def test_a_tag_is_taken_off_again_and_both_are_in_the_log(case: str) -> None:
    tag = make_tag(actor("brook"), case, RAID)
    take_off(actor("brook"), case, tag)
    assert tags_of(actor("brook"), case) == ()
    assert [told.act for told in told_of(case) if "tag" in told.act] == ["case-tagged", "case-untagged"]
    assert Tagged.objects.count() == 1
    with pytest.raises(AmparoError, match="no such case"):
        take_off(actor("brook"), case, tag)


def test_its_name_is_sealed_and_whoever_may_not_record_puts_none_on(case: str) -> None:
    make_tag(actor("brook"), case, RAID)
    assert RAID.encode() not in bytes(Tag.objects.get().sealed)
    for who in ("doru", "lena", "fen"):
        with pytest.raises(AmparoError):
            make_tag(actor(who), case, "Operation Gull")


def test_after_a_raid_all_cases_are_opened_or_none_and_a_form_sent_twice_opens_nothing_more(case: str) -> None:
    names, form = [f"Person {n}" for n in range(1, 7)], fresh_id()
    before = Case.objects.count()
    tag, opened = open_together(actor("brook"), "protection", RAID, names, tag=form)
    assert open_together(actor("brook"), "protection", RAID, names, tag=form) == (tag, tuple(cases_with(actor("brook"), tag)))
    assert Case.objects.count() == before + 6
    assert {each.case: each.called for each in fellows(actor("brook"), tag)[1]} == dict(zip(opened, names, strict=True))
    with pytest.raises(AmparoError):
        open_together(actor("brook"), "protection", "Boat", ["Heron", "x" * 81])
    assert Case.objects.count() == before + 6
    assert set(cases_in_sight(actor("brook"), now())) == {case, *opened}


@pytest.mark.parametrize("names", [[], ["Heron"] * (MOST + 1)])
def test_nobody_and_a_whole_ship_are_not_opened_at_once(case: str, names: list[str]) -> None:  # noqa: ARG001 a world has to be there
    with pytest.raises(AmparoError, match="from 1 to"):
        open_together(actor("brook"), "protection", RAID, names)


@pytest.mark.parametrize("name", [" ", "x" * 61, "ra\u202eid"])
def test_a_tag_has_a_name_that_can_be_read(case: str, name: str) -> None:
    with pytest.raises(AmparoError, match="all of them visible"):
        make_tag(actor("brook"), case, name)
