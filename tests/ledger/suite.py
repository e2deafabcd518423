"""What every store of entries keeps to. A store takes part by a class of its own, with a fixture `store` that is empty."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from threading import Barrier
from typing import Final

import pytest

from amparo.errors import AmparoError
from amparo.facts.case import Case
from amparo.facts.settled import Settled, settle
from amparo.ledger.entry import Entry
from amparo.ledger.known import case_of, said_of_item, standing
from amparo.ledger.store import Store, newest
from ledger.stated import POLICE, SHELTER, after, append, entry, vocabulary

ON: Final = date(2026, 3, 2)
ROUNDS: Final = 1000 if os.environ.get("AMPARO_TEST_LONG") else 25


def case(store: Store, minutes: float | None = None, on: date = ON) -> Case:
    """Return the case of Amina as known at a minute, or now."""
    return case_of(store.entries("amina", None if minutes is None else after(minutes)), on=on, zone=UTC)


def settled(store: Store, minutes: float | None = None, on: date = ON) -> Settled:
    """Return what the case of Amina settles to."""
    return settle(case(store, minutes, on), vocabulary(), on=on)


class Kept:
    """Order, atomicity, and what is refused."""

    def test_an_unknown_case_has_no_entries(self, store: Store) -> None:
        assert store.entries("nobody") == ()

    def test_entries_come_back_as_they_were_and_in_order(self, store: Store) -> None:
        stated = [
            entry("isolated", value=True, minutes=minute)
            if minute % 2
            else entry(f"threat#{minute}", value=True, minutes=minute)
            for minute in range(20)
        ]
        for each in stated:
            append(store, each)
        assert store.entries("amina") == tuple(stated)

    def test_the_entries_of_one_act_keep_their_order(self, store: Store) -> None:
        batch = [entry("offence#1", value=True), entry("offence#1.compelled", value=True), entry("in_danger_now", value=True)]
        append(store, *batch)
        assert store.entries("amina") == tuple(batch)

    def test_cases_are_kept_apart(self, store: Store) -> None:
        mine, other = entry("isolated", value=True), entry("isolated", value=False, case="marta")
        append(store, mine)
        append(store, other)
        assert (store.entries("amina"), store.entries("marta")) == ((mine,), (other,))

    def test_every_field_comes_back(self, store: Store) -> None:
        full = entry(
            "heard_on_status", value=True, source="document", method="in person, with an interpreter", language="so",
            asked_by="Brook", valid_from="2026-03-01", valid_until="2026-03-31", reason="asked again",
        )  # fmt: skip
        append(store, full)
        assert store.entries("amina") == (full,)

    @pytest.mark.parametrize(
        "text", ["ሰላም 你好 Zoë", "\u202eright to left\u202c", "zero\u200bwidth", "\U0001f3e0 \x00 \x7f \ufeff", "é", "e\u0301"]
    )
    def test_text_in_any_script_comes_back(self, store: Store, text: str) -> None:
        stated = entry("isolated", value=True, method=text, asked_by=text[::-1])
        append(store, stated)
        assert store.entries("amina") == (stated,)

    def test_an_item_may_have_an_id_in_any_script(self, store: Store) -> None:
        append(store, entry("offence#ክስ①.compelled", value=True), entry("offence#e\u0301", value=True))
        assert [item.id for item in case(store).items["offence"].items] == ["ክስ①", "\u00e9"]

    def test_values_of_every_type_come_back(self, store: Store) -> None:
        values = {
            "birth_date": "2010-03", "nationality": "KH", "language": "km", "age_years": 16, "recovery_started_on": "never",
            "reasonable_grounds": "pending", "isolated": False, "episode#1.pay_received": 12.5, "episode#1.pay_promised": 250,
            "episode#1.currency": "USD", "episode#1.ended_on": "2026-02-28", "episode.complete": False, "in_danger_now": None,
        }  # fmt: skip
        stated = [entry(key, value) for key, value in values.items()]
        append(store, *stated)
        assert store.entries("amina") == tuple(stated)

    def test_five_hundred_facts_come_back_and_settle(self, store: Store) -> None:
        yesno = [name for name, kind in vocabulary().facts.items() if kind.type == "yesno"][:100]
        listed = [f"threat#{number}.at_large" for number in range(500 - len(yesno))]
        stated = [entry(key, value=True) for key in (*yesno, *listed)]
        append(store, *stated)
        assert len(stated) == 500
        assert store.entries("amina") == tuple(stated)
        assert set(listed) <= set(settled(store).values)


class Refused:
    """What no store takes; and then nothing of the act is kept."""

    def refused(self, store: Store, *batch: Entry, seen: dict[str, str] | None = None, case: str = "amina") -> str:
        """Return the code with which the store refuses a batch, having kept nothing of it."""
        before = store.entries(case)
        with pytest.raises(AmparoError) as caught:
            store.append(batch, newest(before) if seen is None else seen)
        assert store.entries(case) == before
        return caught.value.code

    def test_an_act_without_entries(self, store: Store) -> None:
        assert self.refused(store) == "batch-mixed"

    def test_an_act_about_two_cases(self, store: Store) -> None:
        assert self.refused(store, entry("isolated", value=True), entry("isolated", value=True, case="marta")) == "batch-mixed"

    def test_an_act_at_two_moments(self, store: Store) -> None:
        assert (
            self.refused(store, entry("isolated", value=True), entry("in_danger_now", value=True, minutes=1)) == "batch-mixed"
        )

    def test_an_id_twice_in_one_act(self, store: Store) -> None:
        one = entry("isolated", value=True)
        assert self.refused(store, one, entry("in_danger_now", value=True, id=one.id)) == "entry-twice"

    def test_an_id_twice_in_one_case(self, store: Store) -> None:
        one = entry("isolated", value=True)
        append(store, one)
        assert self.refused(store, entry("in_danger_now", value=True), one) == "entry-twice"

    def test_an_id_that_another_case_has(self, store: Store) -> None:
        one = entry("isolated", value=True, case="marta")
        append(store, one)
        assert self.refused(store, replace(one, case="amina")) == "entry-twice"

    def test_an_act_is_kept_whole_or_not_at_all(self, store: Store) -> None:
        last = entry("in_danger_now", value=True, corrects="nothing-there")
        good = entry("isolated", value=True)
        assert self.refused(store, good, last) == "correction-astray"
        append(store, good)
        assert store.entries("amina") == (good,)

    def test_a_correction_of_another_case(self, store: Store) -> None:
        other = entry("isolated", value=True, case="marta")
        append(store, other)
        assert self.refused(store, entry("isolated", value=False, corrects=other.id)) == "correction-astray"

    def test_a_correction_of_another_fact(self, store: Store) -> None:
        old = entry("isolated", value=True)
        append(store, old)
        assert self.refused(store, entry("in_danger_now", value=True, corrects=old.id)) == "correction-of-another"

    def test_a_correction_of_what_was_corrected(self, store: Store) -> None:
        old = entry("isolated", value=True)
        append(store, old)
        append(store, entry("isolated", value=False, corrects=old.id))
        assert self.refused(store, entry("isolated", value=None, corrects=old.id)) == "correction-late"

    def test_two_corrections_of_one_entry_in_one_act(self, store: Store) -> None:
        old = entry("isolated", value=True)
        append(store, old)
        twice = [entry("isolated", value=value, corrects=old.id) for value in (False, None)]
        assert self.refused(store, *twice) == "correction-late"

    def test_a_correction_of_another_agency_without_a_reason(self, store: Store) -> None:
        old = entry("isolated", value=True)
        append(store, old)
        for reason in (None, " "):
            other = entry("isolated", value=False, corrects=old.id, reason=reason, **POLICE)
            assert self.refused(store, other) == "correction-without-reason"

    def test_a_moment_before_the_last_entry(self, store: Store) -> None:
        append(store, entry("isolated", value=True, minutes=5))
        assert self.refused(store, entry("in_danger_now", value=True, minutes=4.999)) == "clock-set-back"

    def test_the_same_moment_is_no_clock_set_back(self, store: Store) -> None:
        append(store, entry("isolated", value=True, minutes=5))
        append(store, entry("in_danger_now", value=True, minutes=5))
        assert len(store.entries("amina")) == 2

    def test_a_writer_who_has_not_seen_the_newest_entry(self, store: Store) -> None:
        first = entry("isolated", value=True)
        append(store, first)
        append(store, entry("isolated", value=False, minutes=1))
        late = entry("isolated", value=True, minutes=2)
        assert self.refused(store, late, seen={}) == "lost-update"
        assert self.refused(store, late, seen={"isolated": first.id}) == "lost-update"

    def test_a_writer_who_saw_what_is_not_there(self, store: Store) -> None:
        assert self.refused(store, entry("isolated", value=True), seen={"isolated": "e0"}) == "lost-update"

    def test_two_things_added_under_one_id(self, store: Store) -> None:
        append(store, entry("offence#1", value=True), entry("offence#1.kind", "begging"))
        other = [entry("offence#1", value=True, minutes=1, **POLICE), entry("offence#1.sanction", "fine", minutes=1, **POLICE)]
        assert self.refused(store, *other, seen={}) == "lost-update"

    def test_a_list_said_to_be_complete_by_who_has_not_seen_its_items(self, store: Store) -> None:
        append(store, entry("offence.complete", value=False))
        seen = store.entries("amina")[-1].id
        append(store, entry("offence#1", value=True, minutes=1))
        whole = entry("offence.complete", value=True, minutes=2)
        assert self.refused(store, whole, seen={"offence.complete": seen}) == "lost-update"
        append(store, whole)

    def test_a_moment_without_a_time_zone(self, store: Store) -> None:
        with pytest.raises(AmparoError) as caught:
            store.entries("amina", datetime(2026, 3, 2))  # noqa: DTZ001 that is what is refused
        assert caught.value.code == "wrong-moment"


class Known:
    """As known at a moment: corrections, disputes, lists, days."""

    def test_what_was_recorded_later_was_not_known(self, store: Store) -> None:
        append(store, entry("isolated", value=True, minutes=10))
        assert settled(store, 9.999_999).get("isolated") is None
        assert settled(store, 10).get("isolated") is True

    def test_moments_differ_by_a_microsecond(self, store: Store) -> None:
        first, second = after(0).replace(microsecond=999_998), after(0).replace(microsecond=999_999)
        append(store, replace(entry("isolated", value=True), recorded=first))
        append(store, replace(entry("isolated", value=False), recorded=second))
        assert [each.recorded for each in store.entries("amina")] == [first, second]
        assert [each.value for each in store.entries("amina", first)] == [True]

    def test_before_its_correction_the_old_value_stands(self, store: Store) -> None:
        old = entry("age_years", 19)
        append(store, old)
        append(store, entry("age_years", 16, minutes=10, corrects=old.id))
        assert settled(store, 9).get("age_years") == 19
        assert settled(store, 10).get("age_years") == 16
        assert settled(store).disputed == ()

    def test_a_correction_may_be_corrected(self, store: Store) -> None:
        first = entry("age_years", 19)
        second = entry("age_years", 16, minutes=1, corrects=first.id)
        third = entry("age_years", 17, minutes=2, corrects=second.id)
        for each in (first, second, third):
            append(store, each)
        assert [settled(store, minute).get("age_years") for minute in (0, 1, 2)] == [19, 16, 17]

    def test_what_is_withdrawn_is_not_known(self, store: Store) -> None:
        old = entry("isolated", value=True)
        append(store, old)
        append(store, entry("isolated", value=None, minutes=1, corrects=old.id))
        assert settled(store, 0).get("isolated") is True
        assert (settled(store).get("isolated"), case(store).facts) == (None, {})

    def test_a_dispute_is_shown_and_neither_side_overwritten(self, store: Store) -> None:
        append(store, entry("isolated", value=True))
        append(store, entry("isolated", value=False, minutes=1, **POLICE))
        assert [each.value for each in case(store).facts["isolated"]] == [True, False]
        assert settled(store).disputed == ("isolated",)
        assert settled(store).get("isolated") is None
        assert settled(store, 0).get("isolated") is True

    def test_no_agency_takes_back_what_another_has_said(self, store: Store) -> None:
        claim = entry("trafficking_claimed", value=True, source="said")
        append(store, claim)
        append(store, entry("trafficking_claimed", value=False, minutes=1, corrects=claim.id, reason="she erred", **POLICE))
        assert [each.value for each in case(store).facts["trafficking_claimed"]] == [True, False]
        assert settled(store).get("trafficking_claimed") is True

    def test_another_agencys_withdrawal_silences_nobody(self, store: Store) -> None:
        stated = entry("isolated", value=True)
        append(store, stated)
        append(store, entry("isolated", value=None, minutes=1, corrects=stated.id, reason="not so", **POLICE))
        assert settled(store).get("isolated") is True

    def test_a_dispute_ends_when_the_first_agency_agrees(self, store: Store) -> None:
        stated = entry("isolated", value=True)
        append(store, stated)
        append(store, entry("isolated", value=False, minutes=1, corrects=stated.id, reason="not so", **POLICE))
        append(store, entry("isolated", value=False, minutes=2, corrects=stated.id))
        assert (settled(store, 1).get("isolated"), settled(store).get("isolated")) == (None, False)

    def test_a_value_without_the_power_to_state_it_is_decided_where_facts_are_settled(self, store: Store) -> None:
        append(store, entry("screened", value=True, **POLICE))
        assert settled(store).get("screened") is None
        assert "takes a body other than those" in settled(store).warnings[0]

    def test_an_item_is_there_while_anybody_speaks_of_it(self, store: Store) -> None:
        mine = [entry("offence#1", value=True), entry("offence#1.compelled", value=True)]
        append(store, *mine)
        theirs = entry("offence#1.kind", "illegal_entry", minutes=1, **POLICE)
        append(store, theirs)
        append(store, *(entry(each.key, None, minutes=2, corrects=each.id) for each in mine))
        assert said_of_item(store.entries("amina"), "offence#1") == (theirs,)
        assert [item.id for item in case(store).items["offence"].items] == ["1"]
        append(store, entry(theirs.key, None, minutes=3, corrects=theirs.id, **POLICE))
        assert "offence" not in case(store).items
        assert len(case(store, 1).items["offence"].items[0].facts) == 2

    def test_an_item_of_which_nothing_is_known_is_there(self, store: Store) -> None:
        append(store, entry("offence#1", value=True))
        assert [(item.id, item.facts) for item in case(store).items["offence"].items] == [("1", {})]

    def test_items_keep_their_order(self, store: Store) -> None:
        append(store, *(entry(f"offence#{name}", value=True) for name in "bca"))
        assert [item.id for item in case(store).items["offence"].items] == ["b", "c", "a"]

    def test_a_list_is_complete_when_somebody_said_so(self, store: Store) -> None:
        append(store, entry("offence#1", value=True), entry("offence.complete", value=True))
        assert settled(store).get("offence.complete") is True

    def test_an_empty_list_may_be_complete(self, store: Store) -> None:
        append(store, entry("offence.complete", value=True))
        assert case(store).items["offence"].complete is True

    def test_a_list_is_no_longer_known_to_be_complete_when_an_item_is_added(self, store: Store) -> None:
        append(store, entry("offence.complete", value=True))
        append(store, entry("offence#1.kind", "illegal_entry", minutes=1))
        assert (settled(store, 0).get("offence.complete"), settled(store).get("offence.complete")) == (True, None)
        append(store, entry("offence.complete", value=True, minutes=2, corrects=store.entries("amina")[0].id))
        assert settled(store).get("offence.complete") is True

    def test_a_list_stays_complete_when_an_item_of_it_is_corrected(self, store: Store) -> None:
        kind = entry("offence#1.kind", "illegal_entry")
        append(store, kind)
        append(store, entry("offence.complete", value=True, minutes=1))
        append(store, entry(kind.key, "theft", minutes=2, corrects=kind.id))
        assert settled(store).get("offence.complete") is True

    def test_a_list_is_not_known_to_be_complete_when_an_item_comes_back(self, store: Store) -> None:
        first = entry("offence#1", value=True)
        taken = entry("offence#1", value=None, minutes=1, corrects=first.id)
        for each in (first, taken, entry("offence.complete", value=True, minutes=2)):
            append(store, each)
        assert settled(store).get("offence.complete") is True
        append(store, entry("offence#1", value=True, minutes=3, corrects=taken.id))
        assert settled(store).get("offence.complete") is None

    def test_who_differs_on_a_list_leaves_it_open(self, store: Store) -> None:
        append(store, entry("offence.complete", value=True))
        append(store, entry("offence.complete", value=False, minutes=1, **POLICE))
        assert settled(store).get("offence.complete") is None

    def test_a_list_said_to_be_incomplete_is_so(self, store: Store) -> None:
        append(store, entry("offence.complete", value=False))
        append(store, entry("offence#1", value=True, minutes=1))
        assert case(store).items["offence"].complete is False

    def test_a_fact_holds_from_its_first_to_its_last_day(self, store: Store) -> None:
        append(store, entry("isolated", value=True, valid_from="2026-03-03", valid_until="2026-03-05"))
        days = [settled(store, on=date(2026, 3, day)).get("isolated") for day in range(2, 7)]
        assert days == [None, True, True, True, None]

    def test_a_way_to_reach_the_person_that_ended_gives_way_to_the_next(self, store: Store) -> None:
        key = "contact#1.channel"
        old = entry(key, "phone")
        append(store, old)
        ended = entry(key, "phone", minutes=1, corrects=old.id, valid_until="2026-03-09")
        append(store, ended, entry(key, "visit", minutes=1, valid_from="2026-03-10"))
        assert settled(store, on=date(2026, 3, 9)).get(key) == "phone"
        assert settled(store, on=date(2026, 3, 10)).get(key) == "visit"
        assert settled(store, 0, on=date(2026, 3, 10)).get(key) == "phone"

    def test_what_was_known_then_is_what_was_read_then(self, store: Store) -> None:
        """Forty random acts of three agencies: each moment reads for ever as it read when it was the last."""
        drawn = Random(20_260_302)
        keys = ("isolated", "in_danger_now", "age_years", "offence#1", "offence#2", "offence#1.compelled", "offence.complete")
        then = []
        for minute in range(40):
            act = [_drawn(drawn, store, key, minute) for key in drawn.sample(keys, drawn.randint(1, 3))]
            append(store, *act)
            then.append((case(store), settled(store).values))
        assert [(case(store, minute), settled(store, minute).values) for minute in range(40)] == then
        assert len({str(read) for read, _ in then}) > 20

    def test_two_writers_never_lose_an_update_and_each_dispute_is_shown(self, store: Store) -> None:
        """Each round two agencies state one fact at once, and try again when they were too late."""
        with ThreadPoolExecutor(2) as writers:
            for number in range(ROUNDS):
                name, start = f"round-{number}", Barrier(2)
                stated = [entry("isolated", value=True, case=name), entry("isolated", value=False, case=name, **POLICE)]
                tries = list(writers.map(lambda each, start=start: _insist(store, each, start), stated))
                kept = store.entries(name)
                assert sorted(each.id for each in kept) == sorted(each.id for each in stated)
                found = settle(case_of(kept, on=ON, zone=UTC), vocabulary(), on=ON)
                assert (found.disputed, found.get("isolated"), sum(tries)) == (("isolated",), None, 3)


def _drawn(drawn: Random, store: Store, key: str, minute: int) -> Entry:
    """Return a statement of any agency: a new one, or a correction of one that was not corrected yet."""
    agency = drawn.choice([SHELTER, POLICE, {"by": "ngo", "agency": "safe-ground", "user": "edda"}])
    open_ones = [each for each in standing(store.entries("amina")) if each.key == key]
    old = drawn.choice(open_ones) if open_ones and drawn.random() < 0.6 else None
    value = drawn.choice([15, 17, 20, None] if key == "age_years" else [True, None] if key[-2:-1] == "#" else [True, False])
    more = {"corrects": old.id, "reason": "asked again"} if old else {}
    ends = {"valid_until": "2026-03-01"} if drawn.random() < 0.1 else {}
    return entry(key, value, minute, **agency, **more, **ends)


def _insist(store: Store, stated: Entry, start: Barrier) -> int:
    """Append as one of two writers who read before either wrote; return how many tries it took."""
    before, tries = store.entries(stated.case), 0
    start.wait()
    while True:
        tries += 1
        try:
            store.append([stated], newest(before))
        except AmparoError as error:
            assert error.code == "lost-update"  # noqa: PT017 the only refusal that a second try answers
            before = store.entries(stated.case)
        else:
            return tries


class StoreSuite(Kept, Refused, Known):
    """All of it."""
