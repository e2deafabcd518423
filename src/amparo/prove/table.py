"""A proof as the table that `law prove --json` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from amparo.prove.proof import Proof, whole_result
from amparo.prove.result import PROVED, Finding
from amparo.prove.story import Teller


def proof_json(proof: Proof, teller: Teller) -> dict[str, Any]:
    """Return the table: each property once where nothing speaks against it, else once for each right that fails."""
    return {
        "pack": proof.pack.name,
        "against": proof.baseline.name if proof.baseline else None,
        "floor": proof.floor,
        "alone": proof.alone,
        "on": proof.day.isoformat(),
        "law": {"version": proof.pack.profile.version, "digest": proof.pack.digest, "standing": proof.pack.profile.standing},
        "basis": "every person who could exist, with at most 3 listed items of a kind, on this one day",
        "properties": [entry for name in proof.properties for entry in _entries(proof, name, teller)],
    }


def _entries(proof: Proof, name: str, teller: Teller) -> Iterator[dict[str, Any]]:
    findings = proof.of(name)
    failing = [found for found in findings if found.result != PROVED]
    result = whole_result(findings)
    if not failing or result == PROVED or all(found.result == failing[0].result == "not-assessed" for found in findings):
        yield {"name": name, "result": result, "rule": None, "force": None, "person": None, "story": ""}
        failing = [] if result != PROVED else failing
    yield from (_entry(found, teller) for found in sorted(failing, key=lambda found: found.result != result))


def _entry(found: Finding, teller: Teller) -> dict[str, Any]:
    rule = found.rule
    return {
        "name": found.name,
        "result": found.result,
        "rule": rule.id if rule else None,
        "force": (rule.force or None) if rule else None,
        "strength": (rule.strength or None) if rule else None,
        "under": list(rule.under) if rule else [],
        "item": found.item,
        "about": found.about,
        "person": found.case,
        "other": found.other,
        "story": teller.story(found),
    }
