"""The doctor's question: do the log and what is kept agree? Everything that somebody could do to the rows is found."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.db import connection, transaction

from amparo.casework import keys
from amparo.casework.actor import ITSELF
from amparo.casework.auditing import audit
from amparo.casework.log import log
from amparo.casework.models import Case, Kept, Label, LogQueue, LogRow, WrapRow
from amparo.casework.sequencing import sequence
from amparo.sealing.keeping import Rings
from amparo.sealing.signing import with_signing
from casework.world import actor
from wiped import tampering


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 the tables have to be there
    """A case of three entries and a name, as `record.py` keeps them."""
    Case.objects.create(id="case1", agency_id="harbour")
    for number in range(3):
        with transaction.atomic():
            row = Kept.objects.create(
                id=f"entry{number}", case_id="case1", number=number, compartment="account", sealed=b"sealed %d" % number
            )
            vouched = [[row.id, sha256(bytes(row.sealed)).hexdigest()]]
            log("fact-recorded", actor("brook"), case="case1", about={"entries": vouched})
    with transaction.atomic():
        label = Label.objects.create(id="label1", case_id="case1", field="called", version=0, sealed=b"name")
        vouched = [[label.id, sha256(bytes(label.sealed)).hexdigest()]]
        log("label-set", actor("brook"), case="case1", about={"labels": vouched})
        log("heartbeat", ITSELF)
    sequence()
    return "case1"


def found() -> list[tuple[str, str]]:
    return [(finding.kind, finding.row) for finding in audit()]


def test_nothing_is_found_where_nothing_was_done(case: str) -> None:
    assert Kept.objects.filter(case=case).count() == 3
    assert audit() == ()


@pytest.mark.parametrize(
    ("statement", "kind", "row"),
    [
        ("UPDATE casework_kept SET sealed = CAST('other' AS BYTES) WHERE id = 'entry1'", "other-row", "entry1"),
        ("UPDATE casework_label SET sealed = CAST('other' AS BYTES)", "other-row", "label1"),
        ("DELETE FROM casework_kept WHERE id = 'entry1'", "lost-row", "entry1"),
        (
            (
                "INSERT INTO casework_kept (id, case_id, number, compartment, sealed) "
                "VALUES ('more', 'case1', 9, 'account', CAST('x' AS BYTES))"
            ),
            "without-entry",
            "more",
        ),
        (
            "UPDATE casework_loghead SET root = signature WHERE size = 5",
            "other-root",
            "5",
        ),
        ("UPDATE casework_loghead SET frontier = CAST(root || root AS BYTES) WHERE size = 5", "other-root", "5"),
        ("UPDATE casework_loghead SET signature = CAST(root || root AS BYTES) WHERE size = 5", "head-unsigned", "5"),
        ('DELETE FROM casework_logorder WHERE "index" = 1', "entry-missing", "1"),
        ("DELETE FROM casework_loghead", "without-head", "4"),
    ],
)
def test_what_was_done_past_the_triggers_is_found(case: str, statement: str, kind: str, row: str) -> None:  # noqa: ARG001 it is there
    with tampering() as cursor:
        cursor.execute(statement.replace("BYTES", "bytea" if connection.vendor == "postgresql" else "blob"))
    assert (kind, row) in found()


def test_a_changed_entry_of_the_log_is_found_by_its_seal_and_by_the_tree(case: str) -> None:  # noqa: ARG001 as above
    row = LogRow.objects.get(logorder__index=1)
    with tampering() as cursor:
        cursor.execute("UPDATE casework_logrow SET sealed = %s WHERE id = %s", [bytes(row.sealed)[:-1] + b"!", row.id])
    assert ("entry-damaged", row.id) in found()
    assert "other-root" in [kind for kind, _ in found()]


def test_an_entry_that_is_hidden_from_whom_it_names_is_found(case: str) -> None:  # noqa: ARG001 as above
    row = LogRow.objects.get(logorder__index=1)
    with tampering() as cursor:
        cursor.execute("DELETE FROM casework_logmention WHERE row_id = %s", [row.id])
    assert found() == [("other-marks", row.id)]


def test_an_entry_that_was_never_given_a_place_is_found(case: str) -> None:  # noqa: ARG001 as above
    with tampering() as cursor:
        cursor.execute('DELETE FROM casework_logorder WHERE "index" = 4')
    assert "without-place" in [kind for kind, _ in found()]


def test_an_entry_that_waits_for_a_second_place_is_found(case: str) -> None:  # noqa: ARG001 as above
    row = LogRow.objects.get(logorder__index=1)
    LogQueue.objects.create(row=row)
    assert found() == [("two-places", row.id)]


def test_a_table_without_its_triggers_is_found(case: str) -> None:  # noqa: ARG001 as above
    with tampering():
        assert {row for kind, row in found() if kind == "table-unguarded"} >= {
            "casework_kept",
            "casework_logrow",
            "casework_stone",
        }
    assert found() == []


def test_what_was_erased_with_its_log_is_no_fault(case: str) -> None:
    WrapRow.objects.filter(person=case).delete()
    assert found() == []


def test_heads_of_another_key_are_found(case: str) -> None:  # noqa: ARG001 as above
    held = keys.rings().rings
    keys.hold(Rings({**held, "installation": with_signing(held["installation"], keys.LOG)}))
    assert {kind for kind, _ in found()} == {"head-unsigned"}


def test_a_head_that_goes_back_in_time_is_found(case: str) -> None:  # noqa: ARG001 as above
    with transaction.atomic():
        log("heartbeat", ITSELF)
    sequence()
    with tampering() as cursor:
        cursor.execute("UPDATE casework_loghead SET moment = %s WHERE size = 5", ["2099-01-01 00:00:00+00:00"])
    assert [kind for kind, _ in found()].count("back-in-time") == 1
