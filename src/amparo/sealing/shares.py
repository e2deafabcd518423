"""Recovery shares: words on paper, of which so many together open a ring again (SLIP-39)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from amparo.errors import AmparoError
from amparo.sealing.key import Key
from amparo.sealing.lock import recover
from amparo.sealing.ring import RECOVERY, Ring

FEWEST: Final = 2
"""How many shares must come together at least: no single person holds a ring."""

MOST: Final = 16
"""How many shares there are at most."""

WORDS: Final = 33
"""How many words a share has."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What a rehearsal showed: whose ring these shares open, how many were tried and needed, how many keys it holds."""

    owner: str
    tried: int
    needed: int
    keys: int


def split(ring: Ring, needed: int, count: int) -> tuple[str, ...]:
    """Return the shares of a ring's recovery key, each 33 words; any `needed` of the `count` open it, fewer tell nothing."""
    if not FEWEST <= needed <= count <= MOST:
        raise AmparoError(
            "shares-bad-count",
            f"from {FEWEST} to {MOST} shares, and no more needed than there are",
            where=f"{needed} of {count}",
        )
    return tuple(generate_mnemonics(1, [(needed, count)], ring.key(RECOVERY).reveal(), iteration_exponent=0)[0])


def combined(shares: Sequence[str]) -> Key:
    """Return the recovery key; every share given is tried, and the error for a wrong one says which, never a word of it."""
    read = [_share(words, number) for number, words in enumerate(shares, 1)]
    kinds = {share.group_parameters() for share in read}
    if len(kinds) != 1:
        raise AmparoError(
            "shares-differ", "these shares were not made together", help="look for shares that begin with the same two words"
        )
    if len({share.index for share in read}) != len(read):
        raise AmparoError("shares-twice", "one share was given twice")
    needed = read[0].member_threshold
    if len(read) < needed:
        raise AmparoError("shares-too-few", f"too few shares: {len(read)} given, {needed} needed")
    keys = [_together(read[start : start + needed]) for start in range(len(read) - needed + 1)]
    return keys[0]


def drill(data: bytes, shares: Sequence[str]) -> Drill:
    """Rehearse a recovery: open a locked ring with shares, say what was found, and change nothing."""
    ring = recover(data, combined(shares))
    return Drill(ring.owner, len(shares), _share(shares[0], 1).member_threshold, len(ring.keys))


def _share(words: str, number: int) -> Share:
    try:
        share = Share.from_mnemonic(words)
        if len(words.split()) == WORDS:
            return share
    except MnemonicError:
        pass  # its own message would repeat words of the share
    raise AmparoError(
        "share-unreadable",
        f"share {number} is not one as it was written",
        help="compare it word by word: a checksum finds any slip",
    )


def _together(shares: Sequence[Share]) -> Key:
    try:
        return Key(RECOVERY, combine_mnemonics([share.mnemonic() for share in shares]))
    except MnemonicError:
        pass  # as above
    raise AmparoError("shares-differ", "these shares do not come to one key", help="one of them belongs to another set")
