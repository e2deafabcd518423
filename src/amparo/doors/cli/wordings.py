"""How an answer, a law, a hold and a duty are said on a sheet; several commands say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from amparo.doors.cli.casefile import Opened
from amparo.doors.cli.sheet import Line, line, mixed
from amparo.explain.answer import BASIS
from amparo.explain.citing import cite_all
from amparo.explain.plain import ANSWERS, Plain, day_in_words, ended, force_in_words, listed, sentence
from amparo.explain.wording import load_words
from amparo.facts.reading import day
from amparo.rules.determination import Determination
from amparo.rules.may import HELD, HELD_UNTIL_KNOWN, Answer
from amparo.rules.pack import find_law

CHIPS = {HELD: "held", HELD_UNTIL_KNOWN: "wait"}
_KEY = re.compile(r"`([^`]+)`")


def plain_for(opened: Opened) -> Plain:
    """Plain words for the law asked."""
    return Plain(opened.inquiry.law, load_words(find_law()))


def chip(answer: str, act: str, plain: Plain) -> Line:
    """The one big line: the answer and the act."""
    return mixed((f" {ANSWERS[answer].upper()} ", CHIPS.get(answer, "free")), ("  ", ""), (plain.act(act), "strong"))


def law_line(opened: Opened) -> Iterator[Line]:
    """Which law answered, how far anybody has vouched for it, for which day, and what the answer rests on."""
    profile, law = opened.pack.profile, opened.inquiry.law
    yield line(profile.title, "strong")
    known = f", as known on {day_in_words(day(opened.as_known, 'as_known'))}" if opened.as_known else ""
    yield line(f"{sentence(law.standing)} law pack · asked for {day_in_words(opened.inquiry.on)}{known}", "quiet")
    yield line(f"{sentence(BASIS)}.", "quiet")


def remarks(opened: Opened, plain: Plain) -> Iterator[Line]:
    """Warnings and disputes, with facts by their labels."""
    settled = opened.inquiry.decider.settled
    for warning in settled.warnings:
        yield line(ended(_KEY.sub(lambda found: _labelled(found, plain), warning)), mark="!", mark_style="wait")
    for key in settled.disputed:
        yield line(f"Sources differ on {plain.fact(key)}.", mark="?", mark_style="wait")


def _labelled(found: re.Match[str], plain: Plain) -> str:
    key = found.group(1)
    known = "#" in key or key.endswith(".complete") or key in plain.law.vocabulary.facts
    return plain.fact(key) if known else found.group(0)


def hold_lines(hold: Determination, opened: Opened, plain: Plain, *, indent: int) -> Iterator[Line]:
    """One hold: what it says, how strongly and under what, and why."""
    yield line(titled(hold, plain), indent=indent, mark="•")
    yield line(under_line(hold, opened), "quiet", indent=indent + 2)
    yield why_line(hold, plain, indent=indent + 2)


def why_line(determination: Determination, plain: Plain, *, indent: int) -> Line:
    """Why, in one line; or what is not known."""
    head = "Not known: " if determination.conclusion is None else "Why: "
    return mixed((head, "strong"), (plain.because(determination), ""), indent=indent)


def titled(determination: Determination, plain: Plain) -> str:
    """A rule's title, with the item that it is about."""
    title = determination.rule.title
    return f"{plain.item(determination.item)}: {title}" if determination.item else title


def under_line(determination: Determination, opened: Opened) -> str:
    """Force and strength in plain words, and the provisions as people cite them."""
    rule = determination.rule
    cited = cite_all(determination.under, opened.pack.citations)
    return f"{sentence(force_in_words(rule.force, rule.strength))}. {cited}."


def lifting(needs: Iterable[str], opened: Opened, plain: Plain) -> str:
    """The facts that could lift holds, with what is known of them."""
    return listed(_with_value(key, opened, plain) for key in needs)


def _with_value(key: str, opened: Opened, plain: Plain) -> str:
    value = opened.inquiry.decider.settled.get(key)
    return plain.fact(key) if value is None else f"{plain.fact(key)} (now {plain.value(key, value)})"


def order_lines(answer: Answer, plain: Plain, *, indent: int) -> Iterator[Line]:
    """Court orders in force that speak of the act: they are always obeyed."""
    for item, effect in answer.orders:
        said = plain.choice(f"{item}.effect", effect)
        yield mixed((f"{plain.item(item)}: ", "strong"), (f"{said}. An order of a court is always obeyed.", ""), indent=indent)


def due(duty: Determination, on: date) -> str:
    """By when a duty is to be met."""
    if duty.due is not None and duty.due < on:
        return f"overdue since {day_in_words(duty.due)}"
    if duty.rule.at_once:
        return "at once"
    return f"by {day_in_words(duty.due)}" if duty.due else "as soon as the case allows"


def urgency(duty: Determination) -> tuple[date, tuple[int, int]]:
    """A key that sorts what is owed: overdue first, then at once, then by day; of the same day the strongest first."""
    return duty.due or date.max, duty.rule.rank()
