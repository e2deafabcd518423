"""`amparo init`: an installation of one's own: its home, its keys, the first agency and the first administrator."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from amparo.casework import people
from amparo.casework.actor import ITSELF
from amparo.casework.agencies import NewAgency
from amparo.casework.bundles import ADMINISTRATOR
from amparo.casework.installing import Plan, install, refuse_used
from amparo.casework.people import Code
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.asking import code_lines, filled
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, section
from amparo.environment import home, keys_folder

_ASKED: Final = {
    "law": "The law pack to work under (`amparo law list` shows all)",
    "agency": "A short id for the first agency, such as harbour-house",
    "title": "The agency's name, as pages show it",
    "body": "What kind of body it is, such as ngo, shelter or case_manager",
    "administrator": "The name under which its first administrator signs in",
}


def parser() -> Parser:
    parser = Parser(
        "init",
        "Make an installation in AMPARO_HOME, with its rings of keys in AMPARO_KEYS, locked by AMPARO_KEY_SOURCE.",
        "what is not given is asked for on a terminal; a home or a folder of keys in use is refused and left as it is",
    )
    for name, words in _ASKED.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=words)
    return parser


def run(arguments: Namespace) -> Outcome:
    refuse_used()  # before anything is asked
    said = filled(vars(arguments), _ASKED)
    agency = NewAgency(said["agency"], said["title"], said["body"])

    def first_administrator() -> Code:
        return people.add_user(ITSELF, username=said["administrator"], agency=agency.id, bundle=ADMINISTRATOR)

    return Outcome(sheet=tuple(_told(install(Plan(said["law"], (agency,)), first_administrator))))


def _told(code: Code) -> Iterator[Line]:
    yield line("The installation is made.", "strong")
    yield line(f"Home: {home()}")
    yield line(f"Keys: {keys_folder()}")
    yield GAP
    yield from code_lines(code.username, code.code, f"{code.until:%Y-%m-%d %H:%M} UTC")
    yield from section(
        "Next",
        [
            line("amparo serve: the pages, with the sign-in", mark="•"),
            line(
                "amparo keys shares --agency AGENCY -k 2 -n 3: what opens the ring when its key is lost. Do it today.", mark="•"
            ),
            line("amparo keys export FILE --agency AGENCY: the locked ring, to keep in another place", mark="•"),
        ],
    )
