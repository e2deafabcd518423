"""`amparo law show PACK`: a pack as one page that a lawyer reads, to standard output or a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.page import Shown, page
from amparo.explain.plain import Plain
from amparo.explain.requirements import load_requirements
from amparo.explain.wording import load_words
from amparo.facts.reading import day
from amparo.facts.words import shown
from amparo.rules.cases import WorkedCase, load_cases, load_persons
from amparo.rules.pack import Pack, find_law, load_pack


def parser() -> Parser:
    parser = Parser("law show", "A law pack as one page (HTML): article by article, the rules, and worked cases beside them.")
    parser.add_argument("pack", metavar="PACK", help="a law pack, by name or folder")
    parser.add_argument("--output", metavar="FILE", help="write the page to this file (default: standard output)")
    parser.add_argument("--on", metavar="DATE", help="the law as it stands on this day (default: today)")
    return parser


def run(arguments: Namespace) -> Outcome:
    pack = load_pack(arguments.pack)
    asked = day(arguments.on, "on") if arguments.on else max(today(), pack.profile.begins)
    plain = Plain(pack.law_on(asked), load_words(find_law()))
    text = page(Shown(pack, plain, _cases(pack), load_persons(pack), load_requirements(find_law())))
    if arguments.output is None:
        return Outcome(text=text)
    _write(text, arguments.output)
    return Outcome()


def _cases(pack: Pack) -> tuple[WorkedCase, ...]:
    """The worked cases of the pack; of a view, those of the packs that it looks at."""
    if any(rule.pack == pack.name for rule in pack.rules):
        return load_cases(pack)
    return tuple(case for layer in pack.layers[:-1] for case in load_cases(load_pack(layer.name)))


def _write(text: str, name: str) -> None:
    try:
        Path(name).write_text(text, "utf-8")
    except (OSError, ValueError):  # no such folder, no right to write, or a name that no file can have
        raise AmparoError("output-unwritable", f"`{shown(name)}` cannot be written", where="--output") from None
