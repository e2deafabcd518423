"""Whether the person is treated as a child, by the law's own presumption: whoever may be one, until the age is clear."""

from __future__ import annotations

from typing import Final

from amparo.casework.sight import Sight

CHILD: Final = "treated-as-child"


def is_child(sight: Sight) -> bool:
    """Say whether the person is treated as a child: whose wish is heard, and does not end their care by itself."""
    return any(each["rule"] == CHILD and each["in_effect"] for each in sight.determinations)
