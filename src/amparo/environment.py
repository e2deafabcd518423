"""The one place from which every `AMPARO_...` variable is read, and where today's date comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
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
CONTACT: Final = Setting("AMPARO_CONTACT", "", "how people reach whoever runs this installation, as the open pages say it")

HOME: Final = Setting("AMPARO_HOME", "", "the folder of the installation: `var/` in a checkout, else the user's data folder")
KEYS: Final = Setting(
    "AMPARO_KEYS", "", "the folder of the rings of keys: outside the home in real use, `keys/` inside it in the demonstration"
)
KEY_SOURCE: Final = Setting(
    "AMPARO_KEY_SOURCE",
    "",
    "what opens the rings: `file:PATH`, `command:PROGRAM ARGUMENTS`, or `passphrase` (asked for on the terminal)",
)
DATABASE: Final = Setting(
    "AMPARO_DATABASE", "", "`postgresql://USER@HOST:PORT/NAME` as the role that owns no table; else SQLite in the home"
)
DATABASE_OWNER: Final = Setting(
    "AMPARO_DATABASE_OWNER", "", "the same database as the role that owns the tables: for `init` and upgrades alone"
)
HOSTS: Final = Setting("AMPARO_HOSTS", "localhost,127.0.0.1", "the names under which the pages are reached, parted by commas")
REPORT_HOURS: Final = Setting(
    "AMPARO_REPORT_HOURS", "24", "hours within which a report from outside is answered: what anybody tells without a sign-in"
)
URGENT_REPORT_HOURS: Final = Setting(
    "AMPARO_URGENT_REPORT_HOURS", "2", "the same for one that tells of danger, of a need of care, or of a child"
)
MESSAGE_HOURS: Final = Setting(
    "AMPARO_MESSAGE_HOURS", "48", "hours within which somebody reads what a person wrote with their code; our choice, no law"
)
REQUEST_DAYS: Final = Setting(
    "AMPARO_REQUEST_DAYS",
    "30",
    "days within which somebody is answered who asked about their data: copy, correction, objection, who looked; our choice",
)

SETTINGS: Final = (
    TIME_ZONE,
    QUICK_EXIT,
    CONTACT,
    HOME,
    KEYS,
    KEY_SOURCE,
    DATABASE,
    DATABASE_OWNER,
    HOSTS,
    REPORT_HOURS,
    URGENT_REPORT_HOURS,
    MESSAGE_HOURS,
    REQUEST_DAYS,
)


CHECKOUT: Final = Path(__file__).parents[2]
"""Where the project lies, if this is a checkout of it."""


def home() -> Path:
    """Return the folder of the installation, which need not be there yet."""
    if named := HOME.text():
        return Path(named).expanduser().absolute()
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "amparo"


def keys_folder() -> Path:
    """Return the folder of the rings."""
    named = KEYS.text()
    return Path(named).expanduser().absolute() if named else home() / "keys"


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
