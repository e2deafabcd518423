"""`amparo law check PACK`: whether it loads, whether its worked cases are met, which answers can turn as more is learnt."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.environment import today
from amparo.explain.flips import flips
from amparo.explain.plain import Plain
from amparo.explain.wording import load_words
from amparo.rules.cases import load_cases, load_persons
from amparo.rules.error import LawError
from amparo.rules.pack import Pack, find_law, load_pack
from amparo.rules.tried import failures, untried

FOUND: Final = 3
"""The pack can be read, and a worked case is not met."""
BROKEN: Final = 2


def parser() -> Parser:
    parser = Parser(
        "law check",
        "Is this law pack sound, and are its worked cases met?",
        "exit codes: 0 sound, 2 the pack cannot be read, 3 a worked case is not met",
    )
    parser.add_argument("pack", metavar="PACK", help="a law pack, by name or folder")
    parser.add_argument("--all", action="store_true", help="list all rules that cannot be read, not the first alone")
    parser.add_argument(
        "--brief", action="store_true", help="only what is wrong: no rules without cases, no facts that can turn an answer"
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    try:
        pack = load_pack(arguments.pack)
    except LawError as error:
        if arguments.all:
            return Outcome(BROKEN, text=_errors(error))
        raise _with_count(error) from None
    cases, persons = load_cases(pack), load_persons(pack)
    unmet = [each for case in (*cases, *persons) for each in failures(pack, case)]
    sheet = [*_counts(pack, len(cases), len(persons)), *section("Not met", _unmet(unmet, arguments.pack))]
    if not arguments.brief:
        sheet += [*section("Not tried yet", (line(each, mark="•") for each in untried(pack, cases))), *_turning(pack)]
    return Outcome(FOUND if unmet else 0, sheet=tuple(sheet))


def _with_count(first: LawError) -> LawError:
    """The first error, which also says how many rules more cannot be read."""
    if not first.others:
        return first
    more = f"{_counted(len(first.others), 'more rule')} cannot be read: --all lists them"
    return LawError(first.code, first.sentence, first.place, help=f"{first.help}; {more}" if first.help else more)


def _errors(first: LawError) -> str:
    errors = (first, *first.others)
    return "\n".join([*(f"{error}\n" for error in errors), f"{_counted(len(errors), 'rule')} cannot be read", ""])


def _counts(pack: Pack, cases: int, persons: int) -> Iterator[Line]:
    own = [rule for rule in pack.rules if rule.pack == pack.name]
    kinds = Counter(rule.kind for rule in own)
    yield mixed((pack.profile.title, "strong"), (f" ({pack.profile.standing})", "quiet"))
    yield line(f"{len(own)} rules of its own: {', '.join(f'{number} of kind {kind}' for kind, number in kinds.items())}.")
    if len(pack.layers) > 1:
        yield line(f"It stands over {', '.join(layer.name for layer in pack.layers[:-1])}: {len(pack.rules)} rules in all.")
    yield line(f"{_counted(cases, 'worked case')} and {_counted(persons, 'whole person')}.")
    yield line(f"Digest {pack.digest}", "quiet")


def _unmet(unmet: list[str], pack: str) -> Iterator[Line]:
    """What is not met, and what to do about it."""
    yield from (line(each, mark="•") for each in unmet)
    if unmet:
        yield line("Read the article again: is it the case that is wrong, or the rule?", "strong")
        yield line(f"`amparo explain RULE --law {pack}` says a rule in words, with a case file after RULE also why.", "quiet")


def _turning(pack: Pack) -> Iterator[Line]:
    """The facts that the pack's own rules read (a view has none: those it shows), and which of them can turn an answer."""
    law = pack.law_on(max(today(), pack.profile.begins))
    plain = Plain(law, load_words(find_law()))
    own = {name: rule.id for name, rule in law.rules.items() if rule.pack == pack.name or pack.profile.view}
    ids = set(own.values())
    turning = {fact: kept for fact, rules in flips(law).items() if (kept := [each for each in rules if each in ids])}
    read = {fact for name in own for fact in law.read[name]}
    yield GAP
    steady = len(read - set(turning))
    yield line(f"Its rules read {len(read)} facts. For {steady} of them, learning more never turns a settled answer.")
    yield from section(
        "For these it can: a rule looks at whether they are known",
        (mixed((f"{plain.fact(fact)}: ", ""), (", ".join(rules), "quiet"), mark="•") for fact, rules in turning.items()),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
