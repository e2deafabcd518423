"""What work and pay were like, asked at the first interview: one place or one person in control at a time.

Every answer is the person's own word. What was taken from the pay, and what was never paid, is kept as a loss beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of
from amparo.casework.record import Statement, record
from amparo.casework.sight import Sight
from amparo.desk.field import day_from
from amparo.errors import AmparoError
from amparo.ledger.key import key_from

KIND: Final = "episode"
LOSS: Final = "loss"
SAID: Final = "said"
METHOD: Final = "interview"
CHOICES: Final = ("form", "country")
DAYS: Final = ("began_on", "ended_on")
NUMBERS: Final = ("hours_a_week", "days_a_week", "pay_promised", "pay_received")
HEADS: Final = ("unpaid_wages", "debt", "housing", "transport", "medical", "other")
LOSSES: Final = (1, 2, 3)


def add_episode(actor: Actor, case: str, sent: Mapping[str, str]) -> None:
    """State one episode and what was lost in it, in one act; raise `AmparoError` at the field that cannot be read."""
    sight = look(actor, case)
    said = [*_episode(sight, sent), *_losses(sight, sent)]
    if not said:
        raise AmparoError("decision-unfinished", _("write down at least one thing"), where="form")
    record(actor, case, said, seen=sight.seen)


def episodes(sight: Sight) -> tuple[str, ...]:
    """Return the episodes that are listed, by their keys."""
    return tuple(f"{KIND}#{number}" for number in sorted(_taken(sight, KIND)))


def may_keep_losses(sight: Sight) -> bool:
    """Say whether the viewer may record what was lost."""
    return compartment_of(f"{LOSS}.complete") in sight.recordable


def _episode(sight: Sight, sent: Mapping[str, str]) -> Iterator[Statement]:
    item = f"{KIND}#{max(_taken(sight, KIND), default=0) + 1}"
    how = _how(sent)
    values: dict[str, Any] = {name: sent.get(name, "").strip() for name in CHOICES}
    values |= {name: day_from(sent, name) for name in DAYS}
    values |= {name: _number(sent, name) for name in NUMBERS}
    if any(values[name] not in ("", None) for name in ("pay_promised", "pay_received")):
        values["currency"] = _currency(sent)
    for name, value in values.items():
        if value not in ("", None):
            yield Statement(f"{item}.{name}", value, SAID, **how)


def _losses(sight: Sight, sent: Mapping[str, str]) -> Iterator[Statement]:
    number = max(_taken(sight, LOSS), default=0)
    for place in LOSSES:
        head, amount = sent.get(f"head_{place}", ""), _number(sent, f"loss_{place}")
        if not head and amount is None:
            continue
        if head not in HEADS:
            raise AmparoError("decision-unfinished", _("say what the amount was lost on"), where=f"head_{place}")
        number += 1
        yield Statement(f"{LOSS}#{number}.head", head, SAID, **_how(sent))
        if amount is not None:
            yield Statement(f"{LOSS}#{number}.amount", amount, SAID, **_how(sent))
            yield Statement(f"{LOSS}#{number}.currency", _currency(sent), SAID, **_how(sent))


def _how(sent: Mapping[str, str]) -> dict[str, str | None]:
    asked_by = sent.get("asked_by", "").strip()[:200]
    return {"method": METHOD, "language": sent.get("language", "").strip()[:35] or None, "asked_by": asked_by or None}


def _number(sent: Mapping[str, str], name: str) -> int | float | None:
    text = sent.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise AmparoError("answer-no-number", _("write a number in figures"), where=name) from None
    return int(number) if number.is_integer() else number


def _currency(sent: Mapping[str, str]) -> str:
    code = sent.get("currency", "").strip().upper()
    if not code:
        raise AmparoError("decision-unfinished", _("say in which currency, by its three letters"), where="currency")
    return code


def _taken(sight: Sight, kind: str) -> set[int]:
    keys = (key_from(each.key) for each in sight.entries if each.key.startswith(f"{kind}#"))
    return {int(key.item) for key in keys if key.item.isdecimal()}
