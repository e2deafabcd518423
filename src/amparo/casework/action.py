"""What can be asked of the policy: the acts, how one stands to a case, and what each act needs besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

STEP_UP: Final = "step-up"
"""To prove again, now, who one is."""
SECOND_PERSON: Final = "second-person"
"""Somebody else, with the same right, has to agree."""


class Action(StrEnum):
    OPEN_CASE = "open_case"
    SEE_CASE = "see_case"
    READ = "read"
    RECORD = "record"
    SHARE = "share"
    ALLOT = "allot"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    NAME_CONFLICT = "name_conflict"
    END_CONFLICT = "end_conflict"
    EXPORT = "export"
    ERASE = "erase"
    HOLD = "hold"
    RELEASE_HOLD = "release_hold"
    BREAK_GLASS = "break_glass"
    REVIEW_GLASS = "review_glass"
    SEE_WHO_LOOKED = "see_who_looked"
    SEE_LOG = "see_log"
    MAKE_CANARY = "make_canary"
    COUNT = "count"
    ADMINISTER = "administer"


class Relation(StrEnum):
    """How a user stands to a case, for one purpose.

    A member works on a case that their agency keeps, a receiver on one that another agency keeps. A colleague is of the agency
    that keeps it, and does not work on it.
    """

    NONE = "none"
    COLLEAGUE = "colleague"
    MEMBER = "member"
    RECEIVER = "receiver"


class Granted(StrEnum):
    """Whether a compartment (or, where none is asked about, any) is granted to the user's agency for the purpose."""

    NEVER = "never"
    ENDED = "ended"
    LIVE = "live"


class GlassRight(StrEnum):
    """Whether a user may break glass at all just now."""

    FREE = "free"
    OFTEN = "often"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Shape:
    """What an act is, whether it is about one compartment, about a case at all, and what it needs besides."""

    meaning: str
    on_compartment: bool = False
    on_case: bool = True
    needs: tuple[str, ...] = ()


SHAPES: Final[Mapping[Action, Shape]] = {
    Action.OPEN_CASE: Shape("begin a case", on_case=False),
    Action.SEE_CASE: Shape("see that the case is there, its code and its safe name"),
    Action.READ: Shape("read a compartment", on_compartment=True),
    Action.RECORD: Shape("record facts in a compartment", on_compartment=True),
    Action.SHARE: Shape("let another agency read a compartment", on_compartment=True, needs=(STEP_UP,)),
    Action.ALLOT: Shape("bring somebody else into the case", needs=(STEP_UP,)),
    Action.DISMISS: Shape("end somebody's work on the case"),
    Action.WITHDRAW: Shape("end what another agency was given to read"),
    Action.NAME_CONFLICT: Shape("say that somebody must not see the case"),
    Action.END_CONFLICT: Shape("say that somebody else may see the case again", needs=(STEP_UP,)),
    Action.EXPORT: Shape("take a copy of a compartment out", on_compartment=True, needs=(STEP_UP,)),
    Action.ERASE: Shape("erase what is known of the person", needs=(STEP_UP, SECOND_PERSON)),
    Action.HOLD: Shape("stop anything of the case from being erased"),
    Action.RELEASE_HOLD: Shape("agree that it may be erased again", needs=(STEP_UP,)),
    Action.BREAK_GLASS: Shape(
        "open a compartment in an emergency, for an hour, before everybody's eyes", on_compartment=True, needs=(STEP_UP,)
    ),
    Action.REVIEW_GLASS: Shape("judge somebody else's emergency"),
    Action.SEE_WHO_LOOKED: Shape("see who looked, who received and who may see"),
    Action.SEE_LOG: Shape("read the log: acts, users and cases, no fact", on_case=False),
    Action.MAKE_CANARY: Shape("make a case of nobody that betrays browsing", on_case=False, needs=(STEP_UP,)),
    Action.COUNT: Shape("ask for figures", on_case=False),
    Action.ADMINISTER: Shape("run the installation and its users", on_case=False),
}
