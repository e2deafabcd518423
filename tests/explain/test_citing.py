"""Provisions are cited as people cite them."""

from __future__ import annotations

import pytest

from amparo.explain.citing import cite, cite_all
from amparo.rules.pack import load_pack
from explain.small_law import pack


@pytest.mark.parametrize(
    ("provision", "text"),
    [
        ("tip/6/2/b", "Trafficking in Persons Protocol, art. 6(2)(b)"),
        ("tip", "Trafficking in Persons Protocol"),
        ("ohchr/2/6", "OHCHR Principles and Guidelines, guideline 2.6"),
        ("ohchr/principle/7", "OHCHR Principles and Guidelines, principle 7"),
        ("model-law/18", "UNODC Model Law, art. 18"),
        ("wg4-2017-2/para/17/a/ii", "Working Group paper 2017/2, para. 17(a)(ii)"),
        ("toolkit/7.6", "UNODC Toolkit, Tool 7.6"),
        ("toolkit/7/intro/1", "UNODC Toolkit, chapter 7, introduction 1"),
        ("bali/first-contact", "Bali Process protection page: First contact"),
        ("bali/not-listed", "Bali Process protection page, not-listed"),
        ("wg/2009/non-punishment/ii", "Working Group recommendations of 2009: Non-punishment: consider it"),
        ("wg/2009", "Working Group recommendations of 2009"),
        ("crc-gc6/84", "General Comment 6, para. 84"),
        ("nowhere/1", "nowhere/1"),
    ],
)
def test_a_provision_is_cited_by_its_kind_of_text(provision: str, text: str) -> None:
    assert cite(provision, pack().citations).text == text


def test_a_citation_brings_title_summary_and_address() -> None:
    cited = cite("tip/2/b", pack().citations)
    assert cited.title == "Purpose: protect and assist"
    assert cited.summary.startswith("Protect and help the victims")
    assert cited.url.startswith("https://")


def test_provisions_of_one_text_stand_together() -> None:
    assert cite_all(["tip/7/2", "toolkit/7.6", "tip/8/2", "bali/return", "bali/asylum"], pack().citations) == (
        "Trafficking in Persons Protocol, art. 7(2), art. 8(2); UNODC Toolkit, Tool 7.6; "
        "Bali Process protection page: Return, Asylum"
    )


@pytest.mark.parametrize("name", ["palermo", "xx", "xk"])
def test_no_provision_that_a_rule_cites_is_shown_by_its_id(name: str) -> None:
    law = load_pack(name)
    for provision in {each for rule in law.rules for each in (*rule.under, *rule.unknown_under)}:
        cited = cite(provision, law.citations)
        assert "/" not in cited.place, provision
        assert cited.summary, provision
