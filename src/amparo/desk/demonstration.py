"""A demonstration to look at: the fictional country xx, five invented staff, twelve invented people recorded as staff do it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from amparo.casework import people as staff
from amparo.casework.actor import ITSELF, Actor, actor_of
from amparo.casework.agencies import NewAgency
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.grants import give_grant
from amparo.casework.installing import INVENTED, Plan, install
from amparo.casework.members import add_member
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.desk.library import people
from amparo.environment import home
from amparo.errors import AmparoError
from amparo.ledger.entry import Entry
from amparo.ledger.store import newest
from amparo.sealing.disk import write_private

LAW: Final = "xx"
AGENCIES: Final = (
    NewAgency(id="harbour", title="Harbour House", body="ngo"),
    NewAgency(id="police-xx", title="Police of Xanadia", body="police"),
    NewAgency(id="return-yy", title="Return Partner in Ysera", body="reception_partner"),
    NewAgency(id="statistics-xx", title="Office of the National Coordinator", body="national_coordinator"),
)
CAST: Final = {
    "brook": ("harbour", "case_manager", "her case manager: opens cases, and sees them whole"),
    "castor": ("police-xx", "officer", "police, brought into three cases with the person's consent"),
    "doru": ("police-xx", "officer", "police, in none of these three: they are not there for him"),
    "edda": ("return-yy", "receiving_worker", "receives in another country who wanted to return"),
    "fen": ("statistics-xx", "statistician", "asks for figures, and sees no case"),
}
"""Who signs in: agency, bundle, and who they are. Amina, the person, has no sign-in of staff."""
CASES: Final = {
    "palermo/sixteen-when-it-began": "Amina",
    "palermo/acts-one-by-one": "Radu",
    "palermo/witness-before-the-trial": "Rosa",
    "palermo/home-with-a-debt": "Tariq",
    "palermo/off-the-fishing-boat": "Min",
    "palermo/pregnant-and-not-alone": "Ngozi",
    "palermo/married-by-force": "Leyla",
    "palermo/sold-a-kidney": "Dorin",
    "palermo/fears-the-officials": "Petra",
    "xx/a-boy-of-unknown-age": "Kofi",
    "xx/kept-in-the-house": "Sreyneang",
    "xx/years-in-the-quarry": "Bashir",
}
"""Which invented people are recorded, and the safe name under which pages show them."""
INVESTIGATED: Final = ("Amina", "Rosa", "Bashir")
RETURNING: Final = ("Tariq",)
"""Who wishes to return: of nobody else does a body abroad learn that they are here."""
MARK: Final = "invented people: these sign-ins open a demonstration and nothing else"
_ACT: Final = 150
"""Statements in one act."""
_CONSENT: Final = {
    "given_how": "signed, after it was explained through an interpreter",
    "language": "en",
    "explained": "who receives what and for what; that a no has no consequence, and a yes can be taken back",
}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How an invented member of staff signs in."""

    username: str
    who: str
    password: str
    secret: str


def make_demonstration() -> tuple[SignIn, ...]:
    """Make the demonstration's home, and return its sign-ins; refuse a home in use."""
    return install(Plan(LAW, AGENCIES, demonstration=True), _filled)


def kept_sign_ins() -> tuple[SignIn, ...]:
    """Return the sign-ins of the demonstration that was made."""
    path = home() / INVENTED
    try:
        return tuple(SignIn(**each) for each in json.loads(path.read_text("utf-8"))["sign_ins"])
    except (OSError, ValueError, KeyError, TypeError):
        raise AmparoError(
            "demonstration-damaged",
            "the sign-ins of the demonstration cannot be read",
            help="take its home away and make it anew: its people are invented",
            where=str(path),
        ) from None


def _filled() -> tuple[SignIn, ...]:
    signs_in = tuple(_sign_in(username, *who) for username, who in CAST.items())
    table = {"note": MARK, "sign_ins": [asdict(each) for each in signs_in]}
    write_private(home() / INVENTED, json.dumps(table, indent=1).encode())
    brook, castor = _actor("brook"), _actor("castor")
    cases = {called: _case(brook, key, called) for key, called in CASES.items()}
    for called in INVESTIGATED:
        _share(brook, cases[called], "castor", "justice", ("account", "identity", "security"))
    for called in RETURNING:
        _share(brook, cases[called], "edda", "return", ("identity", "support", "voice"))
    record(castor, cases["Amina"], [Statement("age_years", value=19, source="observed")], seen={}, purpose="justice")
    return signs_in


def _sign_in(username: str, agency: str, bundle: str, who: str) -> SignIn:
    staff.add_user(ITSELF, username=username, agency=agency, bundle=bundle)
    password = f"invented-{secrets.token_hex(5)}"
    return SignIn(username, who, password, staff.equip(username, password))


def _actor(username: str) -> Actor:
    return actor_of(User.objects.select_related("agency").get(username=username), stepped_up=True)


def _case(brook: Actor, key: str, called: str) -> str:
    """Record an invented person's whole case, as their case manager does."""
    case = open_case(brook, purpose="protection", called=called)
    person = next(person for person in people() if person.key == key)
    statements = [*_of_person(person.case.get("facts", {})), *_of_items(person.case.get("items", {}))]
    entries: list[Entry] = []
    for start in range(0, len(statements), _ACT):
        act = statements[start : start + _ACT]
        entries += record(brook, case, act, seen=newest(entries), purpose="protection")
    return case


def _share(brook: Actor, case: str, username: str, purpose: str, compartments: tuple[str, ...]) -> None:
    """Let another agency read with the person's consent, and bring one of its people in."""
    moment = now()
    member = User.objects.get(username=username)
    consent = {**_CONSENT, "given_on": f"{moment:%Y-%m-%d}"}
    give_grant(
        brook, case, member.agency_id, compartments,
        basis="consent", purpose=purpose, until=moment + timedelta(days=180), recorded=consent,
    )  # fmt: skip
    add_member(brook, case, member.id, role="works_on", purpose=purpose)


def _of_person(facts: Mapping[str, Any]) -> Iterator[Statement]:
    for name, value in facts.items():
        yield from _stated(name, value)


def _of_items(items: Mapping[str, Any]) -> Iterator[Statement]:
    for kind, listed in items.items():
        for item in listed.get("list", ()):
            yield Statement(f"{kind}#{item['id']}", value=True, source="observed")
            for name, value in item.items():
                if name != "id":
                    yield from _stated(f"{kind}#{item['id']}.{name}", value)
        if "complete" in listed:
            yield Statement(f"{kind}.complete", value=listed["complete"], source="observed")


def _stated(key: str, value: Any) -> Iterator[Statement]:
    """State a fact by the source that fits it; of several assertions the last, since all are stated by one agency here."""
    said = value[-1] if isinstance(value, list) and value and isinstance(value[-1], dict) else value
    plain = said["value"] if isinstance(said, dict) else said
    if plain is None:
        return
    told = "said" if compartment_of(key) in ("account", "voice") else "observed"
    yield Statement(key, value=plain, source="decision" if key in vocabulary().powers else told)
