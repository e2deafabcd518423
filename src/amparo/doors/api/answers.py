"""The shapes of the answers, as `contract.md` fixes them, for the description of the API."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

Truth = Literal["yes", "no", "unknown"]
Force = Literal["mandatory", "consider", "recommended", "example"]
Strength = Literal["absolute", "qualified", "effort", "preference"]


class Problem(BaseModel):
    """Why a request was refused."""

    code: str = Field(description="stable, listed in docs/errors.md")
    sentence: str = Field(description="what is wrong, in words")
    help: str = Field(description="what to do about it; may be empty")
    where: str = Field(description="the field, or the line; may be empty")


class LawUsed(BaseModel):
    """Which law answered."""

    pack: str
    version: str
    digest: str = Field(description="over the bytes of the pack and all layers below it")
    standing: Literal["illustrative", "draft", "reviewed", "adopted"]


class Reason(BaseModel):
    """A fact and the value that mattered; null: decided because it is not known."""

    fact: str = Field(description="a name of the vocabulary; of an item offence#1.compelled")
    value: Any = None


class Determination(BaseModel):
    """What one rule says of the person."""

    rule: str
    kind: Literal["presumption", "definition", "hold", "duty", "entitlement"]
    act: str | None
    item: str | None
    title: str
    conclusion: Truth = Field(description="of the rule's condition")
    in_effect: bool = Field(description="whether it acts now, also where its condition is not known")
    fulfilled: Truth | None = Field(description="of a duty: whether it has been done")
    force: Force | None = Field(description="of the source")
    strength: Strength | None = Field(description="the source's own reach")
    binds: str | None
    from_: str | None = Field(alias="from")
    until: str | None
    due: str | None
    do: str | None = Field(description="of a duty: what is to be done")
    changes_on: str | None = Field(description="next day on which this could differ with no new fact")
    because: list[Reason]
    fulfilled_because: list[Reason]
    missing: list[str] = Field(description="facts that together can settle it")
    under: list[str] = Field(description="provisions")
    source: list[str] = Field(description="rows of law/requirements.csv")
    safe_side: str | None = Field(description="our own reason, where the choice for not known is ours")


class Decided(BaseModel):
    """All determinations for a case."""

    law: LawUsed
    on: str
    basis: str
    warnings: list[str]
    disputed: list[str]
    determinations: list[Determination]


class Held(BaseModel):
    """Whether an act is held."""

    act: str
    answer: Literal["held", "held-until-known", "no-hold", "not-assessed"] = Field(
        description="no-hold is not a clearance; not-assessed: the law does not speak of this act"
    )
    basis: str
    on: str
    by: list[str] = Field(description="the holds that made the answer")
    needs: list[str] = Field(description="facts that could lift it")
    safeguards: list[str] = Field(description="duties that go with the act")
    under: list[str]
    force: Force | None
    strength: Strength | None


class OpenQuestion(BaseModel):
    """A question in words, and the rules it would help to settle."""

    fact: str
    item: str | None
    settles: list[str]
    person: str = Field(description="as put to the person")
    worker: str = Field(description="as put to the worker")


class Asked(BaseModel):
    """Open questions, protection first."""

    questions: list[OpenQuestion]


class Health(BaseModel):
    """The server answers, and with which law."""

    state: Literal["ok"]
    version: str
    laws: list[str] = Field(description="names of the packs that may be asked")
