"""Every entry has its place in the tree, in one row without gaps, under signed heads; whoever writes at the same time."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from amparo.casework.actor import ITSELF
from amparo.casework.keys import signing
from amparo.casework.log import log, wait_for_head
from amparo.casework.log_entry import record_of
from amparo.casework.log_rows import is_queued
from amparo.casework.models import LogHead, LogOrder, LogQueue, LogRow
from amparo.casework.sequencing import head_of, sequence
from amparo.errors import AmparoError
from amparo.ledger.head import message
from amparo.ledger.tree import Tree, leaf_hash
from amparo.sealing.signing import check

WRITERS = 4
EACH = 25


def beat() -> str:
    with transaction.atomic():
        return log("heartbeat", ITSELF)


def sequence_all() -> None:
    while sequence():
        pass


def assert_whole(count: int) -> None:
    """See that so many entries stand in one row without gaps, and that each head is signed over those before it."""
    orders = list(LogOrder.objects.select_related("row").order_by("index"))
    assert [order.index for order in orders] == list(range(count))
    assert LogRow.objects.count() == len({order.row_id for order in orders}) == count
    tree = Tree()
    for order in orders:
        tree.add(leaf_hash(record_of(order.row).written()))
    heads = [head_of(row) for row in LogHead.objects.order_by("size")]
    assert heads[-1].size == count
    for head in heads:
        assert head.root == tree.root(head.size)
        check(message(head.size, head.moment, head.root), head.signature, signing().public)
    assert [head.moment for head in heads] == sorted(head.moment for head in heads)


@pytest.mark.usefixtures("world")
def test_entries_stand_in_the_order_in_which_they_were_written() -> None:
    written = [beat() for _ in range(10)]
    sequence_all()
    assert list(LogOrder.objects.order_by("index").values_list("row_id", flat=True)) == written
    assert_whole(10)


@pytest.mark.usefixtures("world")
def test_several_entries_of_one_transaction_each_have_their_place() -> None:
    with transaction.atomic():
        for _ in range(3):
            log("heartbeat", ITSELF)
    sequence_all()
    assert_whole(3)


@pytest.mark.usefixtures("world")
def test_there_is_a_head_over_each_entry_that_waited_for_it() -> None:
    for number in range(5):
        head = wait_for_head(beat())
        assert head.size == number + 1
    assert_whole(5)


@pytest.mark.usefixtures("world")
def test_nobody_waits_for_an_entry_that_is_not_there() -> None:
    beat()
    with pytest.raises(AmparoError, match="log-entry-lost"):
        wait_for_head("nothing")


@pytest.mark.usefixtures("world")
def test_a_pass_takes_so_many_and_leaves_the_rest_to_the_next() -> None:
    for _ in range(5):
        beat()
    waiting = LogQueue.objects.count()
    assert waiting == (5 if is_queued() else 0)
    passes = [sequence(2) for _ in range(4)]
    assert passes == ([2, 2, 1, 0] if is_queued() else [0, 0, 0, 0])
    assert LogHead.objects.count() == (3 if is_queued() else 5)
    assert_whole(5)


@pytest.mark.usefixtures("lasting_world")
def test_what_is_written_at_the_same_time_is_all_there_in_one_row() -> None:
    start = Barrier(WRITERS)
    failures: list[BaseException] = []

    def write(number: int) -> None:
        try:
            start.wait()
            for turn in range(EACH):
                id_ = beat()
                if (turn + number) % 5 == 0:
                    assert wait_for_head(id_).size > 0
        except BaseException as error:  # noqa: BLE001 whatever it is, the test tells it
            failures.append(error)
        finally:
            connections.close_all()

    writers = [Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    sequence_all()
    assert_whole(WRITERS * EACH)
    assert not LogQueue.objects.exists()


@pytest.mark.usefixtures("lasting_world")
def test_an_act_that_is_taken_back_leaves_no_gap() -> None:
    def failing() -> None:
        with transaction.atomic():
            log("heartbeat", ITSELF)
            raise LookupError

    for _ in range(3):
        beat()
        with pytest.raises(LookupError):
            failing()
    sequence_all()
    assert_whole(3)
    assert not connection.in_atomic_block
