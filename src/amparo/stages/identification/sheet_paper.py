"""The questions on paper, for where there is no screen, and what is typed in from one: everything at once, kept once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from amparo.casework.access import look
from amparo.casework.actor import Actor
from amparo.stages.identification.first_contact import BEGUN, SAFETY, state
from amparo.stages.identification.screening_answers import Answer, answers_from
from amparo.stages.identification.screening_asked import SHEET, AskedList, list_of, lists
from amparo.stages.identification.screening_done import Done, finish, papers

_SIGNS: Final = "23456789BCDFGHJKMNPQRTVWXY"
"""What a hand writes and nobody mistakes for something else; without vowels no word comes of it."""
_FIGURES: Final = 8


def fresh_number() -> str:
    """Return the number of a paper form, drawn by chance: it tells nothing, and finds the paper again."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(_FIGURES))
    return f"{drawn[:4]}-{drawn[4:]}"


def asked_on_paper(number: str = "") -> tuple[AskedList, ...]:
    """Return the lists of a paper form: what is asked first, the sheet without it, and one more list where it is chosen."""
    more = list_of(number)
    first = AskedList(0, "", "", "", SAFETY)
    sheet = AskedList(SHEET, "", lists()[0].title, "", tuple(key for key in lists()[0].keys if key not in SAFETY))
    if more.number == SHEET:
        return first, sheet
    rest = tuple(key for key in more.keys if key not in {*first.keys, *sheet.keys})
    return first, sheet, AskedList(more.number, more.group, more.title, more.form, rest)


def answers_on_paper(sent: Mapping[str, str], number: str = "") -> tuple[Answer, ...]:
    """Return what was typed in from a paper form."""
    keys = [key for each in asked_on_paper(number) for key in each.keys]
    return answers_from(sent, (*keys, *BEGUN))


def enter(actor: Actor, case: str, answers: tuple[Answer, ...], done: Done) -> None:
    """Keep a paper form in a case that was begun for it; sent twice, it is kept once."""
    state(actor, case, answers)
    sight = look(actor, case)
    if not papers(sight):
        finish(actor, sight, done)
