"""The first national table: who is counted, once, in which year; who may ask; and that the log names what was given."""

from __future__ import annotations

import pytest
from django.db import transaction

from amparo.casework import counting
from amparo.casework.actor import INSTALLATION
from amparo.casework.counting import AGES, COLUMNS, PRESUMED, RECOGNISED, _people, count, rows
from amparo.casework.keys import LOG
from amparo.casework.log import told_of_user
from amparo.casework.models import Pairing, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, open_case, record
from amparo.casework.released import COUNTER
from amparo.casework.wall import everywhere
from amparo.disclosure.counts import TOTAL
from amparo.environment import today
from amparo.errors import AmparoError
from casework.world import actor


def identified(year: int, sex: str, born: str, form: str = "sexual", **more: object) -> str:
    """Record a person whom the identifying authority decided on."""
    case = open_case(actor("ivo"), purpose="identification")
    facts = {"sex": sex, "birth_date": born, "exploitation_form": form, **more}
    if "reasonable_grounds" not in facts:
        facts.update({"conclusive_decision": "yes", "conclusive_decision_on": f"{year}-06-01"})
    reading = Draft("second-reading", "legal", {"text": "read and agreed to"})
    record(actor("ivo"), case, [Statement(key, value, "decision") for key, value in facts.items()], seen={}, papers=[reading])
    return case


def many(year: int, each: int) -> None:
    """Record so many women and so many men of a year."""
    for _number in range(each):
        identified(year, "female", "1990-01-01")
        identified(year, "male", "1990-01-01", "begging")


@pytest.mark.usefixtures("world")
def test_a_person_is_counted_once_by_what_was_so_on_the_day_of_the_decision() -> None:
    first = identified(2025, "female", "2007-09-01")
    again = identified(2024, "female", "2007-09-01")
    one, other = sorted((first, again))
    Pairing.objects.create(id=fresh_id(), one_id=one, other_id=other, is_same=True, by_id="ivo", at=now(), reason=b"")
    identified(2025, "male", "1990", reasonable_grounds="yes", reasonable_grounds_on="2025-02-01")
    identified(2025, "male", "1990", reasonable_grounds="yes", reasonable_grounds_on="2025-02-01", conclusive_decision="no")
    identified(2025, "male", "1990", reasonable_grounds="pending")
    with transaction.atomic(), everywhere():
        people, is_whole = _people()
    assert is_whole
    assert sorted((each.status, each.year, each.column) for each in people) == [
        (PRESUMED, 2025, "male/adult"),
        (RECOGNISED, 2024, "female/child"),
    ]


@pytest.mark.usefixtures("world")
def test_the_table_shows_what_is_many_and_hides_the_few_beside_it() -> None:
    many(2025, 12)
    identified(2025, "male", "1990-01-01")
    found = count(actor("fen"))
    table = found.tables[RECOGNISED, 2025]
    assert table.at((TOTAL, TOTAL)) == 25
    women, men = COLUMNS.index("female/adult"), COLUMNS.index("male/adult")
    sexual = rows().index("sexual")
    assert table.at((sexual, men)) is None
    hidden_too = [table.at((sexual, women)), table.at((sexual, TOTAL)), table.at((TOTAL, men)), table.at((TOTAL, women))]
    assert None in hidden_too
    assert min(table.shown.values()) >= 10
    told = [each for each in told_of_user("fen") if each.act == "figures-counted"]
    assert told[0].about["digest"] == found.digest
    assert len(AGES) * 4 == len(COLUMNS)


@pytest.mark.usefixtures("world")
def test_a_year_that_has_not_ended_and_one_with_a_few_people_are_not_shown() -> None:
    for _number in range(11):
        identified(now().year, "female", "1990-01-01")
    identified(2024, "female", "1990-01-01")
    assert count(actor("fen")).tables == {}


@pytest.mark.usefixtures("world")
def test_a_decision_between_two_looks_changes_nothing_shown_until_the_next_year_and_then_never_a_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for year in (2024, 2025):
        many(year, 12)
        identified(year, "male", "1990-01-01")
    before = count(actor("fen"))
    identified(2024, "female", "1990-01-01")
    many(2025, 10)
    many(2023, 12)
    identified(2023, "male", "1990-01-01")
    assert count(actor("fen")) == before
    assert [each.about["digest"] for each in told_of_user(COUNTER.user)] == [before.digest]
    next_year = today().replace(year=today().year + 1, month=1, day=2)
    monkeypatch.setattr(counting, "today", lambda: next_year)
    after = count(actor("fen"))
    totals = {key: table.at((TOTAL, TOTAL)) for key, table in after.tables.items()}
    assert totals == {(RECOGNISED, 2023): 25, (RECOGNISED, 2024): 25, (RECOGNISED, 2025): 45}
    assert after.made == {
        (RECOGNISED, 2023): next_year, (RECOGNISED, 2024): before.on, (RECOGNISED, 2025): next_year,
    }  # fmt: skip
    assert count(actor("fen")) == after
    assert [each.about["digest"] for each in told_of_user(COUNTER.user)] == [before.digest, after.digest]


@pytest.mark.usefixtures("world")
def test_a_release_that_cannot_be_read_any_more_is_not_made_a_second_time() -> None:
    count(actor("fen"))
    with everywhere():
        WrapRow.objects.filter(person=INSTALLATION, compartment=LOG).delete()
    with pytest.raises(AmparoError) as caught:
        count(actor("fen"))
    assert caught.value.code == "figures-lost"


@pytest.mark.usefixtures("world")
def test_whose_office_it_is_not_counts_nothing() -> None:
    for name in ("brook", "castor", "gita", "hana", "lena", "ivo"):
        with pytest.raises(AmparoError, match="that is for others to do"):
            count(actor(name))
