"""The notice on paper: the full sheet, the card that tells nothing, the script to read aloud; the same to the byte each time.

Every word goes in as data and is never read as markup. Nothing is printed before every letter was found in the fonts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import typst

from amparo.errors import AmparoError
from amparo.stages.information.notice_letters import check_letters, families, font_folders

_FOLDER: Final = Path(__file__).parent
_STANDARD: Final = "ua-1"
"""PDF/UA: tagged, with title and language, so that it can be read aloud."""
RIGHT_TO_LEFT: Final = ("ar",)


def sheet(said: Mapping[str, Any], beside: Mapping[str, Any] | None = None) -> bytes:
    """Return the full sheet; with `beside`, the same in a second language after it: a copy for the worker."""
    copies = [_printed(each) for each in (said, beside) if each is not None]
    return _paper("notice_sheet", {"copies": copies}, said, beside)


def card(said: Mapping[str, Any]) -> bytes:
    """Return the card: a number and neutral words, and nothing else; raise `no-number` where the pack names no number."""
    if not said["card"]["number"]:
        raise AmparoError(
            "no-number", "the law pack of this installation names no help line for a card", help="`pack.toml`, `[contacts]`"
        )
    words = {
        **said["card"],
        "language": said["language"],
        "rtl": said["language"] in RIGHT_TO_LEFT,
        "is-sample": bool(said["mark"]),
    }
    return _paper("notice_card", words, said)


def script(said: Mapping[str, Any], beside: Mapping[str, Any], words: Mapping[str, str]) -> bytes:
    """Return the script: every sentence in both languages, with pauses; `words` are those to the reader."""
    return _paper("notice_script", {"rows": list(rows(said, beside)), "words": dict(words), **_frame(said)}, said, beside)


def rows(said: Mapping[str, Any], beside: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the script row by row: a heading, a lead, a line or a pause, in the person's language and in the reader's."""
    for pair in zip(said["intro"], beside["intro"], strict=True):
        yield _row("line", *pair)
    for part, other in zip(said["parts"], beside["parts"], strict=True):
        yield _row("heading", part["heading"], other["heading"])
        for group, second in zip(part["groups"], other["groups"], strict=True):
            if group["lead"]:
                yield _row("lead", group["lead"], second["lead"])
            for line, same in zip(group["lines"], second["lines"], strict=True):
                yield _row("line", line["words"], same["words"])
            yield _row("pause", said["ask-back"], beside["ask-back"])
    contacts, others = said["contacts"], beside["contacts"]
    yield _row("heading", contacts["heading"], others["heading"])
    for contact, same in zip(contacts["lines"], others["lines"], strict=True):
        reached = " · ".join(filter(None, (contact["name"], contact["phone"], contact["mail"])))
        yield {**_row("contact", contact["label"], same["label"]), "reached": reached}


def _row(kind: str, said: str, beside: str) -> dict[str, str]:
    return {"kind": kind, "said": said, "beside": beside}


def _printed(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a notice without the lines that are told by word of mouth alone."""
    parts = []
    for part in said["parts"]:
        groups = [{**each, "lines": [line for line in each["lines"] if not line["aloud"]]} for each in part["groups"]]
        if kept := [each for each in groups if each["lines"]]:
            parts.append({**part, "groups": kept})
    return {**said, "parts": parts, **_frame(said)}


def _frame(said: Mapping[str, Any]) -> dict[str, Any]:
    language = said["language"]
    return {
        "language": language,
        "title": said["title"],
        "mark": said["mark"],
        "on": said["on"],
        "rtl": language in RIGHT_TO_LEFT,
        "fonts": list(families(language)),
    }


def _paper(template: str, words: Mapping[str, Any], said: Mapping[str, Any], beside: Mapping[str, Any] | None = None) -> bytes:
    fonts = families(said["language"], *(() if beside is None else (beside["language"],)))
    check_letters(_texts(words), fonts)
    made = datetime.combine(date.fromisoformat(said["on"]), datetime.min.time(), UTC)
    printed = typst.compile(
        _FOLDER / f"{template}.typ", format="pdf", pdf_standards=_STANDARD, ignore_system_fonts=True,
        font_paths=font_folders(fonts), timestamp=int(made.timestamp()),
        sys_inputs={"notice": json.dumps({**words, "fonts": list(fonts)}, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(printed, bytes)  # noqa: S101 one file, not a page each
    return printed


def _texts(words: Any) -> Iterator[str]:
    """Yield every text of what goes to the printer."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        for each in words.values():
            yield from _texts(each)
    elif isinstance(words, list | tuple):
        for each in words:
            yield from _texts(each)
