"""One process over several: it starts each part, starts again what ends, and stops all when told to, or killed itself."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final

from django.db import connections

from amparo.casework.plainly import Known

STOPPING: Final = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})
GRACE: Final = 10.0
"""Seconds that a part has to end by itself."""
_QUICK: Final = 1.0
"""A part that lived no longer than so many seconds waits as long before it is started again."""
_WATCHED: Final = STOPPING | {signal.SIGCHLD}
_DIE_WITH_PARENT: Final = 1
_LOGGER: Final = logging.getLogger("amparo.supervisor")


@dataclass(frozen=True, slots=True)
class _Running:
    name: str
    since: float


def supervise(parts: Mapping[str, Callable[[], None]]) -> None:
    """Run each part in a process of its own until told to stop."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    connections.close_all()
    running = {_started(name, part): _Running(name, monotonic()) for name, part in parts.items()}
    try:
        while signal.sigwait(_WATCHED) == signal.SIGCHLD and _restarted(parts, running):
            pass
    finally:
        _stop(running)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)


def _restarted(parts: Mapping[str, Callable[[], None]], running: dict[int, _Running]) -> bool:
    """Start again what has ended; say no if it was told to stop meanwhile."""
    for pid in _ended():
        was = running.pop(pid, None)
        if was is None:
            continue
        _LOGGER.error("%s ended and is started again", Known(was.name))
        if monotonic() - was.since < _QUICK and signal.sigtimedwait(STOPPING, _QUICK):
            return False
        running[_started(was.name, parts[was.name])] = _Running(was.name, monotonic())
    return True


def _started(name: str, part: Callable[[], None]) -> int:
    """Start a part and return its number."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _become(name, part, parent)
    return child


def _become(name: str, part: Callable[[], None], parent: int) -> None:
    """Be that part, to the end of this process."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
        if os.getppid() == parent:  # else it ended before it could be bound to it
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
            part()
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        _LOGGER.exception("%s failed", Known(name))
    finally:
        os._exit(code)  # what the parent had open is the parent's to close


def _ended() -> Iterator[int]:
    """Yield the number of each child that has ended."""
    with suppress(ChildProcessError):
        while pid := os.waitpid(-1, os.WNOHANG)[0]:
            yield pid


def _stop(running: dict[int, _Running]) -> None:
    """Tell every part to end, and end those that do not."""
    _tell(running, signal.SIGTERM)
    until = monotonic() + GRACE
    while running and monotonic() < until:
        signal.sigtimedwait({signal.SIGCHLD}, max(0.0, min(1.0, until - monotonic())))
        for pid in _ended():
            running.pop(pid, None)
    _tell(running, signal.SIGKILL)
    for pid in running:
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _tell(running: Mapping[int, _Running], what: signal.Signals) -> None:
    for pid in running:
        with suppress(ProcessLookupError):
            os.kill(pid, what)
