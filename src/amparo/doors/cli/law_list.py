"""`amparo law list`: the law packs that are here, with how far anybody has vouched for them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Line, Outcome, mixed
from amparo.rules.lawfile import read_law_file
from amparo.rules.pack import find_law, pack_names
from amparo.rules.profile import Profile, profile_from


def parser() -> Parser:
    parser = Parser("law list", "The law packs that are here.")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    return parser


def run(arguments: Namespace) -> Outcome:
    profiles = list(_profiles(find_law()))
    if arguments.json:
        return Outcome(table={"packs": [_row(profile) for profile in profiles]})
    width = max(len(profile.name) for profile in profiles)
    return Outcome(sheet=tuple(_line(profile, width) for profile in profiles))


def _profiles(law: Path) -> Iterator[Profile]:
    for name in pack_names(law):
        yield profile_from(read_law_file(law / name / "pack.toml", f"law/{name}/pack.toml"), name)


def _line(profile: Profile, width: int) -> Line:
    pieces = (profile.title, ""), (_aside(profile), "quiet")
    return mixed(*pieces, mark=profile.name.ljust(width), mark_style="strong")


def _row(profile: Profile) -> dict[str, object]:
    return {
        "pack": profile.name, "title": profile.title, "version": profile.version, "standing": profile.standing,
        "over": list(profile.over), "begins": profile.begins.isoformat(),
    }  # fmt: skip


def _aside(profile: Profile) -> str:
    over = f", over {' and '.join(profile.over)}" if profile.over else ""
    return f" ({profile.standing}{over})"
