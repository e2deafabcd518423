"""What `bench/recording.py` times: acts through the one way of writing, bare inserts beside them, and the opening of a case."""

from __future__ import annotations

import secrets
from time import monotonic, process_time
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from amparo.casework.access import look
from amparo.casework.models import Case, Kept
from amparo.casework.moment import fresh_id
from amparo.casework.record import Statement, open_case, record
from amparo.casework.sequencing import sequence
from apart import Speaking
from casework.test_large_case import FACTS, large_case
from casework.world import actor
from walled import see_everything

SEALED = 400
"""Bytes of a sealed entry, about."""
KEYS = 10
"""Threats of which each writer speaks, one after the other, in a case of its own; then it opens another."""


def acts(say: Speaking, *, seconds: float) -> dict[str, float]:
    """Record one fact after another, and say how many a second were acknowledged."""
    brook = actor("brook")
    say(ready=True)
    say.hear()
    count, end, began = 0, monotonic() + seconds, process_time()
    while monotonic() < end:
        if count % KEYS == 0:
            case = open_case(brook, purpose="protection")
        record(brook, case, [Statement(f"threat#{count}.at_large", value=True, source="observed")], seen={})
        count += 1
    return {"rate": count / seconds, "cpu": (process_time() - began) / count}


def bare(say: Speaking, *, seconds: float) -> dict[str, float]:
    """Add one row after another and count it in its case: what an append is without log and encryption."""
    see_everything()
    with transaction.atomic():
        case = Case.objects.create(id=fresh_id(), agency_id="harbour")
    body = secrets.token_bytes(SEALED)
    say(ready=True)
    say.hear()
    count, end, began = 0, monotonic() + seconds, process_time()
    while monotonic() < end:
        with transaction.atomic(durable=True):
            Kept.objects.create(id=fresh_id(), case=case, number=count, compartment="security", sealed=body)
            case.size = count = count + 1
            case.save(update_fields=["size"])
    return {"rate": count / seconds, "cpu": (process_time() - began) / count}


def sequencer(say: Speaking, *, seconds: float) -> dict[str, int]:
    """Give places and sign heads, as the sequencer does, for as long as others write and until none waits."""
    say(ready=True)
    say.hear()
    end, heads = monotonic() + seconds, 0
    while sequence() or monotonic() < end:
        heads += 1
    return {"heads": heads}


def opened(_: Speaking, *, times: int) -> dict[str, Any]:
    """Open a case of 500 facts, the first time after it changed and then again; return queries and seconds of CPU."""
    brook, case = actor("brook"), large_case(FACTS)
    runs = []
    for _number in range(times + 1):
        with CaptureQueriesContext(connection) as asked:
            began = process_time()
            look(brook, case)
            runs.append((process_time() - began, len(asked)))
    return {"fresh": runs[0], "again": sorted(runs[1:])[times // 2]}
