"""`amparo law new ISO`: a small pack that loads, meets its own cases and explains itself, to be rewritten rule by rule."""

from __future__ import annotations

import os
import re
import shlex
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, line, mixed, section
from amparo.errors import AmparoError
from amparo.facts.words import nearest, shown
from amparo.rules.layers import read_layers
from amparo.rules.pack import BASELINE, find_law, pack_names

_CODE: Final = re.compile(r"[a-z]{2}(-[a-z0-9]{1,3})?", re.ASCII)
_STANDIN: Final = "zz"
"""The country of the pack that is copied, and the name of its folder under `law/new`."""
_FIRST: Final = "no-removal-before-legal-advice"
"""The rule that is shown first."""


def parser() -> Parser:
    parser = Parser(
        "law new", "A small pack of your own: an invented Act with its rules and cases, to be rewritten rule by rule."
    )
    parser.add_argument("code", metavar="ISO", help="the country's code of two letters, such as ke; of a part of it, au-nsw")
    parser.add_argument("--over", metavar="PACK", default=BASELINE, help=f"the pack it stands over (default: {BASELINE})")
    parser.add_argument("--to", metavar="FOLDER", help="the folder to make (default: one named by the code, here)")
    return parser


def run(arguments: Namespace) -> Outcome:
    code = arguments.code.lower()
    if not _CODE.fullmatch(code):
        raise AmparoError(
            "wrong-country-code", f"`{shown(arguments.code)}` is not a country's code", where="ISO",
            help="write its two letters (ISO 3166), such as `ke`, or those of a part of it, such as `au-nsw`",
        )  # fmt: skip
    folder = Path(code if arguments.to is None else arguments.to)
    _check_over(arguments.over, folder.name)
    _write(folder, _files(code, arguments.over))
    return Outcome(sheet=tuple(_told(code, folder, arguments.over)))


def _check_over(over: str, name: str) -> None:
    """The new pack speaks in the baseline's words, so it stands over the baseline, or over a pack that does."""
    law = find_law()
    if over not in pack_names(law):
        raise AmparoError("unknown-layer", f"`{shown(over)}` is not a law pack{nearest(over, pack_names(law))}", where="--over")
    below = [layer.profile.name for layer in read_layers(law / over, law)]
    if BASELINE not in below:
        raise AmparoError("layer-without-baseline", f"`{over}` does not stand over `{BASELINE}`", where="--over")
    if name in below:
        raise AmparoError("layers-circle", f"a pack named `{name}` would stand over itself", where="--to")


def _files(code: str, over: str) -> Iterator[tuple[Path, str]]:
    """Yield the files of the new pack: those of the stand-in, with the country and the layer below put in."""
    source = find_law() / "new" / _STANDIN
    named: Mapping[str, str] = {_STANDIN: code, _STANDIN.upper(): code.upper(), f'["{BASELINE}"]': f'["{over}"]'}
    stands_in = re.compile(rf'\b({_STANDIN}|{_STANDIN.upper()})\b|\["{BASELINE}"\]')
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        yield path.relative_to(source), stands_in.sub(lambda found: named[found.group()], path.read_text("utf-8"))


def _write(folder: Path, files: Iterator[tuple[Path, str]]) -> None:
    """Write all files beside the folder first, and then put them in its place at once: nothing is left half-written."""
    if os.path.lexists(folder):
        raise AmparoError(
            "folder-exists", f"`{shown(folder)}` is already there, and is left as it is", where="--to",
            help="name a folder that does not exist yet: `--to FOLDER`",
        )  # fmt: skip
    try:
        with TemporaryDirectory(dir=folder.parent, prefix=".amparo-") as aside:
            made = Path(aside, folder.name)
            for path, text in files:
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_text(text, "utf-8")
            made.rename(folder)
    except (OSError, ValueError):  # no such place, no right to write there, or a name that no folder can have
        raise AmparoError("output-unwritable", f"`{shown(folder)}` cannot be written", where="--to") from None


def _told(code: str, folder: Path, over: str) -> Iterator[Line]:
    """What was made, and what to do next."""
    name = shlex.quote(str(folder) if os.sep in str(folder) else f"{os.curdir}{os.sep}{folder}")
    yield mixed((f"{name} is made: ", "strong"), (f"a small pack over {over}, to try and to copy from.", ""))
    yield line(f"Its Act is invented. Put the law of {code.upper()} in its place, one article at a time.")
    commands = {
        f"amparo law check {name}": "after every change: is it sound, and are its cases met?",
        f"amparo explain {_FIRST} --law {name}": "a rule in words",
        f"amparo law prove {name}": "whom does it miss?",
        f"amparo law show {name} --output {code}.html": "the pack as a page, article by article",
    }
    yield from section(
        "Next", (mixed((command, "strong"), (f"  {why}", "quiet"), mark="•") for command, why in commands.items())
    )
    yield line(f"Every key and word of the language: {find_law() / 'README.md'}", "quiet")
