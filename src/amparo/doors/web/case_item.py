"""The page of one thing of which a case can have several (an offence, a proceeding): its facts; added, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.record import Statement, record
from amparo.casework.sight import Sight
from amparo.desk.control import source_words
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.stating import source_from
from amparo.desk.wording import parts
from amparo.doors.web.case_page import REFUSALS, head_of
from amparo.doors.web.trouble import Trouble
from amparo.errors import AmparoError
from amparo.facts.case import SOURCES
from amparo.ledger.entry import Entry
from amparo.ledger.known import said_of_item

ADD = "add"
TAKE_BACK = "take-back"


def is_item(key: str) -> bool:
    """Say whether a key names an item itself: `offence#1`."""
    kind, number, fact = parts(key)
    return bool(kind in vocabulary().items and number and not fact)


def items_of(sight: Sight, kind: str) -> list[dict[str, str]]:
    """Return the items of a kind that the viewer knows of."""
    return [
        {"words": wording().item(kind, number), "href": fact_page(sight.case, f"{kind}#{number}")}
        for number in numbers(sight.entries, kind)
    ]


def item(request: HttpRequest, who: Actor, case: str, key: str) -> HttpResponseBase:
    sight = look(who, case)
    kind, _number, _fact = parts(key)
    readable = [f"{key}.{name}" for name, fact in vocabulary().items[kind].items() if fact.compartment in sight.readable]
    if not readable:
        raise not_there()
    if request.method == "POST":
        return _changed(request, who, sight, key, readable)
    return _show(request, who, sight, key, readable)


def _changed(request: HttpRequest, who: Actor, sight: Sight, key: str, readable: Sequence[str]) -> HttpResponseBase:
    mine = [entry for entry in said_of_item(sight.entries, key) if entry.agency == who.agency]
    try:
        source = source_from(request.POST)
        taken_back = [Statement(entry.key, None, source, corrects=entry.id) for entry in mine]
        added = [Statement(key, value=True, source=source)]
        stated = taken_back if request.POST.get("do") == TAKE_BACK else added
        record(who, sight.case, stated, seen={each.key: sight.seen[each.key] for each in stated if each.key in sight.seen})
    except AmparoError as error:
        if error.code in REFUSALS:
            raise
        return _show(request, who, sight, key, readable, Trouble.of(error, otherwise="source"))
    return redirect(fact_page(sight.case, key))


def _show(
    request: HttpRequest, who: Actor, sight: Sight, key: str, readable: Sequence[str], trouble: Trouble | None = None
) -> HttpResponse:
    facts = KeptFacts(sight)
    there = said_of_item(sight.entries, key)
    kind, number, _fact = parts(key)
    context: dict[str, Any] = {
        "head": head_of(sight, who),
        "name": wording().item(kind, number),
        "listed": bool(there),
        "mine": any(entry.agency == who.agency for entry in there),
        "facts": [facts.fact(each, _of(there, each)) for each in readable] if there else (),
        "may_record": compartment_of(key) in sight.recordable,
        "sources": [(name, source_words(name)) for name in SOURCES],
        "list": fact_page(sight.case, f"{kind}.complete"),
        "trouble": trouble,
    }
    return render(request, "cases/item.html", context, status=422 if trouble else 200)


def _of(entries: Sequence[Entry], key: str) -> list[Entry]:
    return [entry for entry in entries if entry.key == key]
