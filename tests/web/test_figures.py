"""The page of figures: for the statistician alone, as a table and as a file that no program works out."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from amparo.doors.web.figures import plain
from amparo.environment import today
from casework.test_counting import identified
from web.inside import client_of


@pytest.mark.usefixtures("world")
def test_figures_are_shown_and_taken_out_without_a_small_one() -> None:
    for _number in range(12):
        identified(2025, "female", "1990-01-01")
        identified(2025, "male", "1990-01-01", "begging")
    identified(2025, "male", "2012-01-01")
    fen = client_of("fen")
    assert "Recognised" not in fen.get("/figures").content.decode()
    page = fen.post("/figures", {"do": "count"}).content.decode()
    assert "Recognised victims, 2025" in page
    assert "<td>1</td>" not in page
    told = fen.post("/figures", {"do": "csv"})
    assert told["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(StringIO(told.content.decode("utf-8-sig"))))
    assert all(line["people"] == "" or int(line["people"]) >= 10 for line in lines)
    assert any(line["people"] for line in lines)
    assert {line["made_on"] for line in lines} == {today().isoformat()}
    assert "These figures were made on" in page
    assert "read every figure as the least" in page


@pytest.mark.usefixtures("world")
def test_who_does_not_count_is_refused() -> None:
    for name in ("brook", "castor", "gita"):
        assert client_of(name).get("/figures").status_code == 403
        assert client_of(name).post("/figures", {"do": "csv"}).status_code == 403


def test_a_cell_is_never_a_formula() -> None:
    assert [plain(cell)[0] for cell in ("=1+1", "+1", "-1", "@x", "\tx")] == ["'"] * 5
    assert plain("female") == "female"
