"""The cast at work behind the sign-in: a session that came in with a second factor, without going through the forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext

from amparo.casework.access import look
from amparo.casework.grants import give_grant
from amparo.casework.members import add_member
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.casework.referring.directory import Entry, list_service
from amparo.casework.referring.plan import Plan
from amparo.casework.referring.sending import send
from amparo.casework.second_factor import has_factor, set_up_app
from amparo.doors.web import presence
from amparo.environment import today
from casework.world import actor

NAME: Final = "Zephyrine Quillfeather"
"""The safe name of Amina's case in these tests: found nowhere by chance."""
LET_IN: Final = (
    ("castor", "justice", ("account", "identity", "legal", "security")),
    ("edda", "return", ("identity", "support", "health")),
)
"""Who is let in, for what, into which parts."""


def client_of(name: str = "") -> Client:
    """Return a client in which this member of the cast is signed in; nobody, without a name."""
    client = Client(headers={"host": "localhost"})
    if name:
        user = User.objects.get(id=name)
        if not has_factor(user):
            set_up_app(user, generate_totp_secret())
        client.force_login(user)
        session, moment = client.session, int(now().timestamp())
        session.update({presence.BEGAN: moment, presence.SEEN: moment, presence.PROVED: moment})
        session.save()
    return client


def sign_in(context: BrowserContext, name: str, address: str) -> None:
    """Sign a member of the cast in in a browser."""
    cookie = client_of(name).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


def amina() -> str:
    """Open Amina's case as Brook, with something in several parts, a thing listed and a dispute; return its id."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called=NAME)
    state(
        case,
        Statement("trafficking_claimed", value=True, source="said"),
        Statement("age_years", 16, "document"),
        Statement("fears_police", value=True, source="said"),
        Statement("heard_on_status", value=True, source="observed"),
        Statement("urgent_medical_need", value=True, source="observed"),
        Statement("offence#1", value=True, source="document"),
        Statement("offence#1.compelled", value=True, source="said"),
    )
    state(case, Statement("fears_police", value=False, source="observed"))
    return case


def let_in(case: str) -> None:
    """Let Castor read for justice and Edda for a return, as Amina agreed."""
    brook = actor("brook", stepped_up=True)
    for name, purpose, compartments in LET_IN:
        user = User.objects.get(id=name)
        until = now() + timedelta(days=30)
        give_grant(brook, case, user.agency_id, compartments, basis="consent", purpose=purpose, until=until, recorded=agreed())
        add_member(brook, case, name, role="works_on", purpose=purpose, until=until)


def an_offer(case: str) -> str:
    """Offer Amina's case to the clinic; return the id of the referral."""
    plan = Plan(
        agency="clinic-xx",
        kind="health",
        compartments=("health",),
        basis="consent",
        recorded=agreed(),
        until=now() + timedelta(days=30),
        age="child",
    )
    return send(actor("brook", stepped_up=True), case, plan)


def a_service() -> str:
    """List the clinic in the directory; return the id of the entry."""
    return list_service(actor("brook"), Entry(title="City Clinic", kinds=("health",), area="Port", reached="000 400"))


def agreed() -> dict[str, str]:
    """Return what is written down of a consent."""
    return {
        "given_on": today().isoformat(),
        "given_how": "spoken, with an interpreter",
        "language": "Khmer",
        "explained": "who receives what, and that a no has no consequence",
    }


def state(case: str, *statements: Statement, by: str = "brook") -> None:
    who = actor(by)
    record(who, case, statements, seen=look(who, case).seen)
