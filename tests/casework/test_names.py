"""Names: sealed, found by a figure that tells nothing, and by nothing at all where the person goes under a chosen name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from amparo.casework import policy
from amparo.casework.access import search
from amparo.casework.bundles import BUNDLES
from amparo.casework.log import told_of_user
from amparo.casework.models import IndexFigure, Label
from amparo.casework.record import call, leave_index, name_person, open_case
from amparo.errors import AmparoError
from casework.world import actor


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    return open_case(actor("brook"), purpose="protection", called="Amina")


def test_a_case_is_found_by_a_name_however_it_is_typed(case: str) -> None:
    open_case(actor("brook"), purpose="protection", called="Marta")
    name_person(actor("brook"), case, {"family_name": "Tesfaye", "given_names": "Selam Ａ."})
    assert [line.case for line in search(actor("brook"), "family_name", " TESFAYE ")] == [case]
    assert [line.case for line in search(actor("brook"), "given_names", "selam a.")] == [case]
    assert search(actor("brook"), "family_name", "Tesfay") == ()


def test_a_name_that_was_corrected_is_found_and_the_old_one_is_not(case: str) -> None:
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    name_person(actor("brook"), case, {"family_name": "Tesfay"})
    assert [line.case for line in search(actor("brook"), "family_name", "tesfay")] == [case]
    assert search(actor("brook"), "family_name", "tesfaye") == ()


def test_a_chosen_name_stands_in_no_index(case: str) -> None:
    call(actor("brook"), case, "Rosa")
    assert IndexFigure.objects.count() == 0
    assert search(actor("brook"), "full_name", "Rosa") == ()


def test_whoever_leaves_the_index_is_found_no_more(case: str) -> None:
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    leave_index(actor("brook"), case)
    assert search(actor("brook"), "family_name", "Tesfaye") == ()
    assert Label.objects.filter(case=case, field="family_name").count() == 1


@pytest.mark.parametrize("name", ["castor", "doru", "gita", "hana", "lena"])
def test_nobody_finds_a_case_on_which_they_do_not_work(case: str, name: str) -> None:
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    assert search(actor(name), "family_name", "Tesfaye") == ()


def test_who_may_not_read_who_the_person_is_learns_it_by_no_search(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    nameless = replace(BUNDLES["case_manager"], reads=BUNDLES["case_manager"].reads - {"identity"})
    monkeypatch.setattr(policy, "BUNDLES", {**BUNDLES, "case_manager": nameless})
    assert search(actor("brook"), "family_name", "Tesfaye") == ()


def test_the_search_is_in_the_log_and_what_was_searched_for_is_not(case: str) -> None:
    name_person(actor("brook"), case, {"family_name": "Tesfaye"})
    search(actor("brook"), "family_name", "Tesfaye")
    last = told_of_user("brook")[-1]
    assert (last.act, last.cases, last.about) == ("searched", (case,), {"field": "family_name"})


@pytest.mark.parametrize("names", [{}, {"nickname": "T"}, {"family_name": " "}])
def test_what_is_no_name_is_refused(case: str, names: dict[str, str]) -> None:
    with pytest.raises(AmparoError, match="wrong-label"):
        name_person(actor("brook"), case, names)
    assert (IndexFigure.objects.count(), Label.objects.exclude(field="called").count()) == (0, 0)


def test_a_name_that_was_wrong_is_taken_away_and_one_has_to_be_left(case: str) -> None:
    name_person(actor("brook"), case, {"given_names": "Tesfaye", "family_name": "Selam", "full_name": "Tesfaye Selam"})
    name_person(actor("brook"), case, {"family_name": "", "full_name": ""})
    assert search(actor("brook"), "family_name", "Selam") == ()
    assert [line.case for line in search(actor("brook"), "given_names", "Tesfaye")] == [case]
    with pytest.raises(AmparoError, match="no name would be left"):
        name_person(actor("brook"), case, {"given_names": " "})
    assert [line.case for line in search(actor("brook"), "given_names", "Tesfaye")] == [case]
