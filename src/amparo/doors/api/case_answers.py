"""What the routes of cases answer: nothing but what the policy lets the user of the key see."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from amparo.doors.api.answers import Determination, LawUsed, OpenQuestion


class CaseLine(BaseModel):
    """One case in a list."""

    case: str
    called: str = Field(description="the safe name; empty where the key's user may not read who it is")


class CaseList(BaseModel):
    """A page of cases; `next` is the cursor of the next page, or null."""

    cases: list[CaseLine]
    next: str | None


class CaseHead(BaseModel):
    """What a case is called, who keeps it, and where its user may read and record."""

    case: str
    called: str
    keeper: str
    readable: list[str]
    recordable: list[str]
    withheld: int = Field(description="statements that are not for this user")
    on: str
    law: LawUsed
    version: str = Field(description="to be sent back as `If-Match` with what is stated")


class Opened(BaseModel):
    """A case that was opened."""

    case: str


class Stated(BaseModel):
    """One statement that stands in a case, or stood."""

    id: str
    key: str
    value: Any
    source: str
    by: str = Field(description="the kind of body that stated it")
    agency: str
    recorded: str
    method: str | None = None
    language: str | None = None
    asked_by: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    corrects: str | None = None
    reason: str | None = None


class CaseFacts(BaseModel):
    """All statements of a case that the user may read, the oldest first."""

    case: str
    version: str
    statements: list[Stated]


class Recorded(BaseModel):
    """What was recorded: the keys that were stated, or the paper's id."""

    case: str
    recorded: list[str]


class ToldDetermination(Determination):
    """A determination as this user may read it: where it rests on what is closed to them, it is silent on what it is about."""

    rule: str | None  # type: ignore[assignment] # withheld where it would tell
    title: str | None  # type: ignore[assignment] # as above
    withheld: int = Field(description="reasons that are not for this user")


class CaseDetermined(BaseModel):
    """What the law says of a case today."""

    case: str
    on: str
    law: LawUsed
    determinations: list[ToldDetermination]


class CaseHeld(BaseModel):
    """Whether an act is held, as this user may know it."""

    act: str
    answer: str = Field(description="held, held-until-known, no-hold (which is no clearance) or not-assessed")
    basis: str
    on: str
    by: list[str]
    needs: list[str]
    safeguards: list[str]
    under: list[str]
    force: str | None
    strength: str | None
    withheld: int


class CaseAsked(BaseModel):
    """The next questions of a case."""

    case: str
    questions: list[OpenQuestion]


class Owed(BaseModel):
    """A duty that is owed: by whom, until when; its words only where the user may read what it rests on."""

    rule: str | None
    item: str | None
    title: str | None
    do: str | None
    binds: str | None
    due: str | None
    force: str | None


class CaseOwed(BaseModel):
    """All duties that are owed in a case."""

    case: str
    tasks: list[Owed]


class Note(BaseModel):
    """One paper of a case that the user may read."""

    id: str
    kind: str
    compartment: str
    by: str
    agency: str
    at: str
    answers: str
    body: dict[str, Any]


class Papers(BaseModel):
    """Papers of a case, the oldest first."""

    case: str
    papers: list[Note]
