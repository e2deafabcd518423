"""The text of a PDF that typst wrote, read back from its pages: for tests that ask what stands in it, and what does not."""

from __future__ import annotations

import re
import zlib
from typing import Final

_OBJECT: Final = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_FONT: Final = re.compile(rb"/(f\d+) (\d+) 0 R")
_INSIDE: Final = rb"[^()\\]|\\."
_TEXT: Final = rb"\((?:" + _INSIDE + rb"|\((?:" + _INSIDE + rb"|\((?:" + _INSIDE + rb")*\))*\))*\)"
"""What is shown: brackets inside it that close again stand there as they are, two deep at most in what is met."""
_SHOWN: Final = re.compile(rb"/(f\d+) [\d.]+ Tf|" + _TEXT + rb"|(ET)", re.DOTALL)
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(made: bytes) -> str:
    """Return every word that the pages of a PDF show; runs of text are parted by a blank."""
    objects = {int(number): body for number, body in _OBJECT.findall(made)}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b", body)]
    text = "".join(_page(objects, body) for body in pages)
    assert text, "no text was found: the PDF is written otherwise than this reads it"
    return " ".join(text.split())


def _page(objects: dict[int, bytes], page: bytes) -> str:
    """Return what one page shows, read by the fonts that it names itself."""
    fonts = _FONT.findall(objects[_named(page, b"Resources")])
    glyphs = {name: _glyphs(objects, int(number)) for name, number in fonts}
    return _shown(_opened(objects[_named(page, b"Contents")]), glyphs)


def _named(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None, f"a page names no {name.decode()}"
    return int(found[1])


def _opened(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    data = rest.rpartition(b"\nendstream")[0]
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def _glyphs(objects: dict[int, bytes], font: int) -> dict[bytes, str]:
    """Return what each glyph of a font stands for."""
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert found is not None, "a font says not what its glyphs stand for"
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", _opened(objects[int(found[1])]))
    return {bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _shown(page: bytes, glyphs: dict[bytes, dict[bytes, str]]) -> str:
    font, found = b"", []
    for each in _SHOWN.finditer(page):
        if each[1]:
            font = each[1]
        elif each[2]:
            found.append(" ")
        else:
            data = _ESCAPED.sub(_unescaped, each[0][1:-1])
            found += [glyphs.get(font, {}).get(data[at : at + 2], "") for at in range(0, len(data), 2)]
    return "".join(found)


def _unescaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8)]) if said[:1].isdigit() else _PLAIN.get(said, said)
