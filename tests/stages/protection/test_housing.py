"""Places to sleep: counted, waited for in order, left at will; who lives there is told to nobody who may not know."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.erasing import erase
from amparo.casework.members import add_member
from amparo.casework.models import Placement, User
from amparo.casework.moment import now
from amparo.casework.placing import houses, places_of, rooms
from amparo.casework.record import Statement
from amparo.casework.referring.directory import end_service
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.protection.fit import questions
from amparo.stages.protection.housing import house, housed, move_out
from amparo.stages.protection.residents import residents
from casework.world import BEGUN, actor
from stages.protection.shelter import a_case, a_house, a_place, state, value_of

pytestmark = pytest.mark.usefixtures("world")


def moved_in(case: str, house_id: str, **changed: str) -> str:
    return house(actor("brook"), case, a_place(house_id, **changed))


def left(case: str, house_id: str, **changed: str) -> None:
    form = {"provider": house_id, "reason": "wish", "to": "with_family", "day": today().isoformat(), **changed}
    move_out(actor("brook"), case, form)


def refusal(case: str, house_id: str, **changed: str) -> AmparoError:
    with pytest.raises(AmparoError) as told:
        moved_in(case, house_id, **changed)
    return told.value


def test_a_place_states_where_the_person_sleeps_that_it_can_be_left_and_that_safety_changed() -> None:
    case, lantern = a_case(), a_house()
    assert moved_in(case, lantern) == "placed"
    found = {key: value_of(case, key) for key in ("accommodation", "free_to_leave", "housing_fits", "safety_changed_on")}
    day = look(actor("brook"), case).on.isoformat()
    assert found == {"accommodation": "shelter", "free_to_leave": True, "housing_fits": True, "safety_changed_on": day}
    assert (value_of(case, "service#1.kind"), value_of(case, "service#1.state")) == ("accommodation", "given")
    stand = housed(actor("brook"), look(actor("brook"), case))
    assert stand.place is not None
    assert stand.place.provider == lantern


def test_of_two_who_want_the_last_place_one_gets_it_and_the_other_waits_in_turn() -> None:
    lantern = a_house(1)
    first, second, third = a_case(), a_case(), a_case()
    assert [moved_in(case, lantern) for case in (first, second, third)] == ["placed", "waiting", "waiting"]
    assert value_of(second, "accommodation") is None
    left(first, lantern)
    assert moved_in(third, lantern) == "waiting", "nobody passes who came before"
    assert moved_in(second, lantern) == "placed"
    assert [place.state for place in places_of(second)] == ["placed"], "who has a place waits for it no more"


def test_who_is_in_danger_comes_before_who_waits_longer() -> None:
    lantern = a_house(1)
    first, calm, pressed = a_case(), a_case(), a_case()
    state(pressed, Statement("in_danger_now", value=True, source="said"))
    for case in (first, calm, pressed):
        moved_in(case, lantern)
    left(first, lantern)
    assert moved_in(calm, lantern) == "waiting"
    assert moved_in(pressed, lantern) == "placed"


def test_a_place_that_cannot_be_left_is_a_detention_and_held_with_nothing_kept() -> None:
    case, lantern = a_case(), a_house()
    assert refusal(case, lantern, free="no").code == "act-held"
    assert places_of(case) == ()
    assert value_of(case, "accommodation") is None
    assert moved_in(case, lantern, free="unknown") == "placed", "what is not known is asked again, and help goes on"
    owed = [
        each["rule"] for each in look(actor("brook"), case).determinations if each["fulfilled"] != "yes" and each["in_effect"]
    ]
    assert "open-door-where-housed" in owed


def test_a_child_is_not_housed_among_adults_and_who_may_be_none_not_among_children() -> None:
    lantern = a_house(5)
    claimed = Statement("trafficking_claimed", value=True, source="said")
    child = a_case(claimed, Statement("age_years", 15, "document"))
    assert refusal(child, lantern, among="women").code == "act-held"
    assert moved_in(child, lantern, among="children") == "placed"
    unsure = a_case(
        Statement("trafficking_claimed", value=True, source="said"), Statement("may_be_child", value=True, source="observed")
    )
    assert refusal(unsure, lantern, among="mixed").code == "act-held"
    assert refusal(unsure, lantern, among="children").code == "act-held"
    assert moved_in(unsure, lantern, among="apart") == "placed", "there is always a way in"


def test_nobody_is_made_to_leave_and_who_wants_to_goes_at_once() -> None:
    case, lantern = a_case(), a_house()
    moved_in(case, lantern)
    with pytest.raises(AmparoError) as told:
        left(case, lantern, reason="against")
    assert told.value.code == "act-held"
    assert value_of(case, "accommodation") == "shelter"
    left(case, lantern)
    assert (value_of(case, "accommodation"), value_of(case, "free_to_leave")) == ("with_family", None)
    assert value_of(case, "service#1.state") == "ended"
    assert Placement.objects.get().sealed == b"", "where somebody slept stands in their case alone"


def test_a_move_takes_a_reason_and_frees_the_place_before() -> None:
    case, lantern, anchor = a_case(), a_house(1), a_house(1, "Anchor House")
    moved_in(case, lantern)
    assert refusal(case, anchor).where == "reason"
    moved_in(case, anchor, reason="danger")
    assert [place.provider for place in places_of(case)] == [anchor]
    assert {each.id: rooms([each])[each.id][0].taken for each in houses()} == {lantern: 0, anchor: 1}
    assert [paper.body["was"] for paper in housed(actor("brook"), look(actor("brook"), case)).papers] == [lantern, ""]


def test_a_form_that_is_sent_twice_takes_one_place() -> None:
    case, lantern = a_case(), a_house(1)
    assert [moved_in(case, lantern, token="form-1") for _ in range(2)] == ["placed", "placed"]  # noqa: S106 no secret
    assert Placement.objects.count() == 1


def test_what_is_missing_is_named_at_its_field() -> None:
    case, lantern = a_case(), a_house()
    wrong = {"free": ("free", ""), "wanted": ("wanted", "no"), "short": ("fits", "no"), "provider": ("provider", "elsewhere")}
    for where, (name, text) in wrong.items():
        assert refusal(case, lantern, **{name: text}).where == where
    assert places_of(case) == ()


def test_what_is_asked_before_a_move_follows_from_what_is_known_and_what_is_not() -> None:
    case = a_case()
    state(case, Statement("pregnant", value=False, source="said"))
    asked = {each.fact for each in questions(KeptFacts(look(actor("brook"), case)))}
    assert "pregnant" not in asked
    assert "may_be_child" not in asked
    assert {"age_years", "has_dependants", "suicide_risk"} <= asked


def test_erasing_whereabouts_takes_the_place_too(beside: object) -> None:  # noqa: ARG001 tombstones are kept beside the rings
    case, other, lantern = a_case(), a_case(), a_house(2)
    moved_in(case, lantern)
    moved_in(other, lantern)
    until = now() + timedelta(days=30)
    add_member(actor("brook", stepped_up=True), case, "lena", role="works_on", purpose="protection", until=until)
    erase(actor("brook", stepped_up=True), case, ["whereabouts"], second=actor("lena", stepped_up=True))
    assert places_of(case) == ()
    assert [bytes(row.sealed) for row in Placement.objects.exclude(ended=None)] == [b""]
    assert len(places_of(other)) == 1


def test_residents_are_shown_to_who_works_on_them_and_others_are_a_number() -> None:
    User.objects.create(id="mara", username="mara", agency_id="harbour", bundle="case_worker", since=BEGUN)
    lantern = a_house(3)
    mine, theirs, waits = a_case(), a_case(who="lena"), a_case()
    for who, case in (("brook", mine), ("lena", theirs)):
        house(actor(who), case, a_place(lantern))
    look(actor("brook"), mine)
    (found,) = residents(actor("brook")).houses
    assert [each.place.case for each in found.residents] == [mine]
    assert (found.others, found.free) == (1, 1)
    assert found.residents[0].assess is True
    (none,) = residents(actor("mara")).houses
    assert (none.residents, none.others) == ((), 2)
    assert waits not in str(none)
    for who in ("doru", "castor", "ivo", "gita", "jun", "fen"):
        with pytest.raises(AmparoError) as told:
            residents(actor(who))
        assert told.value.code == "no-such-case"


def test_a_house_that_left_the_directory_still_shows_who_lives_there_and_lets_them_go() -> None:
    case, lantern = a_case(), a_house(1)
    moved_in(case, lantern)
    end_service(actor("brook"), lantern)
    look(actor("brook"), case)
    (found,) = residents(actor("brook")).houses
    assert [each.place.case for each in found.residents] == [case]
    assert refusal(a_case(), lantern).where == "provider", "nobody moves in any more"
    left(case, lantern)
    assert residents(actor("brook")).houses == ()


def test_who_may_not_read_whereabouts_is_told_of_no_place_and_no_row_names_a_case() -> None:
    case, lantern = a_case(), a_house()
    moved_in(case, lantern)
    with pytest.raises(AmparoError) as told:
        house(actor("doru"), case, a_place(lantern))
    assert told.value.code == "no-such-case"
    row = Placement.objects.get()
    assert case not in row.id
    assert (row.since.hour, row.since.minute, row.since.second, row.since.microsecond) == (0, 0, 0, 0), "its day alone"
    assert case.encode() not in bytes(row.sealed)
