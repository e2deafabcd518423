"""The documents say what is so: settings, libraries and errors are all named, and the examples run."""

from __future__ import annotations

import ast
import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from house.tree import ROOT, modules, own_texts

DOCUMENTS = {path: text for path, text in own_texts() if path.endswith(".md") and not path.startswith(("law/", "tests/"))}
CONSOLES = [
    (f"{path}:{text.count(chr(10), 0, found.start()) + 1}", found.group(1))
    for path, text in DOCUMENTS.items()
    for found in re.finditer(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
]
SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize(("where", "console"), CONSOLES, ids=[where for where, _ in CONSOLES])
def test_an_example_shows_what_the_command_says(where: str, console: str) -> None:
    code = 0
    for turn in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, shown = turn.partition("\n")
        if command == "echo $?":
            said = f"{code}\n"
        else:
            code, said = _said(command)
        assert doctest.OutputChecker().check_output(shown, said, SHOWN), f"{where}: $ {command}\n{said}"


def test_the_readme_has_examples() -> None:
    assert any(where.startswith("README.md") for where, _ in CONSOLES)


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path}: {target}"
        for path, text in DOCUMENTS.items()
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        if "://" not in target and not (ROOT / path).parent.joinpath(target).exists()
    ]
    assert broken == []


def test_every_library_has_its_row() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [*project["dependency-groups"].values(), *project["project"]["optional-dependencies"].values()]
    asked = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    names = {re.split(r"[<>=~! \[]", line)[0] for line in asked if isinstance(line, str)}
    rows = set(re.findall(r"^\| `([a-z0-9-]+)` \|", DOCUMENTS["docs/dependencies.md"], re.MULTILINE))
    assert rows == names


def test_every_error_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| `([a-z0-9-]+)` \|", DOCUMENTS["docs/errors.md"], re.MULTILINE)
    raised = {code for path in modules() for code in _codes(path)}
    assert len(raised) > 40
    unexplained = {code for code in raised if not any(re.fullmatch(code, row) for row in explained)}
    never_raised = {row for row in explained if not any(re.fullmatch(code, row) for code in raised)}
    assert (unexplained, never_raised) == (set(), set())
    assert len(explained) == len(set(explained)), "an error is explained twice"


def _said(command: str) -> tuple[int, str]:
    """Run an `amparo` or `./run` command of a document from the root, as its reader would, and return what it says."""
    program, *arguments = shlex.split(command)
    assert program in ("amparo", "./run"), f"`{command}` is no example that a test can run: use a block of ```sh"
    done = subprocess.run(
        [str(Path(sys.executable).with_name("amparo")), *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout


def _codes(path: Path) -> set[str]:
    """Return the codes of the errors that a module raises, as patterns: `rule-without-{key}` becomes `rule-without-.+`."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    named = {
        node.target.id: node.value
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(node.value, ast.Constant)
    }
    found = set()
    for call in (node for node in nodes if isinstance(node, ast.Call) and node.args):
        first = call.args[0]
        code = _pattern(named.get(first.id, first) if isinstance(first, ast.Name) else first)
        if code and (_is_named_error(call) or ("-" in code and _says_a_sentence(call))):
            found.add(code)
    return found


def _is_named_error(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name.endswith("Error") or name in ("error", "refused")


def _says_a_sentence(call: ast.Call) -> bool:
    """Say whether the second argument is a sentence: a helper of its own makes the error."""
    match call.args[1:2]:
        case [ast.Constant(value=str(sentence))]:
            return " " in sentence
        case [ast.JoinedStr()]:
            return True
    return False


def _pattern(argument: ast.expr) -> str | None:
    match argument:
        case ast.Constant(value=str(code)) if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            return code
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue()]) if re.fullmatch(
            r"[a-z0-9-]+-", start
        ):
            return f"{start}.+"
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(end))]) if re.fullmatch(r"(-[a-z]+)+", end):
            return f"[a-z]+{end}"
    return None
