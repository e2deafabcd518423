"""The tree over a log (RFC 9162 2.1, the same as RFC 6962 2.1): hashes, roots, and proofs of both kinds."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

EMPTY: Final = sha256().digest()
"""The root of a log without entries."""
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry; the byte before it keeps entries and inner nodes apart."""
    return sha256(_LEAF + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return sha256(_NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to go on with a log: its size and the roots of its full subtrees, the largest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def with_leaf(self, leaf: bytes) -> Frontier:
        """Return the frontier after one more leaf hash."""
        peaks = [*self.peaks, leaf]
        _carry(peaks, self.size)
        return Frontier(self.size + 1, tuple(peaks))

    def root(self) -> bytes:
        """Return the root of the log so far."""
        return folded(self.peaks)


class Growing:
    """A frontier that grows in place, for reading a long log once."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        self._peaks.append(leaf)
        _carry(self._peaks, self.size)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the log so far."""
        return folded(self._peaks)


def _carry(peaks: list[bytes], size: int) -> None:
    """Join the last two subtrees as often as they are of one height: once for each low bit that is set."""
    while size & 1:
        right = peaks.pop()
        peaks[-1] = sha256(_NODE + peaks[-1] + right).digest()
        size >>= 1


def folded(peaks: tuple[bytes, ...] | list[bytes]) -> bytes:
    """Return the root over full subtrees, the largest first."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


class Tree:
    """A whole log with its full subtrees, from which roots and proofs of every size are read."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]

    @property
    def size(self) -> int:
        """The number of entries."""
        return len(self._levels[0])

    def add(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        for level in self._levels:
            level.append(leaf)
            if len(level) % 2:
                return
            leaf = node_hash(level[-2], level[-1])
        self._levels.append([leaf])

    def root(self, size: int) -> bytes:
        """Return the root that the log had at a size."""
        return self._range(0, self._within(size)) if size else EMPTY

    def inclusion(self, index: int, size: int) -> tuple[bytes, ...]:
        """Return the proof that the entry at an index is in the log of a size (RFC 9162 2.1.3.1)."""
        if not 0 <= index < self._within(size):
            raise IndexError(index)
        return tuple(self._path(index, 0, size))

    def consistency(self, first: int, second: int) -> tuple[bytes, ...]:
        """Return the proof that the log of the second size goes on from that of the first (RFC 9162 2.1.4.1)."""
        if not 0 < first <= self._within(second):
            raise IndexError(first)
        return tuple(self._subproof(first, 0, second, is_whole=True))

    def _within(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise IndexError(size)
        return size

    def _range(self, start: int, end: int) -> bytes:
        length = end - start
        if length & (length - 1) == 0:
            return self._levels[length.bit_length() - 1][start // length]
        middle = start + _split(length)
        return node_hash(self._range(start, middle), self._range(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._range(middle, end)]
        return [*self._path(index, middle, end), self._range(start, middle)]

    def _subproof(self, first: int, start: int, end: int, *, is_whole: bool) -> list[bytes]:
        if first == end:
            return [] if is_whole else [self._range(start, end)]
        middle = start + _split(end - start)
        if first <= middle:
            return [*self._subproof(first, start, middle, is_whole=is_whole), self._range(middle, end)]
        return [*self._subproof(first, middle, end, is_whole=False), self._range(start, middle)]


def _split(length: int) -> int:
    """Return the largest power of two below a length of two or more."""
    return 1 << ((length - 1).bit_length() - 1)
