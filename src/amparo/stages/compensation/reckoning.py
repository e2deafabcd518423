"""A reckoning: all lines and totals of a case on a day, kept as a paper; earlier ones stay beside it, and none is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import record
from amparo.casework.sent_once import id_of_form, is_kept
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.stages.compensation.debt import debt_words
from amparo.stages.compensation.figure import Figure, Sum, total, written
from amparo.stages.compensation.gathered import YEARS, Gathered
from amparo.stages.compensation.losses import COSTS, HARM, Award, exact, gaps, loss_lines
from amparo.stages.compensation.wages import WAGES, Line, Terms, wage_lines
from amparo.stages.compensation.work import months_between

KIND: Final = "reckoning"
ACCOUNT: Final = "account"
LEGAL: Final = "legal"
LOST: Final = "lost"
GROUPS: Final = (WAGES, COSTS, LOST, HARM)
"""Groups that a total is made of: what is not in them stands beside."""
LONGEST: Final = 11
"""Figures of a sum that is typed."""
LETTERS: Final = 3
OTHERS: Final = "others-"
TERMS: Final = ("hourly", "currency", "as_of", "missed", "missed_currency", "from", "until", "about")
"""The fields of the form; beside them one for each episode: what of its pay went to others."""


@dataclass(frozen=True, slots=True)
class Earnings:
    """Earnings that the person missed since: from when until when, and what they would have earned a month."""

    first: date
    last: date
    monthly: Fraction
    currency: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a case comes to: lines, the totals of each currency, and what was awarded beside them with the gap."""

    lines: tuple[Line, ...]
    totals: Mapping[str, Figure]
    awards: tuple[tuple[Award, Sum], ...]
    debts: tuple[str, ...] = ()

    def body(self, sent: Mapping[str, str], on: date) -> dict[str, Any]:
        """Return what its paper keeps: everything in words and written sums, as it was shown."""
        return {
            "on": on.isoformat(),
            "text": "; ".join(f"{currency} {' / '.join(each.said())}" for currency, each in self.totals.items()),
            "assumed": {name: text for name, text in sent.items() if text},
            "lines": [
                {"group": each.group, "words": each.words, "currency": each.currency, "counts": each.counts,
                 "sums": list(each.figure.said()), "open": each.figure.is_open, "assumes": list(each.assumes)}
                for each in self.lines
            ],
            "totals": {
                currency: {"sums": list(each.said()), "open": each.is_open} for currency, each in self.totals.items()
            },
            "debts": list(self.debts),
            "awards": [
                {"words": award.words, "currency": award.currency, "amount": written(award.amount), "gap": written(gap)}
                for award, gap in self.awards
            ],
        }  # fmt: skip


def reckoned(sight: Sight, sent: Mapping[str, str]) -> Reckoning:
    """Reckon what the viewer may read of a case, on the terms of a form; raise `AmparoError` at the field that is wrong."""
    gathered, terms, missed = Gathered(sight), terms_from(sent), earnings_from(sent)
    works, losses = tuple(gathered.works(_to_others(sent))), tuple(gathered.losses())
    lines = [line for work in works for line in wage_lines(work, terms)]
    is_pay = any(each.counts and each.group == WAGES and each.figure.is_known for each in lines)
    lines += loss_lines(losses, is_pay_reckoned=is_pay)
    if missed is not None:
        lines.append(_missed(missed))
    if terms.is_about:
        lines = [
            replace(each, assumes=(*each.assumes, _("what it is reckoned from is said to be about so much"))) for each in lines
        ]
    totals = _totals(lines)
    return Reckoning(tuple(lines), totals, tuple(gaps(gathered.awards(), totals)), tuple(debt_words(losses, works)))


def keep(actor: Actor, case: str, sent: Mapping[str, str]) -> str:
    """Keep a reckoning as a paper beside the earlier ones; return its id."""
    sight = look(actor, case)
    found = reckoned(sight, sent)
    if not found.lines:
        raise AmparoError("decision-unfinished", _("there is nothing to reckon yet: list the work, or a loss"), where="hourly")
    where = keeps_in(sight)
    shown = {name: sent[name] for name in sent if name in TERMS or (name.startswith(OTHERS) and name in _asked(sight))}
    paper = id_of_form(actor, case, sent.get("token", ""))
    if not is_kept(sight, paper):
        draft = Draft(KIND, where, found.body(shown, sight.on), is_said=where == ACCOUNT, id=paper)
        record(actor, case, seen=sight.seen, papers=(draft,))
    return paper


def keeps_in(sight: Sight) -> str:
    """Return where a reckoning is kept: one of work, with what the person told; else with the law's part of the case."""
    return ACCOUNT if Gathered(sight).has_work() else LEGAL


def kept_in(sight: Sight) -> tuple[Paper, ...]:
    """Return the reckonings of a case that the viewer may read, the latest first."""
    return tuple(reversed([each for each in sight.papers if each.kind == KIND]))


def terms_from(sent: Mapping[str, str]) -> Terms:
    """Read the terms of a form."""
    hourly, currency = sum_from(sent, "hourly"), currency_from(sent, "currency")
    if hourly is not None and not currency:
        raise AmparoError("wrong-value", _("say of which currency the rate is"), where="currency")
    return Terms(hourly, currency, day_from_text(sent, "as_of"), is_about=sent.get("about") == "yes")


def earnings_from(sent: Mapping[str, str]) -> Earnings | None:
    """Read the earnings missed since; nothing where no rate is given."""
    monthly = sum_from(sent, "missed")
    if monthly is None:
        return None
    first, last, currency = day_from_text(sent, "from"), day_from_text(sent, "until"), currency_from(sent, "missed_currency")
    if first is None or last is None or last < first:
        raise AmparoError("wrong-value", _("say from which day until which later one"), where="from")
    if not currency:
        raise AmparoError("wrong-value", _("say of which currency the rate is"), where="missed_currency")
    return Earnings(first, last, monthly, currency)


def sum_from(sent: Mapping[str, str], name: str) -> Fraction | None:
    """Read a sum of money as somebody types it: digits, and at most one point."""
    text = sent.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    figures = text.replace(".", "", 1)
    if not (text.isascii() and figures.isdecimal() and len(figures) <= LONGEST and text[-1] != "."):
        raise AmparoError("wrong-value", _("write a sum in figures, such as 4.50"), where=name)
    return exact(text)


def currency_from(sent: Mapping[str, str], name: str) -> str:
    """Read a currency by its three letters."""
    text = sent.get(name, "").strip().upper()
    if text and not (len(text) == LETTERS and text.isascii() and text.isalpha()):
        raise AmparoError("wrong-value", _("write a currency by its three letters, such as EUR"), where=name)
    return text


def day_from_text(sent: Mapping[str, str], name: str) -> date | None:
    """Read a day as a field of a browser sends it."""
    text = sent.get(name, "").strip()
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError:
        found = date.min
    if found is not None and found.year not in YEARS:
        raise AmparoError("wrong-value", _("write a day"), where=name)
    return found


def _to_others(sent: Mapping[str, str]) -> dict[str, Fraction]:
    found = {name.removeprefix(OTHERS): sum_from(sent, name) for name in sent if name.startswith(OTHERS)}
    return {number: each for number, each in found.items() if each is not None}


def _asked(sight: Sight) -> set[str]:
    return {f"{OTHERS}{work.number}" for work in Gathered(sight).works({})}


def _missed(missed: Earnings) -> Line:
    each = missed.monthly * months_between(missed.first, missed.last)
    between = {"first": missed.first.isoformat(), "last": missed.last.isoformat()}
    words = _("Earnings missed from %(first)s to %(last)s") % between
    assumes = _("%(sum)s a month, had the person been free to work; not in the low sum") % {"sum": written(missed.monthly)}
    return Line(LOST, words, missed.currency, Figure(Fraction(), each, each), (assumes,))


def _totals(lines: list[Line]) -> dict[str, Figure]:
    """Return the totals of each currency: nothing is converted."""
    counted = [each for each in lines if each.counts and each.group in GROUPS]
    names = dict.fromkeys(each.currency for each in counted)
    return {name: total(each.figure for each in counted if each.currency == name) for name in names}
