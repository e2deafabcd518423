"""A case of Harbour House, and people beside the standing cast who are needed to agree, to review or to be refused."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from amparo.casework import moment
from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.owed.case_list import Wanted, listed
from amparo.casework.owed.told import Told
from amparo.casework.record import Statement, open_case, record
from casework.world import BEGUN, actor

FACTS = {
    "account": Statement("trafficking_claimed", value=True, source="said"),
    "identity": Statement("age_years", 31, "said"),
    "health": Statement("pregnant", value=True, source="said"),
    "security": Statement("in_danger_now", value=True, source="observed"),
    "whereabouts": Statement("accommodation", "shelter", "observed"),
    "legal": Statement("immigration_status", "irregular", "document"),
    "asylum": Statement("asylum_claimed", value=True, source="said"),
    "liability": Statement("committed_offence", value=True, source="document"),
    "voice": Statement("can_read", value=True, source="said"),
}
CONSENT = {
    "given_on": f"{now():%Y-%m-%d}",
    "given_how": "spoken, through an interpreter",
    "language": "Yserian",
    "explained": "who receives what, for what, and that a no changes nothing",
}


def user(name: str, agency: str, bundle: str) -> Actor:
    """Add somebody beside the cast, and return them."""
    User.objects.create(id=name, username=name, agency_id=agency, bundle=bundle, since=BEGUN, password="!")  # noqa: S106 no password opens it
    return actor(name)


def full_case() -> str:
    """Return a case that Brook opened and told something in each of nine compartments."""
    case = open_case(actor("brook"), purpose="protection")
    record(actor("brook"), case, tuple(FACTS.values()), seen={})
    return case


def given(case: str, agency: str, compartments: Sequence[str], purpose: str, **more: Any) -> str:
    """Give a grant on the person's consent, for a month where nothing else is said."""
    terms: dict[str, Any] = {"basis": "consent", "until": now() + timedelta(days=30), "recorded": CONSENT, **more}
    return give_grant(stepped("brook"), case, agency, compartments, purpose=purpose, **terms)


def joined(case: str, name: str, purpose: str, role: str = "works_on", by: str = "brook") -> str:
    """Bring somebody into a case."""
    return add_member(stepped(by), case, name, role=role, purpose=purpose)


def wished(case: str) -> None:
    """Record that the person was asked what is to be asked first, and wishes contact with their consulate."""
    stated = [
        Statement("screened", value=True, source="observed"),
        Statement("wants_consular_contact", value=True, source="said"),
    ]
    record(actor("brook"), case, stated, seen={})


def stepped(name: str) -> Actor:
    """Return somebody who proved again, a moment ago, who they are."""
    return actor(name, stepped_up=True)


def cases_of(who: Actor) -> tuple[Told, ...]:
    """Return what somebody is told of the cases that they work on, those first that came to them last."""
    return tuple(line.told for line in listed(who, Wanted()).lines if line.told is not None)


def keys_seen(name: str, case: str) -> set[str]:
    """Return the facts that somebody sees of a case."""
    return {entry.key for entry in look(actor(name), case).entries}


def set_clock(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    """Let the whole of casework take the time to be later than it is."""
    for name, module in list(sys.modules.items()):
        if name.startswith("amparo.casework.") and name != moment.__name__ and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: moment.now() + ahead)
