"""What a case is called where a name must not stand: its code, which tells nothing."""

from __future__ import annotations

import re
from typing import Final

SHORT: Final = 8
_GROUP: Final = 4
_ASIDE: Final = re.compile(r"[\s\-]")


def short_code(case: str) -> str:
    """Return the code by which people speak of a case: `K3XQ-7ABC`."""
    return _grouped(case[:SHORT])


def whole_code(case: str) -> str:
    """Return the whole code, to read out to somebody who has to find the case."""
    return _grouped(case)


def case_from(code: str) -> str:
    """Return the id behind a code as somebody wrote it down: capitals, spaces and dashes do not matter."""
    return _ASIDE.sub("", code).lower()


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP].upper() for start in range(0, len(text), _GROUP))
