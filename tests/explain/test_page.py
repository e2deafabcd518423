"""The page of a pack: complete, self-contained, and nothing in it that a pack could smuggle in."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from amparo.explain.markup import Html, el
from amparo.explain.page import Shown, page
from amparo.explain.plain import Plain
from amparo.explain.requirements import load_requirements
from amparo.rules.cases import load_cases, load_persons
from amparo.rules.pack import Pack, find_law, load_pack
from explain.small_law import ON, SMALL, pack, words

EMPTY = {"meta", "br", "hr"}


class Reader(HTMLParser):
    """Reads a page: whether its elements are closed in order, and what they hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown(law: Pack, on: date = ON) -> Shown:
    return Shown(law, Plain(law.law_on(on), words()), load_cases(law), load_persons(law), load_requirements(find_law()))


@pytest.mark.parametrize("name", ["palermo", "xx", "xk", str(SMALL)])
def test_a_page_is_whole_and_stands_alone(name: str) -> None:
    law = load_pack(name)
    text = page(shown(law))
    read = Reader(text)
    assert text.startswith("<!doctype html>\n<html")
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert {link for link in read.links if link.startswith("#")} <= {f"#{each}" for each in read.ids}
    assert all(link.startswith(("#", "https://")) for link in read.links)
    assert read.tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert "@import" not in text
    assert "url(" not in text
    assert read.headings[0] == 1
    assert all(later - first <= 1 for first, later in zip(read.headings, read.headings[1:], strict=False))


@pytest.mark.parametrize("name", ["palermo", "xx", "xk", str(SMALL)])
def test_every_rule_and_every_worked_case_is_on_the_page(name: str) -> None:
    law = load_pack(name)
    told = shown(law)
    read = Reader(page(told))
    own = {rule.id for rule in told.plain.law.rules.values() if rule.pack == law.name}
    assert own <= set(read.ids)
    said = "\n".join(read.texts)
    assert [case.name for case in told.cases if case.rule in own and case.name[1:] not in said] == []
    assert [person.name for person in told.persons if person.name not in said] == []


def test_a_view_shows_the_rules_that_it_looks_at() -> None:
    law = load_pack("gpa")
    text = page(shown(law))
    assert all(f'id="{rule.id}"' in text for rule in shown(law).rules())
    assert "Figures of the law" not in text


def test_what_a_pack_says_is_escaped(tmp_path: Path) -> None:
    for path in SMALL.rglob("*.toml"):
        target = tmp_path / path.relative_to(SMALL)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8").replace("No removal into serious harm", "<script>alert(1)</script> & <b>")
        target.write_text(text.replace("Small law for tests", "<img src=x onerror=alert(1)>"), "utf-8")
    text = page(shown(load_pack(tmp_path)))
    read = Reader(text)
    assert read.tags.isdisjoint({"script", "img", "b"})
    assert "<script>alert(1)</script> & <b>" in "".join(read.texts)
    assert 'She is <not> heard & "nobody" knows why.' in "".join(read.texts)


def test_the_policy_of_the_page_lets_in_its_own_style_alone() -> None:
    text = page(shown(pack()))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', unescape(text))
    assert policy is not None
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'", policy[1])


def test_the_law_is_shown_as_of_a_day() -> None:
    assert "<strong>45 days</strong>" in page(shown(pack()))
    assert "<strong>30 days</strong>" in page(shown(pack(), date(2024, 1, 1)))
    assert "no-removal-before-heard" not in Reader(page(shown(pack(), date(2020, 6, 1)))).ids


def test_repeals_stand_on_the_page() -> None:
    assert "Taken out of the layers below" in page(shown(load_pack("xx"))) or not load_pack("xx").repeals


def test_an_element_escapes_all_but_elements() -> None:
    assert el("p", "a < b & c", None, [Html("<i>x</i>"), "<"], class_='"q"', id=None) == (
        '<p class="&quot;q&quot;">a &lt; b &amp; c<i>x</i>&lt;</p>'
    )
    assert el("meta", http_equiv="x") == '<meta http-equiv="x">'
