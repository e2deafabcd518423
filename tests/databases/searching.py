"""What a thief does with what was stolen: looks for a word in every form in which it could stand there."""

from __future__ import annotations

import json
import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile, is_zipfile


def forms(word: str) -> dict[str, bytes]:
    """Return every form of a word that is looked for, by name."""
    plain = word.encode()
    found = {
        "UTF-8": plain,
        "UTF-16, little end first": word.encode("utf-16-le"),
        "UTF-16, big end first": word.encode("utf-16-be"),
        "reversed": plain[::-1],
        "reversed signs": word[::-1].encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "JSON": json.dumps(word)[1:-1].encode(),
        "in an address": quote(word).encode(),
    }
    for shift in range(3):
        first, last = -(-shift * 8 // 6), (shift + len(plain)) * 8 // 6
        for name, encode in (("base64", b64encode), ("base64 of addresses", urlsafe_b64encode)):
            found[f"{name}, {shift}"] = encode(bytes(shift) + plain + bytes(3))[first:last]
    return found


def hits(words: Iterable[str], parts: Iterable[tuple[str, bytes]]) -> list[tuple[str, str, str]]:
    """Return each part in which a word stands, the word and the form."""
    looked_for = [(word, name, form) for word in words for name, form in forms(word).items()]
    pattern = re.compile(b"|".join(re.escape(form) for _, _, form in looked_for))
    found = []
    for place, data in parts:
        there = set(pattern.findall(data))
        found += [(place, word, name) for word, name, form in looked_for if form in there]
    return found


def parts_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder, and what lies packed in those that are archives; their names as well."""
    for path in sorted(folder.rglob("*")):
        yield "a name", path.name.encode()
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
            if is_zipfile(path):
                with ZipFile(path) as archive:
                    for name in archive.namelist():
                        yield f"{path.name}/{name}", archive.read(name)
