"""`python -m amparo.prove.report PACK DAY`: the report of a pack as a part of a page, from a process of its own.

The solver is made for one thread, and a proof takes seconds of work: a server asks another process for it.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import Final

from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.prove.proof import Proof
from amparo.prove.report.page import part
from amparo.prove.report.writing import Writer
from amparo.rules.pack import BASELINE, find_law, load_pack

_MODEST: Final = 10
"""How far a proof stands back behind whoever waits for an answer."""


def report_part(name: str, day: date) -> str:
    """Return the report of a pack held against the baseline; of the baseline, of its own promises."""
    pack, words = load_pack(name), load_words(find_law())
    baseline = load_pack() if pack.name != BASELINE else None
    asked = max(day, pack.profile.begins, baseline.profile.begins if baseline else pack.profile.begins)
    below = Plain(baseline.law_on(asked), words) if baseline else None
    return part(Writer(Proof(pack, baseline, asked), Plain(pack.law_on(asked), words), below).report())


if __name__ == "__main__":
    os.nice(_MODEST)
    sys.stdout.write(report_part(sys.argv[1], date.fromisoformat(sys.argv[2])))
