"""The letter for a referral, to somebody who has no Amparo: what is asked of them, and no more than they need for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from amparo.casework.bases import BASES
from amparo.casework.sight import Sight
from amparo.desk.library import wording
from amparo.stages.documents.court_report import given_to, statements, withheld_words
from amparo.stages.documents.page import Part, document, part
from amparo.stages.documents.plan import Plan


def referral_letter(sight: Sight, plan: Plan, agency: str) -> dict[str, Any]:
    """Return what a letter says: what is asked, the chosen statements with their sources, and how they are to be kept."""
    found = given_to(sight, plan)
    parts = (*_asked(plan), *statements(found), *_kept(plan, found.withheld, sorted(found.sight.readable)))
    return document(_("Letter for a referral"), plan, sight, agency, parts, withheld=found.withheld)


def _asked(plan: Plan) -> Iterator[Part]:
    lines = tuple(line.strip() for line in plan.asks.splitlines() if line.strip())
    yield part(_("What we ask of you"), *lines)


def _kept(plan: Plan, withheld: int, names: list[str]) -> Iterator[Part]:
    labels = ", ".join(wording().words.label("compartments", name) for name in names)
    yield part(
        _("How you keep this"),
        _("Use it for this purpose alone. Pass it on to nobody; ask us instead. Destroy it when it is not needed any more."),
        _("The person may refuse any help, and come back to it. Speak with them alone, in a language that they understand."),
        points=(
            _("Basis: %(words)s") % {"words": BASES[plan.basis].meaning},
            _("Parts of the case: %(names)s") % {"names": labels},
            withheld_words(withheld),
        ),
    )
    yield part(
        _("How you answer"),
        _("Write to the agency above under our file: whether you take this on, when, and what you gave. A no is an answer."),
    )
