"""Broken packs: the small good pack with one change each, and what must be said of it, as tables that a lawyer can read."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

GOOD: Final = Path(__file__).with_name("good")
TABLES: Final = Path(__file__).with_name("broken")


@dataclass(frozen=True)
class Broken:
    """One change to the good pack: in `file`, `old` gives way to `new` (no `old`: `new` is added at the end)."""

    what: str
    code: str
    says: str
    file: str = "rules.toml"
    old: str = ""
    new: str = ""
    times: int = 1
    folder: str = "pack"

    def made(self, tmp: Path) -> Path:
        """Write the broken pack and return its folder."""
        folder = tmp / self.folder
        shutil.copytree(GOOD, folder)
        path = folder / self.file
        path.parent.mkdir(exist_ok=True)
        text = path.read_text("utf-8") if path.is_file() else ""
        assert not self.old or text.count(self.old) == 1, f"`{self.old}` stands {text.count(self.old)} times in {self.file}"
        new = self.new * self.times
        path.write_bytes((text.replace(self.old, new) if self.old else text + new).encode("latin-1"))
        return folder


def broken_packs() -> dict[str, Broken]:
    """Return the broken packs of all tables, by what is wrong with them."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(TABLES.glob("*.toml"))]
    found = [Broken(**entry) for table in tables for entry in table["broken"]]
    assert len({each.what for each in found}) == len(found), "two broken packs have the same name"
    return {each.what: each for each in found}
