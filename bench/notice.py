"""How long the notice of rights takes on paper, in each language: the sheet, the card, the script; CPU, and on the clock.

    .venv/bin/python bench/notice.py [RUNS]

The first paper of a language loads its font; the slowest of all runs, this one among them, stands beside the limit.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import Any

from timing import HEAD, machine, repeated, shown

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"

import django

django.setup()

from amparo.casework.rights_words import LANGUAGES, rights_words  # noqa: E402 the framework is set up first
from amparo.explain.answer import answer_decide, inquire  # noqa: E402 as above
from amparo.facts.case import case_from  # noqa: E402 as above
from amparo.rules.pack import load_pack  # noqa: E402 as above
from amparo.stages.information.notice import worded  # noqa: E402 as above
from amparo.stages.information.notice_lines import lines_of  # noqa: E402 as above
from amparo.stages.information.notice_paper import card, script, sheet  # noqa: E402 as above

LIMIT = 1.0
"""Seconds that a notice may take."""
DAY = date(2026, 3, 2)
FACTS = {"trafficking_claimed": True, "age_years": 16, "recovery_started_on": "2026-02-20", "cooperates": True}


def notices() -> dict[str, dict[str, Any]]:
    """Return a notice in each language, of a child in the time to recover: the longest there is."""
    pack = load_pack("xx")
    asked = inquire(case_from({"facts": FACTS}, pack.vocabulary), pack, today=DAY)
    lines = lines_of(answer_decide(asked)["determinations"], pack.law_on(DAY), DAY).lines
    return {language: worded(lines, rights_words(language), DAY, pack.profile) for language in LANGUAGES}


def main(runs: int) -> None:
    """Print the table."""
    said = notices()
    words = rights_words("en").words
    print(machine(), HEAD, sep="\n")
    slowest = 0.0
    for language, notice in said.items():
        for name, made in (
            ("sheet", lambda notice=notice: sheet(notice)),
            ("card", lambda notice=notice: card(notice)),
            ("script", lambda notice=notice: script(notice, said["en"], words)),
        ):
            times = repeated(made, runs)
            slowest = max(slowest, *times.wall)
            print(shown(f"{language}: {name}", times))
    print(f"the slowest paper took {slowest:.3f} s: {slowest / LIMIT:.2f} of the limit of {LIMIT:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
