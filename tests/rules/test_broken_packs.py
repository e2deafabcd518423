"""Every way in which a pack can be broken is told with its code, its sentence and its place, in three lines."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from amparo.errors import AmparoError
from amparo.rules.error import LawError
from amparo.rules.pack import load_pack
from house.tree import SOURCE
from rules.broken_packs import GOOD, broken_packs

BROKEN = broken_packs()
MODULES = ("lawfile", "layers", "reader", "from_toml", "amounts", "profile", "checks", "citation", "parse")
RAISED = re.compile(r'(?:error|LawError|refused|ExpressionError|AmparoError)\(\s*f?"([a-z0-9{}._-]+)"')
TABLES = ("rule", "repeal", "parameter")
# the codes that name a key that is missing or has a word that it may not have, or the table that has a wrong key
BY_KEY = {
    "rule-without-{key}": ("title", "force", "strength", "unknown", "under", "source", "kind"),
    "rule-unknown-{key}": ("kind", "force", "strength", "unknown", "act", "binds", "each", "over"),
    "repeal-without-{key}": ("rule", "under", "reason"),
    "parameter-without-{key}": ("id", "unit", "under"),
    "{self.name}-unknown-key": TABLES,
    "{self.name}-not-text": TABLES,
    "{self.name}-not-list": TABLES,
    "{self.name}-bad-date": ("rule", "repeal"),
}


def codes() -> set[str]:
    """Return every code that the modules which read a pack can raise."""
    found = {code for name in MODULES for code in RAISED.findall((SOURCE / "rules" / f"{name}.py").read_text("utf-8"))}
    assert BY_KEY.keys() <= found
    return (found - BY_KEY.keys()) | {re.sub(r"\{.+\}", key, code) for code, keys in BY_KEY.items() for key in keys}


def test_the_good_pack_is_good() -> None:
    assert {rule.id for rule in load_pack(GOOD).rules if rule.pack == "good"} >= {"hold-while-claimed", "plea-heard"}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_pack_is_told_with_its_place(what: str, tmp_path: Path) -> None:
    broken = BROKEN[what]
    folder = broken.made(tmp_path)
    with pytest.raises(AmparoError) as told:
        load_pack(folder)
    assert told.value.code == broken.code
    assert str(told.value).replace(folder.as_posix(), "pack") == broken.says.strip("\n")


def test_every_code_of_the_loader_has_its_broken_pack() -> None:
    assert codes() - {broken.code for broken in BROKEN.values()} == {"unknown-pack"}


def test_a_folder_without_a_pack_is_told_with_the_packs_there_are(tmp_path: Path) -> None:
    with pytest.raises(AmparoError) as told:
        load_pack("palerm")
    assert told.value.code == "unknown-pack"
    assert told.value.sentence.endswith("did you mean `palermo`?")
    assert "palermo, " in told.value.help
    with pytest.raises(AmparoError, match="unknown-pack"):
        load_pack(tmp_path)


@pytest.mark.parametrize("file", ["pack.toml", "parameters.toml", "instruments.toml"])
def test_a_number_in_the_place_of_any_value_is_never_a_crash(file: str, tmp_path: Path) -> None:
    folder = shutil.copytree(GOOD, tmp_path / "pack")
    lines = (GOOD / file).read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        name, equals, _ = line.partition("=")
        if equals:
            (folder / file).write_text("\n".join([*lines[:number], f"{name}= 3", *lines[number + 1 :]]), "utf-8")
            with suppress(AmparoError):
                load_pack(folder)


def test_there_are_at_least_forty_kinds() -> None:
    assert len({broken.code for broken in BROKEN.values()}) >= 40


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_said_is_three_lines_at_most_and_no_traceback(what: str) -> None:
    said = BROKEN[what].says.strip("\n").splitlines()
    assert len(said) <= 3
    assert f"[{BROKEN[what].code}]" in said[0]
    assert not re.search(r"Error|Traceback|\.\s*\[", said[0])


def test_several_broken_rules_are_told_together(tmp_path: Path) -> None:
    folder = BROKEN["a rule without a title"].made(tmp_path)
    path = folder / "rules.toml"
    path.write_text(path.read_text("utf-8").replace('binds    = "prosecutor"', 'binds = "prosecuter"'), "utf-8")
    with pytest.raises(LawError) as told:
        load_pack(folder)
    assert [other.code for other in (told.value, *told.value.others)] == ["rule-without-title", "rule-unknown-binds"]
