"""What makes `.mo` files of the `.po` files: run by hatchling when a checkout is set up, and when the wheel is built.

By itself it does the same, for whoever has just written a translation: `.venv/bin/python tools/translations.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE: Final = Path(__file__).parents[1] / "src" / "amparo" / "desk" / "locale"


def compiled(folder: Path = LOCALE) -> list[Path]:
    """Compile what is translated, and return the files that were made; raise where a file is no sound catalog."""
    return [_compiled(path) for path in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


def _compiled(path: Path) -> Path:
    with path.open("rb") as source:
        catalog = read_po(source, locale=path.parts[-3], abort_invalid=True)
    wrong = [f"{path}: {message.id}: {error}" for message, errors in catalog.check() for error in errors]
    if wrong:
        raise ValueError("\n".join(wrong))
    made = path.with_suffix(".mo")
    with made.open("wb") as target:
        write_mo(target, catalog)
    return made


class Translations(BuildHookInterface):  # type: ignore[type-arg]  # of any builder's own settings
    """The step of the build: compile, and let the wheel hold what was made, which git does not."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 the builder calls it so
        """Compile before anything is packed."""
        build_data["artifacts"] += [path.relative_to(self.root).as_posix() for path in compiled()]


if __name__ == "__main__":
    print("\n".join(path.relative_to(Path.cwd()).as_posix() for path in compiled()))
