"""How the invented staff sign in, as it was written down when the demonstration was made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from amparo.casework.installing import INVENTED
from amparo.environment import home
from amparo.errors import AmparoError
from amparo.sealing.disk import write_private

MARK: Final = "invented people: these sign-ins open a demonstration and nothing else"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How an invented member of staff signs in."""

    username: str
    who: str
    password: str
    secret: str


def keep_sign_ins(signs_in: tuple[SignIn, ...]) -> None:
    """Write them down in the home of the demonstration."""
    table = {"note": MARK, "sign_ins": [asdict(each) for each in signs_in]}
    write_private(home() / INVENTED, json.dumps(table, indent=1).encode())


def kept_sign_ins() -> tuple[SignIn, ...]:
    """Return the sign-ins of the demonstration that was made."""
    path = home() / INVENTED
    try:
        return tuple(SignIn(**each) for each in json.loads(path.read_text("utf-8"))["sign_ins"])
    except (OSError, ValueError, KeyError, TypeError):
        raise AmparoError(
            "demonstration-damaged",
            "the sign-ins of the demonstration cannot be read",
            help="take its home away and make it anew: its people are invented",
            where=str(path),
        ) from None
