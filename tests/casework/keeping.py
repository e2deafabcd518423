"""A case of two workers and two facts, and its erasure: what the tests of keeping and erasing begin with."""

from __future__ import annotations

from typing import Final

from amparo.casework.access import look
from amparo.casework.erasing import erase
from amparo.casework.models import Membership
from amparo.casework.moment import fresh_id, now
from amparo.casework.record import Statement, open_case, record
from casework.world import actor

CLAIMED: Final = Statement("trafficking_claimed", value=True, source="said")
BORN: Final = Statement("birth_date", value="1999-05-03", source="document")


def a_case() -> str:
    """Open a case of Brook's in which Lena works too, with a fact each of two compartments; return its id."""
    found = open_case(actor("brook"), purpose="protection", called="Amina")
    Membership.objects.create(
        id=fresh_id(), case_id=found, user_id="lena", role="works_on", purpose="protection", since=now(), granted_by_id="brook"
    )
    record(actor("brook"), found, [CLAIMED, BORN], seen={})
    look(actor("brook"), found)
    return found


def erase_all(case: str, compartments: tuple[str, ...] | None = None) -> None:
    """Erase a case, or some compartments of it, as two people do."""
    erase(actor("brook", stepped_up=True), case, compartments, second=actor("lena", stepped_up=True))
