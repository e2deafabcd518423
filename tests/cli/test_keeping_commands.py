"""Keeping safe as operators do: backup, restore, tick, doctor, rebuild, old records, the person's copy, each a command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from cli.case_of_two import STAFF
from cli.conftest import Said
from cli.installed import INIT, Place, new_place
from cli.test_import import TEXT

ERASE = """
from amparo.casework.actor import actor_of
from amparo.casework.erasing import erase
from amparo.casework.models import User
from amparo.casework.opening import open_installation
open_installation()
who = [actor_of(User.objects.select_related("agency").get(id=name), stepped_up=True) for name in ("brook", "lena")]
erase(who[0], {case!r}, second=who[1])
"""
CODE = """
import time
from allauth.mfa.totp.internal.auth import hotp_value, format_hotp_value
print(format_hotp_value(hotp_value("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", int(time.time()) // 30)))
"""

FRESH = (
    CODE
    + """
from allauth.mfa.models import Authenticator
for kept in Authenticator.objects.filter(type="totp"):
    kept.data["step"] = 0
    kept.save(update_fields=["data"])
"""
)
"""Lets the code of now be taken once more: no test waits half a minute for the next."""

AUDITOR = """
from amparo.casework import second_factor
from amparo.casework.models import User
from amparo.casework.moment import now
from amparo.casework.opening import open_installation
open_installation()
user = User(id="noor", username="noor", agency_id="harbour", bundle="auditor", since=now())
user.set_password("a long pass phrase of Brook")
user.save()
second_factor.set_up_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
"""
ASKED = """
from amparo.casework.access import look
from amparo.casework.actor import actor_of
from amparo.casework.canary import is_canary
from amparo.casework.models import User
from amparo.casework.opening import open_installation
from amparo.errors import AmparoError
open_installation()
print(is_canary({case!r}))
try:
    look(actor_of(User.objects.select_related("agency").get(id="brook")), {case!r})
except AmparoError as error:
    print(error.code)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """An installation with two workers and a case, which the tests copy."""
    place = new_place(tmp_path_factory.mktemp("made"))
    said = place.run("init", *INIT)
    assert said.code == 0, said.err
    staff = place.python(STAFF)
    assert staff.code == 0, staff.err
    return place, staff.out.strip()


@pytest.fixture
def place(made: tuple[Place, str], tmp_path: Path) -> Place:
    """A copy of it, for one test."""
    tmp_path.chmod(0o700)
    for name in ("home", "keys", "stick"):
        shutil.copytree(made[0].folder / name, tmp_path / name)
    return Place(tmp_path)


@pytest.fixture
def case(made: tuple[Place, str]) -> str:
    return made[1]


def test_a_backup_comes_back_where_the_home_was_lost(place: Place, tmp_path: Path) -> None:
    backup = place.run("backup", tmp_path / "one.zip")
    assert (backup.code, backup.err) == (0, "")
    assert "The backup is whole" in backup.out
    shutil.rmtree(place.home)
    restored = place.run("restore", tmp_path / "one.zip")
    assert (restored.code, restored.err) == (0, "")
    assert "its log is sound" in restored.out
    assert place.home.stat().st_mode & 0o077 == 0
    assert [path.name for path in place.home.iterdir() if path.name.startswith(".")] == []
    rebuilt = place.run("rebuild", "--json")
    assert (rebuilt.code, json.loads(rebuilt.out)) == (0, {"cases": 1, "identical": True, "differing": [], "register": 0})


def test_an_older_backup_brings_nobody_back_and_says_what_is_lost(place: Place, case: str, tmp_path: Path) -> None:
    assert place.run("backup", tmp_path / "older.zip").code == 0
    erased = place.python(ERASE.format(case=case))
    assert erased.code == 0, erased.err
    shutil.rmtree(place.home)
    restored = place.run("restore", tmp_path / "older.zip")
    assert (restored.code, restored.err) == (0, "")
    assert "were kept out of it" in restored.out
    assert "are lost" in restored.out
    seen = place.python(
        "from amparo.casework.opening import open_installation\n"
        "from amparo.casework.determine import determined\n"
        f"open_installation()\nprint(determined({case!r}).size)"
    )
    assert seen.out.strip() == "0"


def test_an_older_database_put_back_by_hand_does_not_start(place: Place, case: str, tmp_path: Path) -> None:
    assert place.run("tick").code == 0
    shutil.copytree(place.home, tmp_path / "older")
    assert place.python(ERASE.format(case=case)).code == 0
    shutil.rmtree(place.home)
    shutil.copytree(tmp_path / "older", place.home)
    said = place.run("tick")
    assert (said.code, said.out) == (2, "")
    assert "stones-missing" in said.err
    unwell = place.run("doctor")
    assert unwell.code == 3


def test_a_restore_that_fails_leaves_nothing_behind(place: Place, tmp_path: Path) -> None:
    assert place.run("backup", tmp_path / "one.zip").code == 0
    used = place.run("restore", tmp_path / "one.zip")
    assert used.code == 2
    assert "database-used" in used.err
    shutil.rmtree(place.home)
    data = (tmp_path / "one.zip").read_bytes()
    (tmp_path / "part.zip").write_bytes(data[: len(data) // 2])
    damaged = place.run("restore", tmp_path / "part.zip")
    assert (damaged.code, damaged.out) == (2, "")
    assert "backup-damaged" in damaged.err
    (place.keys / "latest").unlink()
    blind = place.run("restore", tmp_path / "one.zip")
    assert "stones-missing" in blind.err
    assert not place.home.exists() or list(place.home.iterdir()) == []
    assert place.run("restore", tmp_path / "one.zip", "--nobody-erased-since").code == 0


def test_without_the_keys_a_backup_opens_nothing(place: Place, tmp_path: Path) -> None:
    assert place.run("backup", tmp_path / "one.zip").code == 0
    stranger = new_place_with_init(tmp_path / "other")
    shutil.rmtree(stranger.home)
    said = stranger.run("restore", tmp_path / "one.zip")
    assert said.code == 2
    assert "backup-not-ours" in said.err


def test_tick_and_doctor(place: Place, tmp_path: Path) -> None:
    ticked = place.run("tick")
    assert (ticked.code, ticked.err) == (0, "")
    assert "Done here" in ticked.out
    assert place.run("backup", tmp_path / "one.zip").code == 0
    well = place.run("doctor", "--json")
    found = json.loads(well.out)
    assert (well.code, found["well"]) == (0, True), well.out
    assert {each["level"] for each in found["findings"]} == {"green", "yellow"}
    (place.keys / "harbour.ring").chmod(0o644)
    unwell = place.run("doctor")
    assert unwell.code == 3
    assert unwell.out.lstrip().startswith("red")


def test_a_worker_makes_the_persons_copy_with_password_and_code(place: Place, case: str, tmp_path: Path) -> None:
    code = place.python(CODE).out.strip()
    file = tmp_path / "copy.zip"
    wrong = place.run("person", "export", case, file, "--user", "brook", stdin=f"wrong\n{code}\n")
    assert (wrong.code, file.exists()) == (2, False)
    assert "sign-in-refused" in wrong.err
    nobody = place.run("person", "export", case, file, "--user", "gita", stdin=f"a long pass phrase of Brook\n{code}\n")
    assert "sign-in-refused" in nobody.err
    done = place.run("person", "export", case, file, "--user", "brook", stdin=f"a long pass phrase of Brook\n{code}\n")
    assert (done.code, done.err) == (0, "")
    with ZipFile(file) as archive:
        assert json.loads(archive.read("copy.json"))["called"] == "Amina"


def test_two_workers_erase_with_passwords_and_codes_once_both_have_released_the_legal_hold(place: Place, case: str) -> None:
    def proofs(*names: str) -> str:
        code = place.python(FRESH).out.strip()
        return f"a long pass phrase of Brook\n{code}\n" * len(names)

    both = ("person", "erase", case, "--user", "brook", "--second", "lena")
    set_ = place.run("person", "hold", case, "--user", "brook", "--ground", "claim", stdin=proofs("brook"))
    assert (set_.code, set_.err) == (0, "")
    hold = set_.out.split()[-1]
    refused = place.run(*both, stdin=proofs("brook", "lena"))
    assert refused.code == 2
    assert "erasure-held" in refused.err
    assert hold in refused.err
    assert "One of two" in place.run("person", "release", hold, "--user", "brook", stdin=proofs("brook")).out
    assert "same-person" in place.run("person", "release", hold, "--user", "brook", stdin=proofs("brook")).err
    assert "is released" in place.run("person", "release", hold, "--user", "lena", stdin=proofs("lena")).out
    alone = place.run("person", "erase", case, "--user", "brook", "--second", "brook", stdin=proofs("brook", "brook"))
    assert alone.code == 2
    part = place.run(*both, "--compartment", "health", stdin=proofs("brook", "lena"))
    assert "erasure-nothing" in part.err
    done = place.run(*both, stdin=proofs("brook", "lena"))
    assert (done.code, done.err) == (0, "")
    assert "Destroyed: " in done.out
    again = place.run(*both, stdin=proofs("brook", "lena"))
    assert "no-such-case" in again.err, "nobody works on a case of which nothing is left"


def test_an_auditor_sets_out_a_case_of_nobody_and_no_case_manager_does(place: Place) -> None:
    assert place.python(AUDITOR).code == 0

    def add(name: str) -> Said:
        proof = f"a long pass phrase of Brook\n{place.python(FRESH).out.strip()}\n"
        return place.run("agency", "canary", "harbour", "--user", name, stdin=proof)

    assert "not-yours-in-office" in add("brook").err
    done = add("noor")
    assert (done.code, done.err) == (0, "")
    asked = place.python(ASKED.format(case=done.out.split()[7]))
    assert asked.out.split() == ["True", "no-such-case"]


def new_place_with_init(folder: Path) -> Place:
    folder.mkdir()
    found = new_place(folder)
    assert found.run("init", *INIT).code == 0
    return found


def test_cases_are_brought_in_the_name_of_who_proves_who_they_are_and_none_twice(place: Place, tmp_path: Path) -> None:
    file, mapping = tmp_path / "cases.csv", tmp_path / "mapping.json"
    file.write_text(TEXT, "utf-8")
    columns = {"Case no": "old_number", "Name": "full_name", "Sex": "sex", "Age": "age_years"}
    said = {"Sex": {"f": "female", "m": "male"}}
    mapping.write_text(json.dumps({"columns": columns, "purpose": "protection", "said": said}), "utf-8")

    def imported() -> str:
        code = place.python(FRESH).out.strip()
        done = place.run(
            "person", "import", file, "--as", "brook", "--mapping", mapping, stdin=f"a long pass phrase of Brook\n{code}\n"
        )
        return done.out + done.err

    assert "2 cases brought, 0 were there before, 1 rows left out." in imported()
    assert "0 cases brought, 2 were there before, 1 rows left out." in imported()
    wrong = place.run("person", "import", file, "--as", "brook", "--mapping", mapping, stdin="wrong\n000000\n")
    assert "sign-in-refused" in wrong.err
