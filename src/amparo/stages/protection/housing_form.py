"""What a form says of a place: which, with whom, whether it can be left, whether it fits; and of leaving it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.placing import houses
from amparo.casework.sight import Sight
from amparo.desk.sent import calendar_day, words
from amparo.errors import AmparoError
from amparo.stages.protection.fit import AMONG
from amparo.stages.protection.plan_items import ANSWERS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: Final = ("shelter", "non_shelter", "reception_centre")
"""What a place of the directory can be, in the words of the vocabulary."""
ELSEWHERE: Final = ("shelter", "non_shelter", "with_family", "reception_centre", "none")
"""Where somebody who leaves can go, as far as we know."""
LONGEST: Final = 2000
HEEDED: Final = ("age_heeded", "gender_heeded", "needs_heeded")
FREE: Final[Mapping[str, StrOrPromise]] = {
    "said": gettext_lazy("Yes, the person says so after trying it, or was shown how"),
    "yes": gettext_lazy("Yes, the house says so"),
    "no": gettext_lazy("No"),
    "unknown": gettext_lazy("Not known"),
}
REASONS: Final[Mapping[str, StrOrPromise]] = {
    "wish": gettext_lazy("The person wants to"),
    "danger": gettext_lazy("The place is not safe any more"),
    "fit": gettext_lazy("The place does not fit"),
    "ended": gettext_lazy("The house cannot keep the place"),
    "lost": gettext_lazy("The person did not come back"),
    "against": gettext_lazy("We end it, and the person wants to stay"),
}
AGAINST: Final = "against"
LOST: Final = "lost"
AGAINST_WISH: Final = (AGAINST, "ended")
"""What ends a place although the person did not ask for it: the law is asked."""
PLACE_FIELDS: Final = ("provider", "kind", "among", "free", "fits", "short", "why")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place as somebody wants it for a person: with whom they would live, whether it can be left at will, whether it fits."""

    provider: str
    kind: str
    among: str
    free: str
    fits: str
    heeded: Mapping[str, str]
    short: str
    why: str

    def body(self, state: str, was: str) -> dict[str, Any]:
        """Return what the paper keeps: how it came out, and where the person was before."""
        told = {name: getattr(self, name) for name in PLACE_FIELDS}
        return {**told, **self.heeded, "state": state, "was": was}


def wanted_from(sent: Mapping[str, str]) -> Wanted:
    """Return what a form says; raise `AmparoError` at the field that is missing, or where the person does not want it."""
    provider = sent.get("provider", "")
    if provider not in {each.id for each in houses()}:
        raise AmparoError("protection-unfinished", _("choose a place"), where="provider")
    for name, choices in (("kind", KINDS), ("among", AMONG), ("free", FREE), ("fits", (*ANSWERS, "unknown"))):
        if sent.get(name, "") not in choices:
            raise AmparoError("protection-unfinished", _("choose an answer"), where=name)
    if sent.get("wanted") == "no":
        raise AmparoError(
            "protection-unfinished",
            _("the person does not want this place"),
            help=_("look for another one with them; nobody is made to live anywhere"),
            where="wanted",
        )
    if sent["fits"] == "no" and not text_of(sent, "short"):
        raise AmparoError("protection-unfinished", _("write in what it falls short"), where="short")
    heeded = {name: sent.get(name, "unknown") for name in HEEDED}
    reason = sent.get("reason", "")
    return Wanted(
        provider, sent["kind"], sent["among"], sent["free"], sent["fits"], heeded, text_of(sent, "short"),
        reason if reason in REASONS else "",
    )  # fmt: skip


def day_from(sight: Sight, text: str) -> date:
    """Return a day that has come."""
    try:
        day = calendar_day(text)
    except ValueError:
        raise AmparoError("protection-unfinished", _("write the day"), where="day") from None
    if day > sight.on:
        raise AmparoError("protection-unfinished", _("that day has not come yet"), where="day")
    return day


def text_of(sent: Mapping[str, str], name: str) -> str:
    """Return what was written into a field, cut to what is kept."""
    return words(sent, name, LONGEST)
