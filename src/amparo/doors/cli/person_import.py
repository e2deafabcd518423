"""`amparo person import FILE`: old records become cases, in the name of somebody who proves who they are; a dry run first."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from amparo.casework.at_the_command import proved
from amparo.casework.importing.bringing import BROUGHT, FAILED, THERE, WRONG, bring, check_importing
from amparo.casework.importing.columns import Plan, plan_from, suggested
from amparo.casework.importing.rows import Ready, made_ready, not_understood
from amparo.casework.importing.sheet import LARGEST, Sheet, sheet_from
from amparo.casework.opening import open_installation
from amparo.desk.library import wording
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import proof
from amparo.doors.cli.sheet import Line, Outcome, line
from amparo.errors import AmparoError

SHOWN = 40
EVERY = 250


def parser() -> Parser:
    parser = Parser(
        "person import",
        "Bring old records from a CSV or XLSX file, one case a row. --dry-run reads the file and says what would become of it; "
        "without --mapping it prints a mapping as it is suggested, to be put right. Then password and code are asked for.",
        "a row that is wrong is left out and told; a record that was brought before is not brought again",
    )
    parser.add_argument("file", metavar="FILE", help="CSV in UTF-8 or UTF-16, or XLSX")
    parser.add_argument("--as", dest="user", metavar="USER", help="the name under which you sign in")
    parser.add_argument("--mapping", metavar="FILE", help="what the columns are, as JSON; --dry-run prints one")
    parser.add_argument("--dry-run", action="store_true", help="read and tell, and keep nothing")
    return parser


def run(arguments: Namespace) -> Outcome:
    sheet = sheet_from(_read(arguments.file))
    plan = plan_from(_json(arguments.mapping)) if arguments.mapping else None
    if arguments.dry_run:
        return _told(sheet, plan)
    if plan is None or not arguments.user:
        raise AmparoError(
            "import-mapping", "an import needs --mapping and --as", help="--dry-run prints a mapping", where="--mapping"
        )
    open_installation()
    actor = proved(arguments.user, *proof(arguments.user))
    check_importing(actor, plan.purpose)
    states: Counter[str] = Counter()
    refused: list[Line] = []
    for number, done in enumerate(bring(actor, made_ready(sheet, plan), plan), 1):
        states[done.state] += 1
        if done.state in (WRONG, FAILED) and len(refused) < SHOWN:
            refused.append(line(f"row {done.row}: {done.why}", "wait"))
        if number % EVERY == 0:
            print(f"{number} of {len(sheet.rows)} rows", file=sys.stderr)
    said = (
        f"{states[BROUGHT]} cases brought, {states[THERE]} were there before, {states[WRONG] + states[FAILED]} rows left out."
    )
    return Outcome(sheet=(line(said, "strong"), *refused))


def _told(sheet: Sheet, plan: Plan | None) -> Outcome:
    if plan is None:
        words = {wording().fact(name): name for name in wording().vocabulary.facts}
        guessed = Plan(suggested(sheet.headings, words), "protection", order="dmy")
        said = {heading: dict.fromkeys(texts) for heading, texts in not_understood(sheet, guessed, SHOWN).items()}
        return Outcome(table={**guessed.written(), "said": said})
    rows = list(made_ready(sheet, plan))
    wrong = [each for ready in rows for each in ready.wrong]
    told = [line(f"{sum(not each.wrong for each in rows)} of {len(rows)} rows would become cases.", "strong")]
    told += [line(f"row {each.row}, {each.heading or 'the row'}: expected {each.expected}", "wait") for each in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        told.append(line(f"and {len(wrong) - SHOWN} more"))
    return Outcome(sheet=(*told, *_empty(rows)))


def _empty(rows: Iterable[Ready]) -> tuple[Line, ...]:
    count = Counter(fact for each in rows for fact in each.empty)
    common = count.most_common(SHOWN)
    return tuple(
        line(f"{wording().fact(fact)}: empty in {number} rows: not known, and never a no", "quiet") for fact, number in common
    )


def _read(name: str) -> bytes:
    try:
        with Path(name).open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError:
        raise AmparoError("import-unreadable", "the file cannot be read", where="FILE") from None


def _json(name: str) -> object:
    try:
        return json.loads(_read(name).decode("utf-8"))
    except ValueError:
        raise AmparoError("import-mapping", "the mapping is no JSON", where="--mapping") from None
