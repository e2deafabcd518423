"""What may never be, whatever the tables of mandates and bundles say: each rule a question to an answer, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from amparo.casework.policy import Asked, Decision

_FIELD: Final = ("read", "record", "share", "export", "break_glass")


def _reaches_a_field(asked: Asked, decision: Decision) -> bool:
    """Say whether it is allowed, or would be once somebody proved who they are, to come by a field of a case."""
    return (decision.allowed or bool(decision.needs)) and asked.action in _FIELD


RULES: Final[Mapping[str, Callable[[Asked, Decision], bool]]] = {
    "who removes only ever runs machines": lambda a, d: (
        not (d.allowed or d.needs) or a.action == "administer" or a.body not in ("immigration_authority", "border_authority")
    ),
    "administrators only ever run machines": lambda a, d: (
        not (d.allowed or d.needs) or a.action == "administer" or a.bundle != "administrator"
    ),
    "nobody abroad sees account, asylum or liability": lambda a, d: (
        not _reaches_a_field(a, d)
        or a.compartment not in ("account", "asylum", "liability")
        or a.body not in ("origin_authority", "consular_service", "reception_partner")
    ),
    "nobody abroad opens anything in an emergency": lambda a, d: (
        not (d.allowed or d.needs)
        or a.purpose != "emergency"
        or a.body not in ("origin_authority", "consular_service", "reception_partner")
    ),
    "prosecutors of the person see nothing said for help": lambda a, d: (
        not _reaches_a_field(a, d)
        or a.compartment != "account"
        or a.body != "prosecutor"
        or not a.own_offences
        or not (a.is_said or a.is_identification_note)
    ),
    "whereabouts are not opened by glass": lambda a, d: (
        not _reaches_a_field(a, d)
        or a.compartment != "whereabouts"
        or (a.purpose != "emergency" and a.action != "break_glass" and a.relation in ("member", "receiver"))
    ),
    "who may charge opens in an emergency only what saves a life": lambda a, d: (
        not (d.allowed or d.needs)
        or a.purpose != "emergency"
        or a.body not in ("police", "prosecutor", "court")
        or a.compartment in ("", "identity", "health", "security")
    ),
    "glass only shows": lambda a, d: (
        not (d.allowed or d.needs)
        or a.purpose != "emergency"
        or a.action == "break_glass"
        or (a.glass and a.action in ("see_case", "read"))
    ),
    "glass is broken for emergencies alone": lambda a, d: (
        not (d.allowed or d.needs) or a.action != "break_glass" or a.purpose == "emergency"
    ),
    "a conflict shuts out": lambda a, d: not (d.allowed or d.needs) or not a.conflict,
    "no relation, no field": lambda a, d: (
        not _reaches_a_field(a, d) or a.purpose == "emergency" or a.relation in ("member", "receiver")
    ),
    "a receiver has what is granted now": lambda a, d: (
        not _reaches_a_field(a, d) or a.purpose == "emergency" or a.relation != "receiver" or a.granted == "live"
    ),
    "a grant that ended opens nothing": lambda a, d: (
        not _reaches_a_field(a, d) or a.purpose == "emergency" or a.relation == "member" or a.granted != "ended"
    ),
    "what goes out or is lost is stepped up": lambda a, d: (
        not d.allowed or a.stepped_up or a.action not in ("share", "export", "erase", "break_glass")
    ),
    "erasing takes two": lambda a, d: not d.allowed or a.action != "erase" or a.seconded,
    "the third emergency takes two": lambda a, d: (
        not d.allowed or a.action != "break_glass" or a.glass_right != "often" or a.seconded
    ),
    "no emergency while one is not answered for": lambda a, d: (
        not (d.allowed or d.needs) or a.action != "break_glass" or a.glass_right != "suspended"
    ),
    "needs are told only where nothing else is in the way": lambda _, d: not (d.allowed and d.needs),
}


def broken(asked: Asked, decision: Decision) -> str:
    """Return the first rule that an answer breaks, or nothing."""
    return next((name for name, holds in RULES.items() if not holds(asked, decision)), "")
