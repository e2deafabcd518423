"""One TOML file of the law, with the line of each table and key, so that an error can point at its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError, Place

_AT_LINE: Final = re.compile(r" \(at line (\d+), column (\d+)\)$")


@dataclass(frozen=True)
class LawFile:
    """A file's name as messages show it, its bytes, its lines and its content."""

    name: str
    data: bytes
    lines: tuple[str, ...]
    content: dict[str, Any]
    _heads: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)

    def heads(self, name: str) -> list[int]:
        """Return the lines (from 0) at which the tables `[[name]]` begin."""
        if name not in self._heads:
            head = re.compile(rf"\s*\[\[\s*{name}\s*\]\]")
            self._heads[name] = [number for number, line in enumerate(self.lines) if head.match(line)]
        return self._heads[name]

    def tables(self, name: str) -> Iterator[Entry]:
        """Yield the tables `[[name]]` of the file, in order."""
        found = self.content.get(name, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise LawError("law-not-tables", f"`{name}` is written as `[[{name}]]`, one for each", self.place(name))
        for number, table in enumerate(found):
            yield Entry(self, name, number, table)

    def place(self, key: str, after: int = 0) -> Place:
        """Return the place of a key in the file, looking from a line on; the file alone where it is not found."""
        pattern = re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*(=|\])")
        for number, line in enumerate(self.lines[after:], after + 1):
            if pattern.match(line):
                return Place(self.name, number, line.rstrip(), len(line) - len(line.lstrip()))
        return Place(self.name)


@dataclass(frozen=True)
class Entry:
    """One table of a law file, such as one `[[rule]]`."""

    file: LawFile
    name: str
    number: int
    table: dict[str, Any]

    def place(self, key: str = "", column: int = 0) -> Place:
        """Return the place of one of the table's keys, or of its head; `column` counts within a text value."""
        head = self._head()
        if not key:
            return Place(self.file.name, head + 1, self.file.lines[head].rstrip()) if self.file.lines else Place(self.file.name)
        pattern = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=\s*")
        for number in range(head + 1, len(self.file.lines)):
            line = self.file.lines[number]
            if line.lstrip().startswith("[["):
                break
            if match := pattern.match(line):
                return self._inside(number, match.end(), key, column)
        return self.place()

    def _inside(self, number: int, start: int, key: str, column: int) -> Place:
        """Return the place of a column of a text value, which may run over several lines."""
        line = self.file.lines[number]
        quotes = 3 if line[start : start + 3] in ('"""', "'" * 3) else 1
        value = self.table.get(key)
        if not isinstance(value, str):
            return Place(self.file.name, number + 1, line.rstrip(), start)
        if quotes == 1 or "\n" not in value:
            return Place(self.file.name, number + 1, line.rstrip(), min(start + quotes + column, len(line.rstrip())))
        before = value[:column]
        down = before.count("\n") + (1 if not line[start + 3 :].strip() else 0)
        across = column - (before.rfind("\n") + 1)
        number = min(number + down, len(self.file.lines) - 1)
        return Place(self.file.name, number + 1, self.file.lines[number].rstrip(), across)

    def _head(self) -> int:
        heads = self.file.heads(self.name)
        return heads[self.number] if self.number < len(heads) else 0

    def check_keys(self, texts: tuple[str, ...], lists: tuple[str, ...], others: tuple[str, ...] = ()) -> None:
        """Refuse a key that is none of these, and a text or a list of texts that is written otherwise."""
        known = (*texts, *lists, *others)
        for key, value in self.table.items():
            if key not in known:
                article = "an" if self.name[0] in "aeiou" else "a"
                sentence = f"`{shown(key)}` is not a key of {article} {self.name}{nearest(key, known)}"
                raise self.error(f"{self.name}-unknown-key", sentence, key)
            if key in texts and not isinstance(value, str):
                raise self.error(f"{self.name}-not-text", f"`{key}` must be a text in quotes", key)
            if key in lists and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
                raise self.error(f"{self.name}-not-list", f"`{key}` must be a list of texts in quotes", key)

    def day(self, key: str, default: date) -> date:
        """Return a key's date; raise `LawError` where it is anything else."""
        found = self.table.get(key, default)
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self.error(f"{self.name}-bad-date", f"`{key}` must be a date such as 2008-01-01, without quotes", key)
        return found

    def error(self, code: str, sentence: str, key: str = "", column: int = 0, help: str = "") -> LawError:
        """Return an error that points at one of the table's keys."""
        return LawError(code, sentence, self.place(key, column), help=help)


def read_law_file(path: Path, name: str) -> LawFile:
    """Read a TOML file of the law; raise `LawError` that points at the line where it is not one."""
    try:
        data = path.read_bytes()
    except OSError:
        raise LawError("law-file-missing", "this file of the law is missing or cannot be read", Place(name)) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LawError("law-not-utf-8", f"the file is not UTF-8 at byte {error.start}", Place(name)) from None
    lines = tuple(text.splitlines())
    try:
        return LawFile(name, data, lines, tomllib.loads(text))
    except ValueError as error:  # what is no TOML, and a number of more digits than Python reads
        raise _not_toml(name, lines, str(error)) from None
    except RecursionError:
        raise LawError("law-too-deep", "the file is nested too deeply", Place(name)) from None


def _not_toml(name: str, lines: tuple[str, ...], message: str) -> LawError:
    match = _AT_LINE.search(message)
    number = min(int(match.group(1)), len(lines)) if match else len(lines)
    text = lines[number - 1].rstrip() if lines else ""
    sentence = f"this is not valid TOML: {_AT_LINE.sub('', message).removesuffix(' (at end of document)').lower()}"
    return LawError("law-not-toml", sentence, Place(name, number, text, int(match.group(2)) - 1 if match else len(text)))
