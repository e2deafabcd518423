"""What a case states and what a worked case expects, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from amparo.explain.plain import ANSWERS, FORCES, Plain, day_in_words, inside, listed
from amparo.facts.case import Assertion, Case, ItemList
from amparo.rules.cases import WorkedCase

_YES_NO: Final = {True: "yes", False: "no"}
_TRUTHS: Final = {"yes": "yes", "no": "no", "unknown": "not known"}
_DAYS: Final = {"from": "begins", "until": "ends", "due": "due", "changes_on": "may change"}
_FACTS: Final = {"missing": "what is missing", "because": "because of", "needs": "could be lifted by"}
_RULES: Final = {"by": "held by", "safeguards": "to be done with it"}


def stated(case: Case, plain: Plain) -> tuple[str, ...]:
    """Return what a case says, a line for each fact and each item; a case that says nothing is one line."""
    lines = [f"{plain.fact(key)}: {_said(key, said, plain)}" for key, said in case.facts.items()]
    for kind, items in case.items.items():
        lines.extend(_items(kind, items, plain))
    return tuple(lines) or ("Nothing is known.",)


def _said(key: str, said: tuple[Assertion, ...], plain: Plain) -> str:
    return "; ".join(f"{plain.value(key, each.value)}{_source(each, plain)}" for each in said)


def _source(assertion: Assertion, plain: Plain) -> str:
    parts = [
        inside(plain.words.label("sources", assertion.source)) if assertion.source else "",
        f"by {inside(plain.actor(assertion.by))}" if assertion.by else "",
        f"on {day_in_words(assertion.recorded)}" if assertion.recorded else "",
    ]
    return f" ({' '.join(part for part in parts if part)})" if any(parts) else ""


def _items(kind: str, items: ItemList, plain: Plain) -> Iterator[str]:
    for item in items.items:
        key = f"{kind}#{item.id}"
        facts = (f"{plain.label(f'{key}.{name}')}: {_said(f'{key}.{name}', said, plain)}" for name, said in item.facts.items())
        yield f"{plain.item(key)}. {'; '.join(facts) or 'Nothing is known of it'}"
    if items.complete is not None:
        yield f"{plain.fact(f'{kind}.complete')}: {_YES_NO[items.complete]}"


def expected(case: WorkedCase, plain: Plain) -> tuple[str, ...]:
    """Return what must come out of a worked case, a line for each expectation."""
    return tuple(_expectation(each, case, plain) for each in case.expect)


def _expectation(expect: Mapping[str, Any], case: WorkedCase, plain: Plain) -> str:
    about = f"{plain.item(expect['item'])}: " if "item" in expect else ""
    rule = expect.get("rule", "")
    named = f"“{plain.title(rule)}”: " if rule and rule != case.rule else ""
    return about + named + "; ".join(_parts(expect, plain))


def _parts(expect: Mapping[str, Any], plain: Plain) -> Iterator[str]:
    said: dict[str, Callable[[Any], str]] = {
        "conclusion": lambda value: _TRUTHS[value],
        "number": lambda value: f"comes to {plain.value('', value)}",
        "in_effect": lambda value: "in effect" if value else "not in effect",
        "fulfilled": lambda value: f"done: {_TRUTHS[value]}",
        "owed": lambda value: "owed" if value else "not owed",
        "may": lambda value: f"{inside(plain.act(expect['act']))}: {ANSWERS[value]}",
        "force": lambda value: FORCES[value],
        **{key: partial(_on, words) for key, words in _DAYS.items()},
        **{key: partial(_listed, words, plain.fact) for key, words in _FACTS.items()},
        **{key: partial(_listed, words, lambda rule: f"“{plain.title(rule)}”") for key, words in _RULES.items()},
    }
    for key, say in said.items():
        if expect.get(key) not in (None, []):
            yield say(expect[key])


def _on(words: str, value: date) -> str:
    return f"{words} {day_in_words(value)}"


def _listed(words: str, name: Callable[[str], str], values: Iterable[str]) -> str:
    return f"{words} {listed(name(value) for value in values)}"
