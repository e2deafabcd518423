"""The tutorial for authors of packs, gone through as its reader does: each file written, each command run, in order."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from amparo.rules.pack import load_pack
from cli.conftest import Run
from house.tree import ROOT
from law.test_mutants import survivors

TEXT = (ROOT / "docs" / "tutorial-pack.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\S+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def test_every_step_of_the_tutorial_does_what_it_says(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for language, how, body in BLOCK.findall(TEXT):
        action, _, path = how.partition("=")
        if action == "file":
            Path(path).write_text(body, "utf-8")
        elif action == "add":
            Path(path).write_text(Path(path).read_text("utf-8") + body, "utf-8")
        elif (language, action) == ("console", "tutorial"):
            _go_through(body, run, monkeypatch)
        else:
            pytest.fail(f"nobody goes through this step: {body}")
    assert (tmp_path / "xz.html").read_text("utf-8").startswith("<!doctype html>")
    assert survivors(load_pack("xz")) == []


def _go_through(console: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    code = 0
    for turn in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, shown = turn.partition("\n")
        if command == "echo $?":
            said = f"{code}\n"
        else:
            program, *words = shlex.split(command)
            assert program == "amparo"
            done = run(*words)
            code, said = done.code, done.err + done.out
        assert doctest.OutputChecker().check_output(shown, said, SHOWN), f"$ {command}\n{said}"
