"""`amparo init` makes an installation whole or not at all; users and agencies are added to it."""

from __future__ import annotations

import os
import pty
import re
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest

from amparo.casework.database import FILE
from cli.installed import INIT, PROGRAM, Place, new_place

CODE = re.compile(r"With the code, once: ([a-z2-7]{4}(?:-[a-z2-7]{4}){3})\n")
WORDS = "five of them drawn at random"
KILLED = """
import os, signal, sys
from amparo.casework.agencies import NewAgency
from amparo.casework.installing import Plan, install
from amparo.casework.people import add_user
from amparo.casework.actor import ITSELF
from amparo.casework.opening import installed
from amparo.casework.sources import owners
from amparo.environment import home, keys_folder
from pathlib import Path

MOVES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "tempfile.mkdtemp"}
mine, count, at = [], 0, 0

def watch(event, arguments):
    global count
    if mine and event in MOVES:
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

def made():
    install(Plan("xx", (NewAgency("harbour", "Harbour House", "ngo"),)),
            lambda: add_user(ITSELF, username="gita", agency="harbour", bundle="administrator"))

sys.addaudithook(watch)
ended = False
while not ended and at < 60:
    at += 1
    child = os.fork()
    if child == 0:
        mine.append(True)
        made()
        os._exit(0)
    ended = os.waitpid(child, 0)[1] == 0
    there = installed() is not None
    whole = there and {"harbour", "installation"} <= set(owners(keys_folder())) and (keys_folder() / "pages.key").is_file()
    print(at, ended, there, whole)
    if there and not ended:
        break
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = new_place(tmp_path_factory.mktemp("installed"))
    said = place.run("init", *INIT)
    assert (said.code, said.err) == (0, "")
    assert CODE.search(said.out)
    return place


def test_what_is_made_is_for_its_owner_alone(made: Place) -> None:
    assert {path.name for path in made.keys.iterdir()} == {"harbour.ring", "installation.ring", "pages.key"}
    assert {path.name for path in made.home.iterdir()} == {FILE}
    every = [made.home, made.keys, *made.home.iterdir(), *made.keys.iterdir()]
    assert [path for path in every if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_a_home_in_use_is_refused_and_left_as_it_is(made: Place) -> None:
    before = {path: path.read_bytes() for path in (*made.home.iterdir(), *made.keys.iterdir())}
    said = made.run("init", *INIT)
    assert (said.code, said.out, "[home-used]" in said.err) == (2, "", True)
    said = made.run("init")  # before it asks for anything
    assert (said.code, said.out, "[home-used]" in said.err) == (2, "", True)
    said = made.run("init", *INIT, AMPARO_HOME=str(made.folder / "other"))
    assert (said.code, said.out, "[keys-used]" in said.err) == (2, "", True)
    assert {path: path.read_bytes() for path in (*made.home.iterdir(), *made.keys.iterdir())} == before


@pytest.mark.parametrize("words", [("init", *INIT), ("doctor",), ("tick",), ("serve", "--port", "1"), ("demo",)])
def test_a_home_that_cannot_be_looked_into_is_an_error_of_the_operator_and_no_fault(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    beyond = tmp_path / ("a" * 300)  # longer than any file system names a folder: refused as a stranger's is, to root as well
    said = new_place(tmp_path).run(*words, AMPARO_HOME=str(beyond))
    told = said.out if words == ("doctor",) else said.err
    assert (said.code, "[home-unwritable]" in "".join(told.split("\n"))) == (3 if words == ("doctor",) else 2, True)
    assert len(said.err.splitlines()) <= 3


def test_without_a_terminal_what_is_missing_is_named(tmp_path: Path) -> None:
    said = new_place(tmp_path).run("init", "--law", "xx", "--agency", "harbour")
    assert (said.code, said.out) == (2, "")
    assert "these are needed: `--title`, `--body`, `--administrator`" in said.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stick"]


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--law", "atlantis", "unknown-pack"),
        ("--agency", "Harbour House", "wrong-agency-id"),
        ("--agency", "installation", "wrong-agency-id"),
        ("--agency", "a" * 51, "wrong-agency-id"),
        ("--title", "a\u202eb", "wrong-agency-title"),
        ("--body", "ngoo", "unknown-body"),
        ("--administrator", "Gita!", "wrong-username"),
    ],
)
def test_wrong_input_leaves_nothing(tmp_path: Path, option: str, value: str, code: str) -> None:
    place = new_place(tmp_path)
    said = place.run("init", *INIT, option, value)
    assert (said.code, said.out, f"[{code}]" in said.err) == (2, "", True)
    assert len(said.err.splitlines()) <= 3
    assert [path for folder in (place.home, place.keys) if folder.exists() for path in folder.iterdir()] == []


def test_a_source_in_the_home_or_none_is_refused(tmp_path: Path) -> None:
    place = new_place(tmp_path)
    for setting, code in (
        ("", "key-source-missing"),
        (f"file:{place.home}/key", "keys-in-home"),
        ("file:/nowhere", "key-file-missing"),
    ):
        assert f"[{code}]" in place.run("init", *INIT, AMPARO_KEY_SOURCE=setting).err
    assert "[keys-in-home]" in place.run("init", *INIT, AMPARO_KEYS="").err
    assert not place.home.exists() or list(place.home.iterdir()) == []


def test_users_and_agencies_are_added(made: Place) -> None:
    said = made.run("user", "add", "brook", "--agency", "harbour", "--bundle", "case_manager")
    assert (said.code, said.err, bool(CODE.search(said.out))) == (0, "", True)
    assert "[username-taken]" in made.run("user", "add", "brook", "--agency", "harbour", "--bundle", "supervisor").err
    said = made.run("agency", "add", "police-xx", "--title", "Police of Xanadia", "--body", "police")
    assert (said.code, said.err) == (0, "")
    assert (made.keys / "police-xx.ring").is_file()
    assert "[agency-exists]" in made.run("agency", "add", "police-xx", "--title", "Again", "--body", "police").err
    assert made.run("user", "add", "castor", "--agency", "police-xx", "--bundle", "officer").code == 0
    said = made.run("user", "reset", "brook")
    assert (said.code, "Asked for, under the number" in said.out) == (0, True)
    assert made.run("user", "end", "castor").code == 0
    assert "[unknown-user]" in made.run("user", "reset", "castor").err
    assert "[wrong-usage]" in made.run("user", "add", "x1", "--agency", "harbour", "--bundle", "everything").err


def test_each_of_these_acts_is_in_the_log(made: Place) -> None:
    program = """
from django.db import transaction
from amparo.casework.log import told_of_user
from amparo.casework.opening import open_installation
open_installation()
print(*[told.act for told in told_of_user("installation")])
"""
    said = made.python(program)
    assert said.err == ""
    assert said.out.split()[:3] == ["agency-added", "user-added", "installed"]


def test_the_wrong_key_opens_nothing_and_is_named(made: Place, tmp_path: Path) -> None:
    other = new_place(tmp_path)
    said = made.run(
        "user", "add", "eve", "--agency", "harbour", "--bundle", "supervisor", AMPARO_KEY_SOURCE=f"file:{other.key}"
    )
    assert (said.code, said.out) == (2, "")
    assert "the key file does not open the ring of `harbour` [ring-wrong-key]" in said.err
    with sqlite3.connect(made.home / FILE) as database:
        assert database.execute("SELECT count(*) FROM casework_user WHERE username = 'eve'").fetchone() == (0,)
    database.close()


def test_without_an_installation_a_command_says_so(tmp_path: Path) -> None:
    place = new_place(tmp_path)
    said = place.run("user", "add", "eve", "--agency", "harbour", "--bundle", "supervisor")
    assert (said.code, said.out, "[not-installed]" in said.err) == (2, "", True)
    assert not place.home.exists()


def test_an_init_that_is_killed_at_any_step_leaves_nothing_that_looks_installed_or_all_of_it(tmp_path: Path) -> None:
    place = new_place(tmp_path)
    said = place.python(KILLED)
    assert said.err == ""
    steps = [line.split() for line in said.out.splitlines()]
    assert len(steps) > 12, "it was killed before each of its steps on the disk"
    assert [step for step in steps[:-1] if step[1:] != ["False", "False", "False"]] == []
    assert steps[-1][2:] == ["True", "True"], "the last was killed after all was there, or not at all"
    assert place.run("user", "add", "brook", "--agency", "harbour", "--bundle", "case_manager").code == 0
    assert {path.name for path in place.home.iterdir()} - {FILE} <= {path.name for path in place.home.glob(".making-*")}


def test_a_passphrase_is_asked_for_unseen_twice_when_new_and_once_later(tmp_path: Path) -> None:
    place = new_place(tmp_path)
    code, said = on_a_terminal(place, [WORDS, WORDS], "init", *INIT)
    assert (code, "The installation is made." in said, WORDS in said) == (0, True, False)
    add = ("user", "add", "brook", "--agency", "harbour", "--bundle", "case_manager")
    code, said = on_a_terminal(place, ["another altogether, and wrong"], *add)
    assert (code, "ring-wrong-key" in said) == (2, True)
    code, said = on_a_terminal(place, [WORDS], *add)
    assert (code, "brook" in said, WORDS in said) == (0, True, False)
    said_alone = subprocess.run(
        [*PROGRAM, *add], env={**place.environment(), "AMPARO_KEY_SOURCE": "passphrase"}, capture_output=True, text=True,
        start_new_session=True, stdin=subprocess.DEVNULL, check=False, timeout=60,
    )  # fmt: skip
    assert (said_alone.returncode, "[passphrase-no-terminal]" in said_alone.stderr) == (2, True)


def on_a_terminal(place: Place, answers: list[str], *words: str) -> tuple[int, str]:
    """Run a command on a terminal of its own and type the answers; return its exit code and all that the terminal showed."""
    environment = {**place.environment(), "AMPARO_KEY_SOURCE": "passphrase"}
    child, terminal = pty.fork()
    if child == 0:
        os.execve(PROGRAM[0], [*PROGRAM, *words], environment)  # noqa: S606 the project's own command, on a terminal
    shown, asked = b"", 0
    while chunk := _read(terminal):
        shown += chunk
        if shown.count(b"Passphrase of") > asked and shown.endswith(b": "):
            asked += 1
            os.write(terminal, f"{answers[asked - 1]}\n".encode())
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""
