"""The layers of a pack: its folder and those of the packs it stands over, read as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from amparo.errors import AmparoError
from amparo.facts.words import nearest, shown
from amparo.rules.error import LawError, Place
from amparo.rules.lawfile import LawFile, read_law_file
from amparo.rules.profile import Profile, profile_from

ASIDE: Final = ("cases", "persons")
"""Folders of a pack that hold worked cases, not law."""


def find_law() -> Path:
    """Return the folder of the law: in the wheel beside the code, in a checkout beside `src`."""
    shipped = Path(__file__).parents[1] / "law"
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "law"


def pack_names(law: Path | None = None) -> tuple[str, ...]:
    """Return the names of the packs that ship with Amparo."""
    folder = law or find_law()
    return tuple(sorted(path.parent.name for path in folder.glob("*/pack.toml")))


@dataclass(frozen=True)
class Layer:
    """One pack of a stack of layers: its head, its files of rules, its parameters and its own instruments."""

    profile: Profile
    folder: Path
    files: tuple[LawFile, ...]
    parameters: LawFile | None
    instruments: LawFile | None


def folder_of(pack: str | Path, law: Path) -> Path:
    """Return the folder of a pack named by its name or by a path; raise `AmparoError` where there is none."""
    if isinstance(pack, str) and pack in pack_names(law):
        return law / pack
    folder = Path(pack)
    if not (folder / "pack.toml").is_file():
        names = pack_names(law)
        raise AmparoError(
            "unknown-pack", f"`{shown(pack)}` is neither a law pack nor a folder with a pack.toml{nearest(str(pack), names)}",
            help=f"packs here: {', '.join(names)}", where="law",
        )  # fmt: skip
    return folder


def read_layers(folder: Path, law: Path, above: tuple[str, ...] = ()) -> list[Layer]:
    """Read a pack's folder and those of the packs it stands over, the lowest first."""
    head = read_law_file(folder / "pack.toml", shown_name(folder / "pack.toml", law))
    profile = profile_from(head, folder.resolve().name)
    found: list[Layer] = []
    for under in profile.over:
        if under in (*above, profile.name):
            raise LawError("layers-circle", f"`{under}` stands over itself", head.place("over"))
        if under not in pack_names(law):
            raise LawError(
                "unknown-layer", f"`{shown(under)}` is not a law pack{nearest(under, pack_names(law))}", head.place("over")
            )
        found += [layer for layer in read_layers(law / under, law, (*above, profile.name)) if layer not in found]
    return [*found, _layer(profile, head, folder, law)]


def _layer(profile: Profile, head: LawFile, folder: Path, law: Path) -> Layer:
    special = {"pack.toml": head}
    files = []
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder)
        if inside.parts[0] in ASIDE or path.name == "pack.toml":
            continue
        file = read_law_file(path, shown_name(path, law))
        if inside.as_posix() in ("parameters.toml", "instruments.toml"):
            special[path.name] = file
        else:
            files.append(file)
    if not profile.view and not any("rule" in file.content for file in files):
        raise LawError("pack-empty", f"the pack `{profile.name}` has no rule", Place(head.name))
    return Layer(profile, folder, (head, *files), special.get("parameters.toml"), special.get("instruments.toml"))


def shown_name(path: Path, law: Path) -> str:
    """Return a file's name as messages show it: `law/...` where it ships with Amparo."""
    return f"law/{path.relative_to(law).as_posix()}" if path.is_relative_to(law) else path.as_posix()
