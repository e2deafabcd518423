"""`amparo log witness URL`: the newest head to somebody outside, with the proof that the log only grew since the last."""

from __future__ import annotations

from argparse import Namespace

from amparo.casework.opening import open_installation
from amparo.casework.witnessing import witness
from amparo.doors.cli.arguments import Parser
from amparo.doors.cli.sheet import Outcome, line


def parser() -> Parser:
    parser = Parser(
        "log witness",
        "Send the newest signed head to a witness. Only sizes and hashes leave: nothing of any case.",
        "exit codes: 0 the witness kept it, 2 it did not, or could not be reached",
    )
    parser.add_argument("url", metavar="URL", help="where the witness takes heads: `https://...`")
    return parser


def run(arguments: Namespace) -> Outcome:
    open_installation()
    sent = witness(arguments.url)
    since = f"with the proof that it goes on from {sent.before:,}" if sent.before else "the first that this witness has"
    return Outcome(
        sheet=(line(f"The witness kept the head over {sent.head.size:,} entries, {since}.", "free"), line(sent.head.line()))
    )
