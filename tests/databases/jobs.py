"""What processes do at once on one database, and what somebody finds there afterwards."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from amparo.casework import entitled
from amparo.casework.access import look
from amparo.casework.auditing import unguarded
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.database import databases
from amparo.casework.keys import CaseKeys
from amparo.casework.models import Grant, Hand, Kept, Label, Membership
from amparo.casework.moment import fresh_id, now
from amparo.casework.papers import Draft
from amparo.casework.policy import Decision
from amparo.casework.record import Statement, name_person, open_case, record
from amparo.casework.tables import refuse_too_strong
from amparo.casework.wall import enter, everywhere
from amparo.environment import DATABASE, time_zone, today
from amparo.errors import AmparoError
from amparo.facts.settled import settle
from amparo.ledger.known import case_of
from apart import Speaking
from casework.world import actor

ROUNDS_AHEAD = timedelta(days=1)


def as_role(_: Speaking, *, address: str) -> str:
    """Work as whoever this address names."""
    os.environ[DATABASE.name] = address
    connection.settings_dict.update(databases()["default"])
    refuse_too_strong()
    return "worked"


def keep(say: Speaking, *, rounds: int, key: str, value: bool) -> None:
    """Open a case for each round, let the police of the case in, and state a fact of it when told to."""
    for _ in range(rounds):
        case = open_case(actor("brook"), purpose="protection")
        _let_in(case, compartment_of(key))
        say(case=case)
        _insist(say, "brook", case, key, value=value)


def receive(say: Speaking, *, rounds: int, key: str, value: bool) -> None:
    """State a fact of each case that one is told of."""
    for _ in range(rounds):
        _insist(say, "castor", say.hear(), key, value=value)


def disputes(_: Speaking, *, cases: list[str], key: str) -> list[dict[str, Any]]:
    """Return, of each case, what is kept of a fact, and whether it is shown as disputed."""
    found = []
    for case in cases:
        sight = look(actor("brook"), case)
        facts = settle(case_of(sight.entries, on=today(), zone=time_zone()), vocabulary(), on=today())
        entries = sorted(entry.id for entry in sight.entries if entry.key == key)
        found.append({"entries": entries, "disputed": key in facts.disputed, "settled": facts.get(key)})
    return found


def _insist(say: Speaking, who: str, case: str, key: str, *, value: bool) -> None:
    """Look, wait to be told, record; whoever is told of a lost update looks again, and then decides anew."""
    stated, sight = [Statement(key, value=value, source="observed")], look(actor(who), case)
    say(ready=case)
    say.hear()
    saw: list[str] = []
    while True:
        try:
            (entry,) = record(actor(who), case, stated, seen=sight.seen)
        except AmparoError as error:
            if error.code != "lost-update" or saw:
                raise
            sight = look(actor(who), case)
            saw = [each.agency for each in sight.entries if each.key == key]
        else:
            say(entry=entry.id, agency=entry.agency, saw=saw)
            return


def _let_in(case: str, compartment: str) -> None:
    """Grant the police one compartment of a case, and bring an officer in."""
    castor, moment = actor("castor"), now()
    with transaction.atomic():
        enter("harbour", [case])
        CaseKeys(case, "harbour").share(castor.agency, [compartment])
        Grant.objects.create(
            id=fresh_id(), case_id=case, agency_id=castor.agency, compartments=[compartment], basis="consent",
            purpose="justice", since=moment, until=moment + ROUNDS_AHEAD, given_by_id="brook",
        )  # fmt: skip
        Membership.objects.create(
            id=fresh_id(), case_id=case, user_id="castor", role="works_on", purpose="justice", since=moment,
            until=moment + ROUNDS_AHEAD, granted_by_id="brook",
        )  # fmt: skip


def shared(_: Speaking) -> str:
    """Open a case with a name and a fact, let the police have a part of it, decide on it, and return its id."""
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Amina")
    name_person(brook, case, {"family_name": "Amina"})
    note = Draft("note", "account", {"text": "she slept well"})
    told = [Statement("trafficking_claimed", value=True, source="said")]
    record(brook, case, told, seen={}, papers=[note], also=lambda _: _in_hand(case))
    look(brook, case)
    _let_in(case, "account")
    return case


def _in_hand(case: str) -> None:
    Hand.objects.create(case_id=case, mark="mark", user_id="brook", at=now())


def without_policy(_: Speaking, *, case: str, who: str) -> dict[str, Any]:
    """Look as somebody after the policy was made to allow everything; then ask on the same connection without entering."""
    found: dict[str, Any] = {"shown": []}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entitled, "decide", lambda _: Decision(allowed=True, reason="in-the-case"))
        try:
            found["shown"] = [entry.key for entry in look(actor(who), case).entries]
        except AmparoError as error:
            found["refused"] = error.code
    return {**found, "left behind": Kept.objects.count() + Label.objects.count()}


def within(_: Speaking, *, case: str) -> list[int]:
    """Count the cases seen before, within and after the installation's work in one transaction; then outside of it."""
    counts = []
    with transaction.atomic():
        enter("harbour", [case])
        counts.append(Kept.objects.values("case").distinct().count())
        with everywhere():
            counts.append(Kept.objects.values("case").distinct().count())
        counts.append(Kept.objects.values("case").distinct().count())
    return [*counts, Kept.objects.values("case").distinct().count()]


def unguarded_tables(_: Speaking) -> list[str]:
    """Return the tables that the database does not guard as it should."""
    return [f"{found.kind} {found.row}" for found in unguarded()]
