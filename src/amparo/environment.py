"""The one place from which every `AMPARO_...` variable is read, and where today's date comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from amparo.errors import AmparoError


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable: its name, what stands where it is not set or empty, and what it means."""

    name: str
    default: str
    meaning: str

    def text(self) -> str:
        """Return what the environment says, without blanks around it, or the default."""
        return os.environ.get(self.name, "").strip() or self.default


TIME_ZONE: Final = Setting("AMPARO_TIME_ZONE", "UTC", "the time zone that says which day is today, where no date is given")
QUICK_EXIT: Final = Setting(
    "AMPARO_QUICK_EXIT", "https://www.wikipedia.org/", "the harmless page to which the link that leaves a page at once leads"
)

SETTINGS: Final = (TIME_ZONE, QUICK_EXIT)


def today() -> date:
    """Return today's civil date in AMPARO_TIME_ZONE; raise `AmparoError` if that is no time zone."""
    return datetime.now(time_zone()).date()


def time_zone() -> ZoneInfo:
    """Return the time zone of AMPARO_TIME_ZONE; raise `AmparoError` if it is none."""
    name = TIME_ZONE.text()
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # an unknown name, or one that would leave the folder of zones
        raise AmparoError(
            "unknown-time-zone",
            f"`{name}` is not the name of a time zone",
            help="use a name such as `Europe/Madrid` or `Asia/Bangkok`",
            where=TIME_ZONE.name,
        ) from None
