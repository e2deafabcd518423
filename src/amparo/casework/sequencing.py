"""The place of each entry in the tree, and the signed heads over it.

On SQLite there is one writer at a time, so an entry has its place and its head within its own transaction. On PostgreSQL a
lock held to the end of each act would make all acts wait for one another: entries go into a queue, and the sequencer, one
at a time, gives them their places and signs one head over all of a pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from amparo.casework.keys import signing
from amparo.casework.log_entry import record_of
from amparo.casework.log_rows import add_places, is_queued, last_head
from amparo.casework.models import LogHead, LogOrder, LogQueue, LogRow
from amparo.casework.moment import now
from amparo.errors import AmparoError
from amparo.ledger.head import Head, signed_head
from amparo.ledger.tree import Frontier, leaf_hash
from amparo.sealing.signing import sign

MOST: Final = 1000
"""Entries that a pass takes, so that it ends soon and the wait for a head is short."""
SLACK: Final = timedelta(minutes=2)
"""How far a clock may go back without a word: so much a time service corrects at once."""
_LOCK: Final = 0x616D_7061_726F_6C6F
"""The number of the sequencer's lock: `amparolo`, in the range of a bigint."""
_HASH: Final = 32


def assert_clock(moment: datetime, last: LogHead | None) -> None:
    """Raise if the clock went back behind what is signed: an entry would seem to have been written before an earlier one."""
    if last is None or last.clock_ahead or moment >= last.moment - SLACK:
        return
    raise AmparoError(
        "clock-set-back",
        "the clock of this machine is behind the last entry of the log",
        help="set it right; if it had been ahead before, an administrator says so with `amparo log clock`",
    )


def sequence(limit: int = MOST, *, clock_ahead: bool = False) -> int:
    """Give waiting entries their places and sign a head over them; return how many there were."""
    if not is_queued():
        return 0
    with transaction.atomic():
        _wait_for_turn()
        queue = list(LogQueue.objects.select_related("row").order_by("id")[:limit])
        if queue:
            extend([waiting.row for waiting in queue], now(), last_head(), clock_ahead=clock_ahead)
            LogQueue.objects.filter(id__in=[waiting.id for waiting in queue]).delete()
    return len(queue)


def wait_for_head(id_: str) -> Head:
    """Return the first head over an entry; for acts that are answered only once it is signed, after their transaction."""
    while not (order := _place_of(id_)):
        if not sequence() and not _place_of(id_):  # another sequencer may have given it its place meanwhile
            raise AmparoError(
                "log-entry-lost", "an entry of the log has no place and waits for none", help="run `amparo doctor`"
            )
    return head_of(LogHead.objects.filter(size__gt=order.index).order_by("size")[0])


def _place_of(id_: str) -> LogOrder | None:
    return LogOrder.objects.filter(row_id=id_).first()


def extend(rows: Sequence[LogRow], moment: datetime, last: LogHead | None, *, clock_ahead: bool = False) -> LogHead:
    """Add rows at the end of the tree and keep the signed head over all.

    A head is never signed for an earlier moment than the one before: an export in which moments went back would not be sound.
    """
    frontier = frontier_of(last)
    first = frontier.size
    for row in rows:
        frontier = frontier.with_leaf(leaf_hash(record_of(row).written()))
    at = moment if last is None else max(moment, last.moment)
    key = signing()
    head = signed_head(frontier.size, at, frontier.root(), lambda message: sign(message, key))
    kept = LogHead(
        size=head.size,
        moment=head.moment,
        root=head.root,
        signature=head.signature,
        frontier=b"".join(frontier.peaks),
        clock_ahead=clock_ahead or (last is not None and last.clock_ahead and moment < last.moment),
    )
    add_places([(first + number, row.id) for number, row in enumerate(rows)], kept)
    return kept


def frontier_of(head: LogHead | None) -> Frontier:
    """Return the frontier of the tree under a head."""
    if head is None:
        return Frontier()
    peaks = bytes(head.frontier)
    return Frontier(head.size, tuple(peaks[start : start + _HASH] for start in range(0, len(peaks), _HASH)))


def head_of(row: LogHead) -> Head:
    """Return a row as the head it is."""
    return Head(row.size, row.moment, bytes(row.root), bytes(row.signature))


def _wait_for_turn() -> None:
    """Wait until no other sequencer is at work; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
