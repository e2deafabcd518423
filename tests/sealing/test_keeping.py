"""Rings on disk: only their owner reads them, they are written whole, and nothing starts with a wrong or missing one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from amparo.sealing.command import KeyCommand
from amparo.sealing.disk import kept_apart, read_private, write_private
from amparo.sealing.keeping import path_of, save, start
from amparo.sealing.keyfile import KeyFile, new_key_file
from amparo.sealing.lock import lock
from amparo.sealing.rotation import retire
from amparo.sealing.wrap import Scope, share
from sealing.cast import CLINIC, MONTH, NEXT, PLACE, SHELTER, person, refused, ring

HEXADECIMAL = "ab" * 32
NEEDED = [Scope("shelter", "identity", MONTH)]


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """Return a folder that only its owner may enter."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


def test_an_installation_opens_what_it_may_and_the_rest_stays_closed(keys: Path) -> None:
    shelter, clinic, abroad = ring("shelter"), ring("clinic"), ring("abroad")
    save(keys, shelter, SHELTER)
    save(keys, clinic, CLINIC)
    _, row = person(1, shelter)
    theirs = share(row, shelter.wrapping(row.scope), abroad.wrapping(Scope("abroad", "identity", MONTH)))
    rings = start(keys, {"shelter": SHELTER, "clinic": CLINIC}, [row.scope, theirs.scope])
    assert rings.scopes() == shelter.scopes() | clinic.scopes()
    assert rings.data_key([row, theirs], "shelter", row.data_key).person == "person-1"
    refused(lambda: rings.data_key([row, theirs], "clinic", row.data_key), "wrap-missing")
    refused(lambda: rings.data_key([row, theirs], "abroad", row.data_key), "ring-not-open")


def test_it_does_not_start_without_a_ring_or_with_a_wrong_key_and_names_it(keys: Path) -> None:
    save(keys, ring("shelter"), SHELTER)
    missing = refused(lambda: start(keys, {"shelter": SHELTER, "clinic": CLINIC}, NEEDED), "key-file-missing")
    assert missing.where == str(keys / "clinic.ring")
    wrong = refused(lambda: start(keys, {"shelter": CLINIC}, NEEDED), "ring-wrong-key")
    assert "`shelter`" in wrong.sentence
    save(keys, retire(ring("shelter", MONTH, NEXT), NEEDED[0], []), SHELTER)
    lacking = refused(lambda: start(keys, {"shelter": SHELTER}, NEEDED), "ring-key-missing")
    assert "`shelter/wrapping/identity/2026-11`" in lacking.sentence


def test_a_ring_in_the_place_of_another_is_refused(keys: Path) -> None:
    write_private(path_of(keys, "shelter"), lock(ring("clinic"), SHELTER))
    assert "is that of `clinic`" in refused(lambda: start(keys, {"shelter": SHELTER}, NEEDED), "ring-other-owner").sentence


def test_a_file_of_keys_is_for_its_owner_alone(keys: Path) -> None:
    path = keys / "x.ring"
    before = os.umask(0)
    try:
        write_private(path, b"secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for mode in (0o640, 0o604, 0o660, 0o602, 0o601):
        path.chmod(mode)
        refused(lambda: read_private(path), "key-file-open")
    path.chmod(0o400)
    assert read_private(path) == b"secret"


def test_a_folder_that_others_may_write_in_is_refused(keys: Path) -> None:
    write_private(keys / "x.ring", b"secret")
    keys.chmod(0o770)
    assert refused(lambda: read_private(keys / "x.ring"), "key-folder-open").where == str(keys)
    keys.chmod(0o1777)  # as a folder for temporary files is: others cannot put their file in the place of this one
    assert read_private(keys / "x.ring") == b"secret"


def test_links_folders_pipes_and_large_files_are_no_files_of_keys(keys: Path) -> None:
    write_private(keys / "x.ring", b"secret")
    (keys / "link").symlink_to(keys / "x.ring")
    os.mkfifo(keys / "pipe", 0o600)
    for path in (keys / "link", keys, keys / "pipe"):
        refused(lambda: read_private(path), "key-file-unreadable")
    refused(lambda: read_private(keys / "x.ring", 5), "key-file-unreadable")
    refused(lambda: read_private(keys / "none"), "key-file-missing")


def test_writing_replaces_the_whole_file_and_leaves_nothing_beside_it(keys: Path) -> None:
    path = keys / "x.ring"
    write_private(path, b"first, and longer")
    write_private(path, b"second")
    assert path.read_bytes() == b"second"
    assert [found.name for found in keys.iterdir()] == ["x.ring"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(keys: Path) -> None:
    (keys / "taken.ring").mkdir()  # a file cannot take the place of a folder
    refused(lambda: write_private(keys / "taken.ring", b"new"), "key-file-unwritable")
    assert [found.name for found in keys.iterdir()] == ["taken.ring"]
    refused(lambda: write_private(keys / "none" / "x.ring", b"new"), "key-file-unwritable")


def test_a_disk_that_takes_no_more_leaves_the_old_file_and_nothing_beside_it(keys: Path) -> None:
    path = keys / "x.ring"
    write_private(path, b"old")
    program = (
        "import resource, sys\nfrom pathlib import Path\nfrom amparo.sealing.disk import write_private\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\nwrite_private(Path(sys.argv[1]), bytes(5000))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=False)
    assert "[key-file-unwritable]" in done.stderr
    assert path.read_bytes() == b"old"
    assert [found.name for found in keys.iterdir()] == ["x.ring"]


def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new(keys: Path) -> None:
    path = keys / "x.ring"
    program = (
        "import sys\nfrom pathlib import Path\nfrom amparo.sealing.disk import write_private\n"
        "for number in range(100000):\n"
        "    write_private(Path(sys.argv[1]), bytes([number % 256]) * 100000)\n"
        "    print(number, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        for _ in range(5):
            running.stdout.readline()
        running.kill()
    found = read_private(path)
    assert len(found) == 100_000
    assert len(set(found)) == 1


def test_keys_lie_outside_the_home_that_they_open(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for inside in (home, home / "keys", home / ".." / "home" / "keys"):
        refused(lambda: kept_apart(inside, home), "keys-in-home")
        kept_apart(inside, home, demonstration=True)
    (tmp_path / "link").symlink_to(home)
    refused(lambda: kept_apart(tmp_path / "link" / "keys", home), "keys-in-home")
    kept_apart(tmp_path / "keys", home)
    kept_apart(tmp_path / "home2", home)


def test_a_key_file_opens_its_ring(keys: Path) -> None:
    new_key_file(keys / "root.key")
    new_key_file(keys / "other.key")
    save(keys, ring("shelter"), KeyFile(keys / "root.key"))
    assert start(keys, {"shelter": KeyFile(keys / "root.key")}, NEEDED).of("shelter").owner == "shelter"
    refused(lambda: start(keys, {"shelter": KeyFile(keys / "other.key")}, NEEDED), "ring-wrong-key")
    refused(lambda: start(keys, {"shelter": KeyFile(keys / "lost.key")}, NEEDED), "key-file-missing")
    refused(lambda: new_key_file(keys / "root.key"), "key-file-exists")


@pytest.mark.parametrize("content", ["", "ab" * 31, "ab" * 33, "xy" * 32, HEXADECIMAL + "\n" + HEXADECIMAL, "00" * 32])
def test_what_is_no_key_is_refused_without_being_shown(keys: Path, content: str) -> None:
    write_private(keys / "root.key", content.encode())
    error = refused(lambda: KeyFile(keys / "root.key").key("shelter", b""), "key-not-hexadecimal", "key-wrong-length")
    assert not content or content not in str(error)


def test_a_command_gives_the_key(keys: Path) -> None:
    command = KeyCommand(("/bin/echo", HEXADECIMAL.upper()))
    save(keys, ring("shelter"), command)
    assert start(keys, {"shelter": command}, NEEDED).of("shelter").owner == "shelter"


def test_no_shell_reads_the_words_of_a_command(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    command = KeyCommand(("/bin/echo", f"{HEXADECIMAL}; touch {trap}", "$(touch", f"{trap})"))
    refused(lambda: command.key("shelter", b""), "key-not-hexadecimal")
    assert not trap.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "key-command-relative"),
        (("echo", HEXADECIMAL), "key-command-relative"),
        (("/nowhere/at/all",), "key-command-missing"),
        (("/bin/false",), "key-command-failed"),
        (("/bin/sh", "-c", f"echo {HEXADECIMAL}; exit 3"), "key-command-failed"),
        (("/bin/echo", "password123"), "key-not-hexadecimal"),
        (("/bin/true",), "key-not-hexadecimal"),
    ],
)
def test_a_command_that_gives_no_key_is_refused_without_its_output(words: tuple[str, ...], code: str) -> None:
    error = refused(lambda: KeyCommand(words).key("shelter", b""), code)
    assert HEXADECIMAL not in str(error)
    assert "password123" not in str(error)


def test_a_command_that_hangs_is_stopped_with_its_children() -> None:
    # the child would hold the pipe open for a minute; a reader that waited for it would outlast the patience of the test run
    command = KeyCommand(("/bin/sh", "-c", "sleep 60 & echo $!; sleep 60"), seconds=0.3)
    refused(lambda: command.key("shelter", b""), "key-command-late")


def test_a_value_opens_after_a_start_from_disk(keys: Path) -> None:
    shelter = ring("shelter")
    save(keys, shelter, SHELTER)
    _, row = person(1, shelter)
    opened = start(keys, {"shelter": SHELTER}, [row.scope]).data_key([row], "shelter", row.data_key)
    assert (opened.id, PLACE.version) == (row.data_key, 3)
