"""What a sender asks for and authorises: to whom, which parts, for what, on which basis, until when; read and written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from amparo.casework.grants import Terms, reach
from amparo.casework.purpose import COMPARTMENTS, Purpose
from amparo.casework.referring.states import AGES, HELPS, SAFETY, URGENCIES
from amparo.errors import AmparoError
from amparo.ledger.canonical import moment_from, written_moment

LONGEST_NOTE: Final = 4000
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?", re.ASCII)
MOST_LANGUAGES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A referral as its sender wants it. `agency` is empty where it goes to a partner's installation.

    `reserve` is asked where the first does not answer in time, or refuses. `keeps` is what the sender's agency reads on
    once another one keeps the case (a transfer), for the same purpose and on the same basis.
    """

    agency: str
    kind: str
    compartments: tuple[str, ...]
    basis: str
    recorded: Mapping[str, str]
    until: datetime
    urgency: str = "day"
    age: str = "unknown"
    languages: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    note: str = ""
    reserve: str = ""
    is_transfer: bool = False
    keeps: tuple[str, ...] = field(default=())

    @property
    def purpose(self) -> Purpose:
        """What the receiver is to read for: it follows from the kind of help."""
        return HELPS[self.kind].purpose

    def terms_for(self, body: str) -> Terms:
        """Return what a body is to be given of it: of what was chosen, as much as its mandate reaches."""
        named = sorted(set(self.compartments) & reach(body, self.basis, self.purpose))
        return Terms(tuple(named), self.basis, self.purpose.value, self.until, self.recorded)

    def offered(self) -> dict[str, Any]:
        """Return what a receiver is shown before it answers: no name, no fact, no free text."""
        return {
            "kind": self.kind,
            "urgency": self.urgency,
            "age": self.age,
            "languages": list(self.languages),
            "safety": list(self.safety),
        }

    def written(self) -> dict[str, Any]:
        """Return it as it stands in its paper; the note is a paper of its own."""
        return {**asdict(self), "until": written_moment(self.until), "note": ""}


def plan_from(table: Mapping[str, Any]) -> Plan:
    """Read what `written` returned."""
    lists = {name: tuple(table[name]) for name in ("compartments", "languages", "safety", "keeps")}
    known = {name: table[name] for name in Plan.__slots__}
    return Plan(**{**known, **lists, "until": moment_from(table["until"])})


def check_plan(plan: Plan) -> None:
    """Raise `AmparoError` that names the field where a plan says something that there is not."""
    known = (("kind", HELPS), ("urgency", URGENCIES), ("age", AGES))
    for name, choices in known:
        if getattr(plan, name) not in choices:
            raise AmparoError("wrong-referral", "one of the list has to be chosen", help=", ".join(choices), where=name)
    if not plan.compartments or not set(plan.compartments) <= COMPARTMENTS:
        raise AmparoError("grant-of-nothing", "a grant names the compartments that it opens", where="compartments")
    if not set(plan.safety) <= set(SAFETY):
        raise AmparoError("wrong-referral", "there is no such safety note", where="safety")
    languages = plan.languages
    if len(languages) > MOST_LANGUAGES or not all(_LANGUAGE.fullmatch(each) for each in languages):
        raise AmparoError(
            "wrong-referral", "a language is written by its code, as `km`", help=f"at most {MOST_LANGUAGES}", where="languages"
        )
    if len(plan.note) > LONGEST_NOTE:
        raise AmparoError("wrong-referral", f"a note has at most {LONGEST_NOTE} signs", where="note")
    if plan.keeps and not plan.is_transfer:
        raise AmparoError("wrong-referral", "who refers a case keeps it, and reads on anyway", where="keeps")
