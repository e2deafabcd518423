"""One rule in words: who is bound, how strongly, when, what happens while that is not known, and under what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from amparo.explain.citing import Cited, cite
from amparo.explain.outline import Outline, outline, term_in_words
from amparo.explain.plain import Plain, force_in_words, inside, sentence
from amparo.rules.checks import conditions
from amparo.rules.citation import Citations
from amparo.rules.expression import YES, Conclusion, Node, Parameter, walk
from amparo.rules.rule import Rule, name_of


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a rule: what it is for (`When`), and what it says."""

    head: str
    said: Outline


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the law on the day of the law: its value and title in words, and where it comes from."""

    value: str
    title: str
    under: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A rule in words. `words` are the definitions that it names, each unfolded once."""

    rule: Rule
    title: str
    kind: str
    who: str
    reach: str
    clauses: tuple[Clause, ...]
    words: tuple[Clause, ...]
    figures: tuple[Figure, ...]
    while_not_known: str
    not_known_under: tuple[Cited, ...]
    under: tuple[Cited, ...]
    way_past: str


def account(rule: Rule, plain: Plain, citations: Citations) -> Account:
    """Return a rule in words, as it stands in the law that `plain` speaks of."""
    named = [node.rule for top in conditions(rule) for node in walk(top) if isinstance(node, Conclusion)]
    named += [exception.name for exception in _exceptions(rule, plain)]
    definitions = [plain.law.rules[name] for name in dict.fromkeys(named)]
    return Account(
        rule=rule,
        title=rule.title or plain.title(rule.id),
        kind=_kind(rule, plain),
        who=plain.actor(rule.binds) if rule.binds else "",
        reach=sentence(force_in_words(rule.force, rule.strength)),
        clauses=tuple(_clauses(rule, plain)),
        words=tuple(Clause(plain.title(each.id), _said(each, plain)) for each in definitions),
        figures=tuple(_figures(rule, definitions, plain, citations)),
        while_not_known=sentence(plain.while_not_known(rule)) if rule.unknown else "",
        not_known_under=tuple(cite(provision, citations) for provision in rule.unknown_under),
        under=tuple(cite(provision, citations) for provision in rule.under),
        way_past=sentence(plain.way_past(rule)),
    )


def _kind(rule: Rule, plain: Plain) -> str:
    kind = plain.words.label("kinds", rule.kind)
    each = f", for each {inside(plain.kind(rule.each))}" if rule.each else ""
    act = f": {inside(plain.act(rule.act))}" if rule.act and rule.kind == "hold" else ""
    with_act = f", goes with: {inside(plain.act(rule.act))}" if rule.act and rule.kind != "hold" else ""
    return f"{sentence(kind)}{act}{with_act}{each}"


def _clauses(rule: Rule, plain: Plain) -> Iterator[Clause]:
    if rule.do:
        yield Clause("To be done", Outline(rule.do))
    yield Clause("When", _said(rule, plain))
    if rule.unless is not None:
        yield Clause("Unless", outline(rule.unless, plain))
    for exception in _exceptions(rule, plain):
        said = outline(Conclusion(exception.name), plain).in_line()
        yield Clause("Except while", Outline(f"{said} (while that is not known: {plain.while_not_known(exception)})"))
    if rule.until is not None:
        yield Clause("Until the end of", Outline(term_in_words(rule.until, plain)))
    yield from _clocks(rule, plain)
    if rule.done is not None:
        yield Clause("Fulfilled when", outline(rule.done, plain))
    if rule.exception_of is not None:
        yield Clause("Is an exception to", Outline(f"“{plain.title(rule.exception_of.rpartition('/')[2])}”"))


def _clocks(rule: Rule, plain: Plain) -> Iterator[Clause]:
    amounts = plain.law.amounts
    start = f" from {term_in_words(rule.starts, plain)}" if rule.starts is not None else ""
    if rule.at_once:
        yield Clause("By when", Outline(f"at once{start}"))
    if rule.within is not None:
        yield Clause("By when", Outline(f"within {plain.amount(amounts[rule.within])}{start}"))
    if rule.lasts is not None:
        yield Clause("How long", Outline(f"{plain.amount(amounts[rule.lasts])}{start}"))
    if rule.repeat is not None:
        name = name_of(rule.repeat)
        yield Clause("Again", Outline(f"every {plain.amount(amounts[name])}" if name in amounts else "at each stage"))


def _said(rule: Rule, plain: Plain) -> Outline:
    return outline(rule.when or YES, plain)


def _exceptions(rule: Rule, plain: Plain) -> Iterator[Rule]:
    for other in plain.law.rules.values():
        if other.exception_of is not None and name_of(other.exception_of.rpartition("/")[2]) == rule.name:
            yield other


def _figures(rule: Rule, definitions: list[Rule], plain: Plain, citations: Citations) -> Iterator[Figure]:
    tops: list[Node] = [node for each in (rule, *definitions) for node in conditions(each)]
    read = [node.name for top in tops for node in walk(top) if isinstance(node, Parameter)]
    periods = (rule.within, rule.lasts, name_of(rule.repeat or ""))
    read += [name for name in periods if name is not None and name in plain.law.amounts]
    for name in dict.fromkeys(read):
        amount = plain.law.amounts[name]
        yield Figure(plain.amount(amount), amount.title, tuple(cite(each, citations) for each in amount.under))
