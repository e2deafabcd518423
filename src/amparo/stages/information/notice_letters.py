"""Whether every letter of a paper can be printed: asked of the fonts themselves, before anything is printed.

A box where a letter should be tells the person nothing. So a missing letter is an error. What is read of a font is its table of
letters (`cmap`, formats 4 and 12 of the OpenType specification).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from amparo.errors import AmparoError

LATIN: Final = "Noto Sans"
FAMILIES: Final = {"ar": "Noto Sans Arabic", "th": "Noto Sans Thai", "km": "Noto Sans Khmer"}
"""The letters of languages that are not written in Latin ones; the others are."""
_PACKAGES: Final = {
    LATIN: "fontpkg_noto_sans",
    "Noto Sans Arabic": "fontpkg_noto_sans_arabic",
    "Noto Sans Thai": "fontpkg_noto_sans_thai",
    "Noto Sans Khmer": "fontpkg_noto_sans_khmer",
}
_UNSEEN: Final = frozenset("\n\u200b\u200c\u200d\u2060")
"""Signs that break or join, and have no shape of their own."""


def families(*languages: str) -> tuple[str, ...]:
    """Return the fonts of these languages in the order in which a letter is looked for; the Latin one last."""
    return (*dict.fromkeys(FAMILIES[language] for language in languages if language in FAMILIES), LATIN)


def font_folders(fonts: Iterable[str]) -> list[Path]:
    """Return the folders in which these fonts lie."""
    return [_folder(name) for name in fonts]


def check_letters(said: Iterable[str], fonts: Iterable[str]) -> None:
    """Raise `letter-missing` where none of these fonts has a sign of what is said; the sign is named by its number."""
    there = frozenset[int]().union(*(letters(name) for name in fonts), map(ord, _UNSEEN))
    missing = sorted({sign for text in said for sign in text if ord(sign) not in there})
    if missing:
        numbers = ", ".join(f"U+{ord(sign):04X}" for sign in missing[:5])
        raise AmparoError(
            "letter-missing",
            f"the fonts here have no shape for {numbers}, so nothing was printed",
            help="write the name of the contact in letters of the language or in Latin ones: `pack.toml`, `[contacts]`",
        )


@cache
def letters(font: str) -> frozenset[int]:
    """Return the numbers of the signs for which a font has a shape."""
    file = next(path for path in sorted(_folder(font).glob("*.ttf")) if "Italic" not in path.name)
    return frozenset(_letters(file.read_bytes()))


def _folder(font: str) -> Path:
    return Path(str(files(_PACKAGES[font]) / "files"))


def _letters(data: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * place) for place in range(count))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    (tables,) = struct.unpack_from(">H", data, start + 2)
    for place in range(tables):
        _platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * place)
        at = start + offset
        match struct.unpack_from(">H", data, at):
            case (4,):
                yield from _segments(data, at)
            case (12,):
                yield from _groups(data, at)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Yield the signs of a table of format 4: segments of two bytes a sign, with a shift or a list of shapes."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}h", data, at + 16 + 4 * count)
    lists = struct.unpack_from(f">{count}H", data, at + 16 + 6 * count)
    first_list = at + 16 + 6 * count
    for place, (start, end, shift, listed) in enumerate(zip(starts, ends, shifts, lists, strict=True)):
        for sign in range(start, end + 1):
            if listed:
                (shape,) = struct.unpack_from(">H", data, first_list + 2 * place + listed + 2 * (sign - start))
            else:
                shape = (sign + shift) & 0xFFFF
            if shape:
                yield sign


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Yield the signs of a table of format 12: runs of signs, each with its first shape."""
    (count,) = struct.unpack_from(">L", data, at + 12)
    for place in range(count):
        start, end, shape = struct.unpack_from(">LLL", data, at + 16 + 12 * place)
        yield from (sign for sign in range(start, end + 1) if shape + sign - start)
