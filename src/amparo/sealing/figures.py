"""Figures of a register: what is looked for, as keyed numbers of 64 bits that tell nothing without the key.

Those of `index.py` are so short that many people share one. Here that would bring hundreds of strangers for each person sought;
what is sought by is coarse instead (the sound of a name, a year), so that many people share it before it is keyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from amparo.sealing.key import Key

WIDTH: Final = 8
"""Bytes of a figure."""

COUNT: Final = 0
"""No text has this figure: whoever keeps lists by figure may keep under it what is of none."""


def figures(texts: Iterable[str], key: Key) -> tuple[int, ...]:
    """Return the figure of each text (keyed BLAKE2b, RFC 7693): a whole number from -2^63 to 2^63 - 1."""
    secret = key.reveal()
    return tuple(
        int.from_bytes(blake2b(text.encode("utf-8"), digest_size=WIDTH, key=secret).digest(), "big", signed=True) or COUNT + 1
        for text in texts
    )
