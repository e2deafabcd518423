"""A key file as the source of a ring's key: 64 hexadecimal figures on one line, kept away from the ring."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.disk import read_private, write_private
from amparo.sealing.key import CHANCE, LENGTH, Chance, Key, drawn

_LINE: Final = re.compile(rb"\s*([0-9a-fA-F]{64})\s*")
_MOST: Final = 256


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file on another medium than the ring, or one that the system opens for the service alone."""

    path: Path
    kind: str = field(default="key file", init=False)

    def fresh(self, chance: Chance) -> bytes:  # noqa: ARG002 a passphrase needs salt, and a key file nothing
        """Return no parameters: the file is the whole key."""
        return b""

    def key(self, owner: str, parameters: bytes) -> Key:  # noqa: ARG002 as above
        """Return the key in the file; raise `AmparoError` if it is missing, open to others, or no key."""
        return as_key(read_private(self.path, _MOST), f"{owner}/key file", "the key file")


def new_key_file(path: Path, chance: Chance = CHANCE) -> None:
    """Write a fresh key to a file that only its owner may read; refuse to write over one that is there."""
    if path.exists():
        raise AmparoError(
            "key-file-exists", "a key file of this name is already there", help="a key that is written over is lost for ever"
        )
    write_private(path, drawn(LENGTH, chance).hex().encode("ascii") + b"\n")


def as_key(line: bytes, name: str, what: str) -> Key:
    """Return the key that one line of 64 hexadecimal figures is; raise `AmparoError` without the line if it is none."""
    found = _LINE.fullmatch(line)
    length = len(line)
    del line  # an error page may print the variables of this frame
    if not found:
        raise AmparoError(
            "key-not-hexadecimal",
            f"{what} gave {length} bytes that are not one key",
            help="one line of 64 hexadecimal figures is a key",
        )
    return Key(name, bytes.fromhex(found[1].decode("ascii")))
