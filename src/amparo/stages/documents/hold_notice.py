"""The notice that an act is held: which act, under what, since when, until what is known. It tells no fact of the person.

What it says beside that the act is held follows from what its receiver may be told, and from nothing else; and it always says
that there may be more. So nobody learns from it that anything stands where they may not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.determine import law as law_of_installation
from amparo.casework.sight import Sight
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts
from amparo.desk.library import wording
from amparo.desk.standing import RuleLine
from amparo.environment import time_zone
from amparo.errors import AmparoError
from amparo.explain.plain import sentence
from amparo.stages.documents.given import Given, given
from amparo.stages.documents.page import Part, document, part, said_day
from amparo.stages.documents.plan import Plan
from amparo.stages.documents.receivers import JUDGING, PROCEDURE, notice_reads

Determined = Mapping[str, Any]
_UNKNOWN: Final = "unknown"


def hold_notice(sight: Sight, plan: Plan, agency: str) -> dict[str, Any]:
    """Return what a notice says; raise `act-not-held` for an act that nothing holds on what is known."""
    if not _holds(sight, plan):
        raise AmparoError(
            "act-not-held",
            _("nothing holds this act on what is known"),
            help=_("there is nothing to give notice of"),
            where="act",
        )
    found = given(sight, notice_reads(plan.body) & sight.readable.keys(), lambda _entry: True, PROCEDURE)
    narrow, holds = found.sight, _holds(found.sight, plan)
    keeper = Keeper(narrow, KeptFacts(narrow).as_it_stands)
    lines = [keeper.rule_line(each) for each in holds]
    parts = (*_held(found, plan, holds), *_under(lines), *_until(holds, keeper), _asked(plan), _silent())
    return document(_("Notice that an act is held"), plan, sight, agency, parts, withheld=0)


def held_acts(sight: Sight) -> tuple[str, ...]:
    """Return the acts of which a notice can be given now."""
    held = {each["act"] for each in sight.determinations if each["kind"] == "hold" and each["in_effect"]}
    return tuple(name for name, kind in vocabulary().acts.items() if name in held and kind.coercive)


def _holds(sight: Sight, plan: Plan) -> list[Determined]:
    """Return the holds of the act in effect: of one item, or of all that are listed."""
    return [
        each
        for each in sight.determinations
        if each["kind"] == "hold" and each["act"] == plan.act and each["in_effect"]
        if not plan.item or each["item"] in (None, plan.item)
    ]


def _held(found: Given, plan: Plan, holds: Sequence[Determined]) -> Iterator[Part]:
    law = law_of_installation().profile.title
    tells_item = plan.item and compartment_of(plan.item) in found.sight.readable
    act = wording().act(plan.act)
    points = [_("Act: %(act)s") % {"act": act}, sentence(vocabulary().acts[plan.act].meaning) + "."]
    if tells_item:
        points.append(_("Held for: %(item)s") % {"item": _item(found.sight, plan.item)})
    if holds:
        points.append(_("On our record since %(day)s") % {"day": said_day(_since(found, holds))})
    yield part(_("What is held"), _("Under the law that we apply (%(law)s), this act is held.") % {"law": law}, points=points)


def _item(narrow: Sight, item: str) -> str:
    """Return an act that is held against the person, with its kind where that is known."""
    kind = KeptFacts(narrow).as_it_stands(f"{item}.kind")
    name = wording().item(*item.split("#"))
    return f"{name}: {wording().value(f'{item}.kind', kind)}" if kind else name


def _since(found: Given, holds: Sequence[Determined]) -> date:
    """Return the day since which the reasons of the first of these holds stand; of none, the day of the first statement."""
    known = sorted((*found.sight.entries, *found.status.entries), key=lambda each: each.recorded, reverse=True)
    first = {each.key: each.recorded for each in known}
    reasons = [[first[each["fact"]] for each in hold["because"] if each["fact"] in first] for hold in holds]
    began = min((max(each) for each in reasons if each), default=known[-1].recorded if known else None)
    return began.astimezone(time_zone()).date() if began is not None else found.sight.on


def _under(lines: Sequence[RuleLine]) -> Iterator[Part]:
    cited = ((line.title, "; ".join(citation.text for citation in line.citations)) for line in lines)
    texts = dict.fromkeys(f"{title} ({provisions})" for title, provisions in cited)
    yield part(_("Under which provisions"), points=texts)


def _until(holds: Sequence[Determined], keeper: Keeper) -> Iterator[Part]:
    missing = dict.fromkeys(key for each in holds if each["conclusion"] == _UNKNOWN for key in each["missing"])
    words = [keeper.fact_line(key).words for key in missing]
    text = _("What is not known is not a no: the act stays held until it is settled.")
    yield part(_("Until what is known"), *([text] if words else []), points=words)


def _asked(plan: Plan) -> Part:
    if plan.body in JUDGING:
        return part(
            _("What we ask of you"),
            _("Please take a decision with reasons on this before the act is done, and send it to us."),
            _("This notice binds no court and no prosecutor. It tells of a protection in the law, for you to weigh."),
            *_offence(plan),
        )
    return part(
        _("What we ask of you"),
        _("Do not do this act while it is held. If you think that it has to be done, ask us first, or ask a court."),
        _("An order of a court is obeyed. Please send us any order that speaks of this act."),
    )


def _offence(plan: Plan) -> tuple[str, ...]:
    if plan.act not in ("prosecution", "punishment"):
        return ()
    return (
        _("Two tests are put to each act by itself, and one of them is enough. Was the act a direct consequence of having been "
          "trafficked? Was the person compelled to it?"),
    )  # fmt: skip


def _silent() -> Part:
    return part(
        _("What this notice does not say"),
        _("It names nobody and tells nothing of what the person told, of their health, or of where they are. Other "
          "provisions may hold the act as well: that one is not named here means nothing."),
        _("Nobody may be treated worse because this notice was sent."),
    )  # fmt: skip
