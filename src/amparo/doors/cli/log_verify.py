"""`amparo log verify FILE --key KEY`: whether an export of the log is sound. It needs nothing from the server that wrote it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, Sheet, line
from amparo.errors import AmparoError
from amparo.facts.words import shown
from amparo.ledger.audit import Verdict, audited
from amparo.ledger.head import Head, head_from
from amparo.sealing.signing import PublicKey, check, from_text

UNSOUND: Final = 3
"""Not sound, or not readable as what it should be."""
_LONGEST_LINE: Final = 1 << 24
_SMALL: Final = 4096
"""More bytes than a key or a head has."""


def parser() -> Parser:
    parser = Parser(
        "log verify",
        "Is this export of the log sound? Checked from the file and the public key alone.",
        "exit codes: 0 sound (without --head: consistent, not anchored), 2 a file is missing, 3 unsound or unreadable",
    )
    parser.add_argument("file", metavar="FILE", help="an export of the log")
    parser.add_argument(
        "--key", metavar="KEY", required=True, action="append",
        help="the public key of the log, from a source you trust; again for each key that was replaced",
    )  # fmt: skip
    parser.add_argument("--head", metavar="HEAD", help="a signed head that was kept elsewhere: the log must go on from it")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    texts = [_small(name) for name in arguments.key]
    outside = None if arguments.head is None else _small(arguments.head)
    try:
        keys = [from_text(text) for text in texts]
        head = None if outside is None else head_from(outside)
    except AmparoError as error:  # a key or a head that is none: nothing can be vouched for
        verdict = Verdict(0, 0, fault=error.sentence)
    else:
        verdict = _audited(arguments.file, keys, head)
    code = UNSOUND if verdict.fault else 0
    return Outcome(code, table=_table(verdict)) if arguments.json else Outcome(code, sheet=_sheet(verdict))


def _audited(name: str, keys: list[PublicKey], head: Head | None) -> Verdict:
    def is_signed(signature: bytes, message: bytes) -> bool:
        return any(_is_by(key, signature, message) for key in keys)

    return audited(_lines(name), is_signed, head)


def _is_by(key: PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        check(message, signature, key)
    except AmparoError:
        return False
    return True


def _lines(name: str) -> Iterator[bytes]:
    try:
        with Path(name).open("rb") as file:
            yield from iter(partial(file.readline, _LONGEST_LINE), b"")
    except (OSError, ValueError):
        raise _unreadable(name) from None


def _small(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            return file.read(_SMALL).decode("utf-8", "replace")
    except (OSError, ValueError):
        raise _unreadable(name) from None


def _unreadable(name: str) -> AmparoError:
    return AmparoError("log-file-unreadable", f"there is no file `{shown(name)}` that can be read")


def _table(verdict: Verdict) -> dict[str, object]:
    return {
        "sound": not verdict.fault,
        "anchored": verdict.is_anchored,
        "entries": verdict.size,
        "heads": verdict.heads,
        "broken": verdict.broken,
        "fault": verdict.fault or None,
    }


def _sheet(verdict: Verdict) -> Sheet:
    entries = "1 entry" if verdict.size == 1 else f"{verdict.size:,} entries"
    heads = "1 signed head" if verdict.heads == 1 else f"{verdict.heads:,} signed heads"
    read = f"{entries} and {heads} read."
    if verdict.fault:
        found = [line(f"Not sound: {verdict.fault}.", "held")]
        if verdict.broken is not None:
            found.append(line(f"First broken entry: {verdict.broken} (entries are counted from 0)."))
        return (*found, line(read, "quiet"))
    return (*_sound(verdict), line(read, "quiet"))


def _sound(verdict: Verdict) -> tuple[Line, ...]:
    if verdict.is_anchored:
        return (line("Sound: every entry is as it was signed, and the log goes on from the outside head.", "free"),)
    return (
        line("Consistent, not anchored: every entry is as the heads in this file say.", "wait"),
        line("Whoever holds the log's key could have written another from end to end; a head kept elsewhere tells (--head)."),
    )
