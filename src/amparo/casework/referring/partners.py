"""Other installations that cases are referred to: their cards, compared by telephone before they count; and our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from amparo.casework.actor import INSTALLATION, ITSELF
from amparo.casework.compartment import vocabulary
from amparo.casework.keys import LOG, rings
from amparo.casework.log import log
from amparo.casework.mandates import REMOVING
from amparo.casework.models import Agency, Partner
from amparo.casework.moment import fresh_id, now
from amparo.casework.trouble import told_plainly
from amparo.errors import AmparoError
from amparo.sealing.parcel import Card, Hand, card_from, card_text, hand_of

MARK: Final = "partner:"
"""How a plan names a partner in the place of an agency here."""


@dataclass(frozen=True, slots=True)
class Known:
    """A partner, and the agency there to which parcels go."""

    id: str
    card: Card


def own_hand(agency: str) -> Hand:
    """Return an agency's own card and keys, derived from the key that signs the log: it lives as long as the installation."""
    row = Agency.objects.filter(id=agency, ended=None).first()
    if row is None:
        raise AmparoError("unknown-agency", f"there is no agency `{agency}` at work here")
    secret = rings().of(INSTALLATION).key(f"signing/{LOG}")
    return hand_of(secret, title=row.title, body=row.body, agency=row.id)


def own_card(agency: str) -> str:
    """Return an agency's card as the file that is handed out."""
    return card_text(own_hand(agency))


def add_partner(text: str, fingerprint: str) -> str:
    """Take a partner's card, once somebody has compared its fingerprint with them; return the partner's id."""
    card = card_from(text)
    if "".join(fingerprint.split()) != "".join(card.fingerprint.split()):
        raise AmparoError(
            "fingerprint-other",
            "that is not the fingerprint of this card",
            help="call them at a number you know from elsewhere, and compare figure by figure",
        )
    if card.body not in vocabulary().actors or card.body in REMOVING:
        raise AmparoError("unknown-body", f"`{card.body}` is no kind of body that cases are referred to")
    with told_plainly(), transaction.atomic(durable=True):
        if any(each.card.id == card.id for each in partners()):
            raise AmparoError("partner-exists", "this card is a partner's already")
        row = Partner.objects.create(id=fresh_id(), title=card.title, body=card.body, card=text.encode(), since=now())
        log("partner-added", ITSELF, about={"partner": row.id, "key": card.id})
    return row.id


def end_partner(id_: str) -> None:
    """Exchange nothing more with a partner; what was exchanged stays."""
    with told_plainly(), transaction.atomic(durable=True):
        if not Partner.objects.filter(id=id_, ended=None).update(ended=now()):
            raise AmparoError("unknown-partner", "there is no such partner")
        log("partner-ended", ITSELF, about={"partner": id_})


def partners() -> tuple[Known, ...]:
    """Return those with whom parcels are exchanged."""
    return tuple(Known(row.id, _card(row)) for row in Partner.objects.filter(ended=None).order_by("title"))


def partner(id_: str) -> Known:
    """Return one; raise `AmparoError` where there is none."""
    found = next((each for each in partners() if each.id == id_), None)
    if found is None:
        raise AmparoError("unknown-partner", "there is no such partner", where="agency")
    return found


def as_agency(id_: str) -> Agency:
    """Return a partner as an agency that is asked what it would see; it has no row among the agencies here."""
    known = partner(id_)
    return Agency(id=f"{MARK}{known.id}", title=known.card.title, body=known.card.body)


def _card(row: Partner) -> Card:
    return card_from(bytes(row.card).decode())
