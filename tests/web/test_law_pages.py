"""The law to read: every pack, every rule, how they hang together; for everybody, without a case."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from amparo.desk.library import shipped, shipped_pack
from amparo.doors.web.law_book import opened, requirements
from amparo.doors.web.law_picture import MOST_DRAWN, MOST_READERS, whole
from amparo.doors.web.law_rule import rule_page
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.account import account
from web.cases import CHILD
from web.running import DESK, OWN_SCRIPT, PHONE, Visit, faults, faults_by_night, overflow, told

HEARD: Final = "/law/palermo/no-removal-before-heard"
PAGES: Final = {
    "packs": "/law",
    "small pack": "/law/xk",
    "view": "/law/gpa",
    "layered pack": "/law/xx",
    "hold": HEARD,
    "read by hundreds": "/law/palermo/possible_victim",
    "reads many": "/law/palermo/consider-each-measure-of-recovery",
    "versions": "/law/xx/final-decision-in-time",
    "from a layer below": "/law/xx/consider-each-measure-of-recovery",
    "no pack": "/law/nowhere",
    "no rule": "/law/xx/nothing",
}
OPEN: Final = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def links(page: str) -> set[str]:
    """The addresses of our own to which a page leads."""
    return {found for found in re.findall(r'href="(/[^"#]*)', page) if not found.startswith(settings.STATIC_URL)}


@pytest.mark.django_db  # the foot of a page leads to the rights of everybody, which asks which law is installed
def test_every_pack_is_on_the_list_with_its_standing_territory_and_scope(client: Client) -> None:
    page = read(client, "/law")
    for name in shipped():
        profile = shipped_pack(name).profile
        card = page.split(f'href="/law/{name}"', 1)[1].split("</article>")[0]
        assert profile.standing.capitalize() in card
        assert str(profile.standing_details["territory"])[1:] in card
        assert "Speaks of" in card


@pytest.mark.django_db  # the foot of a page leads to the rights of everybody, which asks which law is installed
@pytest.mark.parametrize("name", shipped())
def test_the_page_of_a_pack_leads_to_each_of_its_rules_and_to_nothing_that_is_not_there(client: Client, name: str) -> None:
    page = read(client, f"/law/{name}")
    book = opened(name, today())
    own = {reverse("law-rule", args=(name, rule.id)) for rule in book.own}
    assert own <= links(page)
    for address in links(page):
        read(client, address)


@pytest.mark.parametrize("name", shipped())
def test_every_rule_of_a_layered_law_can_be_read_in_it(client: Client, name: str) -> None:
    rules = list(opened(name, today()).law.rules.values())
    for rule in rules[::10]:
        page = read(client, f"/law/{name}/{rule.id}")
        assert f"<h1><bdi>{rule.title}" in page


def test_an_illustration_says_that_it_is_no_judgement_of_a_state(client: Client) -> None:
    for name in shipped():
        page = read(client, f"/law/{name}")
        is_illustration = shipped_pack(name).profile.standing == "illustrative"
        assert ("neither its whole law nor a judgement of it" in page) == is_illustration
        assert ("Nobody with authority over this law has adopted it" in page) == (not is_illustration)


def test_a_pack_shows_provisions_with_what_is_built_on_them_figures_layers_and_contacts(client: Client) -> None:
    page = read(client, "/law/xx")
    provisions = page.split('id="provisions"')[1].split("</section>")[0]
    book = opened("xx", today())
    for rule in book.own:
        for provision in map(book.provision, rule.under):
            built = provisions.split(f"<b><bdi>{provision.text}</bdi></b>")[1].split('<div class="built">')[0]
            assert provision.summary in built
            assert f"In the source: {provision.reach}." in built
            assert f'href="/law/xx/{rule.id}"' in built
    figures = page.split('id="figures"')[1].split("</section>")[0]
    assert re.search(r"<b>45 days</b> .*from 1 July 2019.*<b>60 days</b> .*from 1 January 2024", figures)
    layers = page.split('id="layers"')[1].split("</section>")[0]
    assert 'href="/law/palermo"' in layers
    assert 'href="/law/palermo/fuller-help-once-verified"' in layers
    assert "office@identification.invalid" in page.split('id="contacts"')[1]


@pytest.mark.usefixtures("with_gallery")
def test_a_pack_leads_to_what_was_proved_about_it_where_there_is_such_a_page(client: Client) -> None:
    assert 'href="/law/xx/proof"' in read(client, "/law/xx")


def test_a_rule_is_said_as_the_command_says_it(client: Client) -> None:
    page = read(client, HEARD)
    book = opened("palermo", today())
    told = account(next(rule for rule in book.own if rule.id == "no-removal-before-heard"), book.plain, book.pack.citations)
    words = page.split('id="words"')[1].split("</section>")[0]
    for clause in told.clauses:
        assert clause.head in words
        assert all(part.text in words for part in clause.said.parts)
    assert f"{told.while_not_known}." in words
    assert f"{told.way_past}." in words
    assert f"{told.reach}." in page
    assert told.who in page
    assert all(word.head in words for word in told.words)


def test_a_rule_stands_beside_its_provision_its_requirements_and_its_cases(client: Client) -> None:
    page = read(client, HEARD)
    under = page.split('id="under"')[1].split("</section>")[0]
    assert "UNODC Toolkit, Tool 7.6" in under
    assert "In the source: Must be considered, with reasons, in suitable cases." in under
    assert requirements()["REM-01a"].text in under
    cases = page.split('id="cases"')[1].split("</section>")[0]
    assert "A bare claim, and no chance yet to show it in these proceedings" in cases
    assert "“Heard on being a victim”: no" in cases
    assert "removal (deport, expel, extradite): held" in cases


def test_a_rule_says_what_it_reads_and_what_reads_it(client: Client) -> None:
    page = read(client, "/law/palermo/possible_victim")
    readers = opened("palermo", today()).graph.out_of["possible_victim"]
    told = page.split('id="readers"')[1].split("</section>")[0]
    assert f"{len(readers)} rules" in told
    assert len(links(told)) == len(readers)
    drawn = page.split('class="graph')[1].split("</figure>")[0]
    assert drawn.count(f"{len(readers) - MOST_READERS} more rules that read it</tspan>") == 2
    assert "No other rule: facts alone." in read(client, "/law/palermo/trafficking_sign")


def test_an_exception_is_named_as_one(client: Client) -> None:
    page = read(client, "/law/xx/no-removal-in-recovery-by-law")
    assert re.search(r'Exception</span> <a href="/law/xx/recovery-ended-for-public-order"', page)
    assert 'class="line exception"' in page
    assert "Ended by the exception" in page


def test_the_table_says_what_the_picture_shows() -> None:
    book = opened("xx", today())
    picture = whole(book)
    assert picture is not None
    told = {(link.id, row.rule.id) for row in picture.rows for link in (*row.reads, *row.ended_by)}
    part = book.graph.with_what_they_read(rule.name for rule in book.own)
    assert told == {(part.rules[link.read].id, part.rules[link.reader].id) for link in part.links}


def test_a_pack_with_too_many_rules_for_one_picture_says_where_the_pictures_are(client: Client) -> None:
    page = read(client, "/law/palermo")
    assert len(opened("palermo", today()).own) > MOST_DRAWN
    assert "<svg" not in page.split("<main")[1]
    assert "do not fit into one picture" in page


def test_other_versions_of_a_rule_stand_in_words_with_their_days(client: Client) -> None:
    page = read(client, "/law/xx/final-decision-in-time")
    versions = page.split('id="versions"')[1]
    assert "From 1 July 2019 until 31 December 2023" in versions
    assert "“First decision on status” is “They believe it may be true”." in versions
    assert "Within 6 months from" in versions
    before = rule_page("xx", "final-decision-in-time", date(2020, 1, 1))
    assert before["until"] == "31 December 2023"
    assert [version.since for version in before["versions"]] == ["1 January 2024"]


def test_a_rule_that_takes_the_place_of_another_leads_to_it(client: Client) -> None:
    assert 'href="/law/palermo/treated-as-victim"' in read(client, "/law/xx/protected-from-the-first-sign")
    assert client.get("/law/xx/treated-as-victim").status_code == 404


def test_a_rule_of_another_day_is_read_as_it_stood_then_and_says_so(client: Client) -> None:
    early = rule_page("palermo", "first-needs-at-once", date(2010, 1, 1))
    assert not early["in_force"]
    assert early["day"] == "1 January 2019"
    assert rule_page("palermo", "first-needs-at-once", today())["in_force"]
    assert "Not in force today" not in read(client, "/law/palermo/first-needs-at-once")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/law/palemo", "did you mean <code><bdi>palermo</bdi></code>?"),
        ("/law/..", "is not a law pack"),
        ("/law/nowhere/possible_victim", "is not a law pack"),
        ("/law/palermo/possible_victm", "did you mean <code><bdi>possible_victim</bdi></code>?"),
        ("/law/xx/%3Cscript%3Ealert(1)", "is not a rule of"),
        ("/law/xx/" + "x" * 4000, "..."),
        ("/law/xx/%00%E2%80%AE", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_it_says_in_its_own_words_that_there_is_no_such_pack_or_rule(client: Client, address: str, said: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    page = response.content.decode()
    assert said in page
    assert "<script" not in page.replace(OWN_SCRIPT, "")
    assert 'href="/law"' in page


def test_no_folder_can_be_named_as_a_pack() -> None:
    with pytest.raises(AmparoError, match="unknown-pack"):
        rule_page("/etc", "x", today())


def test_the_pages_can_only_be_read(client: Client) -> None:
    for address in ("/law", "/law/xx", HEARD):
        response = client.post(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert not client.head(address).cookies


def test_the_first_page_leads_to_the_law_and_every_reason_to_its_rule(client: Client) -> None:
    assert 'href="/law"' in read(client, "/").split("<main")[1]
    answer = client.post("/answer", {"case": json.dumps(CHILD), "law": "xx"}).content.decode()
    rules = re.findall(r'<a href="(/law/xx/[^"]+)" target="_blank" rel="noreferrer noopener"', answer)
    assert len(rules) == answer.count('<details class="why"') > 10
    for address in set(rules):
        read(client, address)


@pytest.fixture
def plain_page(visit: Visit) -> Page:
    """No page may need script."""
    return visit.page(script=False)


def test_it_leads_from_the_first_page_to_a_rule_and_along_the_picture(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    page.get_by_role("link", name="Look at the law").click()
    page.get_by_role("link", name="Kosovo").click()
    page.locator("svg.wide").get_by_role("link", name="Definition: The person is, or may be, a victim").click()
    assert page.url.endswith("/law/xk/possible_victim")
    assert told(page, "document.title") == "The person is, or may be, a victim – Amparo"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_wrong_with_everything_open_by_day_or_by_night(visit: Visit, name: str) -> None:
    page = visit.page(color_scheme="light", reduced_motion="reduce")
    page.goto(PAGES[name])
    told(page, OPEN)
    assert faults(page) == []
    assert faults_by_night(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_small_phone(visit: Visit, name: str) -> None:
    page = visit.page(size=PHONE)
    page.goto(PAGES[name])
    told(page, OPEN)
    assert overflow(page) == 0


@pytest.mark.parametrize("name", ["hold", "layered pack", "view"])
@pytest.mark.parametrize("size", [PHONE, {"width": 800, "height": 900}, DESK])
def test_one_picture_is_seen_at_every_width_and_its_words_are_never_made_small(
    visit: Visit, name: str, size: dict[str, int]
) -> None:
    page = visit.page(size=size)
    page.goto(PAGES[name])
    seen = told(
        page,
        """() => [...document.querySelectorAll('.graph svg')].filter(each => each.checkVisibility())
        .map(each => ({narrow: each.classList.contains('narrow'),
            scale: each.getBoundingClientRect().width / each.viewBox.baseVal.width,
        spilt: [...each.querySelectorAll('.box')].filter(box => {
            const frame = box.querySelector('rect').getBBox();
            return [...box.querySelectorAll('text')].some(text => text.getBBox().width > frame.width - 4
                || text.getBBox().y + text.getBBox().height > frame.y + frame.height);
        }).length}))""",
    )
    assert len(seen) == 1
    assert seen[0]["narrow"] == (size != DESK)
    assert seen[0]["scale"] > 0.94
    assert seen[0]["spilt"] == 0


@pytest.mark.usefixtures("right_to_left")
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_same_pages_stand_from_right_to_left_with_the_picture_mirrored(visit: Visit, size: dict[str, int]) -> None:
    page = visit.page(size=size)
    page.goto("/law/xk")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert overflow(page) == 0
    shown = page.locator(".graph svg:visible")
    assert shown.locator("g[transform]").count() == 1
    if size == DESK:
        with translation.override("ar"):
            duty = gettext("Duty")
        read_first = shown.locator("a[href$='/possible_victim']").first.bounding_box()
        reader = shown.get_by_text(duty, exact=True).bounding_box()
        assert read_first is not None
        assert reader is not None
        assert read_first["x"] > reader["x"]


def test_each_page_has_one_heading_of_the_first_rank_and_skips_none(visit: Visit) -> None:
    page = visit.page()
    for name, address in PAGES.items():
        page.goto(address)
        ranks = told(page, "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))")
        assert ranks[0] == 1, name
        assert ranks.count(1) == 1, name
        assert all(below - above <= 1 for above, below in pairwise(ranks)), name
        assert told(page, "document.title").endswith("– Amparo"), name


def test_on_paper_a_picture_is_whole_and_what_is_folded_is_named(visit: Visit) -> None:
    page = visit.page()
    page.emulate_media(media="print")
    page.goto("/law/palermo")
    assert page.locator(".law .fold > summary").first.is_visible()
    page.goto(HEARD)
    assert page.locator(".graph svg:visible").count() == 1
