"""The variables of the environment, and the day they say it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amparo import environment
from amparo.environment import SETTINGS, TIME_ZONE, home, keys_folder, today
from amparo.errors import AmparoError
from house.tree import ROOT


def test_today_follows_the_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    days = set()
    for zone, hours in (("Pacific/Kiritimati", 14), ("Pacific/Pago_Pago", -11)):
        monkeypatch.setenv("AMPARO_TIME_ZONE", zone)
        before = (datetime.now(UTC) + timedelta(hours=hours)).date()
        days.add(today())
        after = (datetime.now(UTC) + timedelta(hours=hours)).date()
        assert before <= max(days) <= after or before <= min(days) <= after
    assert len(days) == 2  # the two zones are 25 hours apart: never on the same day


def test_without_a_time_zone_the_day_is_that_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMPARO_TIME_ZONE", " ")
    before = datetime.now(UTC).date()
    assert before <= today() <= datetime.now(UTC).date()


@pytest.mark.parametrize(
    "name", ["Europe/Atlantis", "Europe", "../secret", "/etc/localtime", "\N{LATIN SMALL LETTER U WITH DIAERESIS}", "x" * 300]
)
def test_a_zone_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("AMPARO_TIME_ZONE", name)
    with pytest.raises(AmparoError) as caught:
        today()
    assert caught.value.code == "unknown-time-zone"
    assert caught.value.where == TIME_ZONE.name
    assert f"`{name}`" in caught.value.sentence


def test_every_setting_is_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | `{setting.default}` | {setting.meaning} |" in page


def test_the_home_lies_where_it_is_said_or_in_the_checkout_or_with_the_users_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("AMPARO_HOME", "AMPARO_KEYS"):
        monkeypatch.delenv(name, raising=False)
    assert (home(), keys_folder()) == (ROOT / "var", ROOT / "var" / "keys")
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "data" / "amparo"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home() == tmp_path / ".local" / "share" / "amparo"
    monkeypatch.setenv("AMPARO_HOME", "~/mine")
    monkeypatch.setenv("AMPARO_KEYS", str(tmp_path / "stick"))
    assert (home(), keys_folder()) == (tmp_path / "mine", tmp_path / "stick")
