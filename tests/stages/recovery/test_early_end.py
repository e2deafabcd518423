"""An early end of the time to recover, tried by everybody who gains from it; and by the person, who alone decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, record
from amparo.casework.waiting import awaited_in
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.recovery.early_end import asked_from, check_day, come_back, confirm
from amparo.stages.recovery.early_wish import say_wish, take_back
from amparo.stages.recovery.period import ENDED, ENDED_EARLY, RUNNING, period_of
from stages.recovery.resting import WISH, actor, agreed_to, asked, held, lists_beds, rests, state, value_of, yesterday

pytestmark = pytest.mark.usefixtures("houses")


@pytest.fixture
def wished(monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A case, and the wish that Brook wrote down in it yesterday."""
    with monkeypatch.context() as patch:
        yesterday(patch)
        case = rests(others=("quinn", "rosa", "mira", "sven", "tova", "ivo", "castor"))
        paper = say_wish(actor("brook"), case, WISH)
    return case, paper


def refused(code: str, who: str, case: str, paper: str, **changed: str) -> None:
    with pytest.raises(AmparoError) as told:
        confirm(actor(who), case, paper, asked(**changed))
    assert told.value.code == code, told.value
    assert value_of(case, ENDED, "brook") is None
    assert period_of(look(actor("brook"), case)).state == RUNNING


def test_a_wish_is_written_down_and_ends_nothing(wished: tuple[str, str]) -> None:
    case, paper = wished
    assert period_of(look(actor("brook"), case)).state == RUNNING
    assert [(each.kind, each.about, each.agency) for each in awaited_in(case)] == [("early-end", paper, "lawyers-xx")]
    assert "no-removal-in-recovery-by-law" in held(case, "removal")


def test_somebody_of_another_agency_who_gains_nothing_confirms_it_another_day_and_then_it_ends(wished: tuple[str, str]) -> None:
    case, paper = wished
    assert confirm(actor("quinn"), case, paper, asked()) is True
    assert value_of(case, ENDED, "brook") == today().isoformat()
    assert period_of(look(actor("brook"), case)).state == ENDED_EARLY
    assert awaited_in(case) == ()
    assert "no-removal-in-recovery-by-law" not in held(case, "removal")
    (entry,) = (each for each in look(actor("brook"), case).entries if each.key == ENDED)
    assert (entry.source, entry.by, entry.language) == ("said", "legal_aid", "Khmer")


@pytest.mark.parametrize("who", ["mira", "sven", "tova", "ivo"])
def test_nobody_confirms_who_is_of_the_same_agency_or_kind_or_could_gain(wished: tuple[str, str], who: str) -> None:
    refused("early-end-gains", who, *wished)


def test_who_wrote_the_wish_down_does_not_confirm_it(wished: tuple[str, str]) -> None:
    refused("same-person", "brook", *wished)


def test_the_police_are_not_even_shown_the_wish(wished: tuple[str, str]) -> None:
    case, paper = wished
    assert paper not in {each.id for each in look(actor("castor"), case).papers}
    refused("no-such-case", "castor", case, paper)


def test_an_agency_that_has_beds_does_not_empty_one(wished: tuple[str, str]) -> None:
    lists_beds("lawyers-xx")
    refused("early-end-gains", "quinn", *wished)


@pytest.mark.parametrize(
    ("name", "value"), [("alone", "no"), ("interpreter", "other"), ("understood", "no"), ("words", " "), ("still", "")]
)
def test_it_counts_only_as_asked_alone_understood_and_in_their_own_words(name: str, value: str) -> None:
    with pytest.raises(AmparoError) as told:
        asked_from({**asked().body(), name: value})
    assert (told.value.code, told.value.where) == ("form-unfinished", name)


@pytest.mark.parametrize("changed", [{"pressed": "yes"}, {"pressed": "unknown"}, {"still": "no"}])
def test_a_wish_that_somebody_pressed_for_or_that_is_no_more_is_over_and_the_time_goes_on(
    wished: tuple[str, str], changed: dict[str, str]
) -> None:
    case, paper = wished
    assert confirm(actor("quinn"), case, paper, asked(**changed)) is False
    assert awaited_in(case) == ()
    assert period_of(look(actor("brook"), case)).state == RUNNING
    refused("no-such-case", "rosa", case, paper)


def test_the_person_takes_it_back_until_then(wished: tuple[str, str]) -> None:
    case, paper = wished
    take_back(actor("ivo"), case, "She would rather stay")
    refused("no-such-case", "quinn", case, paper)


def test_it_is_not_confirmed_on_the_day_of_the_wish() -> None:
    case = rests()
    paper = say_wish(actor("brook"), case, WISH)
    refused("early-end-too-soon", "quinn", case, paper)


@pytest.mark.parametrize(
    ("zone", "said", "asked_again", "may"),
    [
        ("UTC", "2026-05-04T23:59", "2026-05-05T00:01", False),  # two minutes are no night
        ("UTC", "2026-05-04T08:00", "2026-05-04T23:59", False),
        ("UTC", "2026-05-04T12:30", "2026-05-05T00:30", True),
        ("UTC", "2026-05-04T23:59", "2026-05-05T11:59", True),
        ("Asia/Bangkok", "2026-05-04T18:00", "2026-05-05T08:00", False),  # there both fall on 5 May
        ("Asia/Bangkok", "2026-05-04T16:30", "2026-05-05T06:00", True),
        ("America/Lima", "2026-05-05T06:00", "2026-05-06T04:00", False),
        ("UTC", "2026-05-04T12:00", "2026-05-03T12:00", False),  # a clock that was set back
    ],
)
def test_another_day_is_one_of_the_calendar_here_with_a_night_between(
    monkeypatch: pytest.MonkeyPatch,
    zone: str,
    said: str,
    asked_again: str,
    may: bool,  # noqa: FBT001 a column of the table above
) -> None:
    monkeypatch.setenv("AMPARO_TIME_ZONE", zone)
    moments = [datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (said, asked_again)]
    if may:
        check_day(moments[0], moments[1])
        return
    with pytest.raises(AmparoError) as told:
        check_day(moments[0], moments[1])
    assert told.value.code == "early-end-too-soon"


def test_the_fact_is_stated_nowhere_else_by_nobody_and_not_with_another_paper() -> None:
    case = rests(others=("quinn", "ivo", "castor"))
    ways = ((), (Draft("early-end-wish", "legal", {}),), (Draft("note", "legal", {"text": "she wants it"}),))
    for who in ("brook", "quinn", "ivo", "castor"):
        seen = look(actor(who), case).seen
        for value in (today().isoformat(), (today() - timedelta(days=9)).isoformat(), "2026-11", "never", None):
            for papers in ways:
                with pytest.raises(AmparoError) as told:
                    record(actor(who), case, [Statement(ENDED, value, "said")], seen=seen, papers=papers)
                assert told.value.code == "decision-alone"


def test_an_end_is_never_backdated(wished: tuple[str, str]) -> None:
    case, paper = wished
    confirm(actor("quinn"), case, paper, asked())
    with pytest.raises(AmparoError) as told:
        state(case, "quinn", Statement(ENDED, "2026-01-01", "said"))
    assert told.value.code == "decision-alone"


def test_who_comes_back_has_the_time_again_at_once_and_whom_they_told_asks_the_next_time(
    wished: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, paper = wished
    confirm(actor("quinn"), case, paper, asked())
    come_back(actor("brook"), case, "I am back, I have nowhere to go")
    assert period_of(look(actor("brook"), case)).state == RUNNING
    assert "no-removal-in-recovery-by-law" in held(case, "removal")
    again = say_wish(actor("ivo"), case, WISH)
    tomorrow = datetime.now(UTC) + timedelta(hours=30)
    monkeypatch.setattr("amparo.stages.recovery.early_end.now", lambda: tomorrow)
    with pytest.raises(AmparoError) as told:
        confirm(actor("rosa"), case, again, asked())
    assert told.value.code == "early-end-gains"
    assert confirm(actor("mira"), case, again, asked()) is True, "Harbour House wrote down that she came back"


def test_a_wish_is_about_one_time_and_not_about_the_next(wished: tuple[str, str]) -> None:
    case, paper = wished
    entry = next(each for each in look(actor("brook"), case).entries if each.key == "recovery_started_on")
    state(case, "brook", Statement("recovery_started_on", today().isoformat(), "document", corrects=entry.id))
    refused("early-end-changed", "quinn", case, paper)


@pytest.mark.parametrize("age", [16, None])
def test_the_time_of_who_is_or_may_be_a_child_ends_by_no_wish(age: int | None) -> None:
    case = rests(age=16) if age else rests()
    if age is None:
        state(case, "brook", Statement("may_be_child", value=True, source="said"))
        agreed_to(case, "mira", "protection", ())
    with pytest.raises(AmparoError) as told:
        say_wish(actor("brook"), case, WISH)
    assert told.value.code == "early-end-child"


def test_there_is_one_wish_at_a_time_and_none_without_a_time_to_end() -> None:
    case = rests()
    say_wish(actor("brook"), case, WISH)
    with pytest.raises(AmparoError) as told:
        say_wish(actor("quinn"), case, WISH)
    assert told.value.code == "early-end-waits"
    with pytest.raises(AmparoError) as told:
        say_wish(actor("brook"), rests(first=None), WISH)
    assert told.value.code == "no-period"


def test_who_wants_something_done_against_the_person_writes_no_wish_down() -> None:
    case = rests(others=("castor",))
    with pytest.raises(AmparoError) as told:
        say_wish(actor("castor"), case, WISH)
    assert told.value.code == "not-yours-to-record"
