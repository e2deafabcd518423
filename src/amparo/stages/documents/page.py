"""What a document says, as data: a head, and parts of paragraphs, lists and tables. A page shows it, a PDF sets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from amparo.casework.named import Named
from amparo.casework.sight import Sight
from amparo.desk.case_code import short_code
from amparo.desk.library import wording
from amparo.ledger.canonical import canonical
from amparo.stages.documents.plan import Plan

Part = Mapping[str, Any]


def part(
    heading: str,
    *texts: str,
    points: Iterable[str] = (),
    head: Sequence[str] = (),
    rows: Iterable[Sequence[str]] = (),
) -> Part:
    """Return one part: its heading, paragraphs, a list, and a table with its head."""
    return {
        "heading": heading,
        "texts": list(texts),
        "points": list(points),
        "head": list(head),
        "rows": [list(row) for row in rows],
    }


def document(title: str, plan: Plan, sight: Sight, agency: str, parts: Iterable[Part], *, withheld: int) -> dict[str, Any]:
    """Return a whole document with its digest; it names the agency that sends it and the receiver, and no person."""
    said: dict[str, Any] = {
        "document": plan.document,
        "language": "en",
        "code": short_code(sight.case),
        "office": Named.of({agency}).agency(agency),
        "on": sight.on.isoformat(),
        "day": said_day(sight.on),
        "title": title,
        "to": plan.to,
        "body": wording().actor(plan.body),
        "reference": plan.reference,
        "purpose": plan.purpose,
        "withheld": withheld,
        "labels": labels(),
        "parts": [each for each in parts if each["texts"] or each["points"] or each["rows"]],
    }
    return {**said, "digest": digest_of(said)}


def digest_of(said: Mapping[str, Any]) -> str:
    """Return the digest of what a document says."""
    return sha256(canonical({name: value for name, value in said.items() if name != "digest"})).hexdigest()


def labels() -> dict[str, str]:
    """Return the words of the head."""
    return {
        "to": _("To"),
        "reference": _("Your file"),
        "code": _("Our file"),
        "purpose": _("What it is for"),
        "digest": _("Digest, by which it can be checked that nothing was changed"),
    }


def said_day(day: date) -> str:
    """Return a day in words: `2 March 2026`."""
    return formats.date_format(day, "j F Y")
