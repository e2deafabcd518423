"""How parts are put into one run of bytes that can be read in one way only: what a seal or a signature covers."""

from __future__ import annotations

import re
from typing import Final

from amparo.errors import AmparoError

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
"""How an agency, a compartment, a field or a domain is written."""

MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
"""How a month is written: `2026-11`."""

_COUNT: Final = 8
_LENGTH: Final = 4


def joined(*parts: str | bytes | int) -> bytes:
    """Return the parts, each behind its length in four bytes; texts as UTF-8, numbers as eight bytes, great end first."""
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in map(_as_bytes, parts))


def parted(data: bytes) -> list[bytes]:
    """Return the parts that `joined` put together; raise `ValueError` if these bytes are no such run."""
    parts = []
    while data:
        end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
        if len(data) < end:
            raise ValueError
        parts.append(data[_LENGTH:end])
        data = data[end:]
    return parts


def named(kind: str, text: str, form: re.Pattern[str] = NAME) -> str:
    """Return the text if it is written as such a name is; else raise `AmparoError` that says which kind it is."""
    if not form.fullmatch(text):
        raise AmparoError(
            "sealing-bad-name",
            f"that is no name for {kind}",
            help="lower-case letters, figures, `-` and `_`; months as `2026-11`",
        )
    return text


def _as_bytes(part: str | bytes | int) -> bytes:
    if isinstance(part, str):
        return _utf8(part)
    return part.to_bytes(_COUNT, "big") if isinstance(part, int) else part


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        pass  # its own message would repeat the text
    raise AmparoError("sealing-bad-text", "a text holds half a sign, which UTF-8 has no bytes for")
