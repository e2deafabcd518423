"""What Binod is owed for the stadium: reckoned by Mika, at the legal minimum of those years beside the promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from amparo.demonstration.cast import actor
from amparo.stages.compensation.reckoning import keep

TERMS: Final = {"hourly": "2.40", "currency": "EUR", "as_of": "2022-01-01", "others-1": "50", "about": "yes"}


def reckon(cases: Mapping[str, str]) -> None:
    """Keep one reckoning; `cases` are the cases by their safe names."""
    keep(actor("mika"), cases["Binod"], TERMS)
