"""Looking: yes or no with a reason, less what may not be read, and in the log before anything is given."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.access import look
from amparo.casework.audience import audience
from amparo.casework.grants import give_grant
from amparo.casework.log import told_of, told_of_user
from amparo.casework.models import LogRow, Membership
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.errors import AmparoError
from casework.staffed import cases_of
from casework.world import actor

STATED = [
    Statement("trafficking_claimed", value=True, source="said"),
    Statement("heard_on_status", value=False, source="observed"),
    Statement("asylum_claimed", value=True, source="document"),
    Statement("pregnant", value=True, source="said"),
]


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = open_case(actor("brook"), purpose="protection", called="Amina")
    record(actor("brook"), made, STATED, seen={})
    return made


def admit(name: str, case: str, purpose: str) -> None:
    """Put somebody of another agency into the case, without any grant."""
    Membership.objects.create(id=f"m-{name}", case_id=case, user_id=name, role="works_on", purpose=purpose, since=now())


def test_who_keeps_the_case_sees_what_was_stated_what_is_held_and_why_they_may(case: str) -> None:
    sight = look(actor("brook"), case)
    assert {entry.key for entry in sight.entries} == {each.key for each in STATED}
    assert (sight.withheld, sight.acts["removal"]["answer"]) == (0, "held")
    assert {decision.reason for decision in sight.readable.values()} == {"in-the-case"}


def test_the_look_is_in_the_log_with_what_was_opened(case: str) -> None:
    look(actor("brook"), case, purpose="protection")
    last = told_of(case)[-1]
    assert (last.act, last.user) == ("case-looked-at", "brook")
    assert "account" in last.about["compartments"]


def test_a_look_that_cannot_be_logged_shows_nothing(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise AmparoError("log-broken", "the log cannot be written")

    monkeypatch.setattr("amparo.casework.access.log", broken)
    with pytest.raises(AmparoError, match="log-broken"):
        look(actor("brook"), case)


@pytest.mark.parametrize("name", ["castor", "doru", "edda", "fen", "gita", "hana", "ivo", "jun", "kofi", "lena"])
def test_who_is_not_in_the_case_is_told_that_there_is_none_and_the_try_is_logged(case: str, name: str) -> None:
    rows = LogRow.objects.count()
    told = []
    for asked in (case, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(AmparoError, match="no-such-case") as caught:
            look(actor(name), asked)
        told.append(caught.value.as_mapping())
    assert told[0] == told[1]
    assert LogRow.objects.count() == rows + 2
    assert cases_of(actor(name)) == ()


@pytest.mark.parametrize(("name", "purpose"), [("hana", "protection"), ("gita", "administration"), ("edda", "return")])
def test_to_be_in_the_case_alone_opens_nothing_to_who_must_not_see_it(case: str, name: str, purpose: str) -> None:
    admit(name, case, purpose)
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor(name), case)


def test_a_list_names_its_cases_in_one_entry(case: str) -> None:
    other = open_case(actor("brook"), purpose="protection")
    before = LogRow.objects.count()
    assert {line.case: line.called for line in cases_of(actor("brook"))} == {case: "Amina", other: ""}
    assert LogRow.objects.count() == before + 1
    assert told_of(case)[-1].act == "list-looked-at"


def test_what_was_known_at_a_moment_is_shown_as_it_was(case: str) -> None:
    before = now()
    record(actor("brook"), case, [Statement("age_years", value=16, source="said")], seen={})
    assert "age_years" not in {entry.key for entry in look(actor("brook"), case, as_known=before).entries}
    assert "age_years" in {entry.key for entry in look(actor("brook"), case).entries}


def test_a_prosecutor_sees_what_was_observed_and_nothing_of_what_was_said_for_help(case: str) -> None:
    claim = {"claim": "against the traffickers, before the court of Port", "told": "yes, in Khmer"}
    until = now() + timedelta(days=30)
    brook = actor("brook", stepped_up=True)
    record(brook, case, [Statement("episode#1.form", value="servitude", source="document")], seen={})
    give_grant(brook, case, "prosecution-xx", ["account"], basis="claim", purpose="justice", until=until, recorded=claim)
    admit("kofi", case, "justice")
    sight = look(actor("kofi"), case)
    assert {entry.key for entry in sight.entries} == {"episode#1.form"}
    told = [reason["fact"] for each in sight.determinations for reason in each["because"]]
    assert "trafficking_claimed" not in told
    assert sight.withheld == len(STATED)


@pytest.mark.usefixtures("lasting_world")
@pytest.mark.parametrize("asked", ["Zephyrine Quill", "a" * 5000, "\u202eanima", "../../etc"])
def test_what_was_typed_in_the_place_of_an_id_does_not_stand_in_the_log(asked: str) -> None:
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("brook"), asked)
    with pytest.raises(AmparoError, match="no-such-case"):
        audience(actor("brook"), asked)
    assert [told.about["asked"] for told in told_of_user("brook") if told.act == "look-refused"] == ["", ""]
