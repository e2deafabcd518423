"""What the routes of cases take."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from amparo.casework.record import MOST, Statement


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewCase(_Strict):
    """A case to open."""

    purpose: str = Field(description="what it is opened for, such as protection or identification")
    called: str = Field("", max_length=80, description="a safe name under which pages show it; never the person's own name")


class Said(_Strict):
    """One statement: a fact as the ledger names it, its value, and where it comes from."""

    key: str = Field(max_length=120, description="age_years, offence#1.compelled, offence#1 (it is there), offence.complete")
    value: Any = Field(description="as a case file writes it; null withdraws what was stated")
    source: Literal["said", "observed", "document", "decision"]
    method: str | None = None
    language: str | None = None
    asked_by: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    corrects: str | None = Field(None, description="the id of the entry in whose place it is stated")
    reason: str | None = None

    def statement(self) -> Statement:
        """Return it as it is recorded."""
        return Statement(**self.model_dump())


class NewFacts(_Strict):
    """Facts to state in one act: all are kept, or none."""

    statements: list[Said] = Field(min_length=1, max_length=MOST)
    purpose: str = Field("", description="needed only of who works on the case for several purposes")


class NewItem(_Strict):
    """One thing of several, such as an offence, with the facts that are known of it; it is given the next number."""

    kind: str = Field(description="a kind of the vocabulary, such as offence")
    facts: dict[str, Any] = Field(default_factory=dict, description="facts of the item by name, such as compelled")
    source: Literal["said", "observed", "document", "decision"]
    purpose: str = ""


class NewNote(_Strict):
    """A note of the day."""

    text: str = Field(min_length=1, max_length=10000)
    compartment: str = "support"
    is_handover: bool = Field(default=False, description="what the next shift has to know")
    is_said: bool = Field(
        default=True,
        description="what the person said is in it, and who may charge them does not read it; false: only what was seen is",
    )
    answers: str = Field("", max_length=32, description="the id of the note that it corrects")
