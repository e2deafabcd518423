"""Erasing: nobody reads what was erased, whichever agency they work for; everything else, and the log, stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from amparo.casework.access import look
from amparo.casework.erasing import erase, erased_cases, is_erased
from amparo.casework.keys import LOG, CaseKeys
from amparo.casework.log import told_of, told_of_user
from amparo.casework.log_entry import record_of
from amparo.casework.models import (
    Determined,
    IndexFigure,
    Kept,
    LegalHold,
    LogHead,
    LogOrder,
    Stone,
    Task,
    WrapRow,
)
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import record
from amparo.casework.sequencing import sequence
from amparo.casework.stones import LATEST, STONES, graves_of, read_latest, read_stones, stones
from amparo.casework.store import DjangoStore
from amparo.errors import AmparoError
from amparo.ledger.tree import Growing, leaf_hash
from casework.keeping import BORN, a_case, erase_all
from casework.world import actor


@pytest.fixture
def case(lasting_world: None, beside: Path) -> str:  # noqa: ARG001 an installation and its folder of keys have to be there
    return a_case()


def test_nothing_of_an_erased_person_is_read_by_any_agency(case: str) -> None:
    CaseKeys(case, "harbour").share("clinic-xx", ["account", "identity"])
    erase_all(case)
    assert is_erased(case)
    for agency in ("harbour", "clinic-xx"):
        assert DjangoStore(agency).entries(case) == ()
    assert set(WrapRow.objects.filter(person=case).values_list("compartment", flat=True)) == {LOG}
    assert Kept.objects.filter(case=case).count() == 2, "the sealed rows stay, and nobody opens them"


def test_what_was_worked_out_and_the_figures_are_gone_too(case: str) -> None:
    IndexFigure.objects.create(case_id=case, agency="harbour", purpose="family-name-sound", figure=7)
    assert Determined.objects.filter(case=case).exists()
    assert Task.objects.filter(case=case).exists()
    erase_all(case)
    assert [model.objects.filter(case=case).count() for model in (Determined, Task, IndexFigure)] == [0, 0, 0]
    with pytest.raises(AmparoError, match="no-such-case"):
        look(actor("brook"), case)


def test_everybody_else_stays_as_they_were(case: str) -> None:
    other = a_case()
    before = DjangoStore().entries(other)
    erase_all(case)
    assert DjangoStore().entries(other) == before != ()
    assert erased_cases() == {case}


def test_the_log_stays_sound_and_who_looked_can_still_be_told(case: str) -> None:
    sequence()
    root = LogHead.objects.order_by("-size").first()
    assert root is not None
    erase_all(case)
    grown = Growing()
    for order in LogOrder.objects.select_related("row").order_by("index"):
        grown.add(leaf_hash(record_of(order.row).written()))
        if grown.size == root.size:
            assert grown.root() == bytes(root.root), "not a byte of what was signed before has changed"
    sequence()
    told = told_of(case)
    assert "case-looked-at" in {each.act for each in told}
    assert told[-1].act == "erased"
    assert told[-1].about["second"] == "lena"


def test_who_looked_is_erased_only_where_that_is_said_and_that_it_was_can_be_told(case: str) -> None:
    erase_all(case)
    assert "case-looked-at" in {each.act for each in told_of(case)}
    other = a_case()
    erase_all(other, (LOG,))
    assert {each.act for each in told_of(other)} == {"unreadable"}
    assert told_of_user("brook")[-1].about["case"] == other


def test_one_compartment_is_erased_and_the_others_still_decide(case: str) -> None:
    erase_all(case, ("identity",))
    assert [entry.key for entry in DjangoStore().entries(case)] == ["trafficking_claimed"]
    assert not is_erased(case)
    sight = look(actor("brook"), case)
    assert sight.called == ""
    assert Task.objects.filter(case=case).exists()


def test_an_erased_compartment_may_begin_again(case: str) -> None:
    erase_all(case, ("identity",))
    record(actor("brook"), case, [BORN], seen={})
    assert [entry.key for entry in DjangoStore().entries(case)] == ["trafficking_claimed", "birth_date"]
    assert Stone.objects.filter(person=case, compartment="identity", generation=1).exists()


def test_one_person_alone_erases_nothing(case: str) -> None:
    brook = actor("brook", stepped_up=True)
    with pytest.raises(AmparoError, match="same-person"):
        erase(brook, case, second=brook)
    assert not Stone.objects.exists()


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (("brook", False), ("lena", True), "step-up-needed"),
        (("brook", True), ("lena", False), "step-up-needed"),
        (("brook", True), ("gita", True), "no-such-case"),
        (("doru", True), ("lena", True), "no-such-case"),
        (("hana", True), ("lena", True), "no-such-case"),
        (("edda", True), ("fen", True), "no-such-case"),
    ],
)
def test_both_must_have_the_right_and_prove_who_they_are(
    case: str, first: tuple[str, bool], second: tuple[str, bool], code: str
) -> None:
    with pytest.raises(AmparoError) as raised:
        erase(actor(first[0], stepped_up=first[1]), case, second=actor(second[0], stepped_up=second[1]))
    assert raised.value.code == code
    assert WrapRow.objects.filter(person=case, compartment="account").exists()


def test_a_legal_hold_forbids_it_until_it_has_ended(case: str) -> None:
    held = LegalHold.objects.create(id=fresh_id(), case_id=case, ground="claim", since=now(), set_by_id="brook")
    with pytest.raises(AmparoError, match="erasure-held"):
        erase_all(case)
    assert len(DjangoStore().entries(case)) == 2
    held.ended = now()
    held.save()
    erase_all(case)
    assert is_erased(case)


@pytest.mark.parametrize("wrong", [("acount",), ()])
def test_a_compartment_that_is_none_is_refused(case: str, wrong: tuple[str, ...]) -> None:
    with pytest.raises(AmparoError, match="erasure-unknown-compartment"):
        erase_all(case, wrong)


def test_what_was_erased_before_cannot_be_erased_again(case: str) -> None:
    erase_all(case, ("identity",))
    with pytest.raises(AmparoError, match="erasure-nothing"):
        erase_all(case, ("identity",))


def test_tombstones_are_signed_one_after_the_other_and_copied_beside_the_rings(case: str, beside: Path) -> None:
    other = a_case()
    erase_all(case)
    erase_all(other)
    known = read_latest(beside)
    assert known is not None
    assert read_stones(beside / STONES) == stones()
    assert graves_of(stones(), known).count == known.count == Stone.objects.count() > 2
    assert {path.stat().st_mode & 0o777 for path in (beside / STONES, beside / LATEST)} == {0o600}


def test_no_destroyed_wrap_is_left_in_the_database_nor_on_sqlite_in_its_log_of_writes(case: str) -> None:
    wraps = [bytes(row.sealed) for row in WrapRow.objects.filter(person=case).exclude(compartment=LOG)]
    erase_all(case)
    data = _all_there_is()
    assert [wrap for wrap in wraps if wrap in data] == []
    assert bytes(WrapRow.objects.filter(person=case, compartment=LOG).get().sealed) in data, "the search finds what is there"


def _all_there_is() -> bytes:
    if connection.vendor != "sqlite":  # what its own log of writes still holds ends with the keys of the month
        return b"".join(map(bytes, WrapRow.objects.values_list("sealed", flat=True)))
    name = Path(str(connection.settings_dict["NAME"]))
    return b"".join(path.read_bytes() for path in (name, name.with_name(f"{name.name}-wal")) if path.exists())
