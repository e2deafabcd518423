"""A command as the source of a ring's key: a key service, a security module, a smart card."""

from __future__ import annotations

import os
import signal
import subprocess  # no shell ever sees the words: S404 is about one
from dataclasses import dataclass, field
from typing import Final

from amparo.errors import AmparoError
from amparo.sealing.key import Chance, Key
from amparo.sealing.keyfile import as_key

PATIENCE: Final = 30.0
"""How many seconds a command may take, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """A program and its arguments, run without a shell; it prints one key on one line. Its output is never kept or logged."""

    words: tuple[str, ...] = field(repr=False)
    seconds: float = PATIENCE
    kind: str = field(default="command", init=False)

    def fresh(self, chance: Chance) -> bytes:  # noqa: ARG002 a passphrase needs salt, and a command nothing
        """Return no parameters: the command gives the whole key."""
        return b""

    def key(self, owner: str, parameters: bytes) -> Key:  # noqa: ARG002 as above
        """Return the key that the command prints; raise `AmparoError` if it fails, is late, or prints something else."""
        if not self.words or not os.path.isabs(self.words[0]):  # noqa: PTH117 the text itself is asked, not a path made of it
            raise AmparoError("key-command-relative", f"the key command of `{owner}` does not begin with a whole path")
        return as_key(self._printed(owner), f"{owner}/command", f"the key command of `{owner}`")

    def _printed(self, owner: str) -> bytes:
        """Return what the command prints, when it ends well."""
        try:
            code, printed = self._run()
        except OSError:
            raise AmparoError("key-command-missing", f"the key command of `{owner}` cannot be run") from None
        if code:
            del printed  # an error page may print the variables of this frame
            raise _ended(owner, code, self.seconds)
        return printed

    def _run(self) -> tuple[int, bytes]:
        """Return how the command ended, and what it printed."""
        with subprocess.Popen(  # noqa: S603 the administrator's own command, as a list
            self.words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        ) as running:
            try:
                printed, _ = running.communicate(timeout=self.seconds)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)  # its children too: one of them may hold the pipe open
                printed = b""
        return running.returncode, printed


def _ended(owner: str, code: int, seconds: float) -> AmparoError:
    if code == -signal.SIGKILL:
        return AmparoError("key-command-late", f"the key command of `{owner}` was stopped after {seconds:g} seconds")
    return AmparoError("key-command-failed", f"the key command of `{owner}` ended with {code}")
