"""`amparo user unkey KEY`: end a key of another system at once."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework import api_keys
from amparo.casework.actor import ITSELF
from amparo.casework.opening import open_installation
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser("user unkey", "End a key of another system: from now on it opens nothing.")
    parser.add_argument("key", metavar="KEY", help="the key's id, as `user key` printed it")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    api_keys.end_key(ITSELF, arguments.key)
    return Outcome(sheet=(line("The key is ended."),))
