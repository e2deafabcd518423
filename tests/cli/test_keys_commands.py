"""The commands about keys: carried, changed, lost, got back. Nothing becomes unreadable, and an old key opens nothing."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path

import pytest

from amparo.sealing.keyfile import new_key_file
from cli.installed import INIT, Place, new_place

SHARE = re.compile(r"\d\. ((?:[a-z]+\s+){32}[a-z]+)")
FILLED = """
from amparo.casework.keys import CaseKeys
from amparo.casework.opening import open_installation
from amparo.sealing.value import Place
from pathlib import Path
import sys
open_installation()
for number in range(5):
    for compartment in ("account", "health"):
        sealed = CaseKeys(f"case{number}", "harbour").sealed(b"kept", Place("kept", "row", "body", 0), compartment)
        print(f"case{number}", sealed.hex())
"""
OPENED = """
from amparo.casework.keys import CaseKeys
from amparo.casework.opening import open_installation
from amparo.sealing.value import Place, sealed_by
open_installation()
opened = 0
for line in LINES.split("\\n"):
    case, sealed = line.split()
    data = bytes.fromhex(sealed)
    opened += CaseKeys(case, "harbour").opened(data, Place("kept", "row", "body", 0), sealed_by(data)) == b"kept"
print("opened", opened)
"""
KILLED = """
import os, signal, sys
from amparo.casework.keys import CaseKeys, let_go, rings
from amparo.casework.models import Rotation, WrapRow
from amparo.casework.opening import close, open_installation
from amparo.casework import rotating
from amparo.casework.rotating import rotate
from amparo.sealing.value import Place, sealed_by
from django.db import connection

mine, count, at = [], 0, 0
PLACE = Place("kept", "row", "body", 0)

def step(*_):
    global count
    if mine:
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)

def watch(event, arguments):
    if event == "os.rename":
        step()

def counted(execute, sql, params, many, context):
    done = execute(sql, params, many, context)
    if sql.startswith(("UPDATE", "INSERT")):
        step()
    return done

def all_open():
    close()
    open_installation()
    rows = list(WrapRow.objects.filter(agency="harbour"))
    for row in rows:
        CaseKeys(row.person, "harbour").key(row.data_key)
    return len(rows)

sys.addaudithook(watch)
open_installation()
rows = all_open()
ended, kills = False, 0
while not ended and at < 400:
    at += 1
    connection.close()
    child = os.fork()
    if child == 0:
        mine.append(True)
        with connection.execute_wrapper(counted):
            rotate("harbour", batch=3)
        os._exit(0)
    ended = os.waitpid(child, 0)[1] == 0
    kills += not ended
    assert all_open() == rows, at
    made = CaseKeys(f"during{at}", "harbour").sealed(b"new", PLACE, "account")  # work goes on between two tries
    rows += 1
months = {scope.month for scope in rings().of("harbour").scopes()}
print("kills", kills, "rows", rows, "done", Rotation.objects.get().done, *months)
"""


@pytest.fixture
def made(tmp_path: Path, whole: Path) -> Place:
    """Return a copy of an installation of one agency: home and keys, with the same key file."""
    place = new_place(tmp_path)
    for name in ("home", "keys"):
        shutil.copytree(whole / name, tmp_path / name)
    shutil.copy(whole / "stick" / "amparo.key", place.key)
    return place


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = new_place(tmp_path_factory.mktemp("whole"))
    assert place.run("init", *INIT).code == 0
    return place.folder


def filled(place: Place) -> str:
    """Seal some values and return the program that opens them all again."""
    said = place.python(FILLED)
    assert said.err == ""
    return OPENED.replace("LINES", repr(said.out.strip()))


def shares_of(place: Place, owner: str = "harbour") -> list[str]:
    said = place.run("keys", "shares", "--agency", owner, "-k", "2", "-n", "3")
    assert (said.code, said.err) == (0, "")
    shares = [" ".join(words.split()) for words in SHARE.findall(said.out)]
    assert len(shares) == 3
    return shares


def test_a_rotation_that_is_killed_at_any_step_leaves_everything_readable_and_goes_on(made: Place) -> None:
    filled(made)
    said = made.python(KILLED)
    assert said.err == ""
    words = said.out.split()
    assert int(words[1]) >= 12
    assert words[5] == "True"
    assert len(words) == 7, "keys of one month alone are left"


def test_after_a_rotation_an_old_ring_opens_nothing_and_is_refused(made: Place, tmp_path: Path) -> None:
    program = filled(made)
    carried = tmp_path / "harbour.carried"
    assert made.run("keys", "export", carried, "--agency", "harbour").code == 0
    said = made.run("keys", "rotate")
    assert (said.code, said.err) == (0, "")
    assert "`harbour`: " in said.out
    assert made.python(program).out == "opened 10\n"
    refused = made.run("keys", "import", carried)
    assert (refused.code, refused.out, "[ring-older]" in refused.err) == (2, "", True)
    shutil.copy(carried, made.keys / "harbour.ring")
    refused = made.run("keys", "shares", "--agency", "harbour", "-k", "2", "-n", "3")
    assert (refused.code, refused.out) == (2, "")
    assert "`harbour/account/" in refused.err
    assert "[ring-other-keys]" in refused.err


def test_a_ring_is_carried_to_where_there_is_none_and_only_there_belongs(made: Place, tmp_path: Path) -> None:
    program = filled(made)
    carried, other = tmp_path / "harbour.carried", tmp_path / "other.key"
    new_key_file(other)
    assert made.run("keys", "export", carried, "--agency", "harbour", "--source", f"file:{other}").code == 0
    again = made.run("keys", "export", carried, "--agency", "harbour")
    assert (again.code, "[file-exists]" in again.err) == (2, True)
    (made.keys / "harbour.ring").unlink()
    assert "[ring-not-open]" in made.run("keys", "shares", "--agency", "harbour", "-k", "2", "-n", "3").err
    assert "[ring-wrong-key]" in made.run("keys", "import", carried).err
    wrong = made.run("keys", "import", carried, "--agency", "police-xx", "--source", f"file:{other}")
    assert (wrong.code, "[ring-other-owner]" in wrong.err) == (2, True)
    said = made.run("keys", "import", carried, "--source", f"file:{other}")
    assert (said.code, said.err) == (0, "")
    assert made.python(program).out == "opened 10\n"


def test_the_ring_of_an_agency_that_does_not_take_part_is_refused(made: Place, tmp_path: Path) -> None:
    carried = tmp_path / "police.carried"
    assert made.run("agency", "add", "police-xx", "--title", "Police", "--body", "police").code == 0
    assert made.run("keys", "export", carried, "--agency", "police-xx").code == 0
    (tmp_path / "elsewhere").mkdir()
    elsewhere = new_place(tmp_path / "elsewhere")
    assert elsewhere.run("init", *INIT).code == 0
    refused = elsewhere.run("keys", "import", carried, "--source", f"file:{made.key}")
    assert (refused.code, "[unknown-agency]" in refused.err) == (2, True)
    damaged = tmp_path / "damaged"
    damaged.write_bytes(carried.read_bytes()[:-1])
    assert "[ring-damaged]" in made.run("keys", "import", damaged).err


def test_a_lost_key_is_got_back_with_shares_that_were_rehearsed(made: Place) -> None:
    program = filled(made)
    shares = {owner: shares_of(made, owner) for owner in ("harbour", "installation")}
    before = {path: path.read_bytes() for path in made.keys.iterdir()}
    said = made.run("keys", "drill", "--agency", "harbour", stdin="\n".join(shares["harbour"][1:]))
    assert (said.code, "These shares open the ring of `harbour`" in said.out) == (0, True)
    assert {path: path.read_bytes() for path in made.keys.iterdir()} == before
    printed = "\n\n".join(f"{number}. {textwrap.fill(share, 70)}" for number, share in enumerate(shares["harbour"][1:], 1))
    assert made.run("keys", "drill", "--agency", "harbour", stdin=printed).out == said.out
    for given, code in (
        (shares["harbour"][:1], "shares-too-few"),
        (shares["installation"][:2], "ring-wrong-key"),
        ([], "shares-missing"),
    ):
        refused = made.run("keys", "drill", "--agency", "harbour", stdin="\n".join(given))
        assert (refused.code, refused.out, f"[{code}]" in refused.err) == (2, "", True)
    made.key.unlink()
    new_key_file(made.key)
    assert "[ring-wrong-key]" in made.run("keys", "rotate").err
    both = ("-k", "2", "-n", "3")
    early = made.run("keys", "recover", "--agency", "harbour", *both, stdin="\n".join(shares["harbour"][:2]))
    assert (early.code, "the ring of `installation`" in early.err) == (2, True)
    for owner in ("installation", "harbour"):
        said = made.run("keys", "recover", "--agency", owner, *both, stdin="\n".join(shares[owner][::2]))
        assert (said.code, said.err, len(SHARE.findall(said.out))) == (0, "", 3)
    assert made.python(program).out == "opened 10\n"
    old = made.run("keys", "drill", "--agency", "harbour", stdin="\n".join(shares["harbour"]))
    assert (old.code, "[ring-wrong-key]" in old.err) == (2, True)


def test_what_was_done_with_keys_is_in_the_log(made: Place, tmp_path: Path) -> None:
    shares_of(made)
    assert made.run("keys", "export", tmp_path / "a", "--agency", "harbour").code == 0
    assert made.run("keys", "import", tmp_path / "a").code == 0
    assert made.run("keys", "rotate", "--agency", "harbour").code == 0
    program = """
from amparo.casework.log import told_of_user
from amparo.casework.opening import open_installation
open_installation()
print(*[told.act for told in told_of_user("installation")][-4:])
"""
    said = made.python(program)
    assert (said.err, said.out) == ("", "shares-made ring-exported ring-imported key-rotated\n")
