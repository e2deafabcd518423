"""To record several facts of a case at once: what there is to record, one topic of it, one of several things."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.items import next_item, numbers
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.recordable import recordable
from amparo.desk.topics import Topic, topics, topics_in
from amparo.doors.web.carried import is_key
from amparo.doors.web.case_page import head_of, of_a_case
from amparo.doors.web.message import only
from amparo.doors.web.own_pages import asked_here, own_pages
from amparo.doors.web.recorder import NUMBER, Asked, recorder
from amparo.doors.web.signed_in import actor, signed_in
from amparo.errors import AmparoError
from amparo.ledger.key import COMPLETE

NEW: Final = "new"
LONGEST: Final = 9
DRAWN_FROM: Final = 1_000
DRAWN_TO: Final = 1_000_000
"""Between these a number is drawn for a thing of a kind whose list stands in a part that its writer may not read."""


@dataclass(frozen=True, slots=True)
class Way:
    """One topic to choose: its page, its title, and how many things of it are listed."""

    href: str
    title: str
    count: int = 0


@only("GET", "HEAD")
@signed_in
@of_a_case
def record(request: HttpRequest, case: str) -> HttpResponseBase:
    """Show what there is to record; lead from the list of all facts to the page of one."""
    if "key" in request.GET:
        key = request.GET["key"]
        return redirect("case-fact", case=case, key=key) if is_key(key, vocabulary()) else redirect("case", case=case)
    who = actor(request)
    sight = look(who, case)
    found = topics_in(sight.recordable)
    context = {
        "head": head_of(sight, who),
        "person": [Way(_page(case, each.name), each.title) for each in found if not each.is_kind],
        "kinds": [
            Way(_page(case, each.name), each.title, len(numbers(sight.entries, each.name))) for each in found if each.is_kind
        ],
        "recordable": recordable(sight.recordable),
    }
    return render(request, "cases/record.html", context)


@only("GET", "HEAD", "POST")
@signed_in
@of_a_case
def topic(request: HttpRequest, case: str, topic: str) -> HttpResponseBase:
    who = actor(request)
    sight = look(who, case)
    found = topics().get(topic)
    if found is None or not any(compartment_of(key) in sight.readable for key in found.keys("1")):
        raise not_there()
    asked_for = request.GET.get("item", "")
    if not found.is_kind:
        return recorder(request, who, sight, _of_the_person(sight, found))
    if asked_for == NEW:
        return recorder(request, who, sight, _another(sight, found, request.POST.get(NUMBER, "")))
    if asked_for:
        return recorder(request, who, sight, _one(sight, found, asked_for))
    return _listed(request, who, sight, found)


def _of_the_person(sight: Sight, found: Topic) -> Asked:
    keys = found.keys()
    shows = {"own": own_pages(sight.case, (key for key in keys if compartment_of(key) in sight.recordable))}
    return Asked(found.title, _may(sight, asked_here(keys)), reverse("case-facts", kwargs={"case": sight.case}), shows=shows)


def _one(sight: Sight, found: Topic, number: str) -> Asked:
    if number not in numbers(sight.entries, found.name):
        raise not_there()
    return Asked(wording().item(found.name, number), _may(sight, found.keys(number)), _page(sight.case, found.name))


def _another(sight: Sight, found: Topic, number: str = "") -> Asked:
    """Ask about a thing that is not listed yet; `number` is the one that a page already sent back was given."""
    key = f"{found.name}#{number}" if number.isdecimal() and number.isascii() and len(number) <= LONGEST else ""
    key = key or _next(sight, found.name)
    return Asked(
        wording().item(found.name, key.partition("#")[2]),
        _may(sight, found.keys(key.partition("#")[2])),
        _page(sight.case, found.name),
        adds=key if compartment_of(key) in sight.recordable else "",
        renumbered=lambda now: _another(now, found),
        shows={"is_new": True},
    )


def _next(sight: Sight, kind: str) -> str:
    """Return the key of a thing that is not there yet; drawn, where the viewer cannot know which numbers are taken."""
    if compartment_of(f"{kind}#1") in sight.readable:
        return next_item(sight.entries, kind)
    return f"{kind}#{DRAWN_FROM + secrets.randbelow(DRAWN_TO - DRAWN_FROM)}"


def _listed(request: HttpRequest, who: Actor, sight: Sight, found: Topic) -> HttpResponseBase:
    """Show what is listed, and ask whether it is all."""
    page = _page(sight.case, found.name)
    key = f"{found.name}.{COMPLETE}"
    items = [
        {
            "words": wording().item(found.name, number),
            "href": fact_page(sight.case, f"{found.name}#{number}"),
            "change": f"{page}?item={number}",
        }
        for number in numbers(sight.entries, found.name)
    ]
    may = _has(sight, found.keys("1"))
    shows = {"items": items, "is_list": True, "add": f"{page}?item={NEW}" if may else "", "kind": found.title}
    keys = (key,) if compartment_of(key) in sight.recordable else ()
    asked = Asked(_title(found.name), keys, page, shows=shows)
    if request.method == "POST" and not keys:
        raise _not_yours()
    return recorder(request, who, sight, asked)


def _title(kind: str) -> str:
    return _("%(kind)s: all that is listed") % {"kind": topics()[kind].title}


def _may(sight: Sight, keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of these facts that the viewer may record."""
    found = tuple(key for key in keys if compartment_of(key) in sight.recordable)
    if not found:
        raise _not_yours()
    return found


def _has(sight: Sight, keys: Iterable[str]) -> bool:
    return any(compartment_of(key) in sight.recordable for key in keys)


def _not_yours() -> AmparoError:
    return AmparoError(
        "not-yours-to-record", "this is not yours to record in this case", help=_("you may read this, and not record it")
    )


def _page(case: str, name: str) -> str:
    return reverse("case-topic", kwargs={"case": case, "topic": name})
