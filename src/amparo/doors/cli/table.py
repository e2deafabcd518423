"""The table of commands: a command's module is imported when the command runs, and nothing else is loaded lazily."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its module, with `parser()` and `run(arguments)`, how it is called, what it does.

    `stored` says that it works on an installation, and so needs the framework and its database.
    """

    module: str
    usage: str
    summary: str
    stored: bool = False


COMMANDS: Final[Mapping[str, Command]] = {
    "decide": Command("amparo.doors.cli.decide", "decide CASE", "what is held, what is owed and why, for a case file"),
    "may": Command("amparo.doors.cli.may", "may ACT CASE", "is this act held? exit 0 no hold, 3 held, 4 held until known"),
    "ask": Command("amparo.doors.cli.ask", "ask CASE", "the next questions, those that settle most first"),
    "screen": Command("amparo.doors.cli.screen", "screen CASE", "signs noted, by form and dimension; --sheet prints questions"),
    "explain": Command("amparo.doors.cli.explain", "explain RULE [CASE]", "a rule in words; with a case, why it came out so"),
    "match": Command(
        "amparo.doors.cli.match",
        "match QUERIES REGISTER OUT",
        "who of one file is in another? names in any script",
    ),
    "requirements": Command("amparo.doors.cli.requirements", "requirements", "where each requirement of the sources is met"),
    "law list": Command("amparo.doors.cli.law_list", "law list", "the law packs that are here"),
    "law check": Command("amparo.doors.cli.law_check", "law check PACK", "is this pack sound, and are its worked cases met?"),
    "law show": Command("amparo.doors.cli.law_show", "law show PACK", "a pack as a page (HTML) that a lawyer reads"),
    "law new": Command("amparo.doors.cli.law_new", "law new ISO", "a small pack of your own, to be rewritten rule by rule"),
    "law prove": Command(
        "amparo.doors.cli.law_prove", "law prove PACK", "whom does the law miss? seven promises, proved or refuted"
    ),
    "law diff": Command(
        "amparo.doors.cli.law_diff", "law diff A B", "what a change of law changes: who loses, who gains, from when"
    ),
    "log key": Command("amparo.doors.cli.log_key", "log key FILE", "the public key that checks the log", stored=True),
    "log export": Command(
        "amparo.doors.cli.log_export", "log export FILE", "the whole log, to be checked elsewhere", stored=True
    ),
    "log witness": Command(
        "amparo.doors.cli.log_witness", "log witness URL", "the newest head to somebody outside, who keeps it", stored=True
    ),
    "log clock": Command(
        "amparo.doors.cli.log_clock", "log clock", "go on with the log after the clock had been ahead", stored=True
    ),
    "log verify": Command("amparo.doors.cli.log_verify", "log verify FILE", "is an export of the log sound? needs no server"),
    "init": Command(
        "amparo.doors.cli.init", "init", "an installation: home, keys, first agency, first administrator", stored=True
    ),
    "agency add": Command(
        "amparo.doors.cli.agency_add", "agency add ID", "a further agency, with a ring of keys of its own", stored=True
    ),
    "agency end": Command(
        "amparo.doors.cli.agency_end", "agency end ID", "an agency leaves: its accounts and its grants end", stored=True
    ),
    "agency canary": Command(
        "amparo.doors.cli.agency_canary", "agency canary AGENCY", "a case of nobody, which betrays whoever browses", stored=True
    ),
    "agency card": Command(
        "amparo.doors.cli.agency_card", "agency card FILE", "an agency's public keys, for another installation", stored=True
    ),
    "agency partner": Command(
        "amparo.doors.cli.agency_partner",
        "agency partner FILE",
        "take in another installation's card",
        stored=True,
    ),
    "agency unpartner": Command(
        "amparo.doors.cli.agency_unpartner",
        "agency unpartner ID",
        "no more referrals to or from there",
        stored=True,
    ),
    "user add": Command(
        "amparo.doors.cli.user_add", "user add NAME", "somebody who signs in, with the code for their first time", stored=True
    ),
    "user reset": Command(
        "amparo.doors.cli.user_reset",
        "user reset NAME",
        "let in anew who lost what they sign in with; takes two people",
        stored=True,
    ),
    "user end": Command("amparo.doors.cli.user_end", "user end NAME", "end somebody's account", stored=True),
    "user key": Command(
        "amparo.doors.cli.user_key", "user key NAME", "a key by which another system acts for a user", stored=True
    ),
    "user unkey": Command("amparo.doors.cli.user_unkey", "user unkey KEY", "end a key of another system", stored=True),
    "keys export": Command(
        "amparo.doors.cli.keys_export", "keys export FILE", "a locked ring of keys as a file to carry", stored=True
    ),
    "keys import": Command(
        "amparo.doors.cli.keys_import", "keys import FILE", "take in a ring of keys that was carried here", stored=True
    ),
    "keys rotate": Command("amparo.doors.cli.keys_rotate", "keys rotate", "new keys; the old ones are destroyed", stored=True),
    "keys shares": Command(
        "amparo.doors.cli.keys_shares", "keys shares", "recovery shares of a ring, printed once", stored=True
    ),
    "keys drill": Command("amparo.doors.cli.keys_drill", "keys drill", "rehearse a recovery; changes nothing", stored=True),
    "keys recover": Command(
        "amparo.doors.cli.keys_recover", "keys recover", "open a ring with its shares when its key is lost", stored=True
    ),
    "backup": Command("amparo.doors.cli.backup", "backup FILE", "the whole database in one file, without any key", stored=True),
    "restore": Command(
        "amparo.doors.cli.restore",
        "restore FILE",
        "a backup, put back; it brings back nobody who was erased",
        stored=True,
    ),
    "rebuild": Command(
        "amparo.doors.cli.rebuild",
        "rebuild",
        "work out all determinations anew: are they the same?",
        stored=True,
    ),
    "demo": Command("amparo.doors.cli.demo", "demo", "a demonstration with invented staff and invented people", stored=True),
    "doctor": Command(
        "amparo.doors.cli.doctor", "doctor", "is the installation well? exit 3 where something is red", stored=True
    ),
    "tick": Command(
        "amparo.doors.cli.tick", "tick", "the work of the clock, once: keys, days, what is due to end", stored=True
    ),
    "person import": Command(
        "amparo.doors.cli.person_import",
        "person import FILE",
        "old records from CSV or XLSX become cases; a dry run first",
        stored=True,
    ),
    "person export": Command(
        "amparo.doors.cli.person_export",
        "person export CASE FILE",
        "a person's copy: all that is known, who looked, who received",
        stored=True,
    ),
    "person erase": Command(
        "amparo.doors.cli.person_erase",
        "person erase CASE",
        "destroy what is known of a person, or a part of it; takes two people",
        stored=True,
    ),
    "person hold": Command(
        "amparo.doors.cli.person_hold", "person hold CASE", "a legal hold: nothing of the case is erased", stored=True
    ),
    "person release": Command(
        "amparo.doors.cli.person_release", "person release HOLD", "release a legal hold; takes two people", stored=True
    ),
    "serve": Command("amparo.doors.cli.serve", "serve", "the pages and the API; with an installation, its cases", stored=True),
}
PARTS: Final[Mapping[str, str]] = {
    "paper": "amparo.doors.cli.paper",
    "may in words": "amparo.doors.cli.may_told",
    "installed": "amparo.doors.cli.installed",
    "server": "amparo.doors.web.server",
    "server check": "amparo.doors.web.check",
}
"""What is no command: what JSON never needs, so that `may --json` starts fast; the framework; a server behind another door."""


def command_module(name: str) -> Any:
    """Import and return the module of a command of the table; one about an installation finds the framework ready."""
    if COMMANDS[name].stored:
        part_module("installed").set_up()
    return importlib.import_module(COMMANDS[name].module)


def part_module(name: str) -> Any:
    """Import and return a part of the table."""
    return importlib.import_module(PARTS[name])
