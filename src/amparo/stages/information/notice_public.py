"""The rights of anybody who may have been trafficked, for the page that everybody may open: nothing is known there but that.

What is told is worked out by the law of the installation (where none is installed, by the baseline) for a person of whom one
thing is known: that somebody says they were trafficked. What only a child has is left out: an adult would read it in vain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Final

from amparo.casework.determine import law
from amparo.casework.opening import installed
from amparo.casework.rights_words import LANGUAGES, SOURCE, approval, rights_words, texts
from amparo.desk.library import shipped_pack
from amparo.environment import today
from amparo.explain.answer import answer_decide, inquire
from amparo.facts.case import case_from
from amparo.rules.pack import BASELINE, Pack
from amparo.stages.information.notice import is_demonstration, worded
from amparo.stages.information.notice_lines import Line, lines_of

CLAIMED: Final = {"trafficking_claimed": True}
"""All that is known of whoever reads the page."""
AT_ALL: Final = {"recovery-to-come": "recovery-time"}
"""A text that says where somebody stands, and the one that says the same of nobody in particular."""
GROWN: Final = {**CLAIMED, "age_years": 40}
"""The same of somebody who is no child: of whom nothing is known, the law may presume that they are one."""


def rights_of_everybody(language: str) -> dict[str, Any]:
    """Return what the page says: in the language if its words may be shown here, else in the source."""
    pack, day = _pack(), today()
    spoken = language if language in LANGUAGES and _may_be_shown(language) else SOURCE
    words = rights_words(spoken)
    said = worded(_lines(pack.name, pack.digest, day), words, day, pack.profile)
    around = {name.replace("-", "_"): text for name, text in words.words.items() if name.startswith(("public-", "no-number"))}
    return {**said, **around}


def _may_be_shown(language: str) -> bool:
    return bool(approval(language)) or is_demonstration()


def _pack() -> Pack:
    return shipped_pack(BASELINE) if installed() is None else law()


@lru_cache(maxsize=4)
def _lines(_name: str, _digest: str, day: date) -> tuple[Line, ...]:
    """Return the lines that hold for everybody on a day, without those that are told by word of mouth alone."""
    pack = _pack()
    grown = {line.text.id for line in _of(pack, day, GROWN)}
    by_id = {text.id: text for text in texts()}
    return tuple(
        replace(line, text=by_id[AT_ALL.get(line.text.id, line.text.id)])
        for line in _of(pack, day, CLAIMED)
        if line.text.id in grown and not line.text.aloud
    )


def _of(pack: Pack, day: date, known: Mapping[str, Any]) -> tuple[Line, ...]:
    found = answer_decide(inquire(case_from({"facts": known}, pack.vocabulary), pack, today=day))["determinations"]
    return lines_of(found, pack.law_on(day), day).lines
