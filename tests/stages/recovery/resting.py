"""A person who rests: a grown woman with a time to recover under way, and those around her who gain from its end or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from amparo.casework.access import look
from amparo.casework.models import Agency, User
from amparo.casework.record import Statement, open_case, record
from amparo.casework.referring.directory import Entry, list_service
from amparo.environment import today
from amparo.stages.recovery.early_end import Asked
from amparo.stages.recovery.early_wish import Wish
from casework.clock import set_clock
from casework.world import BEGUN, actor, open_keys
from stages.identification.office import agreed_to, state, value_of

__all__ = ["actor", "agreed_to", "state", "value_of"]  # for the tests beside this module

LAWYERS: Final = "lawyers-xx"
MORE: Final = {
    LAWYERS: ("Free Legal Advice Xanadia", "legal_aid"),
    "anchor": ("Anchor Women’s Help", "ngo"),
    "carriers": ("Return Organisation", "international_organisation"),
}
STAFF: Final = {
    "quinn": (LAWYERS, "legal_adviser"),
    "rosa": (LAWYERS, "legal_adviser"),
    "sven": ("anchor", "case_manager"),
    "tova": ("carriers", "case_manager"),
    "mira": ("harbour", "case_manager"),
}
PARTS: Final = ("account", "legal", "voice", "identity")
FIRST: Final = today() - timedelta(days=10)
WISH: Final = Wish(
    "what ends, what goes on, that it can be taken back", "I want to go to my sister", "Khmer", "independent", "yes"
)


def open_houses() -> None:
    """Let the agencies and staff begin that the standing cast has not."""
    for name, (title, body) in MORE.items():
        Agency.objects.create(id=name, title=title, body=body, since=BEGUN)
    for name, (agency, bundle) in STAFF.items():
        User.objects.create(id=name, username=name, agency_id=agency, bundle=bundle, since=BEGUN)
    open_keys(*MORE)


def rests(*more: Statement, first: date | None = FIRST, age: int = 24, others: tuple[str, ...] = ("quinn", "rosa")) -> str:
    """Open a case at Harbour House of a woman who rests since `first`; legal aid is in it. Return its id."""
    brook = actor("brook", stepped_up=True)
    case = open_case(brook, purpose="protection", called="Wren")
    begun = (Statement("recovery_started_on", first.isoformat(), "document"),) if first else ()
    stated = (
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("age_years", age, "document"),
        Statement("may_be_child", value=False, source="observed"),
        *begun,
        *more,
    )
    record(brook, case, stated, seen={})
    agencies: set[str] = set()
    for name in others:
        agency = User.objects.get(id=name).agency_id
        purpose = "legal_advice" if agency == LAWYERS else "justice" if agency == "police-xx" else "protection"
        purpose = "identification" if agency == "identifying-xx" else purpose
        agreed_to(case, name, purpose, () if agency in agencies | {"harbour"} else PARTS)
        agencies.add(agency)
    return case


def asked(**changed: str) -> Asked:
    """Return what came of asking again, as it should be."""
    said = {
        "alone": "yes",
        "language": "Khmer",
        "interpreter": "independent",
        "understood": "yes",
        "pressed": "no",
        "still": "yes",
        "words": "Yes, I still want to go to my sister.",
    }
    return Asked(**{**said, **changed})


def yesterday(patch: pytest.MonkeyPatch) -> None:
    """Let the record begin thirty hours ago, until the test undoes it."""
    set_clock(patch, datetime.now(UTC) - timedelta(hours=30))


def held(case: str, act: str) -> list[str]:
    """Return the holds of an act that are in effect."""
    found = look(actor("brook"), case).determinations
    return [each["rule"] for each in found if each["kind"] == "hold" and each["act"] == act and each["in_effect"]]


def lists_beds(agency: str) -> None:
    """Let an agency stand in the directory with places to live."""
    list_service(actor("brook"), Entry(title="A place", kinds=("shelter",), area="Port", reached="000 1", agency=agency))
