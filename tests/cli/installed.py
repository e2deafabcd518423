"""A place for an installation of its own, and the commands that work on it, each in a process as an operator starts it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from amparo.sealing.keyfile import new_key_file
from cli.conftest import Said
from cli.forked import run_forked

PROGRAM = (sys.executable, "-W", "error", "-c", "import sys; from amparo.doors.cli import main; sys.exit(main())")
INIT = ("--law", "xx", "--agency", "harbour", "--title", "Harbour House", "--body", "ngo", "--administrator", "gita")


@dataclass(frozen=True)
class Place:
    """Home, keys, and the key file that opens them."""

    folder: Path
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def key(self) -> Path:
        return self.folder / "stick" / "amparo.key"

    def environment(self) -> dict[str, str]:
        own = {"AMPARO_HOME": str(self.home), "AMPARO_KEYS": str(self.keys), "AMPARO_KEY_SOURCE": f"file:{self.key}"}
        none = {"AMPARO_DATABASE": "", "AMPARO_DATABASE_OWNER": ""}  # SQLite, whatever the other tests run on
        return {**os.environ, "COLUMNS": "100", **none, **own, **dict(self.extra)}

    def run(self, *words: str | Path, stdin: str = "", **environment: str) -> Said:
        """Run a command and return what it said."""
        asked = {**self.environment(), **environment}
        return Said(*run_forked([*map(str, words)], stdin=stdin, environment=asked))

    def python(self, program: str) -> Said:
        """Run a program on the opened installation, and return what it printed."""
        opened = "from amparo.doors.cli.installed import set_up\nset_up()\n"
        return Said(*run_forked([], program=opened + program, environment=self.environment()))


def new_place(folder: Path, **extra: str) -> Place:
    """Return a place with a fresh key file and nothing else."""
    place = Place(folder, tuple(extra.items()))
    folder.chmod(0o700)
    place.key.parent.mkdir(mode=0o700)
    new_key_file(place.key)
    return place
