"""What a form sent, read strictly: a text, one of several answers, a day; and what is missing is said at its field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from unicodedata import category

from django.utils.translation import gettext as _

from amparo.errors import AmparoError

Sent = Mapping[str, str]
CODE: Final = "form-unfinished"
LONGEST: Final = 8_000
"""Letters of one text."""
FIRST_YEAR: Final = 1900
STOOD: Final = "stood"
"""The field that says which plan stood when the form was shown."""
NONE_STOOD: Final = "none"


def unfinished(sentence: str, where: str, *, help: str = "") -> AmparoError:
    """Return what is wrong with a form, at one field."""
    return AmparoError(CODE, sentence, help=help, where=where)


def written(sent: Sent, name: str) -> str:
    """Return what was written into a field, with ends of lines as one sign; what nobody could see is nothing.

    A browser counts an end of a line once and sends it as two signs.
    """
    found = sent.get(name, "").replace("\r\n", "\n").strip()
    return found if any(category(sign)[0] not in "ZC" for sign in found) else ""


def words(sent: Sent, name: str, longest: int = LONGEST) -> str:
    """Return all that was written into a field, which may be nothing; raise `AmparoError` for more than is kept.

    Nothing is cut: whoever wrote it would not learn what was lost.
    """
    found = written(sent, name)
    if len(found) > longest:
        raise unfinished(_("write at most %(n)s signs") % {"n": longest}, name)
    return found


def check_stood(sent: Sent, now: str, where: str) -> None:
    """Raise `changed-meanwhile` where another plan stands by now than the one that the form carries on.

    Each plan takes the place of the one before: kept from an old window, it would take away what a colleague has just written.
    """
    stands = now or NONE_STOOD
    if sent.get(STOOD, stands) != stands:
        raise AmparoError(
            "changed-meanwhile", _("somebody changed the plan while you wrote"),
            help=_("what you wrote is still here: put both together, and keep it again"), where=where,
        )  # fmt: skip


def text(sent: Sent, name: str, missing: str = "") -> str:
    """Return a text; raise `AmparoError` for one that is missing, where it is said what is."""
    found = words(sent, name)
    if missing and not found:
        raise unfinished(missing, name)
    return found


def one_of(sent: Sent, name: str, known: Collection[str], missing: str = "") -> str:
    """Return one of several answers; nothing where none was given and none is needed."""
    found = sent.get(name, "")
    if found not in known and (found or missing):
        raise unfinished(missing or _("choose one of the answers"), name)
    return found


def calendar_day(text: str) -> date:
    """Return a day as a browser sends it; raise `ValueError` for none, and for a year typed with two figures: 0026."""
    found = date.fromisoformat(text)
    if found.year < FIRST_YEAR:
        raise ValueError(text)
    return found


def day(sent: Sent, name: str, missing: str = "") -> date | None:
    """Return a day of the calendar; nothing where none was given and none is needed."""
    found = sent.get(name, "").strip()
    if not found and not missing:
        return None
    try:
        return calendar_day(found)
    except ValueError:
        raise unfinished(missing or _("write a whole day, the year with four figures"), name) from None


def known_day(sent: Sent, name: str, missing: str) -> date:
    """Return a day that has to be there."""
    found = day(sent, name, missing)
    if found is None:  # pragma: no cover: `day` has raised by then
        raise unfinished(missing, name)
    return found
