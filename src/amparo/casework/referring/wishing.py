"""What the person said to being referred, and whether they are a child: asked on offering, and again on taking up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.compartment import compartment_of, vocabulary
from amparo.casework.entitled import check_keeps, permitted
from amparo.casework.keys import CaseKeys
from amparo.casework.log import log
from amparo.casework.store import entries_within
from amparo.environment import time_zone, today
from amparo.errors import AmparoError
from amparo.facts.settled import AGE, settle
from amparo.facts.value import bounds
from amparo.ledger.known import case_of

CONSENT: Final = "consent_to_referral"
_OF_AGE: Final = 18
_MAY_BE_CHILD: Final = "may_be_child"
_READ: Final = (CONSENT, "birth_date", "age_years", _MAY_BE_CHILD)
_WISHES: Final = frozenset({"consent", "claim"})
"""The bases that stand on what the person wants: a no ends them."""
_FOR_A_CHILD: Final = "best_interests"
CONSENT_BASIS: Final = "consent"


@dataclass(frozen=True, slots=True)
class Wish:
    """`refused`: what stands is a no. `is_child` is nothing where the age is not known."""

    refused: bool
    agreed: bool
    is_child: bool | None

    @property
    def age(self) -> str:
        """The age group as an offer says it."""
        return "unknown" if self.is_child is None else "child" if self.is_child else "adult"


def basis_for(*, is_child: bool | None, refused: bool) -> str:
    """Return the basis that fits a person: consent; for a child its best interests; after a no, none but to save a life."""
    return _FOR_A_CHILD if is_child else "vital_interest" if refused else CONSENT_BASIS


def wish_for(actor: Actor, case: str) -> Wish:
    """Return what stands, to somebody who is about to refer a case of their own agency."""
    with permitted(actor, case, Action.READ, {compartment_of(CONSENT)}) as standing:
        check_keeps(standing)
        about = {"asked": "what the person wants", "compartments": [compartment_of(CONSENT)]}
        log("case-looked-at", actor, case=case, about=about)
        return wish_of(case, standing.keeper)


def wish_of(case: str, keeper: str) -> Wish:
    """Return what stands, with the keys of the agency that keeps the case, which is entered."""
    entries = entries_within(CaseKeys(case, keeper), {compartment_of(each) for each in _READ})
    found = settle(case_of(entries, on=today(), zone=time_zone()), vocabulary(), on=today())
    said, age = found.get(CONSENT), found.get(AGE)
    least, most = (None, None) if age is None else bounds(age)
    is_child: bool | None = None
    if found.get(_MAY_BE_CHILD) is True or (most is not None and most < _OF_AGE):
        is_child = True
    elif least is not None and least >= _OF_AGE:
        is_child = False
    return Wish(said is False, said is True, is_child)


def check_wish(wish: Wish, basis: str) -> None:
    """Raise `AmparoError` where the person said no, or a basis for children is taken for an adult."""
    if wish.refused and basis in _WISHES:
        raise AmparoError(
            "referral-refused-by-person",
            "the person does not agree to being referred",
            help="respect it; if they have changed their mind, record that first",
            where="basis",
        )
    if basis == _FOR_A_CHILD and wish.is_child is False:
        raise AmparoError("basis-of-children", "this basis is for children, and the person is an adult", where="basis")
