"""What a form sent, read strictly: a text, one of several answers, a day; and what is missing is said at its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from amparo.errors import AmparoError

Sent = Mapping[str, str]
CODE: Final = "form-unfinished"
LONGEST: Final = 8_000
"""Letters of one text."""


def unfinished(sentence: str, where: str, *, help: str = "") -> AmparoError:
    """Return what is wrong with a form, at one field."""
    return AmparoError(CODE, sentence, help=help, where=where)


def text(sent: Sent, name: str, missing: str = "") -> str:
    """Return a text; raise `AmparoError` for one that is missing, where it is said what is."""
    found = sent.get(name, "").strip()[:LONGEST]
    if missing and not found:
        raise unfinished(missing, name)
    return found


def one_of(sent: Sent, name: str, known: Collection[str], missing: str = "") -> str:
    """Return one of several answers; nothing where none was given and none is needed."""
    found = sent.get(name, "")
    if found not in known and (found or missing):
        raise unfinished(missing or _("choose one of the answers"), name)
    return found


def day(sent: Sent, name: str, missing: str = "") -> date | None:
    """Return a day of the calendar; nothing where none was given and none is needed."""
    found = sent.get(name, "").strip()
    if not found and not missing:
        return None
    try:
        return date.fromisoformat(found)
    except ValueError:
        raise unfinished(missing or _("write a whole day"), name) from None


def known_day(sent: Sent, name: str, missing: str) -> date:
    """Return a day that has to be there."""
    found = day(sent, name, missing)
    if found is None:  # pragma: no cover: `day` has raised by then
        raise unfinished(missing, name)
    return found
