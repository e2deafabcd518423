"""Whether a proof about a log holds (RFC 9162 2.1.3.2 and 2.1.4.2). Whatever is not a sound proof is refused, never raised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from amparo.ledger.tree import node_hash

_HASH: Final = 32
"""Bytes of a hash."""


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether the proof shows a leaf hash at an index of the log that has this size and root."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    place, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(node, found)
            place, last = _up_to_right(place, last)
        else:
            found = node_hash(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the second log goes on from the first and changes nothing of it."""
    if not 0 < first <= second or not _are_hashes(first_root, second_root, *proof):
        return False  # every log goes on from the empty one: that is no proof of anything
    if first == second:
        return not proof and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    return bool(path) and _climbs(first, second, first_root, second_root, path)


def _climbs(first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> bool:
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_hash(node, old), node_hash(node, new)
            place, last = _up_to_right(place, last)
        else:
            new = node_hash(new, node)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _up_to_right(place: int, last: int) -> tuple[int, int]:
    """Climb past the levels on which a node at the right edge has no sibling."""
    while not place & 1 and place:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == _HASH for value in values)
