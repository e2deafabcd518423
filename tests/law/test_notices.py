"""The texts of the notice of rights: every right is told or a reason says why not, in every language, and no word promises."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from amparo.casework.rights_words import LANGUAGES, SOURCE, rights_words, texts, untold
from amparo.rules.pack import Pack, find_law, load_pack
from amparo.stages.information.notice_lines import ALSO, HAVE, HELD

PACKS: Final = ("palermo", "coe", "asean", "xx")
FIRM: Final = re.compile(r"\b(must|shall|right|rights|always|never|guarantee\w*|promise\w*)\b")
"""Words that say how firm a right is: that is said by the rule, over the line."""
ABOUT_RIGHTS: Final = {"told", "advice", "told-again"}
"""Texts of which rights are the subject."""
LONGEST: Final = 24
"""Words of a sentence."""


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return {name: load_pack(name) for name in PACKS}


def test_every_entitlement_is_told_by_one_text_or_has_a_reason(packs: dict[str, Pack]) -> None:
    told = [name for text in texts() for name in text.tells]
    rules = {f"{rule.pack}/{rule.id}" for pack in packs.values() for rule in pack.rules if rule.kind == "entitlement"}
    assert rules - set(told) - set(untold()) == set()
    assert len(told) == len(set(told))


def test_every_act_that_a_rule_can_hold_is_told_or_has_a_reason(packs: dict[str, Pack]) -> None:
    told = [act for text in texts() for act in text.acts]
    held = {rule.act for pack in packs.values() for rule in pack.rules if rule.kind == "hold"}
    assert held - set(told) - set(untold()) == set()
    assert len(told) == len(set(told))
    assert all(len(reason.split()) > 5 for reason in untold().values())


def test_each_text_tells_of_rules_that_are_there_and_belongs_to_a_subject_of_the_vocabulary(packs: dict[str, Pack]) -> None:
    rules = {f"{rule.pack}/{rule.id}" for pack in packs.values() for rule in pack.rules}
    vocabulary = packs["palermo"].vocabulary
    for text in texts():
        assert set(text.tells) <= rules, text.id
        assert set(text.acts) <= set(vocabulary.acts), text.id
        assert text.topic in vocabulary.items["notice"]["topic"].values, text.id
        assert bool(text.tells) != bool(text.acts), text.id
    assert len({text.id for text in texts()}) == len(texts())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_text_and_each_names_what_the_source_names(language: str) -> None:
    source, other = rights_words(SOURCE), rights_words(language)
    assert list(other.texts) == [text.id for text in texts()]
    assert len(other.months) == len(set(other.months)) == 12
    for before, after in ((source.words, other.words), (source.contacts, other.contacts), (source.texts, other.texts)):
        assert list(before) == list(after)
        for name, words in after.items():
            assert words.strip() == words != "", name
            if name != "date":  # a Thai day has two years
                assert _fields(words) == _fields(before[name]), name
    assert {"day", "month", "year"} <= _fields(other.words["date"])


def test_no_translation_is_the_english_text_and_none_is_approved_yet() -> None:
    source = rights_words(SOURCE)
    for language in LANGUAGES[1:]:
        other = rights_words(language)
        assert [name for name, words in other.texts.items() if words == source.texts[name]] == []
    assert [name for name in LANGUAGES if any(rights_words(name).shipped.values())] == []


def test_every_group_has_its_lead_and_no_line_says_itself_how_firm_it_is() -> None:
    words = rights_words(SOURCE)
    assert [name for name in (*HAVE, *HELD, *ALSO) if name not in words.words] == []
    firm = {text.id: words.texts[text.id] for text in texts() if FIRM.search(words.texts[text.id].lower())}
    assert firm.keys() <= ABOUT_RIGHTS, firm


def test_what_is_only_considered_recommended_or_shown_is_never_called_a_right() -> None:
    for language, word in (("en", "right"), ("es", "derecho"), ("fr", "droit"), ("ar", "الحق"), ("th", "สิทธิ"), ("km", "សិទ្ធិ")):
        words = rights_words(language).words
        assert word in words["right"]
        assert [name for name in ("effort", "should", "consider", "example") if word in words[name]] == [], language


def test_sentences_are_short_and_nobody_is_called_a_victim_or_illegal() -> None:
    words = rights_words(SOURCE)
    for name, text in (*words.texts.items(), *words.words.items()):
        if isinstance(text, str):
            for sentence in re.split(r"(?<=[.?!:])\s", text):
                assert len(sentence.split()) <= LONGEST, name
    banned = {
        "en": "victim|illegal",
        "es": "víctima|ilegal",
        "fr": "victime|illégal",
        "ar": "ضحي",
        "th": "เหยื่อ",
        "km": "ជនរងគ្រោះ",
    }
    for language, pattern in banned.items():
        said = rights_words(language)
        every = (*said.texts.values(), *said.words.values(), *said.contacts.values())
        assert [text for text in every if re.search(pattern, text.lower())] == [], language


def test_the_files_hold_a_standing_words_contacts_and_texts_and_nothing_else() -> None:
    for language in LANGUAGES:
        table: dict[str, Any] = tomllib.loads(_file(language).read_text("utf-8"))
        assert list(table) == ["standing", "words", "contacts", "texts"], language
        assert list(table["standing"]) == ["approved_by", "approved_on"], language


def _file(language: str) -> Path:
    return find_law() / "notices" / f"{language}.toml"


def _fields(words: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(words) if name}


def test_what_stands_under_no_lead_is_no_firmer_than_its_duty(packs: dict[str, Pack]) -> None:
    duties = {f"{rule.pack}/{rule.id}": rule for pack in packs.values() for rule in pack.rules if rule.kind == "duty"}
    soft = [
        text.id
        for text in texts()
        if any(duties[name].force in ("example", "consider") for name in text.tells if name in duties)
    ]
    assert "told-again" in soft
    assert not [name for name in soft if re.search(r"\b(should|ought)\b", rights_words(SOURCE).texts[name])]


def test_of_a_time_whose_first_day_nobody_knows_no_language_says_whether_it_has_begun() -> None:
    said = {language: rights_words(language).texts["recovery-to-come"] for language in LANGUAGES}
    assert said[SOURCE].endswith("You can ask from which day it counts.")  # the law gives it also where two first days differ
    assert not [each for each in said.values() if re.search("begun|empezado|commencé|لم يبدأ|ยังไม่เริ่ม|មិនទាន់ចាប់ផ្តើម", each)]
