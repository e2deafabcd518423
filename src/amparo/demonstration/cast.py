"""Who works in the fictional country: its agencies, and the invented staff who sign in."""

from __future__ import annotations

import secrets
from typing import Final

from amparo.casework import people as staff
from amparo.casework.actor import ITSELF, Actor, actor_of
from amparo.casework.agencies import NewAgency
from amparo.casework.models import User
from amparo.demonstration.sign_ins import SignIn

AGENCIES: Final = (
    NewAgency(id="harbour", title="Harbour House", body="ngo"),
    NewAgency(id="identifying-xx", title="Identification Office of Xanadia", body="identifying_authority"),
    NewAgency(id="lantern", title="Lantern Shelter", body="shelter"),
    NewAgency(id="police-xx", title="Police of Xanadia", body="police"),
    NewAgency(id="return-yy", title="Return Partner in Ysera", body="reception_partner"),
    NewAgency(id="statistics-xx", title="Office of the National Coordinator", body="national_coordinator"),
)
CAST: Final = {
    "brook": ("harbour", "case_manager", "Amina's case manager: opens cases, and sees them whole"),
    "castor": ("police-xx", "officer", "police, brought into three cases with the person's consent"),
    "doru": ("police-xx", "officer", "police, in none of these three: they are not there for him"),
    "edda": ("return-yy", "receiving_worker", "receives in another country who wanted to return"),
    "fen": ("statistics-xx", "statistician", "asks for figures, and sees no case"),
    "mika": ("harbour", "case_manager", "Brook's colleague, with cases of her own"),
    "lena": ("harbour", "supervisor", "answers for the cases of Harbour House, and reads those she works on"),
    "ivo": ("identifying-xx", "identifying_officer", "finds out whether somebody was trafficked, and decides"),
    "noor": ("identifying-xx", "identifying_officer", "Ivo's second reader: a no takes two people"),
    "pim": ("police-xx", "first_responder", "police on the street: meets somebody first, and hands over"),
    "sol": ("lantern", "case_manager", "answers for who lives in the shelter: takes in who is referred"),
}
"""Who signs in: agency, bundle, and who they are. Amina, the person, has no sign-in of staff."""


def sign_in_of(username: str) -> SignIn:
    """Add one of them, and return how they sign in."""
    agency, bundle, who = CAST[username]
    staff.add_user(ITSELF, username=username, agency=agency, bundle=bundle)
    password = f"invented-{secrets.token_hex(5)}"
    return SignIn(username, who, password, staff.equip(username, password))


def actor(username: str) -> Actor:
    """Return one of them at work, who proved a moment ago who they are."""
    return actor_of(User.objects.select_related("agency").get(username=username), stepped_up=True)
