"""`amparo serve`: the pages and the API, and the cases of an installation, if there is one; `--check` tries them and stops."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome
from amparo.doors.cli.table import part_module

PORT: Final = 8000


def parser() -> Parser:
    parser = Parser("serve", "Answer in a browser and over HTTP until stopped with Ctrl-C.")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="another than this machine needs an installation, AMPARO_HOSTS, and a proxy with TLS",
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    parser.add_argument("--check", action="store_true", help="ask a server on a free port one question of each kind, and stop")
    return parser


def run(arguments: Namespace) -> Outcome:
    if arguments.check:
        return Outcome(part_module("server check").check())
    part_module("server").serve(arguments.host, arguments.port)
    return Outcome()
