"""A code for a person: figures alone, since every script has them and no two look or sound alike; the last one checks the rest.

Twenty figures in groups of four: nineteen drawn by chance (63 bits) and one that no slip of one figure and no exchange of two
neighbours leaves in place (Damm, 2004). They may be typed in whichever figures somebody writes, with or without blanks.
"""

from __future__ import annotations

import secrets
import unicodedata
from hmac import digest
from typing import Final

from amparo.casework.keys import mark_key

DRAWN: Final = 19
WHOLE: Final = DRAWN + 1
GROUP: Final = 4
LONGEST: Final = 80
"""Signs that are read of what somebody typed."""
_DAMM: Final = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
"""The quasigroup of order ten of H. M. Damm (2004): zero in its diagonal, so that a whole code ends at nought."""
_ASIDE: Final = ("Zs", "Pd", "Cf", "Cc", "Po")
"""Signs between figures that people write, and marks of direction that a keyboard adds: they say nothing."""


def new_code() -> str:
    """Return a code drawn by chance, which is kept nowhere."""
    drawn = f"{secrets.randbelow(10**DRAWN):0{DRAWN}}"
    return f"{drawn}{_left(drawn)}"


def code_from(typed: str) -> str:
    """Return the figures of what somebody typed, in whichever script; nothing where they cannot be a code."""
    if len(typed) > LONGEST:
        return ""
    found = "".join(_figure(sign) for sign in typed)
    return found if len(found) == WHOLE and found.isdecimal() and _left(found) == 0 else ""


def in_groups(code: str) -> tuple[str, ...]:
    """Return a code as it is written down and read out."""
    return tuple(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest_of(code: str) -> str:
    """Return what is kept of a code: keyed, so that a thief of the tables cannot try codes on them."""
    return digest(mark_key("person-code").reveal(), code.encode(), "sha256").hex()


def _figure(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    return "" if unicodedata.category(sign) in _ASIDE else "?"


def _left(figures: str) -> int:
    interim = 0
    for figure in figures:
        interim = int(_DAMM[interim][int(figure)])
    return interim
