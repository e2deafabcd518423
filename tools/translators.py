"""What goes out to a translator, and what comes back: several can work at once, each in a file of their own.

    .venv/bin/python tools/translators.py out es cases/ owed.html > es.json    what Spanish lacks of these files
    .venv/bin/python tools/translators.py back es.json                         check it, and write it into the .po
    .venv/bin/python tools/translators.py state                                count how far each language is

A name is that of a file (`home.py`, `topics.toml`), without its ending too, or part of its path (`cases/`). In what goes out,
`translation` is to be filled in; where there is a plural it is a list, with a form for each of `forms`. A text left empty stays
for somebody else. Nothing is written if anything that came back is wrong.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from gettext import c2py
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from unicodedata import category

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po
from django.conf import settings
from gather_words import LOCALE, gathered, lacking, translated
from translations import compiled

KEPT: Final = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|`[^`]*`|</?[a-z][^>]*>|&\w+;")
"""What stands in a translation as it stands in English."""
HIDDEN: Final = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
FINE: Final = {"km": " \u200b", "fr": " \u00a0\u202f"}
"""Spaces that a language needs: Khmer marks where a line may break, French puts one that never breaks before a colon."""
NEVER_SAID: Final = {
    "es": (("víctima", "victim"), ("ilegal", "unlawful")),
    "fr": (("victime", "victim"), ("illégal", "unlawful")),
    "ar": (("ضحي", "victim"), ("ضحايا", "victim")),
    "th": (("เหยื่อ", "victim"),),
    "km": (("ជនរងគ្រោះ", "victim"),),
}
"""A word that is said of a person only where the English sentence says it too."""
LONG: Final = 4
"""Words of a sentence that can hardly be the same in another language."""


def going_out(language: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what a language lacks in files with these names, as a translator fills it in."""
    forms = forms_of(language)
    texts = [_to_fill_in(message, len(forms)) for message in lacking(language, names) if message.id]
    return {"language": language, "forms": [_for_whom(numbers) for numbers in forms], "texts": texts}


def forms_of(language: str) -> tuple[tuple[int, ...], ...]:
    """Return the numbers up to two hundred that each form of the plural stands for."""
    plural = get_plural(language)
    chosen = [c2py(plural.plural_expr)(n) for n in range(201)]
    return tuple(tuple(n for n in range(201) if chosen[n] == each) for each in range(plural.num_plurals))


def taken_back(files: list[dict[str, Any]]) -> dict[str, int]:
    """Write what came back into the `.po` of its language; return how many texts each got. Raise where anything is wrong."""
    wrong = [
        f"{file['language']} {text['id']}: {why}" for file in files for text in file["texts"] for why in faults(file, text)
    ]
    if wrong:
        raise ValueError("\n".join(wrong))
    return {language: _written(language, files) for language in dict.fromkeys(file["language"] for file in files)}


def faults(file: Mapping[str, Any], text: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one text that came back."""
    language, said = file["language"], text["translation"]
    if text["id"] != id_of(text["english"]):
        yield "the English text was changed"
    if _is_empty(said):
        return
    forms = forms_of(language) if "plural" in text else ((),)
    given = said if isinstance(said, list) else [said]
    if isinstance(said, list) != ("plural" in text) or len(given) != len(forms) or not all(given):
        yield f"{len(forms)} forms are needed, each filled in"
        return
    for numbers, form in zip(forms, given, strict=True):
        yield from _faults_of_form(text, form, is_one=set(numbers) <= {0, 1} or len(numbers) == 1, language=language)


def id_of(english: str) -> str:
    """Return by which name a text goes out and comes back."""
    return sha256(english.encode()).hexdigest()[:10]


def state() -> dict[str, dict[str, int]]:
    """Return how many texts the pages have, and the words of the law's questions and of the record; and each language."""
    parts = {"pages": set[str](), "words": set[str]()}
    for message in gathered():
        if message.id:
            parts["pages" if _is_of_a_page(message) else "words"].add(_key(message))
    found = {"texts": {name: len(keys) for name, keys in parts.items()}}
    for folder in sorted(each for each in LOCALE.iterdir() if each.is_dir()):
        there = {_key(message) for message in translated(folder.name) if message.id and _is_said(message)}
        found[folder.name] = {name: len(keys & there) for name, keys in parts.items()}
    return found


def kept_state() -> None:
    """Write how far each language is beside the translations, where the pages read it."""
    lines = [
        "# Written by tools/translators.py: how many texts there are, and how many each language has.",
        f"counted = {datetime.now(UTC).date()}",
    ]
    for name, counts in state().items():
        lines += ["", f"[{name}]", *(f"{part} = {count}" for part, count in counts.items())]
    (LOCALE / "state.toml").write_text("\n".join([*lines, ""]), "utf-8")


def _is_of_a_page(message: Message) -> bool:
    return any(path.endswith((".py", ".html")) and "/casework/" not in path for path, _line in message.locations)


def _for_whom(numbers: tuple[int, ...]) -> str:
    listed = ", ".join(map(str, numbers[:6]))
    return f"for {listed}{' and so on' if len(numbers) > 6 else ''}"  # noqa: PLR2004 as many as are listed


def _to_fill_in(message: Message, forms: int) -> dict[str, Any]:
    english, *plural = message.id if isinstance(message.id, tuple | list) else (message.id,)
    where = [f"{path}:{line}" for path, line in message.locations]
    more = {"plural": plural[0]} if plural else {}
    return {"id": id_of(english), "english": english, **more, "said_in": where, "translation": [""] * forms if plural else ""}


def _faults_of_form(text: Mapping[str, Any], form: str, *, is_one: bool, language: str) -> Iterator[str]:
    english = text["english"] if is_one or "plural" not in text else text["plural"]
    wanted, found = Counter(KEPT.findall(english)), Counter(KEPT.findall(form))
    either = wanted | Counter(KEPT.findall(text.get("plural", "")))
    if found != wanted and not (is_one and found <= either and set(wanted - found) <= {"%(n)s"}):
        yield f"`{form}` does not keep {', '.join(sorted((wanted - found) + (found - wanted)))}"
    hidden = {f"U+{ord(sign):04X}" for sign in form if category(sign) in HIDDEN and sign not in FINE.get(language, " ")}
    if hidden:
        yield f"`{form}` has a hidden sign: {', '.join(sorted(hidden))}"
    if form != form.strip() or "  " in form:
        yield f"`{form}` has a space too many"
    if form == english and len(re.findall(r"\w+", KEPT.sub("", english))) >= LONG:
        yield f"`{form}` is English"
    for word, means in NEVER_SAID.get(language, ()):
        if word in form.casefold() and means not in english.casefold():
            yield f"`{form}` says {word}, which the English text does not"


def _written(language: str, files: list[dict[str, Any]]) -> int:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    held = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        catalog, came = translated(language), 0
        for text in (text for file in files if file["language"] == language for text in file["texts"]):
            if not _is_empty(text["translation"]):
                english = (text["english"], text["plural"]) if "plural" in text else text["english"]
                said = tuple(text["translation"]) if "plural" in text else text["translation"]
                catalog.delete(text["english"])  # or what stood there would stay
                catalog.add(english, said)
                came += 1
        wrong = [f"{message.id}: {error}" for message, errors in catalog.check() for error in errors]
        if wrong:
            raise ValueError("\n".join(wrong))
        _write(path, language, catalog)
    finally:
        os.close(held)
    return came


def _write(path: Path, language: str, catalog: Catalog) -> None:
    """Write a catalog in the order in which the pages say its texts; what no page says any more comes last."""
    found = {_key(message): message for message in catalog if message.id and _is_said(message)}
    order = [_key(message) for message in gathered() if message.id]
    made = Catalog(locale=language, charset="utf-8")
    for key in dict.fromkeys([*(key for key in order if key in found), *found]):
        made.add(found[key].id, found[key].string)
    beside = path.with_suffix(f".{os.getpid()}")
    head = path.read_text("utf-8").split("\n\n", 1)[0]
    with beside.open("wb") as target:
        target.write(f"{head}\n\n".encode())
        write_po(target, made, omit_header=True, width=120)
    beside.replace(path)


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


def _is_said(message: Message) -> bool:
    return bool(message.string) and not (isinstance(message.string, tuple | list) and not all(message.string))


def _is_empty(said: str | list[str]) -> bool:
    return not said or not any(said)


def main(what: str, *rest: str) -> None:
    """Hand out, take back, or say how far it is."""
    if what == "out":
        print(json.dumps(going_out(rest[0], rest[1:]), ensure_ascii=False, indent=1))
    elif what == "back":
        print(taken_back([json.loads(Path(name).read_text("utf-8")) for name in rest]))
        compiled()
        kept_state()
    else:
        kept_state()
        print("\n".join(f"{name}: {counts['pages']} of the pages, {counts['words']} words" for name, counts in state().items()))


if __name__ == "__main__":
    settings.configure()
    main(*sys.argv[1:] or ("state",))
