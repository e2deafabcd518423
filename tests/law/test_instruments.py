"""Instruments: what each source is, since when, and how far each of its provisions reaches."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from law.wording import LAW, read

FILES: Final = sorted([*(LAW / "instruments").glob("*.toml"), *LAW.glob("*/instruments.toml")])
INSTRUMENTS: Final[dict[str, dict[str, Any]]] = {
    name: instrument for path in FILES for name, instrument in read(path)["instrument"].items()
}
PROVISIONS: Final = {
    f"{name}/{place}": entry for name, instrument in INSTRUMENTS.items() for place, entry in instrument["provisions"].items()
}
FORCES: Final = {"mandatory", "consider", "recommended", "example"}
STRENGTHS: Final = {"absolute", "qualified", "effort", "preference"}
NAMED: Final = {
    r"TIP art": "tip",
    r"UNTOC art": "untoc",
    r"CoE Convention art": "coe",
    r"ACTIP art": "asean",
    r"CRC art": "crc",
    r"ICCPR art": "iccpr",
    r"ILO C29 art": "ilo29",
    r"ILO C182 art": "ilo182",
    r"Supplementary Slavery Convention art": "slavery-1956",
    r"1926 Slavery Convention art": "slavery-1926",
    r"OP-CRC-SC art": "crc-opsc",
    r"(?:1951 Convention|Refugee Convention) art": "refugee",
    r"Model Law art": "model-law",
    r"UNMIK Regulation 2001/4 s": "unmik-2001-4",
    r"WG\.4/2017/2 para": "wg4-2017-2/para",
}
BINDING: Final = {  # adopted, in force: known to every lawyer in the field
    "tip": ((2000, 11, 15), (2003, 12, 25)),
    "untoc": ((2000, 11, 15), (2003, 9, 29)),
    "crc": ((1989, 11, 20), (1990, 9, 2)),
    "crc-opsc": ((2000, 5, 25), (2002, 1, 18)),
    "iccpr": ((1966, 12, 16), (1976, 3, 23)),
    "icescr": ((1966, 12, 16), (1976, 1, 3)),
    "cat": ((1984, 12, 10), (1987, 6, 26)),
    "cedaw": ((1979, 12, 18), (1981, 9, 3)),
    "refugee": ((1951, 7, 28), (1954, 4, 22)),
    "refugee-1967": ((1967, 1, 31), (1967, 10, 4)),
    "slavery-1926": ((1926, 9, 25), (1927, 3, 9)),
    "slavery-1956": ((1956, 9, 7), (1957, 4, 30)),
    "ilo29": ((1930, 6, 28), (1932, 5, 1)),
    "ilo-p29": ((2014, 6, 11), (2016, 11, 9)),
    "ilo182": ((1999, 6, 17), (2000, 11, 19)),
    "vccr": ((1963, 4, 24), (1967, 3, 19)),
    "coe": ((2005, 5, 16), (2008, 2, 1)),
    "asean": ((2015, 11, 21), (2017, 3, 8)),
}


def named_in_the_sources() -> Iterator[tuple[str, str]]:
    """Yield each provision that a requirement names: the row and the provision's id."""
    with (LAW / "requirements.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            for name, instrument in NAMED.items():
                # "art. 3(a) (module cites it as art. 3(a))": a slip that the row quotes is no citation
                basis = re.sub(r"\((?:module|content|named|Bali|authentic|one|letter)[^)]*\([^)]*\)[^)]*\)", "", row["basis"])
                for found in re.findall(rf"(?:^|[^\w]){name}s?\. (\d+(?:\([a-z0-9]+\))*)", basis):
                    yield row["id"], "/".join([instrument, *re.findall(r"[a-z0-9]+", found)])


def test_there_are_provisions_named_in_the_sources() -> None:
    assert len({provision for _, provision in named_in_the_sources()}) > 100


def test_every_provision_that_a_requirement_names_is_listed() -> None:
    assert sorted({provision for _, provision in named_in_the_sources()} - set(PROVISIONS)) == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_says_what_it_is(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert set(instrument) <= {"title", "short", "status", "adopted", "in_force", "url", "provisions"}
    assert instrument["title"]
    assert 0 < len(instrument["short"]) <= 50
    assert instrument["status"] in {"binding", "soft law", "case", "national law"}
    assert instrument["provisions"]
    assert instrument.get("url", "https://").startswith("https://")


@pytest.mark.parametrize("name", [name for name, instrument in INSTRUMENTS.items() if instrument["status"] == "binding"])
def test_what_binds_was_adopted_and_then_took_force(name: str) -> None:
    adopted, in_force = INSTRUMENTS[name]["adopted"], INSTRUMENTS[name]["in_force"]
    assert isinstance(adopted, date)
    assert adopted < in_force


@pytest.mark.parametrize(("name", "days"), BINDING.items())
def test_treaties_carry_their_true_dates(name: str, days: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    adopted, in_force = days
    assert (INSTRUMENTS[name]["adopted"], INSTRUMENTS[name]["in_force"]) == (date(*adopted), date(*in_force))


@pytest.mark.parametrize("provision", PROVISIONS)
def test_a_provision_has_title_summary_force_and_strength(provision: str) -> None:
    entry = PROVISIONS[provision]
    assert set(entry) == {"title", "summary", "force", "strength"}
    assert 0 < len(entry["title"]) <= 90
    assert 0 < len(entry["summary"]) <= 320
    assert entry["summary"].endswith(".")
    assert entry["force"] in FORCES
    assert entry["strength"] in STRENGTHS
    assert re.fullmatch(r"[a-z0-9-]+(/[A-Za-z0-9.-]+)+", provision)


def test_soft_law_never_says_mandatory() -> None:
    soft = {name for name, instrument in INSTRUMENTS.items() if instrument["status"] == "soft law"}
    assert [place for place, entry in PROVISIONS.items() if place.split("/")[0] in soft and entry["force"] == "mandatory"] == []


def test_the_protocol_is_listed_whole() -> None:
    assert {f"tip/{article}" for article in range(1, 21)} <= set(PROVISIONS)


def test_each_listed_article_of_the_protocol_reaches_as_far_as_its_text() -> None:
    reach = {place: (PROVISIONS[f"tip/{place}"]["force"], PROVISIONS[f"tip/{place}"]["strength"]) for place in (
        "6/1", "6/2/b", "6/3", "6/4", "6/5", "6/6", "7/1", "8/2", "14/1",
    )}  # fmt: skip
    assert reach == {
        "6/1": ("mandatory", "qualified"),
        "6/2/b": ("mandatory", "qualified"),
        "6/3": ("consider", "qualified"),
        "6/4": ("mandatory", "absolute"),
        "6/5": ("mandatory", "effort"),
        "6/6": ("mandatory", "absolute"),
        "7/1": ("consider", "qualified"),
        "8/2": ("mandatory", "qualified"),
        "14/1": ("mandatory", "absolute"),
    }


def test_an_instrument_file_is_named_after_an_instrument_in_it() -> None:
    files = {path.stem: set(read(path)["instrument"]) for path in (LAW / "instruments").glob("*.toml")}
    assert [stem for stem, names in files.items() if stem not in names] == []


def test_no_instrument_is_listed_twice() -> None:
    assert len(INSTRUMENTS) == sum(len(read(path)["instrument"]) for path in FILES)
