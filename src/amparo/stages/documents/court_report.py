"""The report to a court or tribunal: where the person stands, what the law determines, and each statement with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casework.bases import BASES
from amparo.casework.compartment import compartment_of
from amparo.casework.purpose import BOUNDS
from amparo.casework.sight import Sight
from amparo.desk.control import source_words
from amparo.desk.kept import Keeper
from amparo.desk.kept_facts import KeptFacts, key_words
from amparo.desk.ladder import ladder
from amparo.desk.library import wording
from amparo.desk.marked import begun
from amparo.desk.standing import RuleLine
from amparo.environment import time_zone
from amparo.ledger.entry import Entry
from amparo.ledger.known import standing
from amparo.stages.documents.given import Given, given
from amparo.stages.documents.page import Part, document, part, said_day
from amparo.stages.documents.plan import Plan
from amparo.stages.documents.receivers import RECEIVERS

KINDS: Final = ("hold", "duty", "entitlement", "presumption")
_YES: Final = "yes"


def court_report(sight: Sight, plan: Plan, agency: str) -> dict[str, Any]:
    """Return what a report says: a pure function of the statements that the receiver is given, and of how many it is not."""
    found = given_to(sight, plan)
    parts = (
        *_about(found, plan),
        *_status(found),
        *_determined(found),
        *statements(found),
        part(_("What is not in it"), _silent()),
    )
    return document(_("Report on a case"), plan, sight, agency, parts, withheld=found.withheld)


def given_to(sight: Sight, plan: Plan) -> Given:
    """Return what the receiver of a plan is given of a look, by the policy that bounds everybody."""
    receiver = RECEIVERS[plan.body]
    parts = frozenset(plan.parts) & receiver.reads & sight.readable.keys()
    return given(sight, parts, receiver.standing(sight.case, sight.keeper, parts).sees)


def _about(found: Given, plan: Plan) -> Iterator[Part]:
    labels = [wording().words.label("compartments", name) for name in sorted(found.sight.readable)]
    law = Keeper(found.sight, KeptFacts(found.sight).as_it_stands).law()
    yield part(
        _("About this report"),
        _("It was made for this receiver and this purpose alone, and is passed on to nobody."),
        points=(
            _("Purpose: %(words)s") % {"words": BOUNDS[RECEIVERS[plan.body].purpose].meaning},
            _("Basis: %(words)s") % {"words": BASES[plan.basis].meaning},
            _("Parts of the case: %(names)s") % {"names": ", ".join(labels)},
            withheld_words(found.withheld),
            _("Law: %(title)s, version %(version)s (%(standing)s)")
            % {"title": law.title, "version": law.version, "standing": law.standing},
        ),
    )


def withheld_words(count: int) -> str:
    """Say how many statements were left out; in which parts they stand is not told."""
    return ngettext("Withheld: %(n)d statement", "Withheld: %(n)d statements", count) % {"n": count}


def _status(found: Given) -> Iterator[Part]:
    stands = ladder(found.status, {})
    steps = [
        _("%(step)s: %(state)s") % {"step": each.words, "state": each.said.lower()} + (f" ({each.since})" if each.since else "")
        for each in stands.steps
    ]
    yield part(
        _("Where the person stands"),
        stands.words,
        _("A status that is open is not a no. The person is treated as protected until it is decided for good."),
        points=steps,
    )


def _determined(found: Given) -> Iterator[Part]:
    keeper = Keeper(found.sight, KeptFacts(found.sight).as_it_stands)
    titles = {
        "hold": _("Acts that the law holds"),
        "duty": _("What is owed"),
        "entitlement": _("What the person may have"),
        "presumption": _("What the law presumes"),
    }
    for kind in KINDS:
        lines = [(each, keeper.rule_line(each)) for each in found.sight.determinations if each["kind"] == kind]
        rows = [_row(each["act"], line) for each, line in lines if not (kind == "duty" and each["fulfilled"] == _YES)]
        yield part(titles[kind], head=(_("What"), _("Whom it binds"), _("Provision"), _("How it stands")), rows=sorted(rows))


def _row(act: str | None, line: RuleLine) -> tuple[str, str, str, str]:
    title = f"{wording().act(act)}: {line.title}" if act and not line.due else line.title
    said = f"{line.item}: {title}" if line.item else title
    cited = "; ".join(citation.text for citation in line.citations)
    until = _("Until this is known: %(facts)s") % {"facts": ", ".join(fact.words for fact in line.missing)}
    stands = (line.due or _("Stands")) if line.settled or not line.missing else until
    return said, line.who, cited, stands


def statements(found: Given) -> Iterator[Part]:
    """Yield the statements of each part that is given: what, how it is known, by which body, on which day."""
    there = [each for each in standing(found.sight.entries) if each.value is not None and each.is_valid_on(found.sight.on)]
    facts = KeptFacts(found.sight)
    for name in sorted(found.sight.readable):
        label = wording().words.label("compartments", name)
        rows = [
            _said(each, facts)
            for each in sorted(there, key=lambda each: (each.key, each.recorded))
            if _is_of(each, name, there)
        ]
        head = (_("Statement"), _("What was stated"), _("How it is known"), _("By whom"), _("Recorded on"))
        yield part(_("Statements: %(part)s") % {"part": begun(label)}, head=head, rows=rows)


def _is_of(entry: Entry, part_: str, there: Sequence[Entry]) -> bool:
    """Say whether a statement is of a part; that an item is listed is said by its facts, where there are any."""
    is_item = "#" in entry.key and "." not in entry.key
    return compartment_of(entry.key) == part_ and not (is_item and any(each.key.startswith(f"{entry.key}.") for each in there))


def _said(entry: Entry, facts: KeptFacts) -> tuple[str, str, str, str, str]:
    day = said_day(entry.recorded.astimezone(time_zone()).date())
    return key_words(entry.key), facts.value(entry.key, entry.value), source_words(entry.source), wording().actor(entry.by), day


def _silent() -> str:
    return _(
        "It names nobody, and says nothing of where the person lives. A fact that does not stand here is not denied: it is "
        "unknown, or it is not for this receiver."
    )
