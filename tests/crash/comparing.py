"""What a third process finds after a crash: acknowledgements against the database, the log and its head.

Nothing of it is shared with the product's own audit but the reading of a sealed entry: tree, counts and orphans are worked out
here once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from amparo.casework.compartment import vocabulary
from amparo.casework.keys import signing
from amparo.casework.log import log, told_of
from amparo.casework.models import Case, Kept, LogHead, LogMention, LogOrder, LogQueue, LogRow
from amparo.casework.moment import now
from amparo.casework.sequencing import head_of, sequence
from amparo.casework.store import DjangoStore
from amparo.ledger.canonical import written_moment
from amparo.ledger.entry import entry_from
from amparo.ledger.head import message
from amparo.ledger.leaf import LogRecord
from amparo.sealing.signing import check
from apart import Speaking
from casework.world import actor
from walled import see_everything


def compare(_: Speaking, *, acknowledged: dict[str, list[str]], tree: bool = True) -> dict[str, Any]:
    """Return how much is there, and everything that is wrong: each list is empty after a crash as before it."""
    while sequence():
        pass
    see_everything()
    is_whole = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not is_whole:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        found = {"there": _there(), **_of_cases(acknowledged), **_of_all()}
        return {**found, **(_of_tree() if tree else {})}


def planted(say: Speaking) -> dict[str, Any]:
    """Return what `compare` finds where an entry was lost, one was kept without the log, and one logged without being kept."""
    brook = actor("brook")
    see_everything()
    with transaction.atomic():
        (case,) = Case.objects.values_list("id", flat=True)[:1]
        row = Kept.objects.filter(case_id=case).first()
        table = {"schema": 1, "id": "unlogged", "case": case, "key": "screened", "value": True, "source": "said", "by": "ngo"}
        table |= {"agency": "harbour", "user": "brook", "recorded": written_moment(now())}
        DjangoStore().append([entry_from(table, vocabulary())], {})
        log("fact-recorded", brook, case=case, about={"entries": [["unkept", "00"], [row.id if row else "", "00"]], "keys": []})
        found = compare(say, acknowledged={case: ["unsaid"], "no-case": []})
        transaction.set_rollback(True)
    return {name: value for name, value in found.items() if value and name != "there"}


def looks(_: Speaking, *, case: str) -> int:
    """Return how many looks at a case are in the log."""
    return sum(told.act == "case-looked-at" for told in told_of(case))


def _there() -> list[int]:
    """Count cases, entries and rows of the log."""
    return [Case.objects.count(), Kept.objects.count(), LogRow.objects.count()]


def _of_cases(acknowledged: dict[str, list[str]]) -> dict[str, Any]:
    lost, orphans, unlogged = [], [], []
    for case, entries in acknowledged.items():
        kept = {row.id: sha256(bytes(row.sealed)).hexdigest() for row in Kept.objects.filter(case_id=case)}
        told = told_of(case)
        logged = {id_: digest for each in told if each.act == "fact-recorded" for id_, digest in each.about["entries"]}
        lost += sorted(set(entries) - set(kept)) + ([] if Case.objects.filter(id=case).exists() else [case])
        orphans += [id_ for id_, digest in logged.items() if kept.get(id_) != digest]
        unlogged += sorted(set(kept) - set(logged)) + ([] if any(each.act == "case-opened" for each in told) else [case])
    return {"lost": lost, "logged, not kept": orphans, "kept, not logged": unlogged}


def _of_all() -> dict[str, Any]:
    """Count over everything, without a key: rows of each case, places of each entry."""
    rows = Case.objects.annotate(rows=Count("kept")).values_list("id", "size", "rows")
    gaps = [case for case, size, there in rows if size != there]
    wrong = Kept.objects.values("case_id").annotate(rows=Count("id")).values_list("case_id", "rows")
    numbers = [case for case, there in wrong if sorted(_numbers(case)) != list(range(there))]
    placed = list(LogOrder.objects.order_by("index").values_list("index", flat=True))
    return {
        "miscounted": gaps,
        "misnumbered": numbers,
        "without a place": LogRow.objects.filter(logorder=None).count() + LogQueue.objects.count(),
        "places missing": [] if placed == list(range(len(placed))) else placed,
        "named by nobody": LogRow.objects.exclude(id__in=LogMention.objects.values("row_id")).count(),
    }


def _numbers(case: str) -> Sequence[int]:
    return list(Kept.objects.filter(case_id=case).values_list("number", flat=True))


def _of_tree() -> dict[str, Any]:
    """Work the root out by the definition of RFC 6962, section 2.1, and hold the last head against it."""
    rows = LogOrder.objects.select_related("row").order_by("index")
    leaves = [sha256(b"\x00" + LogRecord(order.row.id, bytes(order.row.sealed)).written()).digest() for order in rows]
    last = LogHead.objects.order_by("-size").first()
    if last is None:
        return {"head": [] if not leaves else ["none"]}
    head = head_of(last)
    check(message(head.size, head.moment, head.root), head.signature, signing().public)
    return {"head": [] if (head.size, head.root) == (len(leaves), _root(leaves)) else ["other"]}


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + _root(leaves[:half]) + _root(leaves[half:])).digest()
