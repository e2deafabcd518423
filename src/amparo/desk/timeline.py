"""What happened in a case, act by act, the last first: what was recorded, and what was written; of what the viewer may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amparo.casework.named import Named
from amparo.casework.paper_kinds import KINDS
from amparo.casework.papers import Paper
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts, key_words, said_moment
from amparo.desk.marked import begun, of_law
from amparo.desk.pieces import Happened
from amparo.ledger.entry import Entry

TOLD: Final = 4
"""So many facts of one act are said; the rest is counted."""


def timeline(sight: Sight, facts: KeptFacts, most: int | None = None) -> tuple[tuple[Happened, ...], int]:
    """Return the last acts of a case, and how many came before them."""
    named = Named.of({each.agency for each in sight.papers}, {each.user for each in sight.papers})
    acts: list[tuple[datetime, Sequence[Entry] | Paper]] = [
        *((moment, tuple(entries)) for moment, entries in groupby(sight.entries, key=lambda entry: entry.recorded)),
        *((paper.at, paper) for paper in sight.papers),
    ]
    acts.sort(key=lambda act: act[0], reverse=True)
    shown = acts if most is None else acts[:most]
    told = tuple(_paper(act, sight, named) if isinstance(act, Paper) else _act(act, facts) for _moment, act in shown)
    return told, len(acts) - len(shown)


def _act(entries: Sequence[Entry], facts: KeptFacts) -> Happened:
    first = entries[0]
    said = list(_said(entries, facts))
    more = len(said) - TOLD
    told = [*said[:TOLD], ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more}] if more > 0 else said
    return Happened(
        at=said_moment(first.recorded),
        words=_("Recorded or corrected"),
        who=f"{facts.named.agency(first.agency)}, {facts.named.user(first.user)}",
        detail="; ".join(told),
    )


def _said(entries: Sequence[Entry], facts: KeptFacts) -> Iterator[str]:
    """Yield what one act stated, in words; that a thing is there is said by its facts, where it has any."""
    told = {entry.key.partition(".")[0] for entry in entries if "#" in entry.key and "." in entry.key}
    for entry in entries:
        if entry.key not in told:
            yield f"{key_words(entry.key)}: {facts.stated(entry).value}"


def _paper(paper: Paper, sight: Sight, named: Named) -> Happened:
    meaning = KINDS[paper.kind].meaning
    return Happened(
        at=said_moment(paper.at),
        words=begun(of_law(meaning)),
        who=f"{named.agency(paper.agency)}, {named.user(paper.user)}",
        href=f"{reverse('case-papers', kwargs={'case': sight.case})}#paper-{paper.id}",
    )
