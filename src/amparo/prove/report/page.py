"""A report as HTML: a part for a page of the web application, or a page that stands alone and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from amparo.explain.markup import Child, Html, el
from amparo.explain.plain import sentence
from amparo.prove.report.content import QUIET, Count, Excuse, Group, Promise, Report, Right, Story
from amparo.prove.report.styles import STYLES

INTRODUCED: Final = (
    "Everybody here is invented, and as short as can be: what is not said of them is not known. "
    "Where one change would mend a weakness, the right was proved again with that change alone."
)
_MARKS: Final = {"yes": "✓", "no": "✗", "open": "?", QUIET: "–"}


def page(report: Report) -> str:
    """Return a report as one whole page, with its own style."""
    style = "".join((STYLES / name).read_text("utf-8") for name in ("frame.css", "report.css"))
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{hashed}'"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", report.title),
        el("style", Html(style)),
    )
    body = el("body", el("a", "Skip to the answer", href="#answer", class_="skip"), el("main", part(report)))
    return f"<!doctype html>\n{el('html', head, body, lang='en', dir='ltr')}\n"


def part(report: Report) -> Html:
    """Return a report as one element, with a heading of the first rank."""
    return el("div", *_brief(report), *_whole(report), class_="report", lang="en")


def _brief(report: Report) -> Iterator[Html]:
    yield el(
        "header",
        el("p", f"Report of a proof · {report.day}", class_="over"),
        el("h1", report.law),
        el("p", report.asked, class_="question"),
    )
    yield el(
        "section",
        el("h2", "The answer"),
        el("p", report.answer, class_="said"),
        *(el("p", text) for text in report.sentences),
        class_=f"verdict {report.verdict}",
        id="answer",
    )
    yield from (el("p", text, class_="notice") for text in report.notices)
    if report.counts:
        yield _section("What became of the rights", el("div", _counts(report), class_="scroll"))
    if report.gravest:
        yield _section(gravest_heading(report), el("ol", *map(_grave, report.gravest), class_="gravest"))
    yield _section("Seven promises", el("ul", *map(_promise, report.promises), class_="promises"))
    yield _section("How far the proof reaches", el("ul", *(el("li", text) for text in report.reach)))
    yield _section("What was asked", el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in report.about)))


def gravest_heading(report: Report) -> str:
    """Return what stands above the gravest weaknesses: `Where it fails: 5 of 9, the strongest rights first`."""
    shown, whole = len(report.gravest), len(report.stories)
    return f"{report.weakness}: {shown} of {whole}, the strongest rights first" if whole > shown else report.weakness


def _section(heading: str, *children: Child, name: str | None = None) -> Html:
    return el("section", el("h2", heading), *children, id=name)


def _counts(report: Report) -> Html:
    head = el(
        "tr", el("th", "Rights of the baseline", scope="col"), *(el("th", _broken(name), scope="col") for name in report.forces)
    )
    rows = (_count(count, is_sum=count is report.counts[-1]) for count in report.counts)
    return el("table", el("thead", head), el("tbody", *rows), class_="counts")


def _broken(text: str) -> str:
    """A heading that may be broken in the right places where a column is narrow."""
    return text.replace("considered", "con\u00adsid\u00adered").replace("Recommended", "Recom\u00admend\u00aded")


def _count(count: Count, *, is_sum: bool) -> Html:
    mark = "" if count.part or is_sum else _MARKS[count.look]
    label = el("th", el("span", mark, class_="sign", aria_hidden="true"), count.label, scope="row")
    look = " ".join(
        name for name, holds in ((count.look, any(count.numbers)), ("within", count.part), ("whole", is_sum)) if holds
    )
    return el("tr", label, *(el("td", str(number)) for number in count.numbers), class_=look or None)


def _grave(story: Story) -> Html:
    return el("li", el("a", story.title, href=f"#{story.anchor}"), el("cite", f" {sentence(story.force)}: {story.under}"))


def _promise(promise: Promise) -> Html:
    mark = el("span", _MARKS[promise.look], class_="sign", aria_hidden="true")
    said = el("strong", promise.result)
    return el("li", mark, el("span", f"{promise.claim}: ", said, f" ({promise.detail})"), class_=promise.look)


def _whole(report: Report) -> Iterator[Html]:
    if report.at_stake:
        yield _section("Rights at stake", *(_group(group) for group in report.at_stake))
    if report.stories:
        yield _section(f"{report.weakness}, one person at a time", el("p", INTRODUCED), *map(_story, report.stories))
    if report.excuses:
        yield _section("Exceptions that are listed", *_excuses(report.excuses))
    yield _section("What was proved, and what was not decided", *_decided(report))
    if report.rest:
        yield _section("The other rights", *(_group(group, folded=True) for group in report.rest))


def _group(group: Group, *, folded: bool = False) -> Html:
    heads = ("Right", "Force", "Provision", "Answered by")
    shown = heads[:3] if not any(right.answers or right.note for right in group.rights) else heads
    head = el("tr", *(el("th", name, scope="col", role="columnheader") for name in shown), role="row")
    rows = (el("tr", *_cells(right, shown), role="row") for right in group.rights)
    table = el(
        "table", el("thead", head, role="rowgroup"), el("tbody", *rows, role="rowgroup"),
        class_="rights", role="table", aria_label=group.heading,
    )  # fmt: skip
    number = el("span", str(len(group.rights)), class_="number")
    if folded:
        return el("details", el("summary", group.heading, " ", number), el("p", group.meaning), table, class_=group.look)
    return el("div", el("h3", group.heading, " ", number), el("p", group.meaning), table, class_=f"group {group.look}")


def _cells(right: Right, heads: tuple[str, ...]) -> Iterator[Html]:
    named = (el("span", right.title), " ", el("code", right.id))
    answered = [el("span", answer) for answer in right.answers]
    answered += [el("em", right.note)] if right.note else []
    contents: tuple[Child, ...] = (named, right.force, right.under, answered)
    for head, content in zip(heads, contents, strict=False):
        yield el("td", content, role="cell", data_head=head)


def _story(story: Story) -> Html:
    where = f"In {story.mend_in}: " if story.mend_in else ""
    mend = el("p", el("strong", "One change would mend it. "), where, story.mend, class_="mend") if story.mend else None
    return el(
        "article",
        el("p", f"{story.claim} · {story.force}", class_="over"),
        el("h3", story.title),
        el("p", el("cite", story.under)),
        el("p", story.told),
        mend,
        id=story.anchor,
        class_="story",
    )


def _excuses(excuses: Iterable[Excuse]) -> Iterator[Html]:
    found = list(excuses)
    own, below = [each for each in found if not each.layer], [each for each in found if each.layer]
    yield from map(_excuse, own)
    if below:
        heading = f"Stated by the layers below: {len(below)}"
        yield el("details", el("summary", heading), *map(_excuse, below), class_="quiet")


def _excuse(excuse: Excuse) -> Html:
    instead = f"Proved to give the same instead: {'; '.join(excuse.instead)}." if excuse.instead else ""
    return el(
        "article",
        el("p", f"{excuse.claim} · from {excuse.since}{f' · {excuse.layer}' if excuse.layer else ''}", class_="over"),
        el("p", excuse.reason),
        el("p", el("cite", excuse.under)),
        el("ul", *(el("li", right) for right in excuse.rights)),
        el("p", instead) if instead else None,
        class_="excuse",
    )


def _decided(report: Report) -> Iterator[Html]:
    yield el("ul", *(el("li", text) for text in report.decided))
    if report.undecided:
        yield el("h3", "Not decided")
        yield el("ul", *(el("li", text) for text in report.undecided))
    else:
        yield el("p", "Nothing that was asked stayed undecided.")
