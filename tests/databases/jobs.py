"""What processes do at once on one database."""

from __future__ import annotations

import os

from django.db import connection

from amparo.casework.database import databases
from amparo.casework.tables import refuse_too_strong
from amparo.environment import DATABASE
from apart import Speaking


def as_role(_: Speaking, *, address: str) -> str:
    """Work as whoever this address names."""
    os.environ[DATABASE.name] = address
    connection.settings_dict.update(databases()["default"])
    refuse_too_strong()
    return "worked"
