"""Making the register anew from the records as they were given: every person read, sealed and keyed as this release does it.

It is what `amparo rebuild` does, after an upgrade that reads names better or after keys were renewed, and what a restore does
for the lists alone. The work is spread over processes; they inherit the open keys, and hand back sealed bytes and figures.
"""

from __future__ import annotations

import gc
import os
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from struct import Struct
from typing import Final, TypeVar

from amparo.casework import register_rows
from amparo.casework.actor import ITSELF
from amparo.casework.log import log
from amparo.casework.register_keys import PERSON, WRITTEN, RegisterKeys, drop_older_keys, record_from, renewed_keys
from amparo.casework.wall import everywhere
from amparo.matching.person import packed, person_of
from amparo.sealing.figures import COUNT

Given = TypeVar("Given")
Made = TypeVar("Made")

CHUNK: Final = 1000
"""How many entries are made at once; a register of fewer is made without any other process."""
_PARTS: Final = 64
_PART: Final = 58
"""By how many bits a figure is moved to give its part: the parts of all figures, in their order, are -32 to 31."""
_PAIR: Final = Struct("<qI")

_Row = tuple[int, str, bytes]
_Parts = dict[int, bytes]
_held: dict[str, RegisterKeys] = {}


def rebuilt() -> int:
    """Seal every entry under a new key, make its figures and all lists anew; return how many entries there are."""
    with everywhere():
        register_rows.hold_still(alone=True)
        parts: defaultdict[int, bytearray] = defaultdict(bytearray)
        size = 0
        with _at_work(renewed_keys(), several=register_rows.size() > CHUNK) as work:
            for made, pairs in work(_made, _chunks(register_rows.written)):
                register_rows.replace(made)
                size += len(made)
                _gather(parts, pairs)
        drop_older_keys()
        _keep_lists(parts, size)
        log("register-rebuilt", ITSELF, about={"entries": size})
    return size


def lists_rebuilt() -> int:
    """Make the lists anew of the figures that entries have; inside a transaction that may see all entries."""
    parts: defaultdict[int, bytearray] = defaultdict(bytearray)
    size = 0
    for rows in _chunks(register_rows.found_by):
        size += len(rows)
        _gather(parts, _paired((entry, register_rows.unpacked(figures)) for entry, _, figures in rows))
    _keep_lists(parts, size)
    return size


def _keep_lists(parts: dict[int, bytearray], size: int) -> None:
    register_rows.drop_lists()
    if size:
        register_rows.add_lists([(COUNT, size, b"")])
    with _at_work(None, several=size > CHUNK) as work:
        for rows in work(_listed, (bytes(parts.pop(part)) for part in sorted(parts))):
            register_rows.add_lists(rows)


def _gather(parts: defaultdict[int, bytearray], pairs: _Parts) -> None:
    for part, data in pairs.items():
        parts[part] += data


def _chunks(read: Callable[[int, int], list[_Row]]) -> Iterator[list[_Row]]:
    after = 0
    while rows := read(after, CHUNK):
        yield rows
        after = rows[-1][0]


def _made(rows: Sequence[_Row]) -> tuple[list[tuple[bytes, bytes, bytes, int]], _Parts]:
    """Return entries sealed and keyed anew, and their pairs of figure and entry by part; this runs in any process."""
    keys = _held["keys"]
    made, found = [], []
    for entry, case, data in rows:
        record = keys.opened(data, case, WRITTEN)
        person = person_of(record_from(record))
        figures = keys.kept_under(person)
        found.append((entry, figures))
        sealed = keys.sealed(packed(person), case, PERSON), keys.sealed(record, case, WRITTEN)
        made.append((*sealed, register_rows.packed(figures), entry))
    return made, _paired(found)


def _paired(found: Iterable[tuple[int, Sequence[int]]]) -> _Parts:
    parts: defaultdict[int, bytearray] = defaultdict(bytearray)
    for entry, figures in found:
        for figure in figures:
            parts[figure >> _PART] += _PAIR.pack(figure, entry)
    return {part: bytes(data) for part, data in parts.items()}


def _listed(pairs: bytes) -> list[tuple[int, int, bytes]]:
    """Return the lists of one part in the order of their figures; this runs in any process."""
    lists: dict[int, array[int]] = {}
    for figure, entry in _PAIR.iter_unpack(pairs):
        found = lists.get(figure)
        if found is None:
            lists[figure] = array("I", (entry,))
        else:
            found.append(entry)
    most = register_rows.MOST
    return [
        (figure, len(lists[figure]), lists[figure].tobytes() if len(lists[figure]) <= most else b"") for figure in sorted(lists)
    ]


@contextmanager
def _at_work(
    keys: RegisterKeys | None, *, several: bool
) -> Iterator[Callable[[Callable[[Given], Made], Iterable[Given]], Iterator[Made]]]:
    """Give what does a work for each of many things, in order: here, or on every core where there are `several`.

    Keys reach the other processes by inheritance alone.
    """
    if keys is not None:
        _held["keys"] = keys
    try:
        if not several:
            yield map
            return
        with ProcessPoolExecutor(len(os.sched_getaffinity(0)), get_context("fork"), initializer=gc.disable) as pool:
            yield partial(_spread, pool)
    finally:
        _held.clear()


def _spread(pool: ProcessPoolExecutor, act: Callable[[Given], Made], things: Iterable[Given]) -> Iterator[Made]:
    """Do it in other processes, a few ahead of whoever takes what they made."""
    ahead: deque[Future[Made]] = deque()
    for thing in things:
        ahead.append(pool.submit(act, thing))
        if len(ahead) > 2 * len(os.sched_getaffinity(0)):
            yield ahead.popleft().result()
    while ahead:
        yield ahead.popleft().result()
