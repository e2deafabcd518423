"""Recording: who may state what, what is refused, and that every act is in the log or did not happen."""

from __future__ import annotations

from hashlib import sha256

import pytest

from amparo.casework.access import look
from amparo.casework.log import told_of, told_of_user
from amparo.casework.models import Case, Kept, LogRow
from amparo.casework.record import Statement, call, open_case, record
from amparo.errors import AmparoError
from casework.world import actor

HEARD = Statement("heard_on_status", value=False, source="observed")
CLAIMED = Statement("trafficking_claimed", value=True, source="said")


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    return open_case(actor("brook"), purpose="protection", called="Amina")


def test_a_case_is_opened_with_its_worker_in_it_and_all_of_it_in_the_log(case: str) -> None:
    assert look(actor("brook"), case).called == "Amina"
    assert [told.act for told in told_of(case)][:1] == ["case-opened"]
    assert {"label-set", "case-looked-at"} <= {told.act for told in told_of(case)}


def test_what_is_stated_is_seen_with_who_said_it_and_on_what_source(case: str) -> None:
    record(actor("brook"), case, [CLAIMED, HEARD], seen={})
    entries = look(actor("brook"), case).entries
    assert [(each.key, each.value, each.source, each.by, each.agency, each.user) for each in entries] == [
        ("trafficking_claimed", True, "said", "ngo", "harbour", "brook"),
        ("heard_on_status", False, "observed", "ngo", "harbour", "brook"),
    ]


def test_the_log_vouches_for_the_sealed_bytes_of_each_entry(case: str) -> None:
    record(actor("brook"), case, [CLAIMED], seen={})
    said = next(told for told in told_of(case) if told.act == "fact-recorded")
    rows = [[row.id, sha256(bytes(row.sealed)).hexdigest()] for row in Kept.objects.filter(case=case)]
    assert said.about["entries"] == rows
    assert "true" not in str(said.about).lower()


def test_what_was_stated_meanwhile_is_not_overlooked(case: str) -> None:
    seen = look(actor("brook"), case).seen
    record(actor("brook"), case, [CLAIMED], seen=seen)
    with pytest.raises(AmparoError, match="lost-update"):
        record(actor("brook"), case, [Statement("trafficking_claimed", value=False, source="observed")], seen=seen)
    assert Kept.objects.count() == 1


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (Statement("no_such_fact", value=True, source="said"), "unknown-fact"),
        (Statement("age_years", value="sixteen", source="said"), "wrong-value"),
        (Statement("age_years", value=16, source="hearsay"), "unknown-word"),
        (Statement("offence#1.compelled", value=3, source="said"), "wrong-value"),
    ],
)
def test_what_the_vocabulary_does_not_know_is_refused_whole(case: str, statement: Statement, code: str) -> None:
    rows = LogRow.objects.count()
    with pytest.raises(AmparoError) as caught:
        record(actor("brook"), case, [CLAIMED, statement], seen={})
    assert caught.value.code.startswith(code)
    assert (Kept.objects.count(), LogRow.objects.count()) == (0, rows)


@pytest.mark.parametrize("name", ["doru", "edda", "fen", "gita", "hana", "jun"])
def test_who_is_not_in_the_case_gets_the_answer_of_a_case_that_is_not_there(case: str, name: str) -> None:
    told = []
    for asked in (case, "aaaaaaaaaaaaaaaa"):
        with pytest.raises(AmparoError) as caught:
            record(actor(name), asked, [CLAIMED], seen={})
        told.append(str(caught.value))
    assert told[0] == told[1]
    assert Kept.objects.count() == 0
    assert [told.act for told in told_of_user(name)] == ["look-refused", "look-refused"]


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("name", ["castor", "hana", "gita", "fen"])
def test_who_has_not_the_right_opens_no_case(name: str) -> None:
    with pytest.raises(AmparoError, match="not-yours"):
        open_case(actor(name), purpose="protection")
    assert Case.objects.count() == 1


@pytest.mark.parametrize("name", ["", " ", "a" * 81, "Am\x07ina", "\u202eanima"])
def test_a_name_that_no_page_can_show_is_refused(case: str, name: str) -> None:
    with pytest.raises(AmparoError, match="wrong-label"):
        call(actor("brook"), case, name)


def test_a_new_name_takes_the_place_of_the_old_on_pages_and_both_are_kept(case: str) -> None:
    call(actor("brook"), case, "Marta")
    assert look(actor("brook"), case).called == "Marta"
    assert [told.act for told in told_of(case)].count("label-set") == 2


@pytest.mark.parametrize("item", ["Zephyrine", "\u202e1", 'a"b<', "a/b", "%00", "1" * 10, "\u0661"])
def test_an_item_has_a_number_since_a_name_would_stand_in_addresses_and_in_the_log(case: str, item: str) -> None:
    with pytest.raises(AmparoError, match="item-without-id"):
        record(actor("brook"), case, [Statement(f"offence#{item}", value=True, source="said")], seen={})
    with pytest.raises(AmparoError, match="item-without-id"):
        record(actor("brook"), case, [Statement(f"offence#{item}.compelled", value=True, source="said")], seen={})


@pytest.mark.parametrize("field", ["method", "asked_by", "reason"])
@pytest.mark.parametrize("text", ["a\x00b", "\u202enot said", "\u2066x", "\x1b[31m"])
def test_a_text_that_reads_otherwise_than_it_is_written_is_refused(case: str, field: str, text: str) -> None:
    with pytest.raises(AmparoError, match="wrong-value"):
        record(actor("brook"), case, [Statement("age_years", 16, "said", **{field: text})], seen={})
    record(actor("brook"), case, [Statement("age_years", 16, "said", **{field: "one line\nand می‌شود"})], seen={})
