"""`amparo demo` makes a demonstration whose staff sign in and each see what is theirs; it refuses a home in use."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from amparo.casework.database import FILE
from amparo.demonstration.cast import CAST
from amparo.demonstration.making import INVESTIGATED, RETURNING, TO_IDENTIFY
from amparo.demonstration.people import BROOKS, CASES, MIKAS
from amparo.demonstration.sign_ins import SignIn
from amparo.doors.web.check_inside import Visitor, cases_seen
from cli.installed import Place, new_place
from cli.served import serving
from house.tree import ROOT
from web.owed_lists import MOST, most_open

SEEN = {
    "castor": set(INVESTIGATED),
    "edda": set(RETURNING),
    "ivo": set(TO_IDENTIFY),
    "noor": set(TO_IDENTIFY),
    "sol": {"Ngozi"},
}
"""Who sees which names on the list; of their own two dozen, Brook and Mika see a page of it, and the others no name."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("demo")
    place = new_place(folder, AMPARO_KEYS="", AMPARO_KEY_SOURCE="")
    said = place.run("demo")
    assert (said.code, said.err) == (0, "")
    return place


def test_whose_case_a_body_abroad_reads_is_known_to_wish_to_return() -> None:
    returning = [place for place, called in CASES.items() if called in RETURNING]
    assert returning
    for place in returning:
        pack, name = place.split("/")
        facts = tomllib.loads((ROOT / "law" / pack / "persons" / f"{name}.toml").read_text("utf-8"))["facts"]
        assert facts["return_voluntary"] is True
        assert not facts.get("fears_origin_authorities")


def signs_in(place: Place) -> list[SignIn]:
    kept = json.loads((place.home / "invented-sign-ins.json").read_text("utf-8"))
    assert kept["note"].startswith("invented people")
    return [SignIn(**each) for each in kept["sign_ins"]]


def test_its_keys_lie_in_its_home_and_only_locked(made: Place) -> None:
    assert not (made.folder / "keys").exists()
    names = {path.name for path in (made.home / "keys").iterdir()}
    assert {"installation.ring", "harbour.ring", "pages.key"} <= names
    said = made.run("agency", "add", "x", "--title", "X", "--body", "ngo", AMPARO_KEY_SOURCE=f"file:{made.key}")
    assert (said.code, "[ring-other-source]" in said.err) == (2, True)


def named(page: str) -> set[str]:
    """Return the people who are named on a page."""
    return {called for called in CASES.values() if f">{called}<" in page}


def test_each_of_them_signs_in_and_sees_what_is_theirs(made: Place) -> None:
    with serving(made) as server:
        for who in signs_in(made):
            status, page = cases_seen(Visitor("127.0.0.1", server.port, 60.0), who)
            assert (who.username, status) == (who.username, 200)
            own = {"brook": BROOKS, "mika": MIKAS}.get(who.username)
            if own is None:
                assert (who.username, named(page)) == (who.username, SEEN.get(who.username, set()))
            else:
                assert set() != named(page) <= set(own.values())
        assert server.lines() == []
    assert {who.username for who in signs_in(made)} == set(CAST)


def test_no_case_of_theirs_shows_more_than_seven_lines_of_what_is_owed_without_grouping(made: Place) -> None:
    with serving(made) as server:
        seen = 0
        for who in (each for each in signs_in(made) if each.username in ("brook", "mika")):
            visitor = Visitor("127.0.0.1", server.port, 60.0)
            cases_seen(visitor, who)
            for case in kept_cases(made):
                status, page = visitor.ask(f"/cases/{case}/owed")
                if status == 200:
                    seen += 1
                    assert most_open(page) <= MOST
                    assert most_open(visitor.ask(f"/cases/{case}")[1]) <= MOST
    assert seen == len(CASES) == 40


def kept_cases(place: Place) -> list[str]:
    with closing(sqlite3.connect(place.home / FILE)) as database:
        return [case for (case,) in database.execute("SELECT id FROM casework_case")]


def test_the_keys_are_changed_while_it_serves_and_nothing_closes(made: Place) -> None:
    brook = Visitor("127.0.0.1", 0, 60.0)
    with serving(made) as server:
        brook.port = server.port
        before = named(cases_seen(brook, signs_in(made)[0])[1])
        assert before
        said = made.run("keys", "rotate")
        assert (said.code, said.err) == (0, "")
        for _ in range(2):
            status, page = brook.ask("/cases")
            assert (status, named(page)) == (200, before)
        assert server.until("/health", state="well").json["keys"]


def test_it_is_not_made_twice_and_says_its_sign_ins_again_in_a_moment(made: Place) -> None:
    again = made.run("demo")
    assert (again.code, again.out, "[home-used]" in again.err) == (2, "", True)
    said = made.run("demo", "--sign-ins")
    assert (said.code, said.err) == (0, "")
    assert all(who.password in said.out and who.secret in said.out for who in signs_in(made))


def test_its_sign_ins_that_were_damaged_are_said_to_be(made: Place, tmp_path: Path) -> None:
    file = made.home / "invented-sign-ins.json"
    kept = file.rename(tmp_path / "kept")
    said = made.run("demo", "--sign-ins")
    kept.rename(file)
    assert (said.code, said.out, "[demonstration-damaged]" in said.err) == (2, "", True)


def test_nobody_is_named_in_its_database_or_beside_it(made: Place) -> None:
    for path in made.home.iterdir():
        if path.is_file() and path.name != "invented-sign-ins.json":
            data = path.read_bytes()
            assert [called for called in CASES.values() if len(called) > 4 and called.encode() in data] == []
