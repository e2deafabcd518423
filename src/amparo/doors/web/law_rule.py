"""What the page of one rule shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from amparo.desk.library import shipped_pack
from amparo.desk.wording import said_day
from amparo.doors.web.law_book import Book, RuleLink, cases_of, opened, requirements
from amparo.doors.web.law_pack import head
from amparo.doors.web.law_picture import around
from amparo.errors import AmparoError
from amparo.explain.account import Account, account
from amparo.explain.plain import Plain, day_in_words, ended, sentence
from amparo.explain.stated import expected, stated
from amparo.facts.words import nearest, shown
from amparo.rules.cases import WorkedCase
from amparo.rules.rule import Rule

_MEANINGS: Final = {
    "hold": gettext_lazy("A hold: the act must not go ahead."),
    "duty": gettext_lazy("A duty: somebody must do something."),
    "entitlement": gettext_lazy("An entitlement: something the person may have."),
    "presumption": gettext_lazy("A presumption: it counts as so until the contrary is shown."),
    "definition": gettext_lazy("A definition: a word that other rules read, without a force of its own."),
}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A worked case: what is known of an invented person, on which day, and what must come out."""

    name: str
    facts: tuple[str, ...]
    day: str
    comes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """Another version of the rule, in words, with the days for which it stands."""

    since: str
    until: str
    told: Account


def rule_page(name: str, rule_id: str, today: date) -> dict[str, Any]:
    """Return what the page of a rule shows; raise `AmparoError` where there is no such pack, or no such rule in it."""
    book, rule = _found(name, rule_id, today)
    told = account(rule, book.plain, book.pack.citations)
    links = book.graph.into[rule.name]
    return {
        "head": head(book.pack.profile),
        "in_force": book is opened(name, today),
        "day": said_day(book.law.day),
        "told": told,
        "rule": rule,
        "meaning": _MEANINGS[rule.kind],
        "since": said_day(rule.since) if rule.since != date.min else "",
        "until": _until(book, rule),
        "home": shipped_pack(rule.pack).profile if rule.pack != name else None,
        "replaced": _replaced(rule),
        "provisions": tuple(map(book.provision, rule.under)),
        "rows": tuple(requirements()[row] for row in rule.source),
        "cases": tuple(_case(each, book.plain) for each in cases_of(rule.pack).get(rule.id, ())),
        "reads": book.links(dict.fromkeys(link.read for link in links if not link.is_exception)),
        "ended_by": book.links(dict.fromkeys(link.read for link in links if link.is_exception)),
        "read_by": _read_by(book, rule),
        "picture": around(book, rule.name),
        "versions": tuple(_versions(book, rule)),
    }


def _found(name: str, asked: str, today: date) -> tuple[Book, Rule]:
    """Find a rule in the law of today; else in that of the first day of its last version."""
    pack = opened(name, today).pack
    versions = [rule.since for rule in pack.rules if rule.id == asked]
    for day in (today, *sorted(versions, reverse=True)):
        book = opened(name, day)
        found = next((rule for rule in book.law.rules.values() if rule.id == asked), None)
        if found is not None:
            return book, found
    near = nearest(asked, (rule.id for rule in pack.rules))
    sentence = f"`{shown(asked)}` is not a rule of `{name}` in force today{near}"
    raise AmparoError("unknown-rule", sentence, where="rule")


def _until(book: Book, rule: Rule) -> str:
    """The last day of this version, where the next is already known."""
    turns = book.law.next_versions.get(rule.name)
    return said_day(turns - timedelta(1)) if turns else ""


def _replaced(rule: Rule) -> str:
    """Where the rule of a lower layer stands whose place this one takes; "" where it takes none."""
    return reverse("law-rule", args=tuple(rule.replaces.split("/"))) if rule.replaces else ""


def _read_by(book: Book, rule: Rule) -> tuple[RuleLink, ...]:
    return book.links(dict.fromkeys(link.reader for link in book.graph.out_of[rule.name]))


def _case(case: WorkedCase, plain: Plain) -> CaseLine:
    known = f", as known on {day_in_words(case.as_known)}" if case.as_known else ""
    return CaseLine(
        sentence(case.name),
        stated(case.case, plain),
        f"{day_in_words(case.on)}{known}",
        tuple(ended(each) for each in expected(case, plain)),
    )


def _versions(book: Book, rule: Rule) -> Iterator[Version]:
    """The other versions of a rule, the newest first, each in the words of the law of its first day."""
    every = sorted((each for each in book.pack.rules if each.id == rule.id), key=lambda each: each.since)
    ends = [*(said_day(each.since - timedelta(1)) for each in every[1:]), ""]
    for each, end in reversed(list(zip(every, ends, strict=True))):
        if each is not rule:
            plain = Plain(book.pack.law_on(max(each.since, book.pack.profile.begins)), book.plain.words)
            yield Version(said_day(each.since), end, account(each, plain, book.pack.citations))
