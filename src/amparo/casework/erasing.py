"""Erasing: the keys of what is known of a person are destroyed, for every agency at once, and a signed tombstone says so.

The sealed rows stay, unreadable for ever, so that no proof of the log changes. The log's own compartment of the case is not
erased with the facts: who looked, and who received, is what the person may need for a claim after everything else is gone.
It holds no value of a fact, has a period of its own (`retention.toml`), and is destroyed only where it is named.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartments as compartments_of_facts
from amparo.casework.determine import refresh
from amparo.casework.entitled import permitted, standing_of
from amparo.casework.keys import LOG, WORKED, as_wrap
from amparo.casework.log import log, wait_for_head
from amparo.casework.models import (
    Case,
    Determined,
    Grant,
    IndexFigure,
    Installation,
    LegalHold,
    Membership,
    Pairing,
    Report,
    Stone,
    Task,
    WrapRow,
)
from amparo.casework.moment import now
from amparo.casework.person_codes import end_codes
from amparo.casework.placing import leave_all
from amparo.casework.purpose import WHEREABOUTS
from amparo.casework.register_rows import take_out
from amparo.casework.sequencing import sequence
from amparo.casework.stones import keep_beside_rings, keep_stones, last_stone, stone_signing
from amparo.casework.wall import reading_everywhere
from amparo.errors import AmparoError
from amparo.sealing.erasure import erase as destroyed_of

IDENTITY: Final = "identity"
"""The compartment that names and the figures of the blind indexes come from."""
VOICE: Final = "voice"
"""The compartment in which stands what the person said for themselves, and to which their code belongs."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure came to: the compartments destroyed, how many wraps of whichever agency, and the entry of the log."""

    case: str
    compartments: tuple[str, ...]
    wraps: int
    stones: tuple[int, ...]
    entry: str


def erase(actor: Actor, case: str, compartments: Collection[str] | None = None, *, second: Actor) -> Erased:
    """Destroy what is known of a person, or some compartments of it; two people who both may, and have just proved it.

    Raise `no-such-case` to whoever may not see the case, `erasure-held` while a legal hold stands, `erasure-nothing` where no
    key is left.
    """
    wanted = _wanted(compartments)
    if actor.user == second.user:
        raise AmparoError("same-person", "this takes another person", help="somebody else with the same right has to agree")
    with permitted(actor, case, Action.ERASE, seconded=True):
        moment = now()
        replace(standing_of(second, case, moment), seconded=True).check(Action.ERASE)
        found = destroy(actor, case, wanted, moment, {"second": second.user})
    wait_for_head(found.entry)
    settle()
    return found


def destroy(actor: Actor, case: str, compartments: Collection[str], moment: datetime, about: Mapping[str, Any]) -> Erased:
    """Destroy keys of a case inside the open transaction; whoever calls has asked the policy, or the periods."""
    Installation.objects.select_for_update().get()  # tombstones have one order: one erasure at a time
    Case.objects.select_for_update().get(id=case)
    holds = sorted(LegalHold.objects.filter(case_id=case, ended=None).values_list("id", flat=True))
    if holds:
        raise AmparoError(
            "erasure-held",
            "a legal hold forbids to erase anything of this case",
            help="two people release it, each by themselves: `amparo person release HOLD`",
            where=", ".join(holds),
        )
    named = frozenset(compartments) | ({WORKED} if frozenset(compartments) - {LOG} else frozenset())
    wraps = [as_wrap(row) for row in WrapRow.objects.filter(person=case)]
    if not any(wrap.scope.compartment in compartments for wrap in wraps):
        raise AmparoError("erasure-nothing", "there is no key of this person and compartment to destroy")
    made = destroyed_of(wraps, case, named, f"{moment:%Y-%m-%dT%H:%M:%SZ}", last_stone(), stone_signing())
    keep_stones(made.tombstones)
    WrapRow.objects.filter(person=case, compartment__in=named).delete()
    gone = tuple(sorted({wrap.scope.compartment for wrap in made.destroyed}))
    _drop_worked(case, named)
    if is_erased(case):
        end_work(case, moment)
    elif named - {LOG}:
        refresh(case)
    said = {**about, "compartments": list(gone), "wraps": len(made.destroyed)}
    # an entry of the case would begin a new key of the log where the old one was just destroyed
    entry = log("erased", actor, about={**said, "case": case}) if LOG in named else log("erased", actor, case=case, about=said)
    return Erased(case, gone, len(made.destroyed), tuple(stone.number for stone in made.tombstones), entry)


def is_erased(case: str) -> bool:
    """Say whether nothing that was known of the person can be read by anybody any more."""
    return case in _without_keys(Stone.objects.filter(person=case))


def erased_cases() -> frozenset[str]:
    """Return the cases of which keys were destroyed and no key to facts is left."""
    return _without_keys(Stone.objects.all())


def _without_keys(buried: QuerySet[Stone]) -> frozenset[str]:
    """Return the persons of these tombstones to whom no key is left: seen from everywhere, lest what is closed seem gone."""
    with reading_everywhere():
        living = WrapRow.objects.exclude(compartment__in=[LOG, WORKED]).values("person")
        return frozenset(buried.exclude(person__in=living).values_list("person", flat=True))


def settle() -> None:
    """After the transaction: empty SQLite's log of writes of destroyed wraps; copy tombstones, and a head over all, aside."""
    while not connection.in_atomic_block and sequence():
        pass
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    keep_beside_rings()


def _wanted(compartments: Collection[str] | None) -> frozenset[str]:
    if compartments is None:
        return frozenset(compartments_of_facts())
    unknown = sorted(set(compartments) - {*compartments_of_facts(), LOG})
    if unknown or not compartments:
        raise AmparoError(
            "erasure-unknown-compartment",
            f"`{unknown[0]}` is no compartment of a case" if unknown else "no compartment was named",
            help=f"one or more of: {', '.join((*compartments_of_facts(), LOG))}",
        )
    return frozenset(compartments)


def _drop_worked(case: str, named: Collection[str]) -> None:
    """Drop what was worked out of what is gone; figures and the register too, where the names they were made of are gone."""
    if set(named) == {LOG}:
        return
    Determined.objects.filter(case_id=case).delete()
    Task.objects.filter(case_id=case).delete()
    if WHEREABOUTS in named:  # a report that was taken up may still hold them, under the key of the agency that answered
        Report.objects.filter(case_id=case).update(sealed=b"")
        leave_all([case])
    if VOICE in named:
        end_codes([case], now())
    if IDENTITY in named:
        IndexFigure.objects.filter(case_id=case).delete()
        forget_reasons({case})
        take_out(case)


def forget_reasons(cases: Collection[str]) -> None:
    """Empty what people wrote in judging two cases, one of which is among these: it speaks of both, under the key of one."""
    Pairing.objects.filter(Q(one__in=cases) | Q(other__in=cases)).update(reason=b"")


def end_work(case: str, moment: datetime) -> None:
    """Nobody works on a case of which nothing is left, and no code opens it, whether the person's part held anything or not."""
    end_codes([case], moment)
    Membership.objects.filter(case_id=case, ended=None).update(ended=moment)
    Grant.objects.filter(case_id=case, ended=None).update(ended=moment)
