"""A difference as the table that `law diff --json` prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from amparo.prove.difference_story import DifferenceTeller
from amparo.prove.lacking import Change
from amparo.rules.pack import Pack
from amparo.rules.rule import Rule


def difference_json(teller: DifferenceTeller) -> dict[str, Any]:
    """Return the table: both laws, and each change with the person who replays it."""
    difference = teller.difference
    return {
        "from": _law(difference.before, difference.then or difference.day),
        "to": _law(difference.after, difference.day),
        "on": difference.day.isoformat(),
        "basis": "every person who could exist, with at most 3 listed items of a kind, on this one day",
        "changes": [_entry(change, teller) for change in difference.changes],
        "later": [day.isoformat() for day in difference.later],
    }


def _law(pack: Pack, day: date) -> dict[str, Any]:
    profile = pack.profile
    return {
        "pack": pack.name, "title": profile.title, "version": profile.version, "digest": pack.digest,
        "standing": profile.standing, "as_of": day.isoformat(),
    }  # fmt: skip


def _entry(change: Change, teller: DifferenceTeller) -> dict[str, Any]:
    text = change.text
    return {
        "change": change.change,
        "rule": text.id,
        "kind": text.kind if isinstance(text, Rule) else "parameter",
        "act": text.act if isinstance(text, Rule) else None,
        "force": text.force or None,
        "since": change.since.isoformat() if change.since and change.since > date.min else None,
        "before": teller.state(change, "before"),
        "after": teller.state(change, "after"),
        "because": [cause.text.id for cause in change.causes],
        "item": change.item,
        "person": change.case,
        "story": teller.story(change),
    }
