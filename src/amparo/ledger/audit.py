"""Whether an export of the log is sound, from its bytes, the public key and, to anchor it, a head kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final

from amparo.errors import AmparoError
from amparo.ledger.export import counts_from
from amparo.ledger.head import Check, Head, head_from
from amparo.ledger.leaf import is_record
from amparo.ledger.tree import Growing

_HEX: Final = 64
"""Signs of a hash."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an export came to. `fault` is "" where it is sound; `broken` counts entries from 0.

    `broken` is the first entry that is not as it was signed, or the first of those that no good head vouches for. It is
    nothing where no entry is to blame: the file is no export, or has another key. `is_anchored` says that a head kept
    elsewhere agreed; without one, a log rewritten from end to end by who holds its key looks the same.
    """

    size: int
    heads: int
    fault: str = ""
    broken: int | None = None
    is_anchored: bool = False


def audited(lines: Iterable[bytes], check: Check, outside: Head | None = None) -> Verdict:
    """Read an export line by line, each with its end, and say what it comes to; nothing that it holds raises."""
    audit = _Audit(iter(lines), check, outside)
    try:
        audit.run()
    except _Unsound as unsound:
        return Verdict(audit.grown.size, len(audit.heads), unsound.fault, unsound.broken)
    return Verdict(audit.grown.size, len(audit.heads), is_anchored=outside is not None)


class _Unsound(Exception):  # noqa: N818 it never leaves this module: a finding, not an error
    def __init__(self, fault: str, broken: int | None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.broken = broken


class _Audit:
    """One reading of an export."""

    def __init__(self, lines: Iterator[bytes], check: Check, outside: Head | None) -> None:
        self.lines = lines
        self.check = check
        self.outside = outside
        self.heads: list[Head] = []
        self.grown = Growing()

    def run(self) -> None:
        if self.outside is not None and not self.outside.is_signed(self.check):
            raise _Unsound("the outside head is not signed by this key", None)
        counts = counts_from(next(self.lines, b""))
        if counts is None:
            raise _Unsound("the file is not an export of the log", None)
        count, last = counts
        self._heads(count)
        if self.heads[-1].size != last:
            raise _Unsound(f"the last head covers {self.heads[-1].size} entries, and {last} should follow", None)
        line = next(self.lines, b"")
        vouched = 0
        for size, heads in self._stops():
            line = self._records(line, vouched, size)
            for head in heads:
                self._root(head, vouched)
            vouched = size
        if line:
            raise _Unsound("more follows than the last head covers", last)
        if self.outside is not None and self.outside.size > last:
            raise _Unsound(f"the outside head covers {self.outside.size} entries, the export {last}: it was cut short", last)

    def _heads(self, count: int) -> None:
        """Read so many heads, each signed and over more than the one before."""
        size = 0
        for line in islice(self.lines, count):
            head = _head(line, size)
            if self.heads and not (size < head.size and self.heads[-1].moment <= head.moment):
                raise _Unsound("the heads are not in the order in which they were signed", size)
            if not head.is_signed(self.check):
                raise _Unsound(f"the head over {head.size} entries is not signed by this key", size)
            self.heads.append(head)
            size = head.size
        if len(self.heads) < count:
            raise _Unsound("the export ends before its entries begin", size)

    def _stops(self) -> list[tuple[int, Sequence[Head]]]:
        """Return the sizes at which roots are compared, and the heads that have them; the outside one is one more."""
        by_size: dict[int, list[Head]] = {head.size: [head] for head in self.heads}
        if self.outside is not None and self.outside.size <= self.heads[-1].size:
            by_size.setdefault(self.outside.size, []).append(self.outside)
        return sorted(by_size.items())

    def _root(self, head: Head, vouched: int) -> None:
        """Compare the root so far with that of a head, over entries of which the first are vouched for by an earlier head."""
        if self.grown.root() == head.root:
            return
        if head is self.outside:
            raise _Unsound(f"{_among(0, head.size)} is not what the outside head was signed over: the log was rewritten", 0)
        raise _Unsound(f"{_among(vouched, head.size)} is not what the head over {head.size} was signed over", vouched)

    def _records(self, line: bytes, vouched: int, size: int) -> bytes:
        """Read entries up to a size, the first of them in `line`, and return the line after them."""
        grown, lines = self.grown, self.lines
        for index in range(grown.size, size):
            number = b"%d " % index
            middle = len(number) + _HEX
            if not line.startswith(number) or line[middle : middle + 1] != b" " or line[-1:] != b"\n":
                raise _Unsound(_lacking(index, vouched) if not line else f"entry {index} is missing or damaged", index)
            record = line[middle + 1 : -1]
            leaf = sha256(b"\x00" + record).digest()
            if leaf.hex().encode("ascii") != line[len(number) : middle]:
                raise _Unsound(f"entry {index} was changed: it is not what its hash was made of", index)
            if not is_record(record):
                raise _Unsound(f"entry {index} does not have the form of an entry", index)
            grown.add(leaf)
            line = next(lines, b"")
        return line


def _lacking(index: int, vouched: int) -> str:
    since = f", and no head vouches for those from entry {vouched} on" if vouched < index else ""
    return f"entry {index} is missing: the export ends before it{since}"


def _among(first: int, end: int) -> str:
    return f"entry {first}" if end - first == 1 else f"one of the entries {first} to {end - 1}" if end else "nothing"


def _head(line: bytes, vouched: int) -> Head:
    try:
        return head_from(line.decode("ascii", "replace"))
    except AmparoError:
        raise _Unsound("a line of the heads is damaged", vouched) from None
