"""The papers of a notice: every letter there, readable aloud, mirrored in Arabic, and a card that tells nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from amparo.casework.rights_words import LANGUAGES, rights_words
from amparo.errors import AmparoError
from amparo.explain.answer import answer_decide, inquire
from amparo.facts.case import case_from
from amparo.rules.pack import load_pack
from amparo.stages.information.notice import worded
from amparo.stages.information.notice_letters import check_letters, families, letters
from amparo.stages.information.notice_lines import lines_of
from amparo.stages.information.notice_paper import card, rows, script, sheet
from stages.pdf_text import text_of

DAY = date(2026, 3, 2)
FACTS = {"trafficking_claimed": True, "age_years": 25, "recovery_started_on": "2026-02-20"}


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, Any]]:
    """A notice in every language, of somebody in the time to recover."""
    pack = load_pack("xx")
    asked = inquire(case_from({"facts": FACTS}, pack.vocabulary), pack, today=DAY)
    lines = lines_of(answer_decide(asked)["determinations"], pack.law_on(DAY), DAY).lines
    return {language: worded(lines, rights_words(language), DAY, pack.profile) for language in LANGUAGES}


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_language_is_printed_the_same_to_the_byte_tagged_with_its_language_and_title(said: dict[str, Any]) -> None:
    for language, notice in said.items():
        made = sheet(notice)
        assert made == sheet(notice)
        assert f"/Lang({language})".encode() in made.replace(b"/Lang (", b"/Lang("), language
        assert b"pdfuaid" in made, language
        assert b"/MarkInfo" in made, language
        assert (b"/Direction/R2L" in made) == (language == "ar"), "an Arabic page is mirrored"


def test_the_sheet_says_the_rights_the_numbers_whole_and_the_mark_and_not_what_is_for_the_ear_alone(
    said: dict[str, Any],
) -> None:
    text = plain(text_of(sheet(said["en"])))
    for words in (
        "A place to live, care, advice",
        "Sending you out of the country.",
        "000 220 300",
        "No lawyer of this country",
    ):
        assert plain(words) in text, words
    assert "HIV" not in text
    assert "HIV" in str(said["en"]["parts"])
    assert plain(rights_words("es").words["unapproved"]) in plain(text_of(sheet(said["es"])))


def test_english_stands_beside_it_only_in_the_copy_for_the_worker(said: dict[str, Any]) -> None:
    english = plain("Where you can ask")
    assert english not in plain(text_of(sheet(said["fr"])))
    assert english in plain(text_of(sheet(said["fr"], said["en"])))


def test_the_card_holds_a_number_and_neutral_words_and_nothing_in_the_file_tells_more(said: dict[str, Any]) -> None:
    for language in LANGUAGES:
        made = card(said[language])
        text = text_of(made)
        assert "000116" in plain(text)
        assert len(text) < 90
        assert not re.search(rb"traffick|Xanadia|Amparo|right|helpline", made, re.IGNORECASE)
        assert made == card(said[language])
    assert "Sample" in text_of(card(said["en"]))
    long = card({**said["en"], "card": {**said["en"]["card"], "number": "+999 (0) 1234 567 890 extension 12"}})
    assert len(re.findall(rb"/Type/Page\b", long)) == 1
    assert plain("+999 (0) 1234 567 890 extension 12") in plain(text_of(long))
    with pytest.raises(AmparoError) as told:
        card({**said["en"], "card": {**said["en"]["card"], "number": ""}})
    assert told.value.code == "no-number"


def test_the_script_goes_line_by_line_in_both_languages_and_asks_after_each_group(said: dict[str, Any]) -> None:
    read = list(rows(said["es"], said["en"]))
    lines = [line for part in said["es"]["parts"] for group in part["groups"] for line in group["lines"]]
    assert [row["said"] for row in read if row["kind"] == "line"][3:] == [line["words"] for line in lines]
    groups = sum(len(part["groups"]) for part in said["es"]["parts"])
    assert sum(row["kind"] == "pause" for row in read) == groups
    printed = plain(text_of(script(said["es"], said["en"], rights_words("en").words)))
    for words in ("VIH", "HIV", "Pause. Ask what the person understood", "no paper at all", "000 116"):
        assert plain(words) in printed, words


def test_a_letter_that_no_font_has_is_an_error_and_never_a_box(said: dict[str, Any]) -> None:
    wrong = {**said["en"], "title": "Your rights ⺟"}
    with pytest.raises(AmparoError) as told:
        sheet(wrong)
    assert told.value.code == "letter-missing"
    assert "U+2E9F" in told.value.sentence


def test_the_fonts_are_asked_sign_by_sign() -> None:
    for language in LANGUAGES:
        words = rights_words(language)
        check_letters((*words.texts.values(), *words.words.values(), *words.contacts.values()), families(language))
    assert ord("ស") in letters("Noto Sans Khmer")
    assert ord("ส") in letters("Noto Sans Thai")
    assert ord("ض") in letters("Noto Sans Arabic")
    assert not {ord("ស"), ord("ส"), ord("ض")} & letters("Noto Sans")


@pytest.mark.parametrize("pack", ["palermo", "coe", "asean"])
def test_where_a_pack_names_no_contact_there_is_a_sheet_all_the_same(pack: str, said: dict[str, Any]) -> None:
    profile = load_pack(pack).profile
    bare = worded((), rights_words("ar"), DAY, profile)
    assert bare["contacts"]["lines"] == []
    assert sheet({**said["ar"], "contacts": bare["contacts"]}).startswith(b"%PDF-")
