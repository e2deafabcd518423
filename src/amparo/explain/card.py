"""One rule as a card of a page, with its worked cases beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from amparo.explain.account import Account, Clause
from amparo.explain.citing import Cited
from amparo.explain.markup import Child, Html, el
from amparo.explain.outline import Outline
from amparo.explain.plain import Plain, day_in_words, ended, sentence
from amparo.explain.requirements import Requirement
from amparo.explain.stated import expected, stated
from amparo.rules.cases import WorkedCase


def card(told: Account, cases: Iterable[WorkedCase], plain: Plain, rows: Mapping[str, Requirement]) -> Html:
    """Return a rule as a card: the rule on one side, its worked cases on the other."""
    found = [_case(case, plain) for case in cases]
    rule = el(
        "div",
        el("h4", told.title),
        el("p", f"{told.kind} ", el("code", told.rule.id), class_="kind"),
        _standing(told) if told.reach else None,
        *(_clause(clause) for clause in told.clauses),
        *_not_known(told),
        el("div", el("h5", "In these words"), *(_word(clause) for clause in told.words), class_="words")
        if told.words
        else None,
        _figures(told),
        el("p", f"{told.way_past}.", class_="past") if told.way_past else None,
        el("p", told.rule.note, class_="note") if told.rule.note else None,
        _sources(told, rows),
        class_="rule",
    )
    beside = el("div", el("h5", f"Worked cases: {len(found)}" if found else "No worked case"), *found, class_="cases")
    return el("article", rule, beside, id=told.rule.id, class_=f"card {told.rule.kind}")


def outlined(outline: Outline) -> Html:
    """Return a condition with its parts as a list."""
    if not outline.parts:
        return el("p", ended(outline.text))
    return el("div", el("p", sentence(outline.text)), _parts(outline), class_="outline")


def _parts(outline: Outline) -> Html:
    return el("ul", *(el("li", part.text, _parts(part) if part.parts else None) for part in outline.parts))


def _standing(told: Account) -> Html:
    who = f" {told.who}." if told.who else ""
    return el("p", el("strong", f"{told.reach}.", class_=told.rule.force), who, class_="reach")


def _clause(clause: Clause) -> Html:
    return el("div", el("h5", clause.head), outlined(clause.said), class_="clause")


def _not_known(told: Account) -> Iterator[Html]:
    if told.while_not_known:
        reasons: list[Child] = [el("p", ended(told.while_not_known), class_="choice")]
        reasons += [el("p", el("cite", cited.text), f": {cited.summary}") for cited in told.not_known_under]
        if told.rule.safe_side:
            reasons.append(el("p", el("em", "Our own choice, on the safe side"), f": {told.rule.safe_side}."))
        yield el("div", el("h5", "While that is not known"), *reasons, class_="clause")


def _word(clause: Clause) -> Html:
    return el("div", el("p", el("dfn", clause.head), ":"), outlined(clause.said))


def _figures(told: Account) -> Html | None:
    if not told.figures:
        return None
    rows = (el("li", el("strong", each.value), f": {each.title} ", _cited(each.under)) for each in told.figures)
    return el("div", el("h5", "Figures"), el("ul", *rows))


def _cited(under: Iterable[Cited]) -> Html:
    return el("cite", f"({'; '.join(cited.text for cited in under)})")


def _sources(told: Account, rows: Mapping[str, Requirement]) -> Html | None:
    if not told.rule.source:  # a rule of our own safe side need not answer any
        return None
    said = (el("li", el("code", row), f" {rows[row].text} ", el("cite", f"({rows[row].basis})")) for row in told.rule.source)
    return el("div", el("h5", "Answers these requirements"), el("ul", *said), class_="sources")


def _case(case: WorkedCase, plain: Plain) -> Html:
    comes = expected(case, plain)
    known = f", as known on {day_in_words(case.as_known)}" if case.as_known else ""
    when = f"→ {day_in_words(case.on)}{known}"
    mark = str(case.expect[0].get("conclusion", "")) if case.expect else ""
    return el(
        "section",
        el("p", sentence(case.name), class_="name"),
        el("ul", *(el("li", fact) for fact in stated(case.case, plain)), class_="facts"),
        *(el("p", f"{when}: {ended(each)}", class_="comes") for each in comes),
        class_=f"case {mark}".strip(),
    )
