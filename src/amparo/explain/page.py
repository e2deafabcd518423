"""A pack as one page that a lawyer reads: article by article, the rule beside our summary, worked cases beside both.

The page stands alone: no script, nothing loaded from anywhere, every text escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from amparo.explain.account import Account, account
from amparo.explain.card import card
from amparo.explain.citing import Cited, by_instrument, cite, standing_of
from amparo.explain.figures import dated, own_figures
from amparo.explain.markup import Child, Html, el
from amparo.explain.plain import Plain, day_in_words, ended, force_in_words, listed, sentence
from amparo.explain.requirements import Requirement
from amparo.explain.stated import expected, stated
from amparo.rules.cases import WorkedCase
from amparo.rules.citation import Instrument
from amparo.rules.pack import Pack
from amparo.rules.rule import Amount, Rule

STYLE: Final = Path(__file__).with_name("page.css")
_DISCLAIMER: Final = "Rules and summaries are in our own words. The texts cited are the law; this page is a reading of them."


@dataclass(frozen=True)
class Shown:
    """What a page is made from: the pack, words for its law on one day, its cases and persons, the requirements."""

    pack: Pack
    plain: Plain
    cases: tuple[WorkedCase, ...]
    persons: tuple[WorkedCase, ...]
    requirements: Mapping[str, Requirement]

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that the page shows: the pack's own; for a view, those that it looks at."""
        rules = tuple(self.plain.law.rules.values())
        return tuple(rule for rule in rules if rule.pack == self.pack.name) or rules


def page(shown: Shown) -> str:
    """Return the page as HTML."""
    told = [account(rule, shown.plain, shown.pack.citations) for rule in shown.rules()]
    places = _places(told)
    style = STYLE.read_text("utf-8")
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{hashed}'"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", shown.pack.profile.title),
        el("style", Html(style)),
    )
    body = el(
        "body",
        el("a", "Skip to the rules", href="#the-rules", class_="skip"),
        _title(shown, told),
        el("nav", el("h2", "Contents"), *_contents(shown, told, places), aria_label="Contents"),
        el("main", *_articles(shown, told, places), *_rest(shown), id="the-rules"),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _places(told: Iterable[Account]) -> dict[str, list[Account]]:
    """The rules by the provision that each cites first, in the order of the pack."""
    places: dict[str, list[Account]] = {}
    for each in told:
        places.setdefault(each.under[0].id, []).append(each)
    return places


def _title(shown: Shown, told: list[Account]) -> Html:
    profile, law = shown.pack.profile, shown.plain.law
    details = profile.standing_details
    standing = [sentence(profile.standing)]
    standing += [f"by {details['by']}"] if details.get("by") else []
    standing += [day_in_words(details["on"])] if isinstance(details.get("on"), date) else []
    rows: list[tuple[str, Child]] = [
        ("Standing", ", ".join(standing)),
        ("Territory", str(details.get("territory", ""))),
        ("Law of", day_in_words(law.day)),
        ("Stands over", listed(layer.title for layer in shown.pack.layers[:-1])),
        ("Rules here", f"{len(told)}, with {len(shown.cases)} worked cases and {len(shown.persons)} whole persons"),
        ("Version", profile.version),
        ("Digest", el("code", law.digest)),
    ]
    listing = el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in rows if value))
    return el("header", el("h1", profile.title), listing, el("p", _DISCLAIMER))


def _contents(shown: Shown, told: list[Account], places: Mapping[str, list[Account]]) -> Iterator[Html]:
    for instrument, provisions in _by_instrument(shown, places):
        items = (el("li", el("a", _heading(cite(each, shown.pack.citations)), href=f"#{_anchor(each)}")) for each in provisions)
        yield el("details", el("summary", instrument.short), el("ul", *items))
    acts: dict[str, list[Account]] = {}
    for each in told:
        if each.rule.kind == "hold" and each.rule.act:
            acts.setdefault(each.rule.act, []).append(each)
    for act, holds in acts.items():
        links = (el("li", el("a", hold.title, href=f"#{hold.rule.id}")) for hold in holds)
        yield el("details", el("summary", f"Holds: {shown.plain.act(act)}"), el("ul", *links))
    ends = (("the-figures", "Figures of the law", own_figures(shown.pack)), ("the-persons", "Whole persons", shown.persons))
    yield el("ul", *(el("li", el("a", title, href=f"#{name}")) for name, title, found in ends if found), class_="ends")


def _by_instrument(shown: Shown, places: Iterable[str]) -> Iterator[tuple[Instrument, list[str]]]:
    """Yield the instruments with the provisions under which rules stand, in the order of pack.toml and of their own."""
    order = [str(each.get("id")) for each in shown.pack.profile.instruments]
    return by_instrument(places, shown.pack.citations, order)


def _articles(shown: Shown, told: list[Account], places: Mapping[str, list[Account]]) -> Iterator[Html]:
    cases: dict[str, list[WorkedCase]] = {}
    for case in shown.cases:
        cases.setdefault(case.rule, []).append(case)
    for instrument, provisions in _by_instrument(shown, places):
        yield el("h2", instrument.title, id=f"text-{instrument.id}")
        yield el("p", *_about(instrument), class_="about")
        for provision in provisions:
            cards = (card(each, cases.get(each.rule.id, ()), shown.plain, shown.requirements) for each in places[provision])
            yield el(
                "section",
                _summary(provision, shown, told),
                el("div", *cards, class_="cards"),
                id=_anchor(provision),
                class_="article",
            )


def _about(instrument: Instrument) -> Iterator[Child]:
    yield f"{standing_of(instrument)}. "
    if instrument.url:
        yield el("a", "Read the text", href=instrument.url, rel="noreferrer")


def _summary(provision: str, shown: Shown, told: list[Account]) -> Html:
    """Our summary of a provision, and the rules that also rest on it but stand elsewhere."""
    cited, listed_ = cite(provision, shown.pack.citations), shown.pack.citations.provision(provision)
    reach = force_in_words(listed_.force, listed_.strength) if listed_ else ""
    also = [each for each in told if provision in each.rule.under and each.under[0].id != provision]
    links = el("ul", *(el("li", el("a", each.title, href=f"#{each.rule.id}")) for each in also))
    return el(
        "div",
        el("h3", cited.text),
        el("p", cited.title, class_="title"),
        el("p", cited.summary),
        el("p", f"{sentence(reach)}.", class_="reach") if reach else None,
        el("div", el("p", "Also rests on it", class_="label"), links, class_="also") if also else None,
        class_="summary",
    )


def _rest(shown: Shown) -> Iterator[Html]:
    figures = own_figures(shown.pack)
    if figures:
        yield el("h2", "Figures of the law", id="the-figures")
        yield el(
            "table",
            el("tr", *(el("th", head, scope="col") for head in ("Figure", "From", "Value", "Under"))),
            *_rows(figures, shown),
        )
    if shown.pack.repeals:
        yield el("h2", "Taken out of the layers below", id="the-repeals")
        yield el(
            "ul",
            *(
                el("li", f"{each.rule.replace('_', '-')}: {each.reason} ", _under(each.under, shown))
                for each in shown.pack.repeals
            ),
        )
    if shown.persons:
        yield el("h2", "Whole persons", id="the-persons")
        yield from (_person(person, shown.plain) for person in shown.persons)


def _rows(figures: Iterable[Amount], shown: Shown) -> Iterator[Html]:
    for amount in figures:
        for since, said in dated(amount):
            cells: tuple[Child, ...] = (amount.title or amount.id, since, said, _under(amount.under, shown))
            yield el("tr", *(el("td", cell) for cell in cells))


def _under(provisions: Iterable[str], shown: Shown) -> Html:
    return el("cite", "; ".join(cite(provision, shown.pack.citations).text for provision in provisions))


def _person(person: WorkedCase, plain: Plain) -> Html:
    return el(
        "section",
        el("h3", person.name),
        el("p", " ".join(person.story.split())),
        el("ul", *(el("li", fact) for fact in stated(person.case, plain)), class_="facts"),
        el("ul", *(el("li", f"→ {ended(each)}") for each in expected(person, plain)), class_="comes"),
        class_="person",
    )


def _heading(cited: Cited) -> str:
    place = cited.place.lstrip(":, ") or cited.short
    return place if cited.title in ("", place) else f"{place}: {cited.title}"


def _anchor(provision: str) -> str:
    return f"at-{provision.replace('/', '-')}"
