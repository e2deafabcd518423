"""`amparo restore FILE`: a backup comes back into an empty installation, and nobody with it who was erased since."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from amparo.casework.putting_back import restore
from amparo.casework.restoring import Restored
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, line


def parser() -> Parser:
    parser = Parser(
        "restore",
        "Bring a backup back into an empty home, or an empty PostgreSQL. The rings have to lie in AMPARO_KEYS already, and "
        "beside them the tombstones: whoever was erased since the backup stays erased.",
    )
    parser.add_argument("file", metavar="FILE", help="what `amparo backup` wrote")
    parser.add_argument(
        "--nobody-erased-since",
        action="store_true",
        help="the tombstones are lost with the machine, and you answer for it that nobody was erased since; the log keeps that",
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    return Outcome(sheet=tuple(_told(restore(Path(arguments.file), nobody_erased_since=arguments.nobody_erased_since))))


def _told(found: Restored) -> Iterator[Line]:
    yield line("The backup is restored, and its log is sound.", "strong")
    yield line(f"It is of {found.manifest.at}, and holds {found.rows:,} rows.")
    if found.kept_out:
        yield line(f"{found.kept_out:,} keys of people who were erased since were kept out of it.")
    if found.lost:
        yield line(
            f"{found.lost:,} entries of the log were written after it and are lost. Tell whoever keeps heads of the log: "
            "their head will not fit, and the entry of this restore says why.",
            "wait",
        )
    yield line("Everybody signs in again. `amparo doctor` says what else to look at.")
