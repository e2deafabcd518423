"""docs/access.md says what the policy reads, and names every hard rule."""

from __future__ import annotations

import pytest

from amparo.casework.glass import COUNTED, FREE, GROUNDS, OPEN_FOR, REVIEW_WITHIN
from casework.access_tables import DOCUMENT, block, tables

TEXT = DOCUMENT.read_text("utf-8")


@pytest.mark.parametrize("name", tables())
def test_a_table_is_made_from_the_data(name: str) -> None:
    (found,) = block(name).findall(TEXT)
    assert found == tables()[name], "write it anew: PYTHONPATH=tests .venv/bin/python -m casework.access_tables"


def test_the_figures_of_emergencies_are_those_of_the_code() -> None:
    assert f"{OPEN_FOR.seconds // 60} minutes" in TEXT
    assert f"{REVIEW_WITHIN.days * 24} hours" in TEXT
    assert f"{COUNTED.days} days" in TEXT
    assert FREE + 1 == 3
    assert "third" in TEXT
    assert all(words in TEXT for words in GROUNDS.values())
