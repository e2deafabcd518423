"""One question asked of the law by its pack's name: what every door does with what it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from amparo.desk.library import shipped_pack
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.answer import Inquiry, inquire
from amparo.facts.case import case_from
from amparo.facts.reading import day
from amparo.facts.words import nearest, shown
from amparo.rules.pack import Pack


@dataclass(frozen=True)
class Question:
    """What is asked: under which pack, for which day, of which act; an empty text is not said."""

    law: str
    on: str = ""
    as_known: str = ""
    act: str = ""


@dataclass(frozen=True)
class Opened:
    """A question whose case is read, with the law in force on its day."""

    pack: Pack
    inquiry: Inquiry
    act: str
    as_known: date | None


def opened(case: Mapping[str, Any], question: Question) -> Opened:
    """Read a case and open the question; raise `AmparoError` for a law, a day, an act or a case that is none."""
    pack = shipped_pack(question.law)
    acts = pack.vocabulary.acts
    if question.act and question.act not in acts:
        raise AmparoError(
            "unknown-act",
            f"`{shown(question.act)}` is not an act{nearest(question.act, acts)}",
            help=f"acts: {', '.join(acts)}",
            where="act",
        )
    known = day(question.as_known, "as_known") if question.as_known else None
    read = case_from(case, pack.vocabulary)
    return Opened(pack, inquire(read, pack, today=today(), on=question.on or None, as_known=known), question.act, known)
