"""The register: in by agreement, out wholly, found across spellings by those who may ask, and opened to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.db import connection

from amparo.casework import register_rows
from amparo.casework.actor import Actor
from amparo.casework.archive import Backup
from amparo.casework.backing import back_up
from amparo.casework.log import told_of, told_of_user
from amparo.casework.models import Membership, RegisterEntry, RegisterPosting, RegisterRefusal, WrapRow
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import leave_index, name_person, open_case
from amparo.casework.register import asked, enter, entered, is_held, leave, refuse
from amparo.casework.register_building import CHUNK, lists_rebuilt, rebuilt
from amparo.casework.register_keys import register_keys
from amparo.casework.restoring import load
from amparo.casework.wall import everywhere, reading_everywhere
from amparo.errors import AmparoError
from amparo.matching.record import Record
from casework.keeping import erase_all
from casework.world import actor
from wiped import wipe

SELAM: Final = Record(given_names="Selam", family_names="Tesfaye", birth_date="1998-04-17", sex="female", nationality="ET")
MARTA: Final = Record(full_name="Marta Kovač", birth_date="2001-11-02", document_number="PX4410927")
AGREED: Final = {
    "given_on": "2026-11-01",
    "given_how": "spoken, with an interpreter of the house",
    "language": "am",
    "explained": "who may ask the register, what they learn, and that a no changes nothing of the help",
}


@pytest.fixture(autouse=True)
def _on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AGREED, "given_on", f"{now():%Y-%m-%d}")


def opened(name: str = "brook", family_name: str = "Tesfaye") -> str:
    case = open_case(actor(name), purpose="protection")
    name_person(actor(name), case, {"family_name": family_name})
    Membership.objects.create(
        id=fresh_id(), case_id=case, user_id="lena", role="works_on", purpose="protection", since=now(), granted_by_id="brook"
    )
    return case


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    return opened()


def rows() -> tuple[int, int, int]:
    with reading_everywhere():
        return RegisterEntry.objects.count(), RegisterPosting.objects.count(), register_rows.size()


def test_a_person_is_found_in_another_spelling_and_script(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    for written in ("Tesfay Selam", "ሰላም ተስፋዬ"):
        answer = asked(actor("brook"), Record(full_name=written, birth_date="1998-04-17"), reference="intake/2026-118")
        assert answer.decision in {"match", "review"}
        assert [each.case for each in answer.candidates] == [case]
        assert "born on the same day (strong)" in {str(reason) for reason in answer.candidates[0].reasons}
        assert (answer.elsewhere, answer.troubles) == (0, ())


def test_nobody_is_found_in_a_stranger(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    answer = asked(actor("brook"), MARTA, reference="intake/1")
    assert (answer.decision, answer.candidates, answer.elsewhere) == ("no-match", (), 0)
    assert not is_held(MARTA, reference="docket/1")


def test_what_cannot_be_used_of_a_question_is_told_and_holds_at_the_gate(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    unclear = Record(full_name="Marta Kovač", birth_date="last spring")
    answer = asked(actor("brook"), unclear, reference="intake/1")
    assert ([trouble.field for trouble in answer.troubles], answer.decision) == (["birth_date"], "review")
    assert asked(actor("brook"), Record(full_name="😀"), reference="intake/1").decision == "review"
    assert is_held(unclear, reference="docket/1")


def test_a_desk_that_may_not_read_who_it_is_about_learns_only_that_there_is_somebody(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    answer = asked(actor("ivo"), SELAM, reference="intake/1")
    assert (answer.decision, answer.candidates, answer.elsewhere) == ("match", (), 1)


def test_who_begins_no_cases_asks_the_register_nothing(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    for name in ("castor", "doru", "edda", "fen", "gita", "hana", "jun", "kofi"):
        with pytest.raises(AmparoError) as refused:
            asked(actor(name), SELAM, reference="intake/1")
        assert refused.value.code == "not-yours-in-office"


def test_who_does_not_work_on_a_case_puts_nobody_in_takes_nobody_out_and_reads_nothing(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    tries: tuple[Callable[[Actor], object], ...] = (
        lambda who: enter(who, case, MARTA, agreed=AGREED),
        lambda who: leave(who, case),
        lambda who: refuse(who, case),
        lambda who: entered(who, case),
    )
    for name in ("castor", "edda", "fen", "gita", "hana", "ivo", "jun", "kofi"):
        for attempt in tries:
            with pytest.raises(AmparoError) as refused:
                attempt(actor(name))
            assert refused.value.code in {"no-such-case", "not-yours-in-case", "not-yours-to-record"}
    assert entered(actor("brook"), case) == (SELAM, AGREED)


def test_every_act_is_in_the_log_and_told_to_the_person(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    asked(actor("ivo"), SELAM, reference="intake/7")
    leave(actor("brook"), case)
    refuse(actor("brook"), case)
    acts = [told.act for told in told_of(case)]
    assert acts[-4:] == ["register-entered", "register-asked", "register-left", "register-refused"]
    assert dict(told_of_user("ivo")[-1].about) == {"reference": "intake/7", "decision": "match", "found": 1}


def test_leaving_leaves_nothing(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    other = opened(family_name="Kovač")
    before = rows()
    enter(actor("brook"), other, MARTA, agreed=AGREED)
    assert leave(actor("brook"), other)
    assert rows() == before
    assert asked(actor("brook"), MARTA, reference="intake/1").decision == "no-match"
    assert not leave(actor("brook"), other)
    assert leave(actor("brook"), case)
    assert rows() == (0, 0, 0)


def test_a_correction_takes_the_place_of_what_stood_there(case: str) -> None:
    enter(actor("brook"), case, MARTA, agreed=AGREED)
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    assert rows()[0] == rows()[2] == 1
    assert entered(actor("brook"), case) == (SELAM, AGREED)
    assert asked(actor("brook"), MARTA, reference="intake/1").decision == "no-match"


def test_a_chosen_name_stands_in_no_register(lasting_world: None) -> None:  # noqa: ARG001 an installation has to be there
    case = open_case(actor("brook"), purpose="protection", called="Rosa")
    with pytest.raises(AmparoError) as refused:
        enter(actor("brook"), case, Record(full_name="Rosa"), agreed=AGREED)
    assert refused.value.code == "register-chosen-name"
    assert entered(actor("brook"), case) is None


def test_who_refused_is_in_it_only_once_they_agree_anew(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    refuse(actor("brook"), case)
    assert rows() == (0, 0, 0)
    day = now() - timedelta(days=2)
    with pytest.raises(AmparoError) as refused:
        enter(actor("brook"), case, SELAM, agreed={**AGREED, "given_on": f"{day:%Y-%m-%d}"})
    assert refused.value.code == "register-refused"
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    assert (rows()[0], RegisterRefusal.objects.count()) == (1, 0)


def test_what_nobody_could_be_found_by_is_refused(case: str) -> None:
    records = {
        "name": Record(birth_date="1998"),
        "birth_date": Record(full_name="Selam", birth_date="2190-01-01"),
        "full_name": Record(full_name="S" * 201),
        "given_names": Record(full_name="Selam", given_names="Selam\u202e"),
    }
    for field, record in records.items():
        with pytest.raises(AmparoError) as refused:
            enter(actor("brook"), case, record, agreed=AGREED)
        assert (refused.value.code, refused.value.where) == ("register-unusable", field)


def test_nobody_is_put_in_who_was_not_told(case: str) -> None:
    for lacking in ({}, {**AGREED, "explained": ""}):
        with pytest.raises(AmparoError) as refused:
            enter(actor("brook"), case, SELAM, agreed=lacking)
        assert refused.value.code == "basis-not-recorded"


def test_a_question_says_for_what_it_is_asked_and_names_nobody(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    for reference in ("", "Selam Tesfaye", "x" * 41, "ሰላም"):
        with pytest.raises(AmparoError) as refused:
            asked(actor("brook"), SELAM, reference=reference)
        assert refused.value.code == "register-without-reference"


def test_nothing_of_a_person_can_be_read_in_the_tables(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    with reading_everywhere():
        row = RegisterEntry.objects.get()
    for part in (row.sealed, row.written, row.figures, row.agreed):
        for text in ("selam", "tesfaye", "1998", "interpreter"):
            assert text.encode() not in bytes(part).lower()


def test_an_entry_opens_in_its_own_case_alone(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    other = opened(family_name="Kovač")
    with reading_everywhere():
        data = bytes(RegisterEntry.objects.get().sealed)
    with pytest.raises(AmparoError) as refused:
        register_keys().opened(data, other, "person")
    assert refused.value.code == "seal-broken"


def test_a_figure_of_too_many_is_searched_no_more_and_whole_again_after_a_rebuild(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_rows, "MOST", 2)
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    others = [opened() for _ in range(2)]
    for other in others:
        enter(actor("brook"), other, SELAM, agreed=AGREED)
    assert asked(actor("brook"), SELAM, reference="intake/1").decision == "no-match"
    leave(actor("brook"), others[0])
    assert asked(actor("brook"), SELAM, reference="intake/1").decision == "no-match"
    rebuilt()
    assert len(asked(actor("brook"), SELAM, reference="intake/1").candidates) == 2


def test_a_rebuild_makes_the_same_lists_under_another_key(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    enter(actor("brook"), opened(family_name="Kovač"), MARTA, agreed=AGREED)
    with everywhere():
        lists, before = set(RegisterPosting.objects.values_list("figure", "size")), RegisterEntry.objects.get(case_id=case)
        key = WrapRow.objects.get(compartment="register").data_key
    assert rebuilt() == 2
    with everywhere():
        after = RegisterEntry.objects.get(case_id=case)
        assert set(RegisterPosting.objects.values_list("figure", "size")) == lists
        assert (bytes(after.figures), bytes(after.sealed) != bytes(before.sealed)) == (bytes(before.figures), True)
        assert WrapRow.objects.get(compartment="register").data_key != key
        assert lists_rebuilt() == 2
    assert [each.case for each in asked(actor("brook"), SELAM, reference="intake/1").candidates] == [case]


def test_a_large_register_is_made_by_several_processes_as_by_one(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    for _ in range(4):
        enter(actor("brook"), opened(), SELAM, agreed=AGREED)
    rebuilt()
    with everywhere():
        lists = sorted((figure, bytes(entries)) for figure, entries in RegisterPosting.objects.values_list("figure", "entries"))
    monkeypatch.setattr("amparo.casework.register_building.CHUNK", 2)  # so few that it is shared out
    assert rebuilt() == 5 < CHUNK
    with everywhere():
        again = sorted((figure, bytes(entries)) for figure, entries in RegisterPosting.objects.values_list("figure", "entries"))
    assert again == lists
    assert connection.is_usable()


def test_who_leaves_the_index_leaves_the_register(case: str) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    leave_index(actor("brook"), case)
    assert rows() == (0, 0, 0)


def test_erasing_who_somebody_is_takes_them_out(case: str, beside: Path) -> None:  # noqa: ARG001 tombstones are kept there
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    erase_all(case, ("identity",))
    assert rows() == (0, 0, 0)
    assert asked(actor("brook"), SELAM, reference="intake/1").decision == "no-match"


def test_a_backup_brings_back_the_register_but_nobody_who_was_erased_since(
    lasting_world: None,  # noqa: ARG001 an installation has to be there
    beside: Path,  # noqa: ARG001 and its folder of keys
    tmp_path: Path,
) -> None:
    one, other = opened(), opened(family_name="Kovač")
    enter(actor("brook"), one, SELAM, agreed=AGREED)
    enter(actor("brook"), other, MARTA, agreed=AGREED)
    file = tmp_path / "backup.zip"
    back_up(file)
    erase_all(other, ("identity",))
    before = rows()
    wipe()
    backup = Backup(file)
    load(backup)
    backup.close()
    assert rows() == before
    assert [each.case for each in asked(actor("brook"), SELAM, reference="intake/1").candidates] == [one]
    assert asked(actor("brook"), MARTA, reference="intake/1").decision == "no-match"


def test_a_register_that_is_made_anew_during_a_search_is_searched_once_more(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    before = register_keys()
    rebuilt()
    read = [before, before]
    monkeypatch.setattr("amparo.casework.register_search.register_keys", lambda: read.pop() if read else register_keys())
    with pytest.raises(AmparoError) as refused:
        is_held(SELAM, reference="docket/1")
    assert refused.value.code == "register-unreadable"
    read.append(before)
    assert is_held(SELAM, reference="docket/1")


def test_who_loses_what_they_said_is_still_shown_as_being_in_it(case: str, beside: Path) -> None:  # noqa: ARG001 tombstones are kept there
    enter(actor("brook"), case, SELAM, agreed=AGREED)
    erase_all(case, ("voice",))
    assert entered(actor("brook"), case) == (SELAM, {})
