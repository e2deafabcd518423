"""Everything that is said on the pages, and where: in their own files, in the words of the law, and in what the record names.

    .venv/bin/python tools/gather_words.py ar                 what Arabic lacks, as a `.po`
    .venv/bin/python tools/gather_words.py ar sign_in home    what stands in files with these names alone
    .venv/bin/python tools/gather_words.py ar cases/          or in a folder

`tools/translators.py` hands the same out to translators, and takes it back.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "amparo"
LOCALE: Final = SOURCE / "desk" / "locale"
KEYWORDS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
RULES: Final = ("definitions", "duties", "entitlements", "holds", "presumptions")
LAW: Final = ROOT / "law"
SAID_OF_A_FACT: Final = ("person", "worker", "hint", "meaning", "title", "about", "do", "note", "safe_side")
"""Under which names the law's files hold sentences that pages say."""
OF_THE_RECORD: Final = (
    *(("entitled.py", "ROLES"), ("purpose.py", "BOUNDS"), ("bases.py", "BASES"), ("acts.py", "ACTS"), ("waiting.py", "KINDS")),
    *(("paper_kinds.py", "KINDS"), ("glass.py", "GROUNDS"), ("glass.py", "VERDICTS"), ("owed/hands.py", "GROUNDS")),
    *(("referring/states.py", name) for name in ("STATES", "URGENCIES", "HELPS", "REASONS", "AGES", "SAFETY")),
)
"""Tables of the record whose words are shown on pages."""


def gathered(names: tuple[str, ...] = ()) -> Catalog:
    """Return everything that the pages say, or that files with these names say; rules of law only where they are asked for."""
    catalog = Catalog(charset="utf-8")
    for path, line, message in _everything(names):
        if message and (isinstance(message, tuple) or message.strip()):
            catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return catalog


def _everything(names: tuple[str, ...]) -> Iterator[tuple[Path, int, str | tuple[str, ...]]]:
    vocabulary = LAW / "vocabulary"
    files = sorted(SOURCE.rglob("*"), key=lambda path: path.as_posix())
    rules = [] if not names else sorted(path for path in LAW.glob("*/*/*.toml") if path.parent.name in RULES)
    toml = [vocabulary / "questions" / "labels.toml", *sorted(vocabulary.rglob("*.toml")), *rules]
    for path in dict.fromkeys([*toml, SOURCE / "desk" / "countries.txt", *files]):
        if _is_asked_for(path, names):
            yield from ((path, line, message) for line, message in _said_in(path))


def _is_asked_for(path: Path, names: tuple[str, ...]) -> bool:
    place = path.relative_to(ROOT).as_posix()
    return not names or any(name in (path.stem, path.name) or ("/" in name and name in place) for name in names)


def lacking(language: str, names: tuple[str, ...] = ()) -> Catalog:
    """Return what is not translated yet into a language."""
    there = translated(language)
    lacks = Catalog(locale=language, charset="utf-8")
    for message in gathered(names):
        known = there.get(message.id) if message.id else None
        if message.id and (known is None or not known.string or known.fuzzy):
            lacks.add(message.id, locations=message.locations)
    return lacks


def translated(language: str) -> Catalog:
    """Return what is translated into a language."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source, locale=language)


@cache
def _said_in(path: Path) -> tuple[tuple[int, str | tuple[str, ...]], ...]:
    return tuple(_read(path))


def _read(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    match path.suffix:
        case ".toml" if LAW in path.parents:
            yield from ((1, text) for text in _in_tables(tomllib.loads(path.read_text("utf-8")), path.stem))
        case ".txt" if path.stem == "countries":
            yield from ((n, line[3:]) for n, line in enumerate(path.read_text("utf-8").splitlines(), start=1))
        case ".py" | ".html":
            yield from _in_code(path)


def _in_code(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        # the indents go, since what is left of a template is read as Python, line by line
        text = re.sub(r"^[ \t]+", "", templatize(text, origin=path.name), flags=re.MULTILINE)
    for line, message, _comments, _context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield line, message
    tables = {name for file, name in OF_THE_RECORD if path == SOURCE / "casework" / file}
    for node in ast.parse(text).body if tables else ():
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in tables and node.value:
            yield from _in_record(node.value)


def _in_record(node: ast.expr) -> Iterator[tuple[int, str]]:
    """Yield the words of a table of the record: its values, and of a value that is made, what it is made of first."""
    match node:
        case ast.Dict(values=values):
            for value in values:
                yield from _in_record(value)
        case ast.Call(args=[first, *others]):
            for each in (first, *(other for other in others if isinstance(other, ast.Dict))):
                yield from _in_record(each)
        case ast.Constant(value=str(words)):
            yield node.lineno, words


def _in_tables(table: Any, name: str, *, inside: bool = False) -> Iterator[str]:
    """Yield the sentences of a file of the law, as a page begins them."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _in_tables(value, name, inside=inside or key in ("labels", "answers"))
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, dict):
                    yield from _in_tables(each, name, inside=inside)
        elif isinstance(value, str) and (inside or key in SAID_OF_A_FACT):
            yield value if key not in ("do", "meaning") else value[:1].upper() + value[1:]


def main(language: str, *names: str) -> None:
    """Write down what a language lacks, in all files or in those named."""
    write_po(sys.stdout.buffer, lacking(language, names), omit_header=True, width=120)


if __name__ == "__main__":
    settings.configure()
    main(*sys.argv[1:])
