"""`amparo demo`: an installation to look at, with invented staff and invented people; and its sign-ins, printed again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from amparo.casework.opening import installed
from amparo.demonstration.making import make_demonstration
from amparo.demonstration.sign_ins import SignIn, kept_sign_ins
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import GAP, Line, Outcome, line, mixed


def parser() -> Parser:
    parser = Parser("demo", "Make a demonstration: the fictional country xx, invented staff, forty invented people.")
    parser.add_argument(
        "--sign-ins", action="store_true", help="print the sign-ins; make the demonstration if nothing is there"
    )
    return parser


def run(arguments: Namespace) -> Outcome:
    found = installed() if arguments.sign_ins else None
    if found is None:
        signs_in = make_demonstration()
    elif found.demonstration:
        signs_in = kept_sign_ins()
    else:
        return Outcome(sheet=())
    return Outcome(sheet=tuple(_lines(signs_in)))


def _lines(signs_in: tuple[SignIn, ...]) -> Iterator[Line]:
    yield line("A demonstration: everybody in it is invented. Do not record a real person here.", "wait")
    yield line("Each signs in with a password and a code of an authenticator app, made from the secret.")
    for each in signs_in:
        yield GAP
        yield mixed((each.username, "strong"), (f"  {each.who}", "quiet"))
        yield line(f"password {each.password}", indent=2)
        yield line(f"secret   {each.secret}", indent=2)
    yield GAP
