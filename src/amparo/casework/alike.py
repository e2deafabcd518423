"""Who else it may be: before a case is begun, and of one that is there. The machine finds; people judge (`pairing.py`).

Compared are the named cases of the actor's agency. Shown are those of which they may read who the person is; of others they
learn how many there are, and whoever gives out the work can tell them more. Who goes under a chosen name alone is found by
nobody. The register (`register.py`) is asked beside this: there are, from all agencies, those who agreed to be found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log2
from typing import Final

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.entitled import check_keeps, permitted, standing_of
from amparo.casework.identities import identities
from amparo.casework.log import log
from amparo.casework.models import Case, IndexFigure
from amparo.casework.moment import now
from amparo.casework.name_figures import ALIKE, name_figures
from amparo.casework.office import check_in_office
from amparo.casework.pairing import judgements
from amparo.casework.person import called_by
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import everywhere
from amparo.environment import today
from amparo.matching.decision import NO_MATCH, Decision
from amparo.matching.finding import Found, found
from amparo.matching.person import Person, person_of
from amparo.matching.reasons import Reason, reasons
from amparo.matching.record import Record

IDENTITY: Final = "identity"
COMPARED: Final = 50
"""Cases that share most with who is asked for, which are opened and compared."""
SHOWN: Final = 10
"""More look-alikes are not read before a case is begun."""
_WORTH_A_LOOK: Final = 6.0
"""Bits: less of it than this is said by a common name alone, or by a birth in the same year."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be about the same person, who stands in it, and what speaks for and against it.

    `judged` is true or false where somebody said that it is one person or that it is not, and nothing where nobody has.
    """

    case: str
    decision: Decision
    bits: float
    reasons: tuple[Reason, ...]
    record: Record
    called: str = ""
    judged: bool | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Who was asked for, the cases that may be shown, the likeliest first, and how many likely ones there are beside them."""

    asked: Record
    cases: tuple[Alike, ...]
    elsewhere: int


def alike(actor: Actor, record: Record) -> Likeness:
    """Return the cases that may be about somebody for whom one is about to be begun."""
    with told_plainly(), transaction.atomic(durable=True):
        check_in_office(actor, Action.OPEN_CASE)
        return _shown(actor, actor.agency, record)


def doubles(actor: Actor, case: str) -> Likeness:
    """Return the other cases that may be about the person of this one, with what people judged of each pair."""
    with permitted(actor, case, Action.READ, {IDENTITY}) as standing:
        check_keeps(standing)
        return _shown(actor, actor.agency, identities(actor.agency, [case])[case])


def _shown(actor: Actor, agency: str, record: Record) -> Likeness:
    """Divide what was found into what the actor may read, and the number of the rest; all of it stands in the log."""
    likely, theirs = _likeliest(agency, record)
    readable = [each for each in likely if _reads(actor, each.id)]
    log("searched", actor, cases=[each.id for each in likely], about={"field": ALIKE})
    judged = judgements(record.id, [each.id for each in readable])
    called = called_by(actor, [each.id for each in readable])
    cases = tuple(
        Alike(
            each.id, each.decision, each.bits, reasons(each.evidence.parts), theirs[each.id], called[each.id],
            judged.get(each.id),
        )
        for each in readable
    )  # fmt: skip
    held = [each for each in likely if each.decision != NO_MATCH]
    return Likeness(record, cases, len(held) - sum(each.decision != NO_MATCH for each in cases))


def _likeliest(agency: str, record: Record) -> tuple[list[Found], Mapping[str, Record]]:
    """Compare by names and birth with those cases of an agency that share most figures; return who stands in them, too."""
    day, size = today(), Case.objects.filter(agency=agency).count()
    with everywhere():
        rows = IndexFigure.objects.filter(
            agency=agency, purpose=ALIKE, figure__in=name_figures(record, agency, asked=True)
        ).exclude(case=record.id)
        shared = _worth(list(rows.values_list("case_id", "figure")), size)
    theirs = identities(agency, nlargest(COMPARED, shared, key=lambda case: (shared[case], case)))
    persons: list[tuple[str, Person, float]] = [(case, person_of(each, day), shared[case]) for case, each in theirs.items()]
    likely = [each for each in found(person_of(record, day), persons, size) if each.bits >= _WORTH_A_LOOK]
    return likely[:SHOWN], theirs


def _worth(rows: Sequence[tuple[str, int]], size: int) -> dict[str, float]:
    """Return for each case what the figures that it shares are worth in bits: the more, the fewer others share them."""
    cases = Counter(figure for _, figure in rows)
    found: defaultdict[str, float] = defaultdict(float)
    for case, figure in rows:
        found[case] += log2(1 + size / cases[figure])
    return found


def _reads(actor: Actor, case: str) -> bool:
    return standing_of(actor, case, now()).decide(Action.READ, IDENTITY).allowed
