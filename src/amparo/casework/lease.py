"""A lease: that one process alone does a thing just now. It lapses by itself, should that process die."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction

from amparo.casework.models import Lease
from amparo.casework.moment import now

LASTING: Final = timedelta(minutes=5)


def take(name: str, holder: str, lasting: timedelta = LASTING) -> bool:
    """Take a lease, or prolong one's own; return whether it is held now. Of two that try at once one gets it."""
    moment = now()
    with transaction.atomic():
        row, made = Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": moment + lasting})
        if made:
            return True
        row = Lease.objects.select_for_update().get(name=name)
        if row.holder != holder and row.until > moment:
            return False
        row.holder, row.until = holder, moment + lasting
        row.save()
    return True


def give_back(name: str, holder: str) -> None:
    """Give back one's own lease; somebody else's is left alone."""
    Lease.objects.filter(name=name, holder=holder).update(until=now())


def is_held(name: str) -> bool:
    """Say whether somebody holds a lease just now."""
    return Lease.objects.filter(name=name, until__gt=now()).exists()
