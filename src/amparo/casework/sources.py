"""What opens the rings: a key file, a command or a passphrase, as AMPARO_KEY_SOURCE and `sources.toml` name it."""

from __future__ import annotations

import getpass
import os
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from amparo.environment import KEY_SOURCE, home, keys_folder
from amparo.errors import AmparoError
from amparo.facts.words import shown
from amparo.sealing.command import KeyCommand
from amparo.sealing.disk import kept_apart, read_private
from amparo.sealing.keyfile import KeyFile
from amparo.sealing.lock import Source
from amparo.sealing.passphrase import Passphrase

FILE: Final = "sources.toml"
"""Beside the rings: which agency's ring is opened by another source than the usual one."""
DEMONSTRATION: Final = "invented people and nobody else"
"""The passphrase of every demonstration, printed with its sign-ins: what it locks is about nobody."""
RING: Final = ".ring"
_TERMINAL: Final = "/dev/tty"
_HELP: Final = "`file:PATH`, `command:PROGRAM ARGUMENTS` or `passphrase`"

Asking = Callable[[str], str]
"""Takes what to ask, and returns the words that somebody typed unseen."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What opens which ring: the source of an agency that has one of its own, else the usual one."""

    usual: Source = field(repr=False)
    own: Mapping[str, Source] = field(repr=False)

    def of(self, owner: str) -> Source:
        """Return what opens the ring of an owner."""
        return self.own.get(owner, self.usual)


def sources(*, demonstration: bool = False, new: bool = False) -> Sources:
    """Return the sources of this installation; a passphrase is asked for once, and twice where it is `new`.

    Raise `AmparoError` where none is named, or rings or a key file lie in the home that they open.
    """
    folder = keys_folder()
    kept_apart(folder, home(), demonstration=demonstration)
    asking = asked_twice if new else asked
    named = KEY_SOURCE.text()
    if not named and demonstration:
        usual: Source = Passphrase(DEMONSTRATION)
    else:
        usual = source_from(named, KEY_SOURCE.name, "the rings of this installation", asking)
    own = {
        owner: source_from(text, str(folder / FILE), f"the ring of `{owner}`", asking)
        for owner, text in _named_apart(folder).items()
        if (folder / f"{owner}{RING}").exists()
    }
    return Sources(usual, own)


def source_from(text: str, where: str, what: str, asking: Asking) -> Source:
    """Return the source that a setting names; raise `AmparoError` if it names none."""
    kind, _, rest = text.partition(":")
    if kind == "file" and rest.strip():
        path = Path(rest.strip()).expanduser().absolute()
        kept_apart(path, home())
        return KeyFile(path)
    if kind == "command" and rest.strip():
        return KeyCommand(_words(rest, where))
    if text == "passphrase":
        return Passphrase(asking(what))
    if not text:
        raise AmparoError("key-source-missing", f"nothing is named that opens {what}", help=f"set it to {_HELP}", where=where)
    raise AmparoError("key-source-wrong", "what opens the rings is named in no known way", help=_HELP, where=where)


def owners(folder: Path) -> tuple[str, ...]:
    """Return whose rings lie in a folder."""
    return tuple(sorted(path.name.removesuffix(RING) for path in folder.glob(f"*{RING}")))


def asked(what: str) -> str:
    """Ask on the terminal for the passphrase of something; raise `AmparoError` where nobody sits at one."""
    try:
        os.close(os.open(_TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        raise AmparoError(
            "passphrase-no-terminal",
            "a passphrase is asked for on a terminal, and there is none",
            help="a service that starts by itself takes `file:PATH` or `command:PROGRAM`",
            where=KEY_SOURCE.name,
        ) from None
    try:
        return getpass.getpass(f"Passphrase of {what.replace('`', '')}: ")
    except EOFError:
        return ""


def asked_twice(what: str) -> str:
    """Ask for a new passphrase, and once more, so that no slip locks anybody out."""
    first = asked(what)
    if asked(f"{what}, once more") != first:
        raise AmparoError("passphrase-differs", "the two passphrases differ", help="nothing was locked; begin again")
    return first


def _words(text: str, where: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError:
        raise AmparoError("key-source-wrong", "the key command has a quote without its end", where=where) from None


def _named_apart(folder: Path) -> Mapping[str, str]:
    """Return what `sources.toml` says, if it is there."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(read_private(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise AmparoError("sources-unreadable", "the file of sources is no TOML", where=str(path)) from None
    for owner, text in table.items():
        if not isinstance(text, str):
            raise AmparoError("sources-unreadable", f"the source of `{shown(owner)}` is no text", help=_HELP, where=str(path))
    return table
