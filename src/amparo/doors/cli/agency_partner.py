"""`amparo agency partner FILE`: another installation's card, once its fingerprint was compared."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from amparo.casework.opening import open_installation
from amparo.casework.referring.partners import add_partner
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, Sheet, line
from amparo.errors import AmparoError
from amparo.sealing.parcel import Card, card_from

LARGEST = 4096


def parser() -> Parser:
    parser = Parser(
        "agency partner",
        "Take the card of an agency on another installation. Without a fingerprint it shows the card and adds nothing.",
        "compare the fingerprint by telephone, at a number you know from elsewhere, before you add it",
    )
    parser.add_argument("file", metavar="FILE", help="the card, as they sent it")
    parser.add_argument("--fingerprint", metavar="FIGURES", default="", help="the fifty figures that they read out to you")
    return parser


def run(arguments: Namespace) -> Outcome:
    text = _read(arguments.file)
    card = card_from(text)
    if not arguments.fingerprint:
        return Outcome(
            sheet=(
                *_told(card),
                line(f"Fingerprint: {card.fingerprint}", "strong"),
                line(
                    "Nothing was added. Let them read theirs out, then: agency partner FILE --fingerprint FIGURES",
                    "wait",
                ),
            )
        )
    open_installation()
    added = add_partner(text, arguments.fingerprint)
    return Outcome(sheet=(*_told(card), line(f"Added. To end it: amparo agency unpartner {added}", "strong")))


def _told(card: Card) -> Sheet:
    return (line(f"Agency: {card.title}"), line(f"Kind of body: {card.body}"))


def _read(file: str) -> str:
    try:
        with Path(file).open(encoding="utf-8") as opened:
            return opened.read(LARGEST)
    except (OSError, UnicodeDecodeError):
        raise AmparoError("card-damaged", "the file is not there, or is no partner card", where="FILE") from None
