"""Recovery shares as they are read in, one a line, and printed, once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, line
from amparo.errors import AmparoError
from amparo.sealing.shares import MOST, WORDS

_LONGEST: Final = 1024


def add_counts(parser: Parser) -> None:
    """Add how many shares there are to be, and how many of them open the ring."""
    parser.add_argument("-k", metavar="NEEDED", type=int, required=True, help="how many shares open the ring together")
    parser.add_argument(
        "-n", metavar="COUNT", type=int, required=True, help="how many shares are made, each for another person"
    )


def shares_read() -> tuple[str, ...]:
    """Return the shares on standard input, one a line, up to an empty line; on a terminal they are asked for."""
    shares: list[str] = []
    while len(shares) < MOST:
        if sys.stdin.isatty():
            sys.stderr.write(f"Share {len(shares) + 1} ({WORDS} words; an empty line ends): ")
            sys.stderr.flush()
        words = sys.stdin.readline(_LONGEST).split()
        if not words:
            break
        shares.append(" ".join(words).lower())
    if not shares:
        raise AmparoError("shares-missing", "no share was given", help="write them to standard input, one a line")
    return tuple(shares)


def share_lines(owner: str, shares: Sequence[str], needed: int) -> Iterator[Line]:
    """Say the shares, and what becomes of them."""
    yield line(f"Any {needed} of these {len(shares)} shares open the ring of `{owner}`, together with its file.", "strong")
    yield line(
        "They are shown only now. Each goes to another person, on paper, to another place. Shares made before open it no more."
    )
    for number, share in enumerate(shares, 1):
        yield GAP
        yield line(share, mark=f"{number}.")
