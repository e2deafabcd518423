"""How a command about an installation is run: the framework set up first, an error of the database said as others are."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from typing import Final

import django
from django.db import DatabaseError, InterfaceError

from amparo.casework.trouble import trouble_of
from amparo.doors.cli.sheet import Outcome
from amparo.errors import AmparoError

SETTINGS: Final = "amparo.doors.web.settings"
_ONLY_MINE: Final = 0o077


def set_up() -> None:
    """Make the framework ready, so that modules with tables can be imported; what is written from now on is nobody else's."""
    os.umask(_ONLY_MINE)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    django.setup()


def run(command: Callable[[Namespace], Outcome], arguments: Namespace) -> Outcome:
    """Run a command; raise `AmparoError` where the database fails, without what it says of rows."""
    try:
        return command(arguments)
    except (DatabaseError, InterfaceError) as error:
        found = trouble_of(error)
    raise AmparoError(found.code, found.sentence, help=found.help)  # outside: the error's own text may repeat a row
