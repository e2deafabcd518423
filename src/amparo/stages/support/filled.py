"""What a form of this stage sends back, read field by field: a day, a choice, an amount, words; each error names its field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from amparo.desk.sent import calendar_day, written
from amparo.environment import today
from amparo.errors import AmparoError

LONGEST: Final = 4_000
SHORT: Final = 300
SHORTEST_REASON: Final = 20
"""Signs of a reason: one word is none."""
ANSWERS: Final = ("yes", "no", "unknown")
FOUND: Final[Mapping[str, bool]] = {"yes": True, "no": False}
_LARGEST: Final = Decimal(9_999_999)
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)
_CENT: Final = Decimal("0.01")


def lacking(sentence: str, where: str) -> AmparoError:
    """Return the error of a form that is not finished, at the field where it is not."""
    return AmparoError("support-unfinished", sentence, where=where)


def words(sent: Mapping[str, str], name: str, longest: int = LONGEST) -> str:
    """Return what was written in a field, which may be nothing."""
    text = written(sent, name)
    if len(text) > longest:
        raise lacking(_("write at most %(n)s signs") % {"n": longest}, name)
    return text


def needed_words(sent: Mapping[str, str], name: str, sentence: str, longest: int = LONGEST) -> str:
    """Return what was written in a field that may not stay empty."""
    text = words(sent, name, longest)
    if not text:
        raise lacking(sentence, name)
    return text


def reason(sent: Mapping[str, str], name: str, sentence: str) -> str:
    """Return a reason that says something."""
    text = words(sent, name)
    if len(text) < SHORTEST_REASON:
        raise lacking(sentence, name)
    return text


def chosen(sent: Mapping[str, str], name: str, choices: Collection[str]) -> str:
    """Return what was chosen; not known is a choice, no choice is none."""
    answer = sent.get(name, "")
    if answer not in choices:
        raise lacking(_("choose an answer"), name)
    return answer


def may_be_chosen(sent: Mapping[str, str], name: str, choices: Collection[str]) -> str:
    """Return what was chosen where nothing has to be."""
    return chosen(sent, name, choices) if sent.get(name, "") else ""


def past_day(sent: Mapping[str, str], name: str) -> date:
    """Return a day that has come; today where none is written."""
    found = _day(sent, name) or today()
    if found > today():
        raise lacking(_("write a day that has come; what is planned stands among the appointments"), name)
    return found


def coming_day(sent: Mapping[str, str], name: str) -> date:
    """Return a day from today on; it has to be written."""
    found = _day(sent, name)
    if found is None or found < today():
        raise lacking(_("write a day from today on"), name)
    return found


def _day(sent: Mapping[str, str], name: str) -> date | None:
    text = sent.get(name, "").strip()
    if not text:
        return None
    try:
        return calendar_day(text)
    except ValueError:
        raise lacking(_("write a day of the calendar"), name) from None


def amount(sent: Mapping[str, str], name: str) -> str:
    """Return an amount as it is kept, `120.5`, or nothing where none is written."""
    text = sent.get(name, "").strip().replace(",", ".")
    if not text:
        return ""
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise AmparoError("answer-no-number", _("write a number in figures"), where=name) from None
    if not found.is_finite() or not 0 <= found <= _LARGEST or found != found.quantize(_CENT):
        raise AmparoError("answer-no-number", _("write a number from 0, with at most two figures after the point"), where=name)
    return format(found.normalize(), "f")


def currency(sent: Mapping[str, str], name: str, beside: str) -> str:
    """Return the currency of an amount, by its three letters; an amount has one."""
    if not beside:
        return ""
    code = sent.get(name, "").strip().upper()
    if not _CURRENCY.fullmatch(code):
        raise lacking(_("say in which currency, by its three letters"), name)
    return code
