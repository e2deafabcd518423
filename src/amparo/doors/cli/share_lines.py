"""Recovery shares as they are read in, one a line or as they were printed, and printed, once."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, line
from amparo.errors import AmparoError
from amparo.sealing.shares import MOST, WORDS

_LONGEST: Final = 1024
_MARK: Final = re.compile(r"\d{1,2}\.")
"""The number that stands before a printed share."""


def add_counts(parser: Parser) -> None:
    """Add how many shares there are to be, and how many of them open the ring."""
    parser.add_argument("-k", metavar="NEEDED", type=int, required=True, help="how many shares open the ring together")
    parser.add_argument(
        "-n", metavar="COUNT", type=int, required=True, help="how many shares are made, each for another person"
    )


def shares_read() -> tuple[str, ...]:
    """Return the shares on standard input: one a line, or over several as they were printed. A terminal asks for each."""
    shares: list[str] = []
    begun: list[str] = []
    while len(shares) < MOST:
        _ask(len(shares) + 1, len(begun))
        read = sys.stdin.readline(_LONGEST)
        words = [word.lower() for word in read.split() if not _MARK.fullmatch(word)]
        begun += words
        if begun and (len(begun) >= WORDS or not words):
            shares.append(" ".join(begun))
            begun = []
        elif not read or (not words and sys.stdin.isatty()):
            break
    if not shares:
        raise AmparoError("shares-missing", "no share was given", help="write them to standard input, one a line")
    return tuple(shares)


def _ask(number: int, begun: int) -> None:
    if sys.stdin.isatty():
        so_far = f"{begun} of {WORDS} words so far" if begun else f"{WORDS} words; an empty line ends"
        sys.stderr.write(f"Share {number} ({so_far}): ")
        sys.stderr.flush()


def share_lines(owner: str, shares: Sequence[str], needed: int) -> Iterator[Line]:
    """Say the shares, and what becomes of them."""
    yield line(f"Any {needed} of these {len(shares)} shares open the ring of `{owner}`, together with its file.", "strong")
    yield line(
        "They are shown only now. Each goes to another person, on paper, to another place. Shares made before open it no more."
    )
    for number, share in enumerate(shares, 1):
        yield GAP
        yield line(share, mark=f"{number}.")
