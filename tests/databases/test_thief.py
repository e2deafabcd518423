"""Useless when stolen: nothing that was written of a person is found anywhere, and nothing of whom was erased is ever read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from apart import Shop, shop
from databases.searching import forms, hits, parts_of
from postgres import CLUSTER, FAST, Cluster, running

IS_LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
PEOPLE: Final = 10_000 if IS_LONG else 200
ERASED: Final = 100 if IS_LONG else 10
OTHERS: Final = 900 if IS_LONG else 90
WORDS: Final = ["Wexlynbird Quandle", "Жемчугова Ия", "ሰላማዊት ገብሩ"]
OPEN: Final = "Openlystoodhere"


@dataclass
class Loot:
    """A shop in which people were stored, and everything of it that can be stolen, by place."""

    on: Shop
    cases: list[str]
    glass: int
    grants: int
    places: dict[str, Path]
    dump: bytes = field(default=b"", repr=False)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        for place, folder in self.places.items():
            for name, data in parts_of(folder):
                yield f"{place}: {name}", data
        yield "dump", self.dump


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def loot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loot]:
    folder = tmp_path_factory.mktemp("thief")
    scratch, taken = folder / "scratch", folder / "taken"
    for each in (scratch, taken):
        each.mkdir()
    if request.param == "sqlite":
        with shop(folder / "home", {"TMPDIR": str(scratch)}) as on:
            yield _filled(on, folder)
        return
    with running(FAST | {"log_statement": "none", "log_min_error_statement": "error"}) as cluster:
        cluster.make_database("shop")
        with shop(folder / "home", {"TMPDIR": str(scratch), **cluster.environment("shop")}) as on:
            found = _filled(on, folder)
            _settle(cluster)
            found.places["server"] = cluster.folder
            found.dump = cluster.dump("shop")
            yield found


def _filled(on: Shop, folder: Path) -> Loot:
    stored = on.ask("databases.planting.plant", people=PEOPLE, words=WORDS, control=OPEN)
    assert on.ask("databases.planting.take", folder=str(folder / "taken")) == "taken"
    return Loot(on, places={"everything": folder}, **stored)


def _settle(cluster: Cluster) -> None:
    """Let the server write out what it holds in memory."""
    with cluster.connect(CLUSTER, "shop") as connection:
        connection.execute("CHECKPOINT")


@pytest.mark.parametrize("word", WORDS)
def test_the_search_finds_every_form_of_a_word(tmp_path: Path, word: str) -> None:
    for number, form in enumerate(forms(word).values()):
        (tmp_path / str(number)).write_bytes(b"before" + form + b"after")
    found = hits([word], parts_of(tmp_path))
    assert {name for _, _, name in found} == set(forms(word))


def test_nothing_that_was_written_of_anybody_stands_anywhere(loot: Loot) -> None:
    assert len(loot.cases) == PEOPLE
    assert (loot.grants, loot.glass > 0) == (PEOPLE // 20, True)
    parts = list(loot.parts())
    assert hits(WORDS, parts) == []
    assert hits([word.split()[0] for word in WORDS], parts) == []
    open_to_all = {place for place, _, _ in hits([OPEN], parts)}
    assert any("backup" in place for place in open_to_all), "the search reads backups"
    assert any("sqlite3" in place or "server: " in place for place in open_to_all), "and databases"
    assert any("dump" in place for place in open_to_all), "and dumps"


def test_of_whom_was_erased_nothing_is_read_and_everybody_else_is_as_before(loot: Loot, tmp_path: Path) -> None:
    cases, others = loot.cases[:ERASED], loot.cases[ERASED : ERASED + OTHERS]
    found = loot.on.ask("databases.planting.destroy", cases=cases, others=others, folder=str(tmp_path / "keys"))
    assert found.pop("wraps") >= 2 * ERASED
    assert {name: value for name, value in found.items() if value} == {}
