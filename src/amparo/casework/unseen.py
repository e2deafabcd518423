"""Signs that nobody sees, and that let a text read otherwise than it is written: refused in facts and papers alike.

Signs without width that scripts need stay: the joiners of Persian and of Indian scripts, and the break between words of Khmer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def hides(value: Any) -> bool:
    """Say whether a text, or any text in a list or table, holds a sign that nobody sees."""
    match value:
        case str():
            return _UNSEEN.search(value) is not None
        case Mapping():
            return any(hides(name) or hides(each) for name, each in value.items())
        case list() | tuple():
            return any(hides(each) for each in value)
    return False
