"""Reports of proofs, made one at a time in a process of their own and kept in memory: no visitor can make them many."""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from queue import SimpleQueue
from threading import Event, Lock, Semaphore, Thread
from typing import Final

from amparo.explain.markup import Html

LONGEST: Final = 300.0
"""Seconds after which a proof is given up."""
PATIENT: Final = 2
"""Visitors that may wait for a proof at once; there are threads for the others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a proof is about: a pack that ships, as it is, on a day."""

    pack: str
    digest: str
    day: date


@dataclass(slots=True)
class Made:
    """A report: being made until it is `ready`, and then there, or not where it could not be made."""

    ready: Event = field(default_factory=Event)
    report: Html | None = None


class Proofs:
    """Makes each report once. What asks for it waits a little and is then told to come back."""

    def __init__(self, make: Callable[[Asked], str | None]) -> None:
        self._make = make
        self._made: dict[Asked, Made] = {}
        self._waiting: SimpleQueue[Asked] = SimpleQueue()
        self._lock = Lock()
        self._patience = Semaphore(PATIENT)
        self._worker: Thread | None = None

    def report(self, asked: Asked, wait: float) -> Made:
        """Return a report, or what will be one, after at most so many seconds."""
        made = self._begin(asked)
        if not made.ready.is_set() and self._patience.acquire(blocking=False):
            try:
                made.ready.wait(wait)
            finally:
                self._patience.release()
        return made

    def begun(self, asked: Asked) -> Made | None:
        """Return a report that was asked for before."""
        with self._lock:
            return self._made.get(asked)

    def _begin(self, asked: Asked) -> Made:
        with self._lock:
            if asked not in self._made:
                self._made = {other: made for other, made in self._made.items() if other.day == asked.day}
                self._made[asked] = Made()
                self._waiting.put(asked)
            if self._worker is None:  # a thread of this process: the server forks before anybody asks
                self._worker = Thread(target=self._work, name="proofs", daemon=True)
                self._worker.start()
            return self._made[asked]

    def _work(self) -> None:
        while True:
            asked = self._waiting.get()
            with self._lock:
                made = self._made.get(asked)
            if made is not None:
                said = self._make(asked)
                made.report = Html(said) if said else None
                made.ready.set()


class Prover:
    """Proves in another process, which ends with this one."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        atexit.register(self.stop)

    def __call__(self, asked: Asked) -> str | None:
        """Return the report, or None where there is none in time."""
        command = [sys.executable, "-m", "amparo.prove.report", asked.pack, asked.day.isoformat()]
        self._process = subprocess.Popen(  # noqa: S603 our own program, and a pack that ships
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        try:
            said, _ = self._process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            self.stop()
            self._process.communicate()
            return None
        return said if self._process.returncode == 0 else None

    def stop(self) -> None:
        """End a proof that is under way."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
