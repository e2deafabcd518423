"""A case file from disk or standard input, asked about under the law that the arguments name."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

from amparo.environment import today
from amparo.errors import AmparoError
from amparo.explain.answer import Inquiry, inquire
from amparo.facts.case import LARGEST, read_case
from amparo.facts.words import shown
from amparo.rules.pack import Pack, load_pack


@dataclass(frozen=True)
class Opened:
    """A case asked about: the pack, the inquiry, and up to which day facts count as known ("": all)."""

    pack: Pack
    inquiry: Inquiry
    as_known: str = ""


def opened(arguments: Namespace) -> Opened:
    """Read the case and the law that the arguments name."""
    pack = load_pack(arguments.law)
    case = read_case(content(arguments.case), pack.vocabulary)
    inquiry = inquire(case, pack, today=today(), on=arguments.on, as_known=arguments.as_known)
    return Opened(pack, inquiry, arguments.as_known or "")


def content(name: str) -> bytes:
    """Return the bytes of a case file, never more than one byte beyond what is read of one; `-` is standard input."""
    if name == "-":
        if sys.stdin is None:
            raise AmparoError("case-file-unreadable", "standard input is closed", where="CASE")
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise AmparoError("case-file-missing", f"there is no file `{shown(name)}`", where="CASE") from None
    except IsADirectoryError:
        raise AmparoError("case-file-unreadable", f"`{shown(name)}` is a folder, not a case file", where="CASE") from None
    except (OSError, ValueError):  # no right to read it, or a name that no file can have
        raise AmparoError("case-file-unreadable", f"`{shown(name)}` cannot be read", where="CASE") from None
