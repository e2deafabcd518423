"""What somebody wants to make: which document, for whom, what for, on which basis, of which parts; checked before anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from amparo.casework.bases import BASES
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.entitled import not_there
from amparo.casework.items import numbers
from amparo.casework.sight import Sight
from amparo.errors import AmparoError
from amparo.stages.documents.receivers import HOLD_NOTICE, RECEIVERS, REFERRAL_LETTER, TO

LONGEST: Final = 300
LONGEST_ASKED: Final = 4000
SHORTEST: Final = 3
LISTED: Final = {"prosecution": "offence", "punishment": "offence"}
"""Acts that are decided for each item of a kind."""
_TEXTS: Final = ("to", "reference", "purpose")


@dataclass(frozen=True, slots=True)
class Plan:
    """One document that somebody wants: `body` is the receiver's, `to` who it is, `reference` how they know the person.

    `parts` are the compartments whose statements go out; `act` and `item` what a notice is about; `asks` what a letter asks.
    """

    document: str
    body: str
    to: str
    reference: str
    purpose: str
    basis: str = ""
    parts: tuple[str, ...] = ()
    act: str = ""
    item: str = ""
    asks: str = ""

    @property
    def is_notice(self) -> bool:
        """Whether it tells that an act is held, and no fact."""
        return self.document == HOLD_NOTICE

    def written(self) -> dict[str, Any]:
        """Return what a paper keeps of it, from which it can be read again."""
        return {name: getattr(self, name) for name in Plan.__slots__} | {"parts": list(self.parts)}


def plan_of(body: Mapping[str, Any]) -> Plan:
    """Return the plan that a paper keeps."""
    return Plan(**{name: body[name] for name in Plan.__slots__ if name != "parts"}, parts=tuple(body["parts"]))


def plan_from(document: str, sent: Mapping[str, str], parts: Sequence[str]) -> Plan:
    """Return what a form says; nothing of it is checked yet."""
    item = sent.get("item", "").replace(".", "#", 1)
    texts = {name: sent.get(name, "").strip() for name in (*_TEXTS, "body", "basis", "act", "asks")}
    return Plan(document, parts=tuple(sorted(set(parts))), item=item, **texts)


def check(plan: Plan, sight: Sight) -> None:
    """Raise `document-unfinished` at the field that is missing, `document-too-wide` for a part that must not go there."""
    if plan.document not in TO:
        raise not_there()
    if plan.body not in TO[plan.document]:
        raise _unfinished(_("say for whom it is"), "body")
    for name in _TEXTS:
        if not SHORTEST <= len(getattr(plan, name)) <= LONGEST:
            raise _unfinished(_ask(name), name)
    if plan.is_notice:
        _check_act(plan, sight)
        return
    if plan.basis not in BASES:
        raise _unfinished(_("say on which basis it goes out"), "basis")
    if plan.document == REFERRAL_LETTER and not SHORTEST <= len(plan.asks) <= LONGEST_ASKED:
        raise _unfinished(_("say what you ask of them"), "asks")
    _check_parts(plan, sight)


def _check_parts(plan: Plan, sight: Sight) -> None:
    reads = RECEIVERS[plan.body].reads
    if not plan.parts:
        raise _unfinished(_("choose at least one part"), "parts")
    if not set(plan.parts) <= sight.readable.keys():
        raise _too_wide(_("you cannot give what you may not read"))
    if not set(plan.parts) <= reads:
        raise _too_wide(_("this receiver is given no such part, on paper or otherwise"))


def _check_act(plan: Plan, sight: Sight) -> None:
    if plan.act not in vocabulary().acts:
        raise _unfinished(_("say which act is held"), "act")
    kind = LISTED.get(plan.act, "")
    number = plan.item.partition("#")[2]
    if plan.item and (plan.item.partition("#")[0] != kind or number not in numbers(sight.entries, kind)):
        raise _unfinished(_("choose an act that is listed in the case"), "item")
    if plan.item and compartment_of(plan.item) not in sight.readable:
        raise not_there()


def _ask(name: str) -> str:
    return {
        "to": _("name the receiver: the court and chamber, or the office and person"),
        "reference": _("write how they know the person: their own file number"),
        "purpose": _("say what it is for"),
    }[name]


def _unfinished(sentence: str, where: str) -> AmparoError:
    return AmparoError("document-unfinished", sentence, where=where)


def _too_wide(sentence: str) -> AmparoError:
    return AmparoError("document-too-wide", sentence, help=_("leave that part out"), where="parts")
