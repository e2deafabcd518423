"""`amparo requirements`: where each requirement of the source documents is met, or why it is not."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed
from amparo.explain.requirements import MET, NOT_SOFTWARE, OPEN, Covered, coverage, covered_json
from amparo.rules.pack import find_law, load_pack, pack_names
from amparo.rules.rule import Rule

FICTIONAL: Final = "xx"
"""The law of a country that does not exist meets no requirement."""
_WORDS: Final = {MET: "met", OPEN: "open", NOT_SOFTWARE: "nothing that software could do"}


def parser() -> Parser:
    parser = Parser("requirements", "Where each requirement of the source documents is met, or why it is not.")
    parser.add_argument("--missing", action="store_true", help="only what is not met")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    rows = coverage(find_law(), own_rules())
    shown = [row for row in rows if not arguments.missing or row.state != MET]
    if arguments.json:
        return Outcome(table={"rows": [covered_json(row) for row in shown]})
    return Outcome(sheet=tuple(_lines(rows, shown)))


def own_rules() -> Iterator[Rule]:
    """The own rules of every pack that is here, but for the fictional country's."""
    for name in pack_names(find_law()):
        if name != FICTIONAL:
            yield from (rule for rule in load_pack(name).rules if rule.pack == name)


def _lines(rows: Iterable[Covered], shown: Iterable[Covered]) -> Iterator[Line]:
    counted = Counter(row.state for row in rows)
    said = ", ".join(f"{counted[state]} {words}" for state, words in _WORDS.items() if counted[state])
    yield line(f"{sum(counted.values())} requirements: {said}.", "strong")
    yield GAP
    width = max((len(row.requirement.id) for row in rows), default=0)
    for row in shown:
        where = ", ".join(row.rules) or _without_rule(row)
        pieces = (f"{row.requirement.text}. ", ""), (f"{_WORDS[row.state]}: {where}", "quiet")
        yield mixed(*pieces, mark=row.requirement.id.ljust(width))


def _without_rule(row: Covered) -> str:
    """Say of a row that no rule meets where it is met and what tries it, or why it is not."""
    return f"{row.where}: {row.reason}; tried by {', '.join(row.tests)}" if row.state == MET else row.reason
