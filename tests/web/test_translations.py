"""What the pages say in other languages: made from the source, whole where everybody comes by, and marked."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from pathlib import Path
from typing import Final

import gather_words
import pytest
import translations
import translators
from babel.messages.pofile import read_po

from amparo.desk.tongues import LOCALE, TONGUES
from amparo.desk.translated import counted
from house.tree import ROOT

CODES: Final = [each.code for each in TONGUES if each.code != "en"]
BY_EVERYBODY: Final = (
    *(
        "page.html",
        "staff.html",
        "languages.html",
        "translated.html",
        "accessibility.html",
        "web/contact.html",
        "field.html",
        "errors.html",
        "paging.html",
        "steps.html",
        "answers.html",
    ),
    *("sign_in.html", "sign_in_second.html", "sign_in_code.html", "code_field.html", "prove.html", "rest.html", "first.html"),
    *("question.html", "message.html", "field.py", "control.py", "reports/tell.html", "reports/told.html", "report_public.py"),
    *("mine.html", "code.html", "frame.html", "mine.py", "neutral.py", "feedback.py"),
)
"""Files of which every sentence is translated."""
TELL: Final = "run tools/translators.py state"


@pytest.mark.parametrize("code", CODES)
def test_what_is_compiled_is_what_stands_in_the_source(code: str) -> None:
    folder = LOCALE / code / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as compiled, (folder / "django.po").open("rb") as source:
        made, catalog = GNUTranslations(compiled), read_po(source, locale=code, abort_invalid=True)
    said = [message for message in catalog if message.id and isinstance(message.id, str)]
    assert len(said) > 150
    wrong = [message.id for message in said if made.gettext(str(message.id)) != message.string]
    assert wrong == [], "run tools/translations.py"
    assert [message.id for message in said if not message.string or message.fuzzy] == []


@pytest.mark.parametrize("code", CODES)
def test_a_translation_names_what_its_sentence_names(code: str) -> None:
    names = re.compile(r"%\(\w+\)s|`[^`]*`|<[^>]*>")
    for message in gather_words.translated(code):
        if message.id and isinstance(message.id, str):
            assert sorted(names.findall(message.id)) == sorted(names.findall(str(message.string))), message.id


@pytest.mark.parametrize("code", CODES)
def test_where_everybody_comes_by_every_sentence_is_translated(code: str) -> None:
    lacks = [message.id for message in gather_words.lacking(code, BY_EVERYBODY) if isinstance(message.id, str) and message.id]
    assert [each for each in lacks if each != "Amparo"] == []


def test_a_file_that_is_no_sound_translation_is_refused(tmp_path: Path) -> None:
    made = tmp_path / "ar" / "LC_MESSAGES" / "django.po"
    made.parent.mkdir(parents=True)
    made.write_text('msgid "Step %(now)s of %(of)s"\nmsgstr "%(later)s"\n'.replace("msgid", "#, python-format\nmsgid"), "utf-8")
    with pytest.raises(ValueError, match="Step"):
        translations.compiled(tmp_path)


def test_who_approved_a_translation_is_the_same_in_the_document_and_in_the_product() -> None:
    text = (ROOT / "docs" / "translations.md").read_text("utf-8")
    rows = re.findall(r"^\| \w[^|]* \| `/(\w*)/?` \| ([^|]+) \|$", text, re.MULTILINE)
    assert {code or "en": who for code, who in rows} == {each.code: each.approved_by or "nobody yet" for each in TONGUES}


def test_how_far_each_language_is_never_says_more_than_there_is() -> None:
    told, now = counted(), translators.state()
    assert (told.pages, told.words) == pytest.approx((now["texts"]["pages"], now["texts"]["words"]), rel=0.2), TELL
    for each in told.languages:
        assert (each.pages, each.words) > (0, 0), TELL
        assert each.pages <= now[each.tongue.code]["pages"] * 1.05, TELL
        assert each.words <= now[each.tongue.code]["words"] * 1.05, TELL
