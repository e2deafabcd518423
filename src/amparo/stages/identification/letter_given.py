"""How a letter reached the person: by hand wherever possible, and by no way that somebody else might see or hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.casework.entitled import not_there
from amparo.casework.papers import Draft, Paper
from amparo.casework.record import Statement, record
from amparo.casework.sight import Sight
from amparo.desk.kept_facts import KeptFacts
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.ledger.key import key_from
from amparo.stages.identification.letter import ACCOUNT, LETTER

GIVEN: Final = "letter-given"
VOICE: Final = "voice"
FAR: Final = ("mail", "message", "phone")
"""Ways on which the letter leaves the room: only over a contact that was found to be safe."""
WAYS: Final = {
    "hand": gettext_lazy("Given by hand, in a place of the person’s choice"),
    "worker": gettext_lazy("Handed over by a worker whom the person trusts"),
    "read": gettext_lazy("Read out, and no paper given: the person wants none"),
    "mail": gettext_lazy("By mail to a safe address"),
    "message": gettext_lazy("By message to a safe device"),
    "phone": gettext_lazy("Read out over a safe telephone"),
}
ANSWERS: Final = ("yes", "no", "unknown")


@dataclass(frozen=True, slots=True)
class Giving:
    """How, over which contact, whether it was explained aloud, and whether the person understood it."""

    way: str
    contact: str
    explained: str
    understood: str
    words: str

    def body(self) -> dict[str, Any]:
        """Return what the paper keeps."""
        return {
            "way": self.way,
            "contact": self.contact,
            "explained": self.explained,
            "understood": self.understood,
            "words": self.words,
        }


def giving_from(sent: Mapping[str, str]) -> Giving:
    """Return what a form says; raise `AmparoError` at the field that is missing."""
    found = Giving(
        sent.get("way", ""), sent.get("contact", ""), sent.get("explained", ""), sent.get("understood", ""),
        sent.get("words", "").strip()[:2000],
    )  # fmt: skip
    if found.way not in WAYS:
        raise AmparoError("decision-unfinished", _("say how it was given"), where="way")
    for name in ("explained", "understood"):
        if getattr(found, name) not in ANSWERS:
            raise AmparoError("decision-unfinished", _("choose an answer; “not known” is one"), where=name)
    return found


def give(actor: Actor, case: str, letter: str, giving: Giving) -> None:
    """Record how a letter was given; raise `contact-not-safe` for a way that nobody found to be safe."""
    sight = look(actor, case)
    if letter_of(sight, letter) is None:
        raise not_there()
    if giving.way in FAR and giving.contact not in safe_contacts(sight):
        raise AmparoError(
            "contact-not-safe",
            _("nobody has found this way to be safe"),
            help=_("give it by hand, or record first that the contact is safe: not known is not safe"),
            where="contact",
        )
    contact = giving.contact if giving.way in FAR else ""
    draft = Draft(GIVEN, ACCOUNT, {**giving.body(), "contact": contact}, answers=letter)
    said = _notice(sight, giving) if VOICE in sight.recordable else ()
    record(actor, case, said, seen=sight.seen, papers=(draft,))


def letter_of(sight: Sight, letter: str) -> Paper | None:
    """Return a letter that the viewer may read; nothing where there is none."""
    return next((each for each in sight.papers if each.id == letter and each.kind == LETTER), None)


def safe_contacts(sight: Sight) -> tuple[str, ...]:
    """Return the contacts that stand as safe; one of which nobody knows is not among them."""
    facts = KeptFacts(sight)
    keys = {each.key for each in sight.entries if each.key.startswith("contact#") and each.key.endswith(".safe")}
    return tuple(sorted(key.partition(".")[0] for key in keys if facts.as_it_stands(key) is True))


def _notice(sight: Sight, giving: Giving) -> tuple[Statement, ...]:
    """State that the person was told of the ways to challenge: how, when, and whether they understood."""
    taken = [key_from(each.key).item for each in sight.entries if each.key.startswith("notice#")]
    item = f"notice#{max((int(number) for number in taken if number.isdecimal()), default=0) + 1}"
    form = {"read": "spoken", "phone": "spoken"}.get(giving.way, "both" if giving.explained == "yes" else "written")
    said = {"topic": "remedies", "given_on": today().isoformat(), "form": form}
    if giving.understood != "unknown":
        return tuple(
            Statement(f"{item}.{name}", value, "observed")
            for name, value in {**said, "understood": giving.understood == "yes"}.items()
        )
    return tuple(Statement(f"{item}.{name}", value, "observed") for name, value in said.items())
