"""What is said on the pages and not translated yet, as a `.po` for a translator.

    .venv/bin/python tools/gather_words.py ar                 all of it
    .venv/bin/python tools/gather_words.py ar sign_in home    what stands in files with these names alone

Append what comes back, translated, to `src/amparo/desk/locale/<language>/LC_MESSAGES/django.po`; then `tools/translations.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

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
OF_THE_LAW: Final = ("Yes", "No", "Not known", "Never", "Held", "Held until known", "No hold on these facts")
"""Words that come from the law's own files, and are said on every page."""


def gathered(names: tuple[str, ...] = ()) -> Catalog:
    """Return everything that the pages say, or that files with these names say."""
    catalog = Catalog(charset="utf-8")
    for words in OF_THE_LAW:
        catalog.add(words, locations=[("law/vocabulary/questions/labels.toml", 1)])
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        if not names or path.stem in names or path.name in names:
            for line, message in _said_in(path):
                catalog.add(message, locations=[(path.relative_to(ROOT).as_posix(), line)])
    return catalog


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


def _said_in(path: Path) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        # the indents go, since what is left of a template is read as Python, line by line
        text = re.sub(r"^[ \t]+", "", templatize(text, origin=path.name), flags=re.MULTILINE)
    for line, message, _comments, _context in extract("python", BytesIO(text.encode()), keywords=KEYWORDS):
        yield line, message


def main(language: str, *names: str) -> None:
    """Write down what a language lacks, in all files or in those named."""
    write_po(sys.stdout.buffer, lacking(language, names), omit_header=True, width=120)


if __name__ == "__main__":
    settings.configure()
    main(*sys.argv[1:])
