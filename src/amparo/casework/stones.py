"""Tombstones: kept in the database, and as a copy beside the rings, so that no older backup brings anybody back.

Beside the rings stand two files, which hold no secret and name no person but by a random id:
`stones.json`, all tombstones, and `latest`, how far the log and the tombstones had come when this was last written.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from amparo.casework.keys import signing
from amparo.casework.models import LogHead, Stone
from amparo.casework.sequencing import head_of
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.ledger.head import Head, head_from
from amparo.sealing.disk import read_private, write_private
from amparo.sealing.erasure import DOMAIN, FIRST, Graves, Tombstone, checked
from amparo.sealing.signing import SigningKey

STONES: Final = "stones.json"
LATEST: Final = "latest"
_LATEST: Final = re.compile(r"(head [^\n]*\n)?stones (0|[1-9]\d{0,8}) ([0-9a-f]{64})\n")
_BYTES: Final = ("before", "signature")


@dataclass(frozen=True, slots=True)
class Latest:
    """How far the installation had come: its newest signed head, if any, how many tombstones, and the digest of the last."""

    head: Head | None
    count: int
    digest: bytes

    def text(self) -> str:
        """Return it as the file beside the rings has it."""
        return f"{self.head.line() if self.head else ''}stones {self.count} {self.digest.hex()}\n"


def stones() -> tuple[Tombstone, ...]:
    """Return all tombstones of the database, in order."""
    return tuple(stone_of(row) for row in Stone.objects.order_by("number"))


def last_stone() -> Tombstone | None:
    """Return the newest tombstone."""
    row = Stone.objects.order_by("-number").first()
    return stone_of(row) if row else None


def keep_stones(made: Sequence[Tombstone]) -> None:
    """Keep new tombstones in the database."""
    Stone.objects.bulk_create(Stone(**{name: getattr(stone, name) for name in Tombstone.__slots__}) for stone in made)


def stone_signing() -> SigningKey:
    """Return the installation's key that signs tombstones."""
    return signing(DOMAIN)


def latest() -> Latest:
    """Return how far the database has come."""
    row, last = LogHead.objects.order_by("-size").first(), last_stone()
    return Latest(head_of(row) if row else None, last.number if last else 0, last.digest if last else FIRST)


def keep_beside_rings() -> None:
    """Copy tombstones and the newest head beside the rings; never fewer than are there already."""
    folder = keys_folder()
    found, every = latest(), stones()
    before = read_latest(folder)
    if before is not None and before.count > found.count:
        raise _older(before.count, found.count)
    if before is None or before.count != found.count or not (folder / STONES).exists():
        write_private(folder / STONES, stones_text(every).encode("ascii"))
    if before is None or before != found:
        write_private(folder / LATEST, found.text().encode("ascii"))


def refuse_older_database() -> None:
    """Raise `AmparoError` if the database knows of fewer erasures than what lies beside the rings: it brings people back."""
    known, last = read_latest(keys_folder()), last_stone()
    there = last.number if last else 0
    if known is not None and known.count > there:
        raise _older(known.count, there)


def read_latest(folder: Path) -> Latest | None:
    """Read how far the installation had come; nothing where no such file is there."""
    path = folder / LATEST
    if not path.exists():
        return None
    found = _LATEST.fullmatch(read_private(path).decode("ascii", "replace"))
    if found is None:
        raise _damaged(path)
    return Latest(head_from(found[1]) if found[1] else None, int(found[2]), bytes.fromhex(found[3]))


def read_stones(path: Path) -> tuple[Tombstone, ...]:
    """Read the tombstones in a file, not yet checked; none where there is no such file."""
    if not path.exists():
        return ()
    try:
        return tuple(stone_from(table) for table in json.loads(read_private(path).decode("ascii"))["stones"])
    except (ValueError, TypeError, KeyError):  # not JSON, or not what we write
        raise _damaged(path) from None


def graves_of(every: Sequence[Tombstone], known: Latest | None) -> Graves:
    """Return what tombstones say; raise `AmparoError` if one was changed, or those that are known of are not all there."""
    return checked(every, stone_signing().public, (known.count, known.digest) if known else None)


def stones_text(every: Sequence[Tombstone]) -> str:
    """Return tombstones as a file."""
    return json.dumps({"stones": [stone_table(stone) for stone in every]}, indent=1) + "\n"


def stone_table(stone: Tombstone) -> dict[str, Any]:
    """Return a tombstone as JSON has it."""
    table = {name: getattr(stone, name) for name in Tombstone.__slots__}
    return {**table, **{name: b64encode(table[name]).decode("ascii") for name in _BYTES}}


def stone_from(table: dict[str, Any]) -> Tombstone:
    """Read a tombstone; raise `ValueError`, `TypeError` or `KeyError` for what is none."""
    raw: dict[str, Any] = {name: b64decode(table[name], validate=True) for name in _BYTES}
    return Tombstone(**{**{name: table[name] for name in Tombstone.__slots__}, **raw})


def stone_of(row: Stone) -> Tombstone:
    """Return a row as the tombstone it is."""
    return Tombstone(row.number, bytes(row.before), row.person, row.compartment, row.generation, row.at, bytes(row.signature))


def _older(known: int, there: int) -> AmparoError:
    return AmparoError(
        "stones-missing",
        f"beside the rings {known} tombstones are known, and the database has {there}",
        help="an older copy of the database was put in place by hand: use `amparo restore`, which replays the tombstones",
        where=str(keys_folder() / LATEST),
    )


def _damaged(path: Path) -> AmparoError:
    return AmparoError("stones-damaged", "what is kept of erasures beside the rings is damaged", where=str(path))
