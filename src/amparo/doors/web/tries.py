"""How often somebody may guess: counted by django-allauth, in the database, for all processes alike.

What counts is a try that failed; one that succeeds is taken back. Whoever guesses too often waits; nobody is shut out for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.http import HttpRequest


@dataclass(slots=True)
class Try:
    """One try: whether it may be made at all, and, said by who makes it, whether it succeeded."""

    may: bool
    succeeded: bool = False


@contextmanager
def trying(request: HttpRequest, of: str) -> Iterator[Try]:
    """Count one try at something of a user."""
    usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=of)
    made = Try(usage is not None)
    yield made
    if usage is not None and made.succeeded:
        usage.rollback()
