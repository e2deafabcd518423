"""The notice of rights: made of what is in effect and may be read, each right as firm as its rule, marked until approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from amparo.casework.access import look
from amparo.casework.determine import worked_out
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.models import Installation
from amparo.casework.moment import now
from amparo.casework.papers import Draft
from amparo.casework.record import Statement, open_case, record
from amparo.casework.rights_words import FILE, LANGUAGES, approval, rights_words, unapproved
from amparo.casework.sight import Sight, shown
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.stages.information.notice import (
    NOTICE,
    again,
    contents,
    digest_of,
    has_changed,
    make,
    may_be_given,
    notice_of,
    still_tells,
)
from amparo.stages.information.notice_public import rights_of_everybody
from casework.world import actor
from web.inside import agreed, amina, let_in

pytestmark = pytest.mark.usefixtures("world")


def begun(*more: Statement) -> str:
    """Open a case of an adult in the time to recover, at Harbour House."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Wren")
    said = (
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("age_years", 25, "document"),
        Statement("recovery_started_on", (today() - timedelta(days=9)).isoformat(), "document"),
    )
    record(brook, case, (*said, *more), seen={})
    return case


def groups(said: dict[str, Any]) -> dict[str, list[str]]:
    """Return the lines of a notice by how firm they are."""
    return {
        group["name"]: [line["id"] for line in group["lines"]] for part in said["parts"] for group in part["groups"]
    }  # fmt: skip


def said_of(case: str, who: str = "brook", language: str = "en") -> dict[str, Any]:
    return contents(look(actor(who), case), language)


def line_of(said: dict[str, Any], name: str) -> dict[str, Any]:
    lines = (line for part in said["parts"] for group in part["groups"] for line in group["lines"])
    return next(line for line in lines if line["id"] == name)


def test_each_right_stands_under_how_firm_its_rule_is_and_is_told_once() -> None:
    found = groups(said_of(begun()))
    assert "full-support" in found["right"]
    assert "protected" in found["conditions"]
    assert found["effort"] == ["safety"]
    assert "legal-help" in found["should"]
    assert "recovery-time" in found["consider"]
    assert "mind" in found["example"]
    lines = [line for group in found.values() for line in group]
    assert len(lines) == len(set(lines))
    assert "first-help" not in lines, "the law of the country says it in its own words"


def test_the_last_day_of_the_time_to_recover_stands_in_it_in_the_words_of_the_language() -> None:
    case = begun()
    last = today() - timedelta(days=9) + timedelta(days=59)
    assert line_of(said_of(case), "recovery-time")["until"] == last.isoformat()
    assert f"Last day: {last.day} {rights_words('en').months[last.month - 1]} {last.year}." in str(said_of(case)["parts"])
    assert f"พ.ศ. {last.year + 543} (ค.ศ. {last.year})" in line_of(said_of(case, language="th"), "recovery-time")["words"]


def test_what_nobody_checked_is_not_said_to_be_forbidden_and_what_is_settled_is() -> None:
    found = groups(said_of(begun()))
    assert "not-sent-away" in found["must-not"]
    assert "not-charged" in found["before-checked"]
    assert "not-questioned" in found["should-not"]


def test_what_its_maker_may_not_read_is_not_in_it() -> None:
    case = amina()
    let_in(case)
    record(
        actor("brook"), case, (Statement("asylum_claimed", value=True, source="said"),), seen=look(actor("brook"), case).seen
    )
    whole, part = (str(groups(said_of(case, who))) for who in ("brook", "castor"))
    assert "refuge" in whole
    assert "'refuge'" not in part


def test_it_names_nobody_and_no_case() -> None:
    case = amina()
    said = str(said_of(case))
    assert "Zephyrine" not in said
    assert case not in said


def test_it_is_kept_as_it_was_told_and_says_when_things_have_changed() -> None:
    case = begun()
    brook = actor("brook")
    paper = make(brook, look(brook, case), "km")
    kept = notice_of(look(brook, case), paper).body
    assert kept["digest"] == digest_of(kept)
    assert still_tells(look(brook, case), kept)
    assert not has_changed(look(brook, case))
    assert again(kept, "km") == {name: value for name, value in kept.items() if name not in ("digest", "rests_on")}
    assert groups(again(kept, "en")) == groups(dict(kept))
    record(brook, case, (Statement("cooperates", value=True, source="said"),
                         Statement("immigration_status", "irregular", "document")), seen=look(brook, case).seen)  # fmt: skip
    assert not still_tells(look(brook, case), kept)
    assert has_changed(look(brook, case))


def test_a_change_of_the_law_is_seen_on_the_notice_that_was_made_before_it() -> None:
    case = begun()
    brook = actor("brook")
    sight = look(brook, case)
    began = Statement("recovery_started_on", "2023-12-20", "document", corrects=sight.seen["recovery_started_on"])
    record(brook, case, (began,), seen=sight.seen, papers=(Draft("recovery-offer", "legal", {}),))

    def seen_on(day: date) -> Sight:
        now = look(brook, case)
        return replace(now, on=day, determinations=shown(worked_out(case, now.entries, day), now.readable)["determinations"])

    before = contents(seen_on(date(2023, 12, 30)), "en")
    assert still_tells(seen_on(date(2023, 12, 31)), before)
    assert not still_tells(seen_on(date(2024, 1, 1)), before), "the time to recover is longer from that day on"


def test_who_may_not_read_all_that_it_rests_on_does_not_see_it_though_they_read_what_the_person_is_told() -> None:
    case = begun(Statement("asylum_claimed", value=True, source="said"))
    brook = actor("brook", stepped_up=True)
    paper = make(brook, look(brook, case), "en")
    until = now() + timedelta(days=9)
    give_grant(brook, case, "clinic-xx", ("health", "voice"), basis="consent", purpose="health", until=until, recorded=agreed())
    add_member(brook, case, "jun", role="works_on", purpose="health", until=until)
    sight = look(actor("jun"), case)
    assert "voice" in sight.readable
    assert [each for each in sight.papers if each.kind == NOTICE] == []
    with pytest.raises(AmparoError) as told:
        notice_of(sight, paper)
    assert told.value.code == "no-such-case"
    assert "refuge" not in str(groups(contents(sight, "en")))


def test_who_may_not_record_what_the_person_is_told_makes_none() -> None:
    case = amina()
    let_in(case)
    for who in ("edda", "doru"):
        with pytest.raises(AmparoError) as told:
            make(actor(who), look(actor(who), case), "en")
        assert told.value.code == "no-such-case"


def test_a_translation_that_nobody_approved_is_marked_in_the_demonstration_and_refused_elsewhere() -> None:
    case = begun()
    for language in LANGUAGES:
        assert said_of(case, language=language)["mark"]
    Installation.objects.update(demonstration=False)
    assert may_be_given() == ("en",)
    assert said_of(case)["mark"] == rights_words("en").words["source"]
    for language in LANGUAGES[1:]:
        with pytest.raises(AmparoError) as told:
            said_of(case, language=language)
        assert told.value.code == "notice-unapproved"
    assert rights_of_everybody("km")["language"] == "en"


def test_an_approval_is_of_these_words_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_HOME", str(tmp_path))
    Installation.objects.update(demonstration=False)
    case, digest = begun(), rights_words("km").digest
    named = '[km]\nby = "An invented translator, and an invented lawyer"\non = 2026-03-02\n'
    (tmp_path / FILE).write_text(f'{named}digest = "{digest}"\n', "utf-8")
    assert approval("km").on == "2026-03-02"
    assert said_of(case, language="km")["mark"] == ""
    assert [each.language for each in unapproved()] == [each for each in LANGUAGES if each != "km"]
    (tmp_path / FILE).write_text(f'{named}digest = "{digest[::-1]}"\n', "utf-8")
    assert not approval("km")
    for wrong in ("[km", "[km]\nby = 'x'\n", "[xx]\nby = 'x'\non = 2026-03-02\ndigest = 'y'\n"):
        (tmp_path / FILE).write_text(wrong, "utf-8")
        assert not approval("km")
        with pytest.raises(AmparoError) as told:
            unapproved()
        assert told.value.code == "approval-unreadable"


def test_there_is_none_in_a_language_of_which_there_are_no_words() -> None:
    with pytest.raises(AmparoError) as told:
        said_of(begun(), language="xx")
    assert told.value.code == "no-notice-language"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_everybody_may_ask_for_hangs_on_nothing_and_tells_nothing_that_could_shame(language: str) -> None:
    said = rights_of_everybody(language)
    lines = [line for group in groups(said).values() for line in group]
    assert {"full-support", "compensation", "not-sent-away"} <= set(lines)
    assert "recovery-time" in lines, "said of nobody in particular"
    assert not {"recovery-to-come", "refuge", "child-care", "tests"} & set(lines)
    assert said["on"] == date.isoformat(today())


def test_what_is_told_follows_what_was_done_to_the_person_and_how_they_stand() -> None:
    cases = (
        begun(),
        begun(Statement("exploitation_form", "sexual", "said")),
        begun(
            Statement("immigration_status", "irregular", "document"),
            Statement("episode#1.form", "forced_labour", "said"),
            Statement("episode#1.pay_promised", 900, "said"),
            Statement("episode#1.pay_received", 0, "said"),
            Statement("episode#1.currency", "EUR", "said"),
        ),
    )
    bare, used, worked = ({line for group in groups(said_of(case)).values() for line in group} for case in cases)
    assert "infections" in used - bare - worked
    assert {"wages", "stay-recovery"} <= worked - bare - used
