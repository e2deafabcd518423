"""The log as a file that anybody checks without this server, and its public key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import TruncDate

from amparo.casework.actor import ITSELF
from amparo.casework.keys import signing
from amparo.casework.log import log, wait_for_head
from amparo.casework.log_entry import record_of
from amparo.casework.log_rows import last_head
from amparo.casework.models import LogHead, LogOrder
from amparo.casework.sequencing import head_of
from amparo.casework.whole_file import refuse_there, written_whole
from amparo.errors import AmparoError
from amparo.ledger.export import exported
from amparo.ledger.head import Head
from amparo.sealing.signing import to_text

CHUNK: Final = 2000
"""Rows that are held in memory at once."""


def write_key(path: Path) -> str:
    """Write the public key that checks the heads; return its id."""
    public = signing().public
    refuse_there(path)
    with written_whole(path) as aside:
        aside.write_bytes(to_text(public).encode("ascii"))
    return public.id


def write_export(path: Path) -> Head:
    """Write the log so far, with the entry of this export as the last of those it covers; return its last head."""
    refuse_there(path)  # before the log says that something was taken out
    with transaction.atomic():
        id_ = log("log-exported", ITSELF)
    wait_for_head(id_)
    heads = thinned()
    with written_whole(path) as aside, aside.open("wb") as file:
        for line in exported(heads, records(heads[-1].size)):
            file.write(line)
    return heads[-1]


def thinned() -> list[Head]:
    """Return the last head of each day in UTC, and the last of all: enough to see from when a change of the log would be."""
    day = TruncDate("moment", tzinfo=UTC)
    sizes = LogHead.objects.annotate(day=day).values("day").annotate(last=Max("size")).values_list("last", flat=True)
    return [head_of(row) for row in LogHead.objects.filter(size__in=list(sizes)).order_by("size")]


def records(size: int) -> Iterator[bytes]:
    """Yield the first entries in the order of the tree, as they are hashed; raise `AmparoError` where one is missing."""
    rows = LogOrder.objects.filter(index__lt=size).select_related("row").order_by("index")
    count = 0
    for order in rows.iterator(CHUNK):
        if order.index != count:
            break
        yield record_of(order.row).written()
        count += 1
    if count != size:
        raise AmparoError("log-broken", f"entry {count} of the log is missing", help="run `amparo doctor`")


def newest_head() -> Head:
    """Return the newest head; raise `AmparoError` while the log is empty."""
    row = last_head()
    if row is None:
        raise AmparoError("log-empty", "nothing is in the log yet")
    return head_of(row)
