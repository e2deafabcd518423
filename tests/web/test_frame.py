"""The frame of a page: its language, leaving it at once, giving way when nobody is there, and keeping what was typed."""

from __future__ import annotations

import re
from typing import Final

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from playwright.sync_api import Page, expect

from amparo.desk.tongues import TONGUES, unapproved
from web.inside import NAME, amina, client_of, sign_in
from web.running import PHONE, Visit, faults, overflow, told

WRITTEN: Final = "She keeps a heron feather under the door"
FOREIGN: Final = [each.code for each in TONGUES if each.code != "en"]
_KEPT: Final = "Object.keys(localStorage).filter(name => name.startsWith('amparo-draft-')).map(name => localStorage[name])"


def _content(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("code", FOREIGN)
def test_a_page_in_another_language_says_so_leads_on_in_it_and_says_that_nobody_approved_its_words(
    client: Client, code: str
) -> None:
    page = _content(client, f"/{code}/law")
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in page
    inner = re.findall(r' (?:href|action)="(/[^"]*)"(?! lang=)', page)
    assert len(inner) > 10
    assert [each for each in inner if not each.startswith((f"/{code}/", "/static/"))] == []
    assert ("This translation was not checked yet" in page) == (code in {each.code for each in unapproved()})


def test_each_page_leads_to_itself_in_every_language_and_without_a_cookie(client: Client) -> None:
    page = client.get("/law/palermo")
    for each in TONGUES:
        address = f"/{each.code}/law/palermo" if each.code != "en" else "/law/palermo"
        assert f'href="{address}" lang="{each.code}"' in page.content.decode()
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Language"]) == (200, each.code)
        assert not answer.cookies


def test_an_answered_form_of_an_open_page_is_asked_again_in_another_language_with_what_was_sent(client: Client) -> None:
    sent = {"case": '{"facts": {"trafficking_claimed": true}}', "law": "palermo", "step": "answer"}
    page = client.post("/answer", sent).content.decode()
    assert 'formaction="/ar/answer" lang="ar"' in page
    carried = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.split('<form id="again"')[1]))
    assert carried.keys() == sent.keys()
    assert client.post("/ar/answer", sent).content.decode().startswith('<!doctype html>\n<html lang="ar" dir="rtl">')


@pytest.mark.parametrize(
    "address", ["/en/law", "/xx/law", "/ar/ar/law", "/ar/static/desk/amparo.css", "/ar/api/v1/health", "/ar/health", "/arlaw"]
)
def test_no_other_address_begins_with_a_language(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_was_refused_is_not_said_again_in_another_language(client: Client) -> None:
    refused = client.get("/nowhere?name=Quillfeather").content.decode()
    assert "Quillfeather" not in refused
    assert 'href="/ar/nowhere"' in refused
    in_the_middle = client.generic("PUT", "/answer").content.decode()
    assert 'href="/ar/" lang="ar"' in in_the_middle


@pytest.mark.usefixtures("lasting_world")
def test_behind_the_sign_in_a_language_stays_through_the_sign_in_and_after_a_form() -> None:
    away = client_of("").get("/fr/cases")
    assert away["Location"] == "/fr/sign-in?next=%2Ffr%2Fcases"
    brook = client_of("brook")
    case = amina()
    page = _content(brook, f"/th/cases/{case}")
    assert f'href="/th/cases/{case}/people"' in page
    assert f'href="/km/cases/{case}" lang="km"' in page
    opened = brook.post("/es/cases", {"purpose": "protection", "called": ""})
    assert opened["Location"].startswith("/es/cases/")
    assert translation.get_language() == settings.LANGUAGE_CODE


@pytest.mark.usefixtures("lasting_world")
def test_a_draft_is_sealed_for_one_user_and_one_page_and_is_done_with_once_it_was_taken() -> None:
    case = amina()
    address = f"/cases/{case}/facts/fears_police"

    def given(client: Client, where: str) -> tuple[str, str]:
        found = re.search(r'<meta name="draft" content="(\w+)" data-key="([^"]+)"', _content(client, where))
        assert found is not None
        return found[1], found[2]

    brook = client_of("brook")
    mine = given(brook, address)
    assert mine == given(client_of("brook"), f"/ar{address}")  # the language is no other page
    others = {given(client_of("lena"), "/cases"), given(brook, f"/cases/{case}"), given(brook, "/cases")}
    assert len({mine, *others}) == 4
    assert len({key for _name, key in {mine, *others}}) == 4
    name = mine[0] + "0" * 16
    refused = brook.post(address, {"draft": name})
    assert refused.status_code == 422
    assert f'data-arrived="" data-sent="{name}"' in refused.content.decode()
    assert 'data-arrived=""' in _content(brook, address)
    brook.post(address, {"value": "unknown", "source": "said", "draft": f"{name} nonsense", "seen": ""})
    taken = brook.post("/cases", {"purpose": "protection", "called": "", "draft": f"{name} <nonsense>"})
    assert taken.status_code == 302
    assert f'data-arrived="{name}' in _content(brook, "/cases")
    assert 'data-arrived=""' in _content(brook, "/cases")


@pytest.mark.usefixtures("lasting_world")
def test_who_sends_a_form_after_the_session_ended_comes_back_to_its_page_and_never_to_another_site() -> None:
    nobody = client_of("")
    came = {"http://localhost/cases/a/record?key=b": "/sign-in?next=%2Fcases%2Fa%2Frecord%3Fkey%3Db", "": "/sign-in"}
    for referer, to in {**came, "http://evil.example/cases": "/sign-in", "http://localhost@evil.example/": "/sign-in"}.items():
        assert nobody.post("/cases", {"purpose": "protection"}, headers={"referer": referer})["Location"] == to


def test_three_times_escape_leaves_the_page_for_another_and_takes_its_place_in_the_history(visit: Visit, address: str) -> None:
    with override_settings(QUICK_EXIT=f"{address}/about"):
        page = visit.page()
        page.goto("/law")
        page.goto("/")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.url.endswith("/")
        page.keyboard.press("Escape")
        page.wait_for_url("**/about")
        page.go_back()
        expect(page).to_have_url(f"{address}/law")
        page.locator("a.leave").click()
        page.wait_for_url("**/about")
        without = visit.page(script=False)
        without.goto("/")
        without.locator("a.leave").click()
        without.wait_for_url("**/about")


def test_a_page_warns_before_it_gives_way_stays_for_who_types_and_else_gives_way(staff: Visit) -> None:
    case = amina()
    page = staff.page()
    sign_in(page.context, "brook", staff.address)
    page.clock.install()
    page.goto(f"/cases/{case}/people")
    warning = page.get_by_role("alert")
    page.clock.run_for("12:30")
    expect(warning).to_be_hidden()
    page.clock.run_for("01:00")
    expect(warning).to_be_visible()
    assert faults(page) == []
    with page.expect_response("**/account/present") as told_of:
        page.keyboard.press("Shift")
    assert told_of.value.status == 204
    expect(warning).to_be_hidden()
    page.clock.run_for("14:00")
    assert "/people" in page.url
    page.clock.run_for("01:30")
    page.wait_for_url("**/sign-in/rest?*")
    expect(page.get_by_role("link", name="Go on")).to_have_attribute("href", f"/cases/{case}/people")


def _write(page: Page, field: str) -> None:
    expect(page.locator("html[data-drafts=kept]")).to_have_count(1)
    told(page, "document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.fill(field, WRITTEN)
    expect(page.locator("form[data-draft=kept]")).to_have_count(1)


def test_what_was_typed_comes_back_to_the_same_user_alone_and_is_forgotten_once_it_arrived(staff: Visit) -> None:
    case = amina()
    page = staff.page(size=PHONE)
    sign_in(page.context, "brook", staff.address)
    page.goto(f"/cases/{case}/person")
    _write(page, "#name-full_name")
    first = told(page, _KEPT)[0]
    assert WRITTEN not in first
    assert NAME not in first
    page.goto(f"/cases/{case}/person")
    expect(page.get_by_text("What you typed here before is back")).to_be_visible()
    expect(page.locator("#name-full_name")).to_have_value(WRITTEN)
    assert faults(page) == []
    assert overflow(page) == 0
    page.context.clear_cookies()
    sign_in(page.context, "lena", staff.address)
    page.goto(f"/cases/{case}/person")
    assert WRITTEN not in page.content()
    page.context.clear_cookies()
    sign_in(page.context, "brook", staff.address)
    page.goto(f"/cases/{case}/person")
    expect(page.locator("#name-full_name")).to_have_value(WRITTEN)
    page.get_by_role("checkbox", name="The person was told").check()
    page.get_by_role("button", name="Keep these names").click()
    expect(page.locator("main")).to_contain_text(WRITTEN)
    assert told(page, _KEPT) == []
    page.goto("/cases")
    _write(page, "#called")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/cases" not in url)
    assert told(page, _KEPT) == []
