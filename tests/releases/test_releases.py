"""What an earlier release kept, this release reads: the same facts, a log that goes on, determinations rebuilt."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from cli.installed import Place
from releases.keeping import HERE, PARTS, holds, made, read

KEPT = sorted(HERE.glob("*.tar.gz"))


def opened(archive: Path, folder: Path) -> Place:
    """Return an installation of an earlier release, unpacked."""
    folder.chmod(0o700)
    with tarfile.open(archive) as file:
        file.extractall(folder, filter="data")
    assert {path.name for path in folder.iterdir()} == set(PARTS)
    return Place(folder)


def log_is_sound(place: Place) -> bool:
    """Say whether the log, exported by this release, verifies from the file and the key alone."""
    export, key = place.folder / "log.txt", place.folder / "log.key"
    for words in (("log", "export", export), ("log", "key", key), ("log", "verify", export, "--key", key)):
        said = place.run(*words)
        assert said.code == 0, said.err
    return "every entry is as the heads in this file say" in said.out


@pytest.mark.parametrize("archive", KEPT, ids=lambda path: path.name)
def test_an_installation_of_an_earlier_release_is_read_as_it_was_kept(archive: Path, tmp_path: Path) -> None:
    place = opened(archive, tmp_path)
    expected = json.loads(archive.with_name(archive.name.replace(".tar.gz", ".json")).read_text("utf-8"))
    assert read(place) == expected
    assert place.run("rebuild").code == 0
    assert holds(place)
    assert log_is_sound(place)


def test_an_installation_of_this_release_is_made_and_read_in_the_same_way(tmp_path: Path) -> None:
    place = made(tmp_path)
    found = read(place)
    assert (found["called"], len(found["entries"]), found["removal"]) == ("Amina", 7, "held")
    assert found["register"]["family_names"] == "Osei"
    assert holds(place)
