"""`amparo law prove PACK`: whom does the law miss? Every person who could exist, held against what is promised."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed, section
from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.plain import Plain, day_in_words
from amparo.explain.wording import load_words
from amparo.facts.reading import day
from amparo.facts.words import shown
from amparo.prove.proof import Proof
from amparo.prove.report.content import Report
from amparo.prove.report.page import page
from amparo.prove.report.paper import paper
from amparo.prove.report.writing import Writer
from amparo.prove.result import NOT_ASSESSED, PROVED, REFUTED, UNDECIDED
from amparo.prove.right import FLOORS
from amparo.prove.search import SECONDS
from amparo.prove.story import CLAIMS, Teller
from amparo.prove.table import proof_json
from amparo.rules.exemption import NOT_WEAKER, PROPERTIES
from amparo.rules.pack import BASELINE, find_law, load_pack

EXITS: Final = {PROVED: 0, NOT_ASSESSED: 0, REFUTED: 3, UNDECIDED: 4}
_FLOOR: Final = "which rights of the baseline count: those that bind, also those to be considered, all (default)"
_PROPERTY: Final = f"prove this one only, again for each of several: {', '.join(PROPERTIES)}"
_STYLES: Final = {PROVED: "free", REFUTED: "held", UNDECIDED: "wait", NOT_ASSESSED: "quiet"}


def parser() -> Parser:
    parser = Parser(
        "law prove",
        "Whom does the law miss? Every person who could exist is held against the baseline and seven promises.",
        "exit codes: 0 nothing refuted, 3 something refuted, 4 something not decided in time",
    )
    parser.add_argument("pack", metavar="PACK", help="a law pack, by name or folder")
    parser.add_argument("--against", metavar="PACK", help=f"the baseline (default: {BASELINE})")
    parser.add_argument("--floor", choices=FLOORS, default="recommended", help=_FLOOR)
    parser.add_argument("--alone", action="store_true", help="let only the pack's own layer answer the baseline")
    parser.add_argument("--property", choices=PROPERTIES, action="append", metavar="NAME", help=_PROPERTY)
    parser.add_argument("--on", metavar="DATE", help="the law as it stands on this day (default: today)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"for one question at most (default: {SECONDS:g})")
    parser.add_argument("--json", action="store_true", help="a table for machines")
    parser.add_argument("--report", metavar="FILE", help="write a report for a legislator's adviser: FILE.html or FILE.pdf")
    return parser


def run(arguments: Namespace) -> Outcome:
    write = _writer_of(arguments.report) if arguments.report is not None else None
    proof, teller = proved(arguments)
    if write is not None:
        write(Writer(proof, teller.plain, teller.baseline).report())
    code = EXITS[_worst(proof)]
    if arguments.json:
        return Outcome(code, table=proof_json(proof, teller))
    return Outcome(code, sheet=tuple(_sheet(proof, teller)))


def proved(arguments: Namespace) -> tuple[Proof, Teller]:
    """Read what is asked; nothing is proved yet."""
    pack = load_pack(arguments.pack)
    name = arguments.against or BASELINE
    baseline = load_pack(name) if arguments.against or pack.name != BASELINE else None
    begins = max(pack.profile.begins, baseline.profile.begins if baseline else pack.profile.begins)
    asked = day(arguments.on, "on") if arguments.on else max(today(), begins)
    proof = Proof(
        pack, baseline, asked, arguments.floor, arguments.alone, arguments.seconds, tuple(arguments.property or PROPERTIES)
    )
    words = load_words(find_law())
    below = Plain(baseline.law_on(asked), words) if baseline else None
    return proof, Teller(pack, Plain(pack.law_on(asked), words), below, baseline)


def _writer_of(name: str) -> Callable[[Report], None]:
    """Return what writes a report to a file, by the file's ending; refuse any other before anything is proved."""
    makers: Mapping[str, Callable[[Report], bytes]] = {".html": lambda report: page(report).encode(), ".pdf": paper}
    make = makers.get(Path(name).suffix.lower())
    if make is None:
        raise AmparoError(
            "report-format", f"`{shown(name)}` ends in neither .html nor .pdf", help="name the file so", where="--report"
        )
    if not Path(name).parent.is_dir():
        raise _unwritable(name)
    return lambda report: _write(make(report), Path(name))


def _write(contents: bytes, file: Path) -> None:
    """Write the whole file or nothing."""
    begun = file.with_name(f".{file.name}.part")
    try:
        begun.write_bytes(contents)
        begun.replace(file)
    except OSError:
        begun.unlink(missing_ok=True)
        raise _unwritable(str(file)) from None


def _unwritable(name: str) -> AmparoError:
    return AmparoError("output-unwritable", f"`{shown(name)}` cannot be written", where="--report")


def _worst(proof: Proof) -> str:
    results = {proof.result(name) for name in proof.properties}
    return next((result for result in (REFUTED, UNDECIDED) if result in results), PROVED)


def _sheet(proof: Proof, teller: Teller) -> Iterator[Line]:
    against = f", held against {proof.baseline.profile.title}" if proof.baseline else ""
    yield mixed((proof.pack.profile.title, "strong"), (f" ({proof.pack.profile.standing}){against}", "quiet"))
    yield line(f"Every person who could exist on {day_in_words(proof.day)}, with at most 3 listed items of a kind.", "quiet")
    yield GAP
    for name in proof.properties:
        yield from _property(proof, name)
    for name in proof.properties:
        yield from section(CLAIMS[name], _stories(proof, name, teller))


def _property(proof: Proof, name: str) -> Iterator[Line]:
    if name == NOT_WEAKER and proof.baseline is None:
        return
    found, result = proof.of(name), proof.result(name)
    failing = sum(each.result == result for each in found) if result in (REFUTED, UNDECIDED) else 0
    number = f": {failing} of {len(found)}" if failing else f" ({len(found)} looked at)"
    yield mixed((f"{CLAIMS[name]}: ", ""), (result.replace("-", " "), _STYLES[result]), (number, "quiet"), mark="•")


def _stories(proof: Proof, name: str, teller: Teller) -> Iterator[Line]:
    for found in proof.of(name):
        if found.result in (REFUTED, UNDECIDED) and found.rule is not None:
            yield mixed((found.rule.id, "strong"), (f" ({found.rule.force or found.rule.kind})", "quiet"), mark="•")
            yield line(teller.story(found), indent=2)
