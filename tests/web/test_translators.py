"""What goes out to a translator comes back whole, checked, and in its place, whoever else is at work."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import gather_words
import pytest
import translations
import translators

from amparo.desk.tongues import LOCALE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The translations in a folder of this test's own, without those of one file."""
    shutil.copytree(LOCALE, tmp_path / "locale")
    for module in (gather_words, translators):
        monkeypatch.setattr(module, "LOCALE", tmp_path / "locale")
    for code in ("es", "ar"):
        path = tmp_path / "locale" / code / "LC_MESSAGES" / "django.po"
        head, *said = path.read_text("utf-8").split("\n\n")
        path.write_text(
            "\n\n".join([head, *(each for each in said if "errors.html" not in each and 'msgid "Day"' not in each)])
        )
    return tmp_path / "locale"


def _sent(language: str, english: str, translation: str | list[str], **more: str) -> dict[str, Any]:
    text = {"id": translators.id_of(english), "english": english, **more, "translation": translation}
    return {"language": language, "texts": [text]}


def test_what_lacks_goes_out_with_its_places_and_comes_back_into_its_own(folder: Path) -> None:
    out = translators.going_out("es", ("field.py",))
    assert [(each["english"], each["said_in"][0].partition(":")[0]) for each in out["texts"]] == [
        ("Day", "src/amparo/desk/field.py")
    ]
    out["texts"][0]["translation"] = "Día"
    assert translators.taken_back([out]) == {"es": 1}
    assert translators.going_out("es", ("field.py",))["texts"] == []
    translations.compiled(folder)
    said = [message.id for message in gather_words.translated("es") if message.id]
    order = [message.id for message in gather_words.gathered() if message.id]
    there = [order.index(each) for each in said if each in order]
    assert there == sorted(there)


def test_two_translators_lose_nothing_of_each_other(folder: Path) -> None:
    path = folder / "es" / "LC_MESSAGES" / "django.po"
    before = {message.id: message.string for message in gather_words.translated("es") if message.id}
    head = path.read_text("utf-8").partition("\n\n")[0]
    one, two = (
        _sent("es", "Day", "Día"),
        _sent("es", "One %(thing)s", ["Una %(thing)s", "Unas %(thing)s"], plural="Some %(thing)s"),
    )
    first = _sent("es", "Day", "Jornada")
    assert translators.taken_back([first]) == translators.taken_back([one]) == translators.taken_back([two]) == {"es": 1}
    assert path.read_text("utf-8").partition("\n\n")[0] == head
    after = {message.id: message.string for message in gather_words.translated("es") if message.id}
    assert after == {**before, "Day": "Día", ("One %(thing)s", "Some %(thing)s"): ("Una %(thing)s", "Unas %(thing)s")}


def test_what_is_left_empty_stays_for_somebody_else(folder: Path) -> None:
    assert translators.taken_back([_sent("ar", "Day", "")]) == {"ar": 0}
    assert len(translators.going_out("ar", ("field.py",))["texts"]) == 1
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (_sent("es", "By %(day)s", "Hasta el %(dia)s"), "does not keep"),
        (_sent("es", "Read <b>this</b>", "Lea esto"), "does not keep"),
        (_sent("es", "Write `never`", "Escriba `nunca`"), "does not keep"),
        (_sent("ar", "Day", "اليوم\u200f"), "hidden sign: U\\+200F"),
        (_sent("es", "Day", "Día "), "a space too many"),
        (_sent("es", "Nobody has answered this yet", "Nobody has answered this yet"), "is English"),
        (_sent("es", "The person", "La víctima"), "says víctima"),
        (_sent("es", "One", "Uno", plural="Many"), "2 forms are needed"),
        (_sent("ar", "One", ["أ", "ب"], plural="Many"), "6 forms are needed"),
        ({"language": "es", "texts": [{"id": "0", "english": "Day", "translation": "Día"}]}, "was changed"),
    ],
)
def test_what_came_back_wrong_is_refused_and_nothing_is_written(folder: Path, file: dict[str, Any], why: str) -> None:
    path = folder / file["language"] / "LC_MESSAGES" / "django.po"
    before = path.read_bytes()
    with pytest.raises(ValueError, match=why):
        translators.taken_back([_sent(file["language"], "Month", "x"), file])
    assert path.read_bytes() == before


def test_a_form_for_one_number_need_not_name_it_and_the_others_must(folder: Path) -> None:
    one = ["un lugar", "%(n)s lugares"]
    assert translators.taken_back([_sent("es", "one place", one, plural="%(n)s places")]) == {"es": 1}
    arabic = ["لا مكان", "مكان واحد", "مكانان", "%(n)s أماكن", "%(n)s مكانًا", "%(n)s مكان"]
    assert translators.taken_back([_sent("ar", "one place", arabic, plural="%(n)s places")]) == {"ar": 1}
    with pytest.raises(ValueError, match="does not keep"):
        translators.taken_back([_sent("es", "one place", ["un lugar", "lugares"], plural="%(n)s places")])
    assert folder.is_dir()
