"""One table of commands; wrong words, faults and closed pipes end as they should."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import amparo
from amparo.doors.cli import main
from amparo.doors.cli.table import COMMANDS, command_module
from cli.conftest import Run
from house.tree import ROOT

AMINA = ROOT / "docs" / "examples" / "amina.json"
HEAVY = {
    "rich",
    "django",
    "ninja",
    "pydantic",
    "gunicorn",
    "polars",
    "numpy",
    "z3",
    "pandas",
    "duckdb",
    "amparo.doors.web",
    "amparo.desk",
}
STARTER = "import sys; from amparo.doors.cli import main; sys.exit(main())"


def test_help_lists_every_command_and_fits_a_screen(run: Run) -> None:
    for words in ((), ("--help",), ("-h",), ("help",)):
        said = run(*words)
        assert (said.code, said.err) == (0, "")
        for name in COMMANDS:
            family, _, second = name.partition(" ")
            assert [line for line in said.out.splitlines() if line.startswith(f"  amparo {family} ") and second in line], name
        assert len(said.out.splitlines()) < 25
        assert all(len(line) <= 100 for line in said.out.splitlines())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_how_it_is_called(run: Run, name: str) -> None:
    said = run(*name.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: amparo {name}")
    assert len(said.out.splitlines()) < 30


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").out == f"amparo {amparo.__version__}\n"


def test_a_family_of_commands_has_help(run: Run) -> None:
    said = run("law", "--help")
    assert said.code == 0
    assert "amparo law check PACK" in said.out
    assert "amparo decide" not in said.out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["decid", "x"], "unknown-command"),
        (["law"], "unknown-command"),
        (["law", "chekc"], "unknown-command"),
        (["--json"], "unknown-command"),
        (["decide"], "wrong-usage"),
        (["may", "removal"], "wrong-usage"),
        (["decide", str(AMINA), "more"], "wrong-usage"),
        (["decide", str(AMINA), "--jso"], "wrong-usage"),
        (["decide", str(AMINA), "--on"], "wrong-usage"),
        (["may", "fly", str(AMINA)], "unknown-act"),
        (["ask", str(AMINA), "--act", "fly"], "unknown-act"),
        (["may", "prosecution", str(AMINA), "--item", "offence#2"], "unknown-case-item"),
        (["decide", str(AMINA), "--law", "atlantis"], "unknown-pack"),
        (["decide", str(AMINA), "--on", "2026-03"], "wrong-value"),
        (["decide", str(AMINA), "--on", "never"], "wrong-value"),
        (["decide", str(AMINA), "--on", "2026-02-30"], "impossible-date"),
        (["decide", str(AMINA), "--as-known", "yesterday"], "wrong-value"),
        (["decide", str(AMINA), "--on", "1999-01-01"], "law-not-yet"),
        (["explain", "no-such-rule"], "unknown-rule"),
        (["explain", "no-removal-before-heard", "--on", "soon"], "wrong-value"),
        (["law", "check", "atlantis"], "unknown-pack"),
        (["law", "show", "palermo", "--on", "2026"], "wrong-value"),
        (["law", "show", "xk", "--output", "/dev/null/page.html"], "output-unwritable"),
        (["serve", "--port", "many"], "wrong-usage"),
        (["serve", "--host", "0.0.0.0"], "loopback-only"),  # noqa: S104 that it is refused is the point
    ],
)
def test_wrong_words_are_told_in_three_lines(run: Run, words: list[str], code: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err
    assert len(said.err.splitlines()) <= 3


def test_the_nearest_command_is_named(run: Run) -> None:
    assert "did you mean `decide`?" in run("decid").err
    assert "commands: law list, law check, law show" in run("law", "chekc").err


def test_a_fault_is_one_sentence_without_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([b"Amina", "secret"]) == 70  # type: ignore[list-item]  # words that no shell can pass
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("amparo failed by a fault of its own, TypeError in cli/__init__.py:")
    assert "Amina" not in said.err
    assert "secret" not in said.err


class _Interrupted(io.BytesIO):
    def read(self, _size: int | None = -1, /) -> bytes:
        raise KeyboardInterrupt


def test_an_interruption_ends_quietly(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Interrupted()))
    assert main(["decide", "-"]) == 130
    assert capsys.readouterr() == ("", "")


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, "law", "show", "palermo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def test_an_answer_that_cannot_be_written_is_never_a_zero() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", STARTER, "law", "list"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )  # fmt: skip
    assert done.returncode == 70
    assert len(done.stderr.splitlines()) == 1


def test_a_closed_standard_input_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    said = run("decide", "-")
    assert (said.code, "[case-file-unreadable]" in said.err) == (2, True)


def test_words_that_the_terminal_cannot_show_do_not_stop_the_answer(alone: Run) -> None:
    said = alone("may", "removal", AMINA, PYTHONIOENCODING="ascii")
    assert said.code == 3
    assert "?Heard on being a victim?" in said.out


def test_json_is_utf_8_whatever_the_terminal(alone: Run) -> None:
    said = alone("may", "removal", AMINA, "--json", PYTHONIOENCODING="latin-1")
    assert said.code == 3
    assert said.out.startswith('{"act": "removal"')


def test_may_in_json_loads_nothing_heavy() -> None:
    program = f"""
import sys
from amparo.doors.cli import main
assert main(["may", "removal", {str(AMINA)!r}, "--json"]) == 3
print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={**os.environ})
    loaded = set(done.stderr.split())
    assert "amparo.rules.may" in loaded
    assert loaded & HEAVY == set()
    others = {f"amparo.doors.cli.{name}" for name in ("decide", "ask", "explain", "may_told", "wordings", "paper", "law_show")}
    assert loaded & others == set()


def test_the_command_of_the_wheel_is_this_one() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("amparo"), "--version"], capture_output=True, text=True, check=True
    )  # fmt: skip
    assert done.stdout == f"amparo {amparo.__version__}\n"


def test_every_command_and_every_option_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name, command in COMMANDS.items():
        assert f"## amparo {command.usage}\n" in text
        part = text.partition(f"## amparo {command.usage}\n")[2].partition("\n## ")[0]
        head = text.partition("\n## ")[0]
        for action in command_module(name).parser()._actions:  # noqa: SLF001 argparse has no public list of them
            for option in action.option_strings:
                assert option in part or option in head, (name, option)
