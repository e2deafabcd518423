"""A duty that comes back is answered by one that comes back as often."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.prove.often import is_as_often
from prove.small import ON, pack, parameter
from rules.small_packs import duty

PERIODS = (
    parameter("week", "days", 7) + parameter("fortnight", "days", 14) + parameter("month", "months", 1)
    + parameter("ended", "days", 7).replace("value = 7", "ended = true")
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "given", "is_enough"),
    [
        (None, None, True),
        (None, "week", True),
        (None, "each stage", True),
        ("week", None, False),
        ("each stage", None, False),
        ("each stage", "each stage", True),
        ("each stage", "week", False),
        ("week", "each stage", False),
        ("week", "week", True),
        ("fortnight", "week", True),
        ("week", "fortnight", False),
        ("month", "week", False),
        ("week", "month", False),
        ("week", "ended", False),
    ],
)
def test_as_often(asked: str | None, given: str | None, tmp_path: Path, *, is_enough: bool) -> None:
    rules = [duty(name, "screened", **({"repeat": often} if often else {})) for name, often in (("one", asked), ("two", given))]
    law = pack(tmp_path / "pack", *rules, parameters=PERIODS).law_on(ON)
    assert is_as_often(law.rules["one"], law, law.rules["two"], law) is is_enough
