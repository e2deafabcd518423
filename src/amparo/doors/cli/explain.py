"""`amparo explain RULE [CASE]`: a rule in words; with a case, the tree of reasons for that person."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date

from amparo.doors.cli.arguments import Parser, add_case, add_law
from amparo.doors.cli.casefile import Opened, opened
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.doors.cli.wordings import due, law_line, remarks
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.account import Account, Clause, account
from amparo.explain.citing import Cited
from amparo.explain.outline import Outline
from amparo.explain.plain import Plain, day_in_words, sentence
from amparo.explain.requirements import Requirement, load_requirements
from amparo.explain.why import Why, why, why_fulfilled
from amparo.explain.wording import load_words
from amparo.facts.reading import day
from amparo.facts.words import nearest, shown
from amparo.rules.determination import Determination
from amparo.rules.law import Law
from amparo.rules.pack import find_law, load_pack
from amparo.rules.rule import TRUTH, Rule, name_of


def parser() -> Parser:
    parser = Parser("explain", "A rule in words. With a case: why it came out as it did for that person.")
    parser.add_argument("rule", metavar="RULE", help="the id of a rule or a definition, as in no-removal-before-heard")
    add_case(parser, optional=True)
    add_law(parser)
    parser.add_argument("--as-known", metavar="DATE", help="leave out what was recorded after this day")
    return parser


def run(arguments: Namespace) -> Outcome:
    case = opened(arguments) if arguments.case is not None else None
    pack = case.pack if case else load_pack(arguments.law)
    asked = case.inquiry.on if case else day(arguments.on, "on") if arguments.on else today()
    law = case.inquiry.law if case else pack.law_on(asked)
    rule = _rule(arguments.rule, law)
    plain = Plain(law, load_words(find_law()))
    told = account(rule, plain, pack.citations)
    sheet = [*_head(told, law), *_body(told), *_sources(told)]
    if case is not None:
        sheet += _for_the_person(rule, case, plain)
    return Outcome(sheet=tuple(sheet))


def _rule(asked: str, law: Law) -> Rule:
    """Find a rule in force by its id, with or without its pack, written with `-` or with `_`."""
    name = name_of(asked.rpartition("/")[2])
    found = next((rule for rule in law.rules.values() if name_of(rule.id) == name), None) or law.rules.get(name)
    if found is None:
        ids = [rule.id for rule in law.rules.values()]
        raise AmparoError(
            "unknown-rule", f"`{shown(asked)}` is not a rule of `{law.pack}` in force that day{nearest(asked, ids)}",
            help=f"`amparo law show {law.pack}` prints all rules with their ids", where="RULE",
        )  # fmt: skip
    return found


def _head(told: Account, law: Law) -> Iterator[Line]:
    yield line(told.title, "strong")
    yield line(f"{told.kind} · {told.rule.id} · {law.pack} on {day_in_words(law.day)}", "quiet")
    since = f" In force from {day_in_words(told.rule.since)}." if told.rule.since != date.min else ""
    if told.reach:
        yield line(f"{told.reach}.{since}")
    if told.who:
        yield mixed(("Binds: ", "strong"), (told.who, ""))


def _body(told: Account) -> Iterator[Line]:
    for clause in told.clauses:
        yield from section(clause.head, _outlined(clause.said, 0))
    yield from section("In these words", (each for clause in told.words for each in _unfolded(clause)))
    if told.while_not_known:
        yield from section("While that is not known", _not_known(told))
    yield from section("Figures", (line(_figure(each.value, each.title, each.under), mark="•") for each in told.figures))
    if told.way_past:
        yield from section("Past it", [line(f"{told.way_past}.")])
    if told.rule.note:
        yield from section("Note", [line(told.rule.note)])


def _outlined(outline: Outline, indent: int) -> Iterator[Line]:
    """A condition with its parts as a list."""
    yield line(sentence(outline.text), indent=indent, mark="•" if indent else "")
    for part in outline.parts:
        yield from _outlined(part, indent + 2)


def _unfolded(clause: Clause) -> Iterator[Line]:
    said = clause.said
    yield mixed((f"{clause.head}: ", "strong"), (said.text, ""), mark="•")
    for part in said.parts:
        yield from _outlined(part, 2)


def _not_known(told: Account) -> Iterator[Line]:
    yield line(f"{told.while_not_known}.")
    for cited in told.not_known_under:
        yield mixed((f"{cited.text}: ", "strong"), (cited.summary, ""), mark="•")
    if told.rule.safe_side:
        yield line(f"Our own choice, on the safe side: {told.rule.safe_side}.")


def _figure(value: str, title: str, under: Iterable[Cited]) -> str:
    return f"{value}: {title} ({'; '.join(cited.text for cited in under)})"


def _sources(told: Account) -> Iterator[Line]:
    yield from section("Under", (each for cited in told.under for each in _provision(cited)))
    rows = load_requirements(find_law())
    yield from section("Answers these requirements", (_row(rows[row]) for row in told.rule.source))


def _provision(cited: Cited) -> Iterator[Line]:
    yield mixed((f"{cited.text}: ", "strong"), (cited.summary, ""), mark="•")
    if cited.url:
        yield line(f"Read it: {cited.url}", "quiet", indent=2)


def _row(row: Requirement) -> Line:
    return mixed((f"{row.text} ", ""), (f"({row.source}, {row.place}; {row.basis})", "quiet"), mark=row.id)


def _for_the_person(rule: Rule, case: Opened, plain: Plain) -> Iterator[Line]:
    yield GAP
    yield from law_line(case)
    yield from remarks(case, plain)
    if rule.type != TRUTH:
        value = plain.value("", case.inquiry.decider.evaluation.conclusion(rule.name))
        yield from section("For this person", [mixed((f"{rule.title or rule.id}: ", ""), (value, "strong"))])
        return
    found = list(case.inquiry.decider.of(rule))
    if not found:
        yield from section("For this person", [line("No such item is listed in this case.")])
    for each in found:
        yield from section("For this person", _told(each, case, plain))


def _told(each: Determination, case: Opened, plain: Plain) -> Iterator[Line]:
    tree = why(case.inquiry.decider, each, plain.words)
    item = f"{plain.item(each.item)}: " if each.item else ""
    note = f" ({tree.note})" if tree.note else ""
    effect = "in effect" if each.in_effect else "not in effect"
    yield line(f"{sentence(f'{item}{tree.value}')}, {effect}{note}.", "strong")
    for branch in tree.parts:
        yield from _tree(branch, 0)
    fulfilled = why_fulfilled(case.inquiry.decider, each, plain.words)
    if fulfilled is not None and each.in_effect:
        yield GAP
        yield line(f"Owed: {due(each, case.inquiry.on)}." if each.is_owed else "Fulfilled.", "strong")
        for branch in fulfilled.parts:
            yield from _tree(branch, 0)


def _tree(branch: Why, indent: int) -> Iterator[Line]:
    note = f" ({branch.note})" if branch.note else ""
    yield mixed((f"{branch.text}: ", ""), (branch.value, "strong"), (note, "quiet"), indent=indent, mark="•")
    for part in branch.parts:
        yield from _tree(part, indent + 2)
