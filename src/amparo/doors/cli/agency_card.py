"""`amparo agency card FILE`: an agency's public keys, for another installation that refers cases to it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.opening import open_installation
from amparo.casework.referring.partners import own_card, own_hand
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line
from amparo.errors import AmparoError


def parser() -> Parser:
    parser = Parser(
        "agency card",
        "Write the card of an agency: its name and its public keys, by which another installation seals referrals for it. "
        "It holds no secret.",
    )
    parser.add_argument("file", metavar="FILE", help="the file to write; one that is there is left as it is")
    parser.add_argument("--agency", metavar="AGENCY", required=True, help="whose card")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    card = own_card(arguments.agency)
    try:
        with Path(arguments.file).open("x", encoding="utf-8") as file:
            file.write(card)
    except OSError:
        raise AmparoError(
            "output-unwritable", "the file cannot be written, or is there already", help="name another", where="FILE"
        ) from None
    return Outcome(
        sheet=(
            line(f"The card of `{arguments.agency}` is in the file.", "strong"),
            line(f"Fingerprint: {own_hand(arguments.agency).card.fingerprint}"),
            line("Send the file as you like. Read the fingerprint out by telephone, to somebody you know."),
        )
    )
