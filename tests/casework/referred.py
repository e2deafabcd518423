"""Referrals of Harbour House: a plan that fits, agencies that help, and the sending of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from amparo.casework.actor import Actor
from amparo.casework.models import Agency, Referral
from amparo.casework.moment import now
from amparo.casework.referring.plan import Plan
from amparo.casework.referring.sending import send
from casework.staffed import CONSENT, stepped, user
from casework.world import BEGUN, open_keys

SHELTERS = {"lantern": ("Lantern House", "shelter"), "willow": ("Willow House", "shelter"), "union": ("Case Union", "ngo")}


def shelters() -> dict[str, Actor]:
    """Let two shelters and an organisation take part, each with somebody at work; return them by name."""
    for name, (title, body) in SHELTERS.items():
        Agency.objects.create(id=name, title=title, body=body, since=BEGUN)
    open_keys(*SHELTERS)
    return {
        "mara": user("mara", "lantern", "case_worker"),
        "noor": user("noor", "lantern", "case_worker"),
        "otis": user("otis", "willow", "case_worker"),
        "pia": user("pia", "union", "case_manager"),
    }


def plan(**changed: Any) -> Plan:
    """Return a plan for a place in Lantern House on the person's consent, with some things changed."""
    said: dict[str, Any] = {
        "agency": "lantern",
        "kind": "shelter",
        "compartments": ("identity", "security", "whereabouts"),
        "basis": "consent",
        "recorded": CONSENT,
        "until": now() + timedelta(days=30),
        "urgency": "now",
        "age": "adult",
        "languages": ("km",),
        "safety": ("no-call",),
        "note": "She sleeps badly.",
    }
    return Plan(**{**said, **changed})


def sent(case: str, **changed: Any) -> Referral:
    """Send such a plan as Brook, and return the row."""
    return Referral.objects.get(id=send(stepped("brook"), case, plan(**changed)))
