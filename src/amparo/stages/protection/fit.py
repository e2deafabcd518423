"""Whether a place fits: what is asked before a move, from what is known. Questions, and never a reason to refuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amparo.casework.compartment import compartment_of
from amparo.desk.kept_facts import KeptFacts

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AMONG: Final[Mapping[str, StrOrPromise]] = {
    "apart": gettext_lazy("In a place of their own, or with their own family"),
    "children": gettext_lazy("Among children"),
    "women": gettext_lazy("Among women"),
    "men": gettext_lazy("Among men"),
    "mixed": gettext_lazy("Among women and men"),
}
"""With whom the person would live."""
ADULTS: Final = ("women", "men", "mixed")
HELD_BY: Final[Mapping[str, str]] = {"children": "child_placement", **dict.fromkeys(ADULTS, "adult_treatment")}
"""Which act of the law it is to house somebody so."""
DETENTION: Final = "detention"
"""The act that it is to house somebody where they cannot leave."""
MINOR: Final = 18
"""Below which the question for children is asked; the law itself decides by its own age of majority."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a move: from which fact, as it stands; empty where the viewer may not read it."""

    words: str
    fact: str
    value: Any = None
    is_readable: bool = True


def questions(facts: KeptFacts) -> tuple[Question, ...]:
    """Return what is asked of any place for this person; a fact that is not known asks as well."""
    return tuple(_questions(facts))


def _questions(facts: KeptFacts) -> Iterator[Question]:
    for fact, words, silent in _asked():
        if compartment_of(fact) not in facts.sight.readable:
            yield Question(words, fact, is_readable=False)
            continue
        value = facts.as_it_stands(fact)
        if value not in silent:
            yield Question(words, fact, value)
    if any(each.key.startswith("threat#") for each in facts.sight.entries):
        yield Question(_("Does any person to keep away know this place, or live or work near it?"), "threat.complete")


def _asked() -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """Return each fact, the question it puts, and the values at which there is nothing to ask."""
    return (
        ("may_be_child", _("A child lives with children, never among adults that are no family. Is that so here?"), (False,)),
        ("age_years", _("Does the place fit this age?"), ()),
        (
            "sex",
            _("Are women and men apart, do doors lock from inside, and what does the person wish?"),
            (),
        ),
        ("pregnant", _("Is there quiet, a doctor and room for a cot before and after the birth?"), (False,)),
        ("has_dependants", _("Can children or others who need the person come along?"), (False,)),
        ("special_needs", _("Can the person move about, wash, see and hear what they need to there?"), ("none", [], False)),
        ("urgent_medical_need", _("Is a doctor near, at night too?"), (False,)),
        ("suicide_risk", _("Is somebody awake at night, and does the room bear no danger?"), (False,)),
        ("language", _("Does somebody there speak the person’s language?"), ()),
        ("in_danger_now", _("Who watches the door, and who is called first?"), (False,)),
    )
