"""`amparo user key NAME`: a key by which another system acts for a user."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from amparo.casework import api_keys
from amparo.casework.actor import ITSELF
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("user key", "Make a key by which another system acts for a user: it may do what that user may.")
    parser.add_argument("name", metavar="NAME", help="the user, by the name they sign in with")
    parser.add_argument(
        "--days", metavar="DAYS", type=int, default=api_keys.USUAL.days, help="how long it opens anything (usually 90)"
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    made = api_keys.make_key(ITSELF, arguments.name, timedelta(days=min(max(arguments.days, 0), 10_000)))
    return Outcome(
        sheet=(
            line(f"key    {made.id}"),
            line(f"secret {made.secret}"),
            line(f"until  {made.until:%Y-%m-%d}"),
            line("The secret is shown once. `amparo user unkey` ends the key at once.", "quiet"),
        )
    )
