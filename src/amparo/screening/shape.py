"""A profile as a JSON-ready table, in the shape that docs/screening.md describes."""

from __future__ import annotations

from typing import Any, Final

from amparo.facts.value import Truth
from amparo.screening.profile import DimensionProfile, Noted, Profile

RESULTS: Final[dict[Truth, str]] = {True: "positive", False: "negative", None: "undetermined"}
ANSWERS: Final[dict[Truth, str]] = {True: "yes", False: "no", None: "unknown"}


def profile_json(profile: Profile) -> dict[str, Any]:
    """Return a profile; `signal` is `positive` or `undetermined`, never a no."""
    chosen = profile.set
    return {
        "set": chosen.id, "title": chosen.title, "how": chosen.how, "form": chosen.form,
        "age_group": profile.age_group, "age_presumed": profile.is_presumed,
        "signal": RESULTS[profile.signal],
        "narrow": RESULTS[profile.narrow] if chosen.narrow and profile.age_group == "adult" else None,
        "remarks": list(profile.remarks), "note": chosen.note, "under": list(chosen.under),
        "dimensions": [_dimension(each, is_joined=each.id in chosen.together) for each in profile.dimensions],
    }  # fmt: skip


def _dimension(dimension: DimensionProfile, *, is_joined: bool) -> dict[str, Any]:
    return {
        "dimension": dimension.id, "title": dimension.title, "phase": dimension.phase or None,
        "result": RESULTS[dimension.result], "because": list(dimension.because),
        "could_change": list(dimension.could_change),
        "together": RESULTS[dimension.together] if is_joined else None,
        "indicators": [_indicator(each, dimension.phase) for each in dimension.indicators],
    }  # fmt: skip


def _indicator(noted: Noted, phase: str) -> dict[str, Any]:
    indicator = noted.indicator
    return {
        "indicator": noted.name, "answer": ANSWERS[noted.answer], "strength": noted.strength,
        "sources": list(noted.sources), "phase": phase or indicator.phase, "tags": list(indicator.tags),
        "beside": indicator.beside, "verified": indicator.verified, "note": indicator.note, "source": list(indicator.source),
    }  # fmt: skip
