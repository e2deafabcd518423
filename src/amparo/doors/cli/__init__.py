"""The command line: a table of commands, each computed whole before anything is printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import amparo
from amparo.doors.cli.sheet import Outcome
from amparo.doors.cli.table import COMMANDS, command_module, part_module
from amparo.errors import AmparoError
from amparo.facts.words import nearest, shown

WRONG: Final = 2
"""Wrong input: at most three lines on standard error, nothing on standard output."""
FAULT: Final = 70
"""A fault of Amparo itself, or an answer that could not be written."""
INTERRUPTED: Final = 130
_CASE: Final = "CASE is a file in JSON or TOML, or - for standard input. "
HELP: Final = ("-h", "--help", "help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        outcome = _run(list(sys.argv[1:] if argv is None else argv))
        _print(outcome)
    except AmparoError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 nobody is left to catch it, and its text may hold personal data
        sys.stderr.write(f"amparo failed by a fault of its own, {_place(error)}, and has decided nothing [fault]\n")
        return FAULT
    return outcome.exit


def _run(words: list[str]) -> Outcome:
    if not words or words[0] in HELP:
        return Outcome(text=_help())
    if words[0] == "--version":
        return Outcome(text=f"amparo {amparo.__version__}\n")
    count = 2 if any(name.startswith(f"{words[0]} ") for name in COMMANDS) else 1
    name, rest = " ".join(words[:count]), words[count:]
    if name not in COMMANDS:
        return _unknown(name)
    module = command_module(name)
    parser = module.parser()
    if any(word in HELP[:2] for word in rest):
        return Outcome(text=parser.format_help())
    arguments = parser.parse_args(rest)
    outcome: Outcome = part_module("installed").run(module.run, arguments) if COMMANDS[name].stored else module.run(arguments)
    return outcome


def _unknown(name: str) -> Outcome:
    first, _, second = name.partition(" ")
    family = [command for command in COMMANDS if command.startswith(f"{first} ")]
    if second in HELP:
        return Outcome(text=_help(family))
    raise AmparoError(
        "unknown-command",
        f"`{shown(name)}` is not a command{nearest(name, COMMANDS)}",
        help=f"commands: {', '.join(family or COMMANDS)}; `amparo --help` says what they do",
    )


def _help(names: Sequence[str] = ()) -> str:
    """Return the help of a family of commands; of all, a family of several in one line."""
    told = [(COMMANDS[name].usage, COMMANDS[name].summary) for name in names] or _every_family()
    width = max(len(usage) for usage, _ in told)
    rows = [f"  amparo {usage:{width}}  {summary}" for usage, summary in told]
    return "\n".join(
        [
            "What is held, what is owed and why, for a person who is, or may be, a victim of trafficking.",
            *([""] if names else []),  # the help of all fills a screen as it is
            *rows,
            f"{'' if names else _CASE}`amparo COMMAND --help` says more.",
            "Exit 2: wrong input, said in at most three lines on standard error. An answer is never a clearance.",
            "",
        ]
    )


def _every_family() -> list[tuple[str, str]]:
    families: dict[str, list[str]] = {}
    for name in COMMANDS:
        families.setdefault(name.split()[0], []).append(name)
    told = []
    for family, names in families.items():
        if len(names) == 1:
            told.append((COMMANDS[names[0]].usage, COMMANDS[names[0]].summary))
        else:
            told.append((f"{family} ...", ", ".join(name.split()[1] for name in names)))
    return told


def _print(outcome: Outcome) -> None:
    if outcome.table is not None:
        indent = 2 if sys.stdout.isatty() else None  # people get lines, programs get one
        _write(f"{json.dumps(outcome.table, indent=indent, ensure_ascii=False)}\n", "utf-8")
    elif outcome.sheet is not None:
        _write(part_module("paper").written(outcome.sheet), sys.stdout.encoding)
    elif outcome.text is not None:
        _write(outcome.text, sys.stdout.encoding)


def _write(text: str, encoding: str) -> None:
    try:
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has read enough; what is left is not flushed again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _place(error: BaseException) -> str:
    """Return the kind of an error and where it arose, without what it says."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "/".join(Path(trace.tb_frame.f_code.co_filename).parts[-2:]) if trace else ""
    return f"{type(error).__name__} in {where}:{trace.tb_lineno}" if trace else type(error).__name__
