"""What the routes of referrals take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from amparo.casework.referring.plan import Plan
from amparo.errors import AmparoError

AnswerWord = Literal["accept", "reject", "done"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewReferral(_Strict):
    """A case to offer to an agency: nothing is given before it accepts."""

    agency: str = Field(max_length=64, description="the id of the agency that is asked")
    kind: str = Field(description="the kind of help, such as shelter, legal or identification")
    compartments: list[str] = Field(min_length=1, max_length=20, description="what it is to read once it accepts")
    basis: str = Field(description="consent, or another basis that the law knows")
    recorded: dict[str, str] = Field(description="what the basis has to be recorded with, as for a grant")
    until: str = Field(description="a moment in UTC, such as 2026-06-01T12:00:00Z: when reading ends")
    urgency: Literal["now", "day", "week"] = "day"
    age: Literal["adult", "child", "unknown"] = "unknown"
    languages: list[str] = Field(default_factory=list, max_length=5)
    safety: list[str] = Field(default_factory=list, max_length=20)
    note: str = Field("", max_length=4000, description="read once the case is accepted, and not before")
    reserve: str = Field("", max_length=64, description="an agency to ask where the first says no, or nothing in time")
    is_transfer: bool = Field(default=False, description="the receiver takes the case over")
    keeps: list[str] = Field(default_factory=list, max_length=20, description="of a transfer: what the sender reads on")

    def plan(self) -> Plan:
        """Return it as a plan."""
        said = self.model_dump()
        lists = {name: tuple(said[name]) for name in ("compartments", "languages", "safety", "keeps")}
        return Plan(**{**said, **lists, "until": _moment(self.until)})


class NewAnswer(_Strict):
    """An answer to a referral."""

    answer: AnswerWord
    reason: str = Field("", max_length=40, description="of a no: one of the list, such as full")
    given: list[str] = Field(default_factory=list, max_length=20, description="when done: the kinds of help that were given")
    text: str = Field("", max_length=2000, description="when done: what was given, or why nothing was")
    reads_on: bool = Field(default=False, description="when done: whether the work goes on")


class ReferralSent(BaseModel):
    """A referral that was sent."""

    referral: str


class Offered(BaseModel):
    """A referral to one's agency: what the sender chose to say, and no more until it is accepted."""

    id: str
    sender: str
    is_transfer: bool
    state: str
    sent: str
    due: str
    said: dict[str, Any]
    case: str = Field(description="once the key's user works on it; else empty")


class ReferralOut(BaseModel):
    """A referral that was sent of a case that the key's user works on."""

    id: str
    case: str
    receiver: str
    is_transfer: bool
    state: str
    sent: str
    due: str


class ReferralList(BaseModel):
    """What was offered to the agency of the key's user and waits, and what was sent."""

    received: list[Offered]
    sent: list[ReferralOut]


class Answer(BaseModel):
    """What became of a referral; `case` once it is accepted."""

    referral: str
    answer: AnswerWord
    case: str


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise AmparoError("wrong-type", "`until` must be a moment with its zone", where="until")
    return found
