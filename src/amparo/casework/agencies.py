"""Agencies: which may take part, and how one begins: with a ring of its own, and an entry in the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from amparo.casework import keys
from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.compartment import vocabulary
from amparo.casework.log import log
from amparo.casework.models import Agency
from amparo.casework.moment import month_of, now
from amparo.casework.opening import changing, keep
from amparo.casework.rings import first_ring
from amparo.errors import AmparoError
from amparo.facts.words import nearest, shown
from amparo.sealing.binding import NAME

LONGEST: Final = 200
"""How many signs a title has at most."""
LONGEST_ID: Final = 50
"""How many signs an id has at most: with a word before it, it owns the keys of the agency's inbox, in 64 signs."""


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency that is to take part: `body` is its kind, an actor of the vocabulary, from which its mandate follows."""

    id: str
    title: str
    body: str


def check_agency(agency: NewAgency) -> None:
    """Raise `AmparoError` that says what is wrong with an agency's id, title or body."""
    if not NAME.fullmatch(agency.id) or len(agency.id) > LONGEST_ID or agency.id == INSTALLATION:
        raise AmparoError(
            "wrong-agency-id",
            f"`{shown(agency.id)}` cannot be an agency's id",
            help=f"small letters, figures, `-` and `_`, at most {LONGEST_ID}; not `installation`",
        )
    if not 0 < len(agency.title) <= LONGEST or not agency.title.isprintable():
        raise AmparoError("wrong-agency-title", f"an agency's title has from 1 to {LONGEST} signs, all of them visible")
    bodies = vocabulary().actors
    if agency.body not in bodies:
        raise AmparoError(
            "unknown-body", f"`{shown(agency.body)}` is no kind of body{nearest(agency.body, bodies)}", help=", ".join(bodies)
        )


def add_agency(agency: NewAgency) -> None:
    """Let an agency take part: its ring first, so that there is no agency without one, then its row."""
    check_agency(agency)
    if Agency.objects.filter(id=agency.id).exists():
        raise AmparoError("agency-exists", f"there is an agency `{agency.id}` already")
    with changing():
        if agency.id not in keys.rings().rings:
            keep(first_ring(agency.id, month_of(now())))
        add_rows(agency)


@transaction.atomic
def add_rows(agency: NewAgency) -> None:
    """Write an agency's row and its entry in the log."""
    Agency.objects.create(id=agency.id, title=agency.title, body=agency.body, since=now())
    log("agency-added", ITSELF, about={"agency": agency.id, "body": agency.body})
