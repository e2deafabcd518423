"""Which database an installation uses: SQLite in its home, or PostgreSQL, each set up so that what was said to be kept is."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final
from urllib.parse import unquote

from amparo.environment import DATABASE, DATABASE_OWNER, Setting, home, keys_folder
from amparo.errors import AmparoError

FILE: Final = "amparo.sqlite3"
SECRET: Final = "pages.key"  # noqa: S105 the name of a file
_PRAGMAS: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
_ADDRESS: Final = re.compile(
    r"postgres(?:ql)?://(?P<user>[^:@/]*)(?::(?P<password>[^@/]*))?@(?P<host>[^:/]*)(?::(?P<port>\d{1,5}))?/(?P<name>[^/?]+)"
)


def databases(setting: Setting = DATABASE) -> dict[str, dict[str, Any]]:
    """Return what Django calls DATABASES; raise `AmparoError` for an address that is none."""
    address = setting.text()
    return {"default": _postgresql(address, setting) if address else _sqlite()}


def owner_databases() -> dict[str, dict[str, Any]]:
    """Return the same database as its owner reaches it, who alone makes and changes tables."""
    return databases(DATABASE_OWNER) if DATABASE_OWNER.text() else databases()


def page_secret() -> str:
    """Return the secret that signs sessions: kept beside the rings, or a fresh one where nothing is installed."""
    try:
        return (keys_folder() / SECRET).read_text("ascii").strip() or secrets.token_urlsafe(48)
    except (OSError, UnicodeDecodeError):
        return secrets.token_urlsafe(48)


def _sqlite() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home() / FILE),
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
    }


def _postgresql(address: str, setting: Setting) -> dict[str, Any]:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise AmparoError(
            "wrong-database",
            "the address of the database is none that can be read",
            help="`postgresql://USER@HOST:PORT/NAME`; a folder of sockets is written with `%2F` for each `/`",
            where=setting.name,
        )
    part = {name: unquote(text or "") for name, text in found.groupdict().items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": part["name"],
        "USER": part["user"],
        "PASSWORD": part["password"],
        "HOST": part["host"],
        "PORT": part["port"],
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 10,
            "application_name": "amparo",
            "server_side_binding": True,  # the few statements of each act are planned once for each connection
            "prepare_threshold": 3,
        },
    }
