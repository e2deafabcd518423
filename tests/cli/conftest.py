"""The command, run in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from amparo.doors.cli import main


@dataclass(frozen=True)
class Said:
    """What a command said, and the code it ended with."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")

    def running(*words: str | Path, stdin: bytes | None = None) -> Said:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return running


@pytest.fixture
def alone() -> Run:
    """Run a command in a process of its own, as a user does."""

    def running(*words: str | Path, stdin: bytes = b"", **environment: str) -> Said:
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from amparo.doors.cli import main; sys.exit(main())", *map(str, words)],
            input=stdin,
            capture_output=True,
            env={**os.environ, "COLUMNS": "80", **environment},
            check=False,
            timeout=60,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    return running


@pytest.fixture
def case(tmp_path: Path) -> Callable[[str], Path]:
    """Write a case file and return its path."""

    def written(text: str) -> Path:
        path = tmp_path / "case.json"
        path.write_text(text, "utf-8")
        return path

    return written
