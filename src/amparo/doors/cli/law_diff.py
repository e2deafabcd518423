"""`amparo law diff A B`: what a change of law changes, and for whom."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.plain import Plain, day_in_words, listed
from amparo.explain.wording import load_words
from amparo.facts.reading import day
from amparo.prove.difference import Difference
from amparo.prove.difference_story import SAID, DifferenceTeller
from amparo.prove.difference_table import difference_json
from amparo.prove.lacking import CHANGES, LOSES, Change
from amparo.prove.result import NOT_ASSESSED, UNDECIDED
from amparo.prove.search import SECONDS
from amparo.prove.story import Teller
from amparo.rules.pack import find_law, load_pack

_STYLES: Final = {LOSES: "held", UNDECIDED: "wait", "gains": "free"}
_FEW: Final = 20
"""Stories of one kind that are told without `--all`."""
_USAGE: Final = "name a second pack, or with --from the day whose law is compared with today's"


def parser() -> Parser:
    parser = Parser(
        "law diff",
        "What does a change of law change? Who loses which right, who gains one, from when: one invented person for each.",
        "exit codes: 0 nobody loses, 3 somebody loses a right, 4 something not decided in time",
    )
    parser.add_argument("before", metavar="A", help="the law before: a pack, by name or folder")
    parser.add_argument("after", metavar="B", nargs="?", help="the law after (default: A itself, which needs --from)")
    parser.add_argument("--from", dest="then", metavar="DATE", help="A as its text stood on this earlier day")
    parser.add_argument("--on", metavar="DATE", help="the day for which people are asked about (default: today)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"for one question at most (default: {SECONDS:g})")
    parser.add_argument("--all", action="store_true", help=f"every story, not the first {_FEW} of a kind")
    parser.add_argument("--json", action="store_true", help="a table for machines")
    return parser


def run(arguments: Namespace) -> Outcome:
    teller = compared(arguments)
    found = {change.change for change in teller.difference.changes}
    code = 3 if LOSES in found else 4 if UNDECIDED in found else 0
    if arguments.json:
        return Outcome(code, table=difference_json(teller))
    return Outcome(code, sheet=tuple(_sheet(teller, whole=arguments.all)))


def compared(arguments: Namespace) -> DifferenceTeller:
    """Read what is asked; nothing is compared yet."""
    if arguments.after is None and arguments.then is None:
        raise AmparoError("wrong-usage", "a law compared with itself on one day has no difference", help=_USAGE)
    before = load_pack(arguments.before)
    after = before if arguments.after is None else load_pack(arguments.after)
    then = day(arguments.then, "from") if arguments.then else None
    begins = max(before.profile.begins, after.profile.begins)
    asked = day(arguments.on, "on") if arguments.on else max(today(), begins)
    if then is not None and then > asked:
        raise AmparoError("wrong-usage", "`--from` is a day before the day asked for", help="give --on a later day")
    difference = Difference(before, after, asked, then, arguments.seconds)
    words = load_words(find_law())
    first, second = difference.sides
    return DifferenceTeller(difference, Teller(before, Plain(first.law, words)), Teller(after, Plain(second.law, words)))


def _sheet(teller: DifferenceTeller, *, whole: bool) -> Iterator[Line]:
    difference = teller.difference
    then = f" as of {day_in_words(difference.then)}" if difference.then else ""
    for when, pack, as_of in (("Before", difference.before, then), ("After", difference.after, "")):
        profile = pack.profile
        yield mixed(
            (f"{when}: ", "quiet"), (f"{profile.title}{as_of}", "strong"), (f" ({pack.name}, {profile.standing})", "quiet")
        )
    yield line(
        f"Every person who could exist on {day_in_words(difference.day)}, with at most 3 listed items of a kind.", "quiet"
    )
    yield GAP
    yield from _summary(difference)
    for kind in CHANGES:
        changes = [change for change in difference.changes if change.change == kind]
        if kind != NOT_ASSESSED:
            yield from section(SAID[kind], _stories(changes, teller, whole=whole))


def _summary(difference: Difference) -> Iterator[Line]:
    for kind in CHANGES:
        number = sum(change.change == kind for change in difference.changes)
        if number:
            yield mixed((f"{SAID[kind]}: ", ""), (str(number), _STYLES.get(kind, "")), mark="•")
    if not difference.changes:
        yield line("Both say the same of everybody, with the same force, provisions and titles.")
    if difference.later:
        days = listed(day_in_words(later) for later in difference.later)
        yield line(f"They differ further from {days}: ask with --on.", "wait")


def _stories(changes: list[Change], teller: DifferenceTeller, *, whole: bool) -> Iterator[Line]:
    """Each story once: rights that the same person loses or gains by the same texts stand together."""
    together: dict[object, list[Change]] = {}
    for change in changes:
        key = (repr(change.case), change.why) if change.case is not None else change.text.id
        together.setdefault(key, []).append(change)
    why = ""
    for first, *others in list(together.values())[: None if whole else _FEW]:
        yield from _story(first, others, teller)
        if first.case is not None:
            yield line("Why: as above." if why == teller.because(first) else teller.because(first), indent=2)
            why = teller.because(first)
    if len(together) > _FEW and not whole:
        yield line(f"{len(together) - _FEW} more with --all.", "quiet")


def _story(first: Change, others: list[Change], teller: DifferenceTeller) -> Iterator[Line]:
    since = f", from {day_in_words(first.since)}" if first.since and first.since > date.min else ""
    force = first.text.force
    yield mixed((first.text.id, "strong"), (f" ({force})" if force else "", "quiet"), (since, "quiet"), mark="•")
    yield line(teller.person(first), indent=2)
    if others:
        titles = (f"“{other.text.title}”" + (f" ({other.text.force})" if other.text.force != force else "") for other in others)
        yield line(f"So too: {'; '.join(titles)}.", indent=2)
