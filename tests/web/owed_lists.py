"""How many duties owed stand open below each other on a page, which may be no more than somebody can take in."""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 7


def most_open(page: str) -> int:
    """Return how many duties owed stand open in the longest list of a page."""
    unfolded = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    return max((each.count("/owed/") for each in re.findall(r'<ul class="rules">(.*?)</ul>', unfolded, re.DOTALL)), default=0)
