"""Rows of the codes of persons, and of what they said with them, where others end, empty or move them.

How a code is made and used is the work of a stage (`stages/voice`). Here stands what follows for it from an erasure, from
another agency that keeps the case, and from time.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.models import PersonCode, PersonSaid, Waiting
from amparo.casework.retention import periods
from amparo.casework.waiting import PERSON_ASKED, PERSON_WROTE

CODE: Final = "person-code"
SAID: Final = "person-said"
"""The places for which the two tables are sealed."""
OPEN: Final = "open"
GONE: Final = "erased"
"""The state of what was said with a code of a case that was erased."""


def end_codes(cases: Collection[str], moment: datetime) -> None:
    """End the codes of cases of which what the person said is erased; what was said with them is emptied, and waits no more.

    What they say about the help itself names no case, and so cannot be found here: it goes by its own period.
    """
    PersonCode.objects.filter(case__in=cases, ended=None).update(ended=moment)
    PersonCode.objects.filter(case__in=cases).update(sealed=b"")
    PersonSaid.objects.filter(code__case__in=cases).update(sealed=b"", state=GONE)
    Waiting.objects.filter(case__in=cases, kind__in=(PERSON_WROTE, PERSON_ASKED), ended=None).update(ended=moment)


def end_all_codes(moment: datetime) -> None:
    """End every code, where it is not known which of them were ended already: each person is given a new one."""
    PersonCode.objects.filter(ended=None).update(ended=moment, sealed=b"")


def move_codes(case: str, before: str, after: str) -> None:
    """Seal the codes of a case, and what was said with them, for the agency that keeps it from now on: nothing said is lost."""
    for code in PersonCode.objects.filter(case=case, agency=before):
        shown = sealed_for(after, CODE, code.id, opened_for(before, CODE, code.id, bytes(code.sealed))) if code.sealed else b""
        PersonCode.objects.filter(id=code.id).update(agency_id=after, sealed=shown)
    for said in PersonSaid.objects.filter(code__case=case, agency=before):
        told = sealed_for(after, SAID, said.id, opened_for(before, SAID, said.id, bytes(said.sealed))) if said.sealed else b""
        PersonSaid.objects.filter(id=said.id).update(agency_id=after, sealed=told)


def forget_said(moment: datetime) -> int:
    """Empty what was answered long ago, feedback that is old, and codes that have ended; return how many rows of words."""
    PersonCode.objects.exclude(ended=None).exclude(sealed=b"").update(sealed=b"")
    PersonCode.objects.filter(until__lte=moment).exclude(sealed=b"").update(sealed=b"")
    period = periods()["said"]
    over = [
        row.id
        for row in PersonSaid.objects.exclude(sealed=b"")
        if (row.answered is not None or row.code_id is None) and period.ends(row.answered or row.at) <= moment
    ]
    return PersonSaid.objects.filter(id__in=over).update(sealed=b"")
