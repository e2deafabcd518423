"""The form of a document: for whom, what for, on which basis, and which parts go out; the least is ticked, and no more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amparo.casework.bases import BASES
from amparo.casework.items import numbers
from amparo.casework.sight import Sight
from amparo.desk.field import Field
from amparo.desk.library import wording
from amparo.desk.marked import begun
from amparo.stages.documents.hold_notice import held_acts
from amparo.stages.documents.plan import LONGEST, LONGEST_ASKED, Plan
from amparo.stages.documents.receivers import RECEIVERS, REFERRAL_LETTER, TO

OFFENCE = "offence"


def fields(plan: Plan, sight: Sight) -> tuple[Field, ...]:
    """Return the form, filled with what was chosen so far."""
    bodies = tuple((body, wording().actor(body)) for body in TO[plan.document])
    head = (
        Field("body", "body", _("For whom?"), plan.body, kind="radios", choices=bodies),
        Field("to", "to", _("Name of the court, office or organisation"), plan.to, longest=LONGEST),
        Field(
            "reference", "reference", _("Their own file number, by which they know the person"), plan.reference,
            hint=_("Amparo puts no name into a document. Who has no file on the person should not get one."), longest=LONGEST,
        ),
        Field("purpose", "purpose", _("What is it for?"), plan.purpose, longest=LONGEST),
    )  # fmt: skip
    return (*head, *(_of_notice(plan, sight) if plan.is_notice else _of_parts(plan, sight)))


def ids(plan: Plan) -> tuple[str, ...]:
    """Return where an error of this form can lead."""
    common = ("body", "to", "reference", "purpose")
    return (*common, "act", "item") if plan.is_notice else (*common, "basis", "parts", "asks")


def _of_notice(plan: Plan, sight: Sight) -> tuple[Field, ...]:
    acts = tuple((name, wording().act(name)) for name in held_acts(sight))
    found = [Field("act", "act", _("Which act is held?"), plan.act, kind="radios", choices=acts)]
    listed = tuple((f"{OFFENCE}#{number}", wording().item(OFFENCE, number)) for number in numbers(sight.entries, OFFENCE))
    if listed:
        hint = _("Only where somebody wants to prosecute or punish: each act by itself.")
        found.append(
            Field("item", "item", _("For which unlawful act?"), plan.item, hint, "select", choices=listed, optional=True)
        )
    return tuple(found)


def _of_parts(plan: Plan, sight: Sight) -> tuple[Field, ...]:
    bases = tuple((name, begun(basis.meaning)) for name, basis in BASES.items())
    found = [Field("basis", "basis", _("On which basis does it go out?"), plan.basis, kind="radios", choices=bases)]
    can = frozenset[str]().union(*(RECEIVERS[body].reads for body in TO[plan.document]))
    parts = tuple((name, begun(wording().words.label("compartments", name))) for name in sorted(can & sight.readable.keys()))
    hint = _("As little as will do. Health only where it is about health. Where the person lives is never in a document.")
    found.append(
        Field("parts", "parts", _("Statements of which parts?"), hint=hint, kind="checks", choices=parts, ticked=plan.parts)
    )
    if plan.document == REFERRAL_LETTER:
        asks = _("What do you ask of them?")
        hint = _("In plain words. Write no name, and nothing of where the person lives.")
        found.append(Field("asks", "asks", asks, plan.asks, hint, "area", longest=LONGEST_ASKED, rows=5))
    return tuple(found)
