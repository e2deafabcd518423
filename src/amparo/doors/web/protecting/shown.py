"""What the pages of protection show: assessments, plans, incidents, people to keep away, ways to reach the person; in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.named import Named
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts, said_moment
from amparo.desk.library import wording
from amparo.desk.links import fact_page
from amparo.desk.wording import said_date
from amparo.stages.protection.assessment import Assessed, Found
from amparo.stages.protection.incident import BRIEFING, INCIDENT, KINDS, TOLD
from amparo.stages.protection.plan import Measure, Plan
from amparo.stages.protection.plan_items import CONTACT, THREAT, things
from amparo.stages.protection.risk import LEVELS, LOOKS, VIEWS

HAPPENED: Final = (INCIDENT, BRIEFING)


def named_in(papers: Iterable[Paper]) -> Named:
    """Return who wrote these papers."""
    some = tuple(papers)
    return Named.of({each.agency for each in some}, {each.user for each in some})


def signed(paper: Paper, named: Named) -> str:
    """Return who wrote a paper, and when."""
    return f"{said_moment(paper.at)} · {named.agency(paper.agency)}, {named.user(paper.user)}"


def assessment(each: Assessed, named: Named) -> dict[str, Any]:
    """Return one assessment, view by view."""
    return {
        "signed": signed(each.paper, named),
        "views": [_view(found) for found in each.found],
        "partners": each.partners,
        "changes": [_change(found) for found in each.found if found.before or found.new or found.gone],
    }


def _view(found: Found) -> dict[str, Any]:
    return {
        "title": str(VIEWS[found.view].title),
        "level": str(LEVELS[found.level]),
        "look": LOOKS[found.level],
        "seen": found.seen,
        "measures": found.measures,
    }


def _change(found: Found) -> dict[str, Any]:
    level = (
        _("%(before)s before, %(now)s now") % {"before": str(LEVELS[found.before]), "now": str(LEVELS[found.level])}
        if found.before
        else ""
    )
    return {"title": str(VIEWS[found.view].title), "level": level, "new": found.new, "gone": found.gone}


def plan(each: Plan, named: Named, facts: KeptFacts) -> dict[str, Any]:
    """Return one plan; a measure whose last day is past says so."""
    body, over = each.paper.body, each.ended(facts.sight.on)
    return {
        "signed": signed(each.paper, named),
        **{name: body[name] for name in ("fears", "wants", "unasked", "call", "code_word")},
        "measures": [measure(row, facts, is_over=row in over) for row in each.measures],
    }


def measure(row: Measure, facts: KeptFacts, *, is_over: bool = False) -> dict[str, Any]:
    """Return one measure in words."""
    return {
        "risk": risk_words(row.risk, facts),
        "what": row.what,
        "who": row.who,
        "until": said_date(row.until) if row.until else "",
        "state": wording().value("service#1.state", row.state) if row.state else "",
        "is_over": is_over,
    }


def risk_words(risk: str, facts: KeptFacts) -> str:
    """Return against what a measure stands: one of the views, or a person to keep away."""
    if risk in VIEWS:
        return str(VIEWS[risk].title)
    relation = facts.as_it_stands(f"{risk}.relation")
    words = wording().item(THREAT, risk.partition("#")[2])
    return f"{words}: {wording().value(f'{risk}.relation', relation)}" if relation else words


def threats(facts: KeptFacts) -> list[dict[str, Any]]:
    """Return the people to keep away, each with whom they endanger, and whether a measure stands against them."""
    return [
        {
            "words": risk_words(each.key, facts),
            "href": fact_page(facts.sight.case, each.key),
            "target": wording().value(f"{each.key}.target", each.facts["target"]) if each.facts["target"] else "",
            "at_large": each.facts["at_large"] is True,
            "measure": said_date(each.facts["measure_on"]) if each.facts["measure_on"] not in (None, "never") else "",
        }
        for each in things(facts, THREAT)
    ]


def contacts(facts: KeptFacts) -> list[dict[str, Any]]:
    """Return the ways to reach the person; one of which nobody knows is not safe."""
    return [
        {
            "words": wording().value(f"{each.key}.channel", each.facts["channel"])
            if each.facts["channel"]
            else wording().item(CONTACT, each.key.partition("#")[2]),
            "href": fact_page(facts.sight.case, each.key),
            "state": _("Safe") if each.facts["safe"] is True else _("Not safe") if each.facts["safe"] is False else _unknown(),
            "look": "" if each.facts["safe"] is True else "held",
        }
        for each in things(facts, CONTACT)
    ]


def _unknown() -> str:
    return _("Not known to be safe: do not use")


def happenings(sight: Sight) -> list[dict[str, Any]]:
    """Return what happened and who was told since, the last first."""
    papers = [each for each in reversed(sight.papers) if each.kind in HAPPENED]
    named = named_in(papers)
    return [{"signed": signed(each, named), **_happening(each.kind, each.body)} for each in papers]


def _happening(kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    if kind == BRIEFING:
        return {"title": _("Those who help were told of the dangers"), "text": body["text"], "look": ""}
    verified = {
        "yes": _("Who asked was checked"),
        "no": _("Who asked could not be checked"),
        "unknown": _("Nobody knows who asked"),
    }
    return {
        "title": str(KINDS[body["kind"]]),
        "day": said_date(body["day"]),
        "text": body["text"],
        "verified": verified.get(body["verified"], ""),
        "told": str(TOLD[body["told"]]) if body["told"] else "",
        "look": "held",
    }
