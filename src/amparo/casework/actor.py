"""Who acts: a user at work, or the installation itself. Everything that is written or shown says by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amparo.casework.models import User

INSTALLATION: Final = "installation"
"""The owner of the installation's own ring, and the user in whose name it acts by itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A user with what the policy asks of them; `stepped_up` says that they proved again who they are, a moment ago."""

    user: str
    agency: str
    body: str
    bundle: str
    stepped_up: bool = False
    request: str = ""


ITSELF: Final = Actor(INSTALLATION, INSTALLATION, INSTALLATION, INSTALLATION)
"""The installation at its own work: the ticker, a restore, a command of the administrator on the machine."""

PERSON: Final = "person"
"""The person of a case, where they act by themselves: they are no user, and the policy knows no bundle of theirs."""


def person_at(agency: str) -> Actor:
    """Return a person who uses their code at the agency that keeps their case; whoever holds the code can be somebody else."""
    return Actor(PERSON, agency, PERSON, PERSON)


def actor_of(user: User, *, stepped_up: bool = False, request: str = "") -> Actor:
    """Return a signed-in user as an actor."""
    return Actor(user.id, user.agency_id, user.agency.body, user.bundle, stepped_up, request)
