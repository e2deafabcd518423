"""Whom to call, from the pack of the installation; and what has to be done at once on what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from amparo.casework.determine import law
from amparo.casework.sight import Sight
from amparo.rules.pack import Pack
from amparo.stages.identification.screening_answers import mine

FIRST: Final = ("emergency", "hotline")
"""Contacts of a pack that are called before any other."""
TREATED_AS_CHILD: Final = "treated-as-child"
"""The presumption of the baseline by which somebody has a child's rights."""


def contact(pack: Pack, *names: str) -> dict[str, str]:
    """Return the first of these contacts that the pack names: who it is, and how it is reached; nothing for none."""
    contacts = pack.profile.contacts
    found: Mapping[str, object] = next((contacts[name] for name in names if name in contacts), {})
    return {key: str(found[key]) for key in ("name", "phone", "mail") if found.get(key)}


def contacts(pack: Pack) -> tuple[dict[str, str], ...]:
    """Return whom one can call or write to, the most urgent first."""
    names = [*(name for name in FIRST if name in pack.profile.contacts), *(n for n in pack.profile.contacts if n not in FIRST)]
    return tuple(contact(pack, name) for name in names)


def is_treated_as_child(sight: Sight) -> bool:
    """Say whether the law treats the person as a child on what is known, rather than because nothing is."""
    told = (each for each in sight.determinations if (each["rule"] or "").rpartition("/")[2] == TREATED_AS_CHILD)
    return any(each["conclusion"] == "yes" for each in told)


def at_once(sight: Sight, agency: str) -> tuple[dict[str, str], ...]:
    """Return what comes before any further question, with whom to call, in the order in which it matters."""
    stated = {key for key, entry in mine(sight, agency).items() if entry.value is True}
    pack = law()
    said = {
        "in_danger_now": (_("In danger now: bring them to safety first. Ask on later."), contact(pack, *FIRST)),
        "urgent_medical_need": (_("Care is needed without delay: call a doctor or nurse now."), contact(pack, *FIRST)),
        "may_be_child": (_("They may be under 18: call the child authority now."), contact(pack, "child_authority", *FIRST)),
        "guardian_suspected": (
            _("The adult who came along may be part of it: do not hand the person to them, and talk alone with the person."),
            contact(pack, "child_authority", *FIRST),
        ),
    }
    return tuple({"words": words, **reached} for key, (words, reached) in said.items() if key in stated)
