"""Which lines a notice has: what is in effect now, each under how firm it is, told once and by the strongest rule.

How firm a right is comes from the rule, never from the words: what a source only asks to be considered stands under a lead that
says so. What the viewer may not read has no rule and no title any more, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from amparo.casework.compartment import compartment_of
from amparo.casework.rights_words import Text, texts, untold
from amparo.rules.law import Law
from amparo.rules.rule import Rule

HAVE: Final = ("right", "conditions", "effort", "should", "consider", "example")
"""How firm an entitlement is, the firmest first."""
HELD: Final = ("must-not", "before-checked", "should-not", "think-first")
"""How firm a hold is."""
ALSO: Final = ("also",)
PARTS: Final = {"have": HAVE, "held": HELD, "also": ALSO}
"""The parts of a notice, with the groups of each in order."""
_MANDATORY: Final = {"absolute": "right", "qualified": "conditions", "effort": "effort", "preference": "effort"}
_FORCES: Final = {"recommended": "should", "consider": "consider", "example": "example"}


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a notice in its group; `until` and `since` are days, as JSON has them, or nothing."""

    text: Text
    group: str
    until: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What is told now; `silent` are the titles of entitlements in effect for which there is no text.

    `rests` are the compartments of the facts on which all that rests: whoever may not read one of them would learn of it here.
    """

    lines: tuple[Line, ...]
    silent: tuple[str, ...]
    rests: tuple[str, ...]


def lines_of(determinations: Iterable[Mapping[str, Any]], law: Law, day: date) -> Lines:
    """Return what a notice tells of these determinations on a day, in the order of the texts."""
    found: dict[str, Line] = {}
    silent: list[str] = []
    rests: set[str] = set()
    rules = {rule.id: rule for rule in law.rules.values()}
    open_ = [each for each in determinations if each["in_effect"] and each["rule"] in rules]
    for each in open_:
        rule = rules[each["rule"]]
        text = _text_of(rule)
        group = _group(each)
        if text is not None and group:
            rests.update(_compartments(each))
            found[text.id] = _firmer(found.get(text.id), _line(text, group, each, day))
        elif group and rule.kind == "entitlement":
            silent.append(each["title"])
    for met in _met(open_, rules, found):
        found.pop(met, None)
    return Lines(tuple(found[text.id] for text in texts() if text.id in found), tuple(silent), tuple(sorted(rests)))


def _compartments(each: Mapping[str, Any]) -> Iterator[str]:
    """Yield the compartments of what decided, and of what could still decide."""
    said = (reason["fact"] for part in ("because", "fulfilled_because") for reason in each[part])
    yield from (compartment_of(key) for key in (*said, *each["missing"]))


def _line(text: Text, group: str, each: Mapping[str, Any], day: date) -> Line:
    since = each["from"] or ""
    return Line(text, group, each["until"] or "", since if since > day.isoformat() else "")


def _group(each: Mapping[str, Any]) -> str:
    """Return how firm a determination is, as the notice says it; nothing for what it does not tell."""
    force, strength = each["force"], each["strength"]
    match each["kind"]:
        case "entitlement":
            return _MANDATORY[strength] if force == "mandatory" else _FORCES[force]
        case "duty":
            return ALSO[0]
        case "hold" if force == "mandatory" and strength in ("absolute", "qualified"):
            return "must-not" if each["conclusion"] == "yes" else "before-checked"
        case "hold":
            return {"mandatory": "should-not", "recommended": "should-not", "consider": "think-first"}.get(force, "")
        case _:
            return ""


def _text_of(rule: Rule) -> Text | None:
    """Return the text that tells of a rule: by its own name, by that of the rule whose place it took or which it answers."""
    if rule.kind == "hold":
        return None if rule.act in untold() else _by_act().get(rule.act or "")
    names = (f"{rule.pack}/{rule.id}", *filter(None, (rule.replaces, *rule.meets)))
    told = _by_rule()
    return next((told[name] for name in names if name in told), None)


def _by_rule() -> dict[str, Text]:
    return {name: text for text in texts() for name in text.tells}


def _by_act() -> dict[str, Text]:
    return {act: text for text in texts() for act in text.acts}


def _firmer(before: Line | None, line: Line) -> Line:
    """Return the firmer of two lines of one text; of two that are as firm, with the earlier last day: nobody comes too late."""
    if before is None:
        return line
    order = (*HAVE, *HELD, *ALSO)
    first, second = sorted((before, line), key=lambda each: order.index(each.group))
    if first.group != second.group:
        return first
    return replace(first, until=min(filter(None, (first.until, second.until)), default=""))


def _met(open_: Iterable[Mapping[str, Any]], rules: Mapping[str, Rule], found: Mapping[str, Line]) -> Iterator[str]:
    """Yield the texts that say again, and no firmer, what another line in effect says in the words of this country."""
    told = _by_rule()
    for each in open_:
        rule = rules[each["rule"]]
        own = told.get(f"{rule.pack}/{rule.id}")
        if rule.kind != "entitlement" or own is None or own.id not in found:
            continue
        for name in rule.meets:
            lower = told.get(name, own)
            if lower.id in found and lower.id != own.id and _is_as_firm(found[own.id], found[lower.id]):
                yield lower.id


def _is_as_firm(line: Line, other: Line) -> bool:
    return HAVE.index(line.group) <= HAVE.index(other.group)
