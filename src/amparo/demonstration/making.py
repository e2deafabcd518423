"""Making the demonstration: its people are recorded as staff do it, by those who would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from amparo.casework.determine import refresh
from amparo.casework.grants import give_grant
from amparo.casework.installing import Plan, install
from amparo.casework.members import add_member
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.record import Statement, open_case, record
from amparo.casework.wall import everywhere
from amparo.demonstration.blamed import blame, spare
from amparo.demonstration.cast import AGENCIES, CAST, actor, sign_in_of
from amparo.demonstration.helped import help_two
from amparo.demonstration.notices import tell_rights
from amparo.demonstration.people import BROOKS, MIKAS, statements_of
from amparo.demonstration.reckoned import reckon
from amparo.demonstration.sheltered import shelter
from amparo.demonstration.sign_ins import SignIn, keep_sign_ins
from amparo.demonstration.speaking import let_speak
from amparo.demonstration.staying import alone, wish, with_papers
from amparo.demonstration.story import CONSENT, tell
from amparo.environment import today
from amparo.ledger.entry import Entry
from amparo.ledger.store import newest

LAW: Final = "xx"
INVESTIGATED: Final = ("Amina", "Rosa", "Bashir")
RETURNING: Final = ("Tariq",)
"""Who wishes to return: of nobody else does a body abroad learn that they are here."""
TO_IDENTIFY: Final = ("Sado", "Pavel", "Ojas", "Kofi", "Zewdi", "Ilinca")
"""Of whom the identifying authority has to find out whether they were trafficked."""
_IDENTIFYING: Final = ("account", "child", "identity", "legal", "security", "voice")
_ACT: Final = 150
"""Statements in one act."""


def make_demonstration() -> tuple[SignIn, ...]:
    """Make the demonstration's home, and return its sign-ins; refuse a home in use."""
    return install(Plan(LAW, AGENCIES, demonstration=True), _filled)


def _filled() -> tuple[SignIn, ...]:
    signs_in = tuple(sign_in_of(username) for username in CAST)
    keep_sign_ins(signs_in)
    cases = {called: _case("brook", key, called) for key, called in BROOKS.items()}
    cases |= {called: _case("mika", key, called) for key, called in MIKAS.items()}
    _let_in(cases)
    tell(cases)
    tell_rights(cases)
    let_speak(cases)
    help_two(cases)
    shelter(cases)
    wish(cases)
    blame(cases)
    reckon(cases)
    record(actor("castor"), cases["Amina"], [Statement("age_years", value=19, source="observed")], seen={}, purpose="justice")
    for case in cases.values():
        with everywhere():
            refresh(case)
    return signs_in


def _let_in(cases: Mapping[str, str]) -> None:
    for called in INVESTIGATED:
        _share(cases[called], "castor", "justice", ("account", "identity", "security"))
    for called in RETURNING:
        _share(cases[called], "edda", "return", ("identity", "support", "voice"))
    for called in TO_IDENTIFY:
        _share(cases[called], "ivo", "identification", _IDENTIFYING)
        add_member(
            actor("brook"), cases[called], User.objects.get(username="noor").id, role="works_on", purpose="identification"
        )


def _case(username: str, key: str, called: str) -> str:
    """Record an invented person's whole case, as their case manager does."""
    who = actor(username)
    case = open_case(who, purpose="protection", called=called)
    told = statements_of(key, today())
    statements = alone(told)
    entries: list[Entry] = []
    for start in range(0, len(statements), _ACT):
        act = statements[start : start + _ACT]
        entries += record(who, case, act, seen=newest(entries), purpose="protection")
    with_papers(who, case, told)
    spare(who, case, told)
    return case


def _share(case: str, username: str, purpose: str, compartments: tuple[str, ...]) -> None:
    """Let another agency read with the person's consent, and bring one of its people in."""
    moment, brook = now(), actor("brook")
    member = User.objects.get(username=username)
    consent = {**CONSENT, "given_on": f"{moment:%Y-%m-%d}"}
    give_grant(
        brook, case, member.agency_id, compartments,
        basis="consent", purpose=purpose, until=moment + timedelta(days=180), recorded=consent,
    )  # fmt: skip
    add_member(brook, case, member.id, role="works_on", purpose=purpose)
