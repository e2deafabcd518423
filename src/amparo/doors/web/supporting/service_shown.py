"""What the page of one service shows: where it stands and since when, what was said, done and delivered, what the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo.casework.actor import Actor
from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.pieces import WAIT, Happened
from amparo.desk.wording import said_day
from amparo.doors.web.case_page import head_of
from amparo.doors.web.case_ways import ways_of
from amparo.doors.web.supporting.words import (
    answer_words,
    day_words,
    done_words,
    forbids,
    kind_words,
    law_lines,
    look_of,
    state_words,
)
from amparo.stages.support.delivering import MONEY, WHAT
from amparo.stages.support.kinds import SERVICE
from amparo.stages.support.services import FIT, OFFER, Service

TOLD: Final = ("phase", "refusal_reason", "declined_on", "offered_again", "measure")


def shown_service(who: Actor, sight: Sight, found: Service) -> dict[str, Any]:
    """Return the page of a service, less the steps that lead on."""
    keeper = Keeper(sight, KeptFacts(sight).as_it_stands)
    written = (*found.steps, *found.delivered)
    named = Named.of({*(each.agency for each in written), found.moved_by}, {each.user for each in written})
    return {
        "head": head_of(sight, who),
        "ways": ways_of(sight, who, "support"),
        "title": kind_words(found.kind),
        "state": state_words(found.state),
        "look": look_of(found.state),
        "since": said_day(found.since) if found.since else "",
        "disputed": [state_words(each) for each in found.disputed],
        "provider": found.provider,
        "run_by": wording().value(f"{found.key}.run_by", found.facts["run_by"]) if found.facts.get("run_by") else "",
        "answer": _answer(found),
        "facts": list(_facts(found)),
        "fitted": [line for each in found.fitted[-1:] for line in _fitted(each)],
        "forbidden": forbids(sight, found),
        "lines": law_lines(sight, keeper, found.key),
        "standing": {"law": {"pack": sight.law["pack"]}},
        "timeline": [_step(each, named) for each in reversed(found.steps)],
        "delivered": [_delivered(each, named) for each in reversed(found.delivered)],
        "moved_by": named.agency(found.moved_by) if found.moved_by not in ("", who.agency) else "",
        "may_write": found.part in sight.recordable,
        "part": wording().words.label("compartments", found.part),
        "is_part_open": found.part in sight.readable,
        "item": fact_page(sight.case, found.key),
        "change": f"{reverse('case-topic', kwargs={'case': sight.case, 'topic': SERVICE})}?item={found.number}",
    }


def _facts(found: Service) -> Iterator[dict[str, str]]:
    for name in (*TOLD, *(() if found.fitted else FIT)):
        if found.facts.get(name) is not None:
            key = f"{found.key}.{name}"
            yield {
                "words": wording().words.label("facts", f"{SERVICE}.{name}"),
                "value": wording().value(key, found.facts[name]),
            }


def _answer(found: Service) -> dict[str, str] | None:
    said = found.answer
    if said is None:
        return None
    return {
        "answer": answer_words(said.body["answer"]),
        "on": day_words(said.body["on"]),
        "told": said.body["told"],
        "text": said.body["text"],
        "is_agreed": "yes" if found.is_agreed else "",
    }


def _fitted(paper: Paper) -> Iterator[dict[str, str]]:
    for name, answer in paper.body["answers"].items():
        label = wording().words.label("facts", f"{SERVICE}.{name}")
        yield {"words": label, "value": answer_words(answer), "how": paper.body["how"][name]}


def _step(paper: Paper, named: Named) -> Happened:
    body = paper.body
    emergency = _("An emergency: %(why)s") % {"why": body["emergency"]} if body.get("emergency") else ""
    told = [body.get("told", "") if body["step"] == OFFER else "", body.get("text", ""), emergency]
    who = f"{named.user(paper.user)}, {named.agency(paper.agency)}"
    return Happened(
        day_words(body["on"]),
        done_words(body),
        who,
        detail=" ".join(each for each in told if each),
        look=WAIT if emergency else "",
    )


def _delivered(paper: Paper, named: Named) -> dict[str, str]:
    body = paper.body
    return {
        "id": paper.id,
        "on": day_words(body["on"]),
        "what": str(WHAT[body["what"]]),
        "count": _sum(body["count"], body["currency"]) if body["what"] == MONEY else body["count"],
        "cost": _sum(body["cost"], body["currency"]) if body["cost"] else "",
        "text": body["text"],
        "by": named.user(paper.user),
    }


def _sum(amount: str, currency: str) -> str:
    return f"{Decimal(amount):.2f} {currency}"
