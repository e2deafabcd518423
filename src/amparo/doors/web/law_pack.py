"""What the list of packs and the page of one pack show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from amparo.desk.library import shipped, shipped_pack, wording
from amparo.desk.marked import in_english, of_law
from amparo.desk.wording import said_day
from amparo.doors.web.law_book import Book, ProvisionLine, RuleLink, opened
from amparo.doors.web.law_picture import whole
from amparo.explain.citing import by_instrument, standing_of
from amparo.explain.figures import dated, own_figures
from amparo.explain.plain import sentence
from amparo.rules.pack import BASELINE
from amparo.rules.profile import Profile
from amparo.rules.rule import Rule

_STANDINGS: Final = {
    "illustrative": gettext_lazy(
        "An illustration: it says what the source named here describes, for the time the source speaks of, and no more. "
        "Nobody of the place has confirmed it. It is neither its whole law nor a judgement of it, good or bad."
    ),
    "draft": gettext_lazy("A draft by its authors. Nobody with authority over this law has adopted it."),
    "reviewed": gettext_lazy("Read and corrected by somebody who knows this law. Nobody with authority has adopted it."),
    "adopted": gettext_lazy("Adopted by the authority named here."),
}
_KINDS: Final = ("hold", "duty", "entitlement", "presumption", "definition")
_FEW: Final = 60
"""Rules of a pack whose lists stand open when the page comes."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a pack says of itself, in plain words."""

    name: str
    title: str
    standing: str
    meaning: str
    by: str
    on: str
    territory: str
    version: str
    begins: str
    scope: tuple[str, ...]
    over: tuple[tuple[str, str], ...]
    note: str
    is_view: bool
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of one subject, by kind."""

    subject: str
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An instrument, with the provisions on which rules rest."""

    short: str
    title: str
    standing: str
    url: str
    provisions: tuple[ProvisionLine, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the law: its values with their days, and where they come from."""

    title: str
    values: tuple[tuple[str, str], ...]
    under: tuple[ProvisionLine, ...]


def packs_page() -> dict[str, Any]:
    """All packs: those between States, those that look at another through one text, those that illustrate a law."""
    every = sorted(
        (head(shipped_pack(name).profile) for name in shipped()), key=lambda each: (each.name != BASELINE, each.title)
    )
    return {
        "standings": {each.standing: each.meaning for each in every},
        "between": tuple(each for each in every if not each.is_view and not each.is_illustrative),
        "views": tuple(each for each in every if each.is_view),
        "illustrations": tuple(each for each in every if each.is_illustrative and not each.is_view),
    }


def head(profile: Profile) -> Head:
    details, words = profile.standing_details, wording().words
    return Head(
        name=profile.name,
        title=of_law(profile.title),
        standing=of_law(sentence(profile.standing)),
        meaning=str(_STANDINGS[profile.standing]),
        by=of_law(sentence(str(details.get("by", "")))),
        on=said_day(details["on"]) if isinstance(details.get("on"), date) else "",
        territory=of_law(sentence(str(details.get("territory", "")))),
        version=profile.version,
        begins=said_day(profile.begins) if profile.begins != date.min else "",
        scope=tuple(words.label("acts", each) for each in profile.scope),
        over=tuple((name, of_law(shipped_pack(name).profile.title)) for name in profile.over),
        note=of_law(profile.note),
        is_view=bool(profile.view),
        is_illustrative=profile.standing == "illustrative",
    )


def pack_page(name: str, today: date) -> dict[str, Any]:
    """Return what the page of a pack shows; raise `AmparoError` where there is none of this name."""
    book = opened(name, today)
    return {
        "head": head(book.pack.profile),
        "digest": book.law.digest,
        "day": said_day(book.law.day),
        "layers": tuple(_layers(book)),
        "tally": tuple(_tally(book)),
        "subjects": tuple(_subjects(book)),
        "texts": tuple(_texts(book)),
        "figures": tuple(_figures(book)),
        "repeals": tuple(_repeals(book)),
        "contacts": book.pack.profile.contacts.values(),
        "picture": whole(book),
        "number": len(book.own),
        "opened": len(book.own) <= _FEW,
    }


def _layers(book: Book) -> Iterator[tuple[Profile, int]]:
    """The packs under this one, the nearest first, with how many of their rules stand in it."""
    held = Counter(rule.pack for rule in book.law.rules.values())
    return ((profile, held[profile.name]) for profile in reversed(book.pack.layers[:-1]))


def _tally(book: Book) -> Iterator[tuple[str, int]]:
    held = Counter(rule.kind for rule in book.own)
    return ((of_law(book.plain.words.label("kinds", kind)), held[kind]) for kind in _KINDS if held[kind])


def _subjects(book: Book) -> Iterator[Group]:
    found: dict[str, list[Rule]] = {}
    for rule in sorted(book.own, key=lambda rule: (_KINDS.index(rule.kind), rule.rank() if rule.force else (0, 0), rule.id)):
        found.setdefault(rule.subject, []).append(rule)
    for subject in sorted(found):
        yield Group(of_law(sentence(book.plain.words.label("subjects", subject))), tuple(map(book.link, found[subject])))


def _texts(book: Book) -> Iterator[Text]:
    resting: dict[str, list[Rule]] = {}
    for rule in book.own:
        for provision in rule.under:
            resting.setdefault(provision, []).append(rule)
    order = [str(each.get("id")) for each in book.pack.profile.instruments]
    for text, provisions in by_instrument(resting, book.pack.citations, order):
        lines = tuple(book.provision(each, resting[each]) for each in provisions)
        yield Text(of_law(text.short), of_law(text.title), in_english(standing_of(text)), text.url, lines)


def _figures(book: Book) -> Iterator[FigureLine]:
    for amount in own_figures(book.pack):
        values = tuple((in_english(since), in_english(value)) for since, value in dated(amount))
        yield FigureLine(of_law(amount.title or amount.id), values, tuple(map(book.provision, amount.under)))


def _repeals(book: Book) -> Iterator[tuple[str, str, str, str, str]]:
    """What the pack takes out of the layers below: the rule's title and page there, since when, why, under what."""
    below = {rule.name: (layer.name, rule) for layer in book.pack.layers[:-1] for rule in opened(layer.name, book.law.day).own}
    for repeal in book.pack.repeals:
        layer, rule = below[repeal.rule]
        under = "; ".join(book.provision(each).text for each in repeal.under)
        yield (
            of_law(rule.title),
            reverse("law-rule", args=(layer, rule.id)),
            said_day(repeal.since),
            of_law(repeal.reason),
            under,
        )
