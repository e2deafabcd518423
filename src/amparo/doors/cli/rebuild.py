"""`amparo rebuild`: drop what was worked out of all cases, work it out again, and say whether it is the same."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from django.db import transaction

from amparo.casework.actor import ITSELF
from amparo.casework.determine import rebuild
from amparo.casework.erasing import erased_cases
from amparo.casework.log import log
from amparo.casework.models import Case
from amparo.casework.opening import open_installation
from amparo.casework.register_building import rebuilt
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, line

DIFFERS: Final = 3
"""What was kept differed from what follows from the entries."""


def parser() -> Parser:
    parser = Parser(
        "rebuild",
        "Drop all determinations and tasks and work them out again from the entries, for the same day and law; then make the "
        "register anew, under a new key.",
        "exit codes: 0 the same rows came out, 3 some differed: they are right now, and were not before",
    )
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    cases = Case.objects.exclude(id__in=erased_cases()).order_by("id").values_list("id", flat=True)
    count, differing = rebuild(cases)
    with transaction.atomic():
        log("rebuilt", ITSELF, about={"cases": count, "differing": len(differing)})
    people = rebuilt()
    code = DIFFERS if differing else 0
    if arguments.json:
        table = {"cases": count, "identical": not differing, "differing": list(differing), "register": people}
        return Outcome(code, table=table)
    if differing:
        told = f"Of {count:,} cases {len(differing):,} came out otherwise: {', '.join(differing)}."
        return Outcome(code, sheet=(line(told, "held"), _register(people)))
    told = f"{count:,} cases were worked out again, and every row is as it was."
    return Outcome(code, sheet=(line(told, "free"), _register(people)))


def _register(people: int) -> Line:
    return line(f"The register of {people:,} people was made anew, under a new key.")
