"""What lies where, and what must not lie anywhere."""

from __future__ import annotations

import ast
import re
import statistics
import tomllib
from pathlib import Path

import pytest

from house.tree import ROOT, SOURCE, modules, own_files, own_texts

# written in pieces, so that this file does not hold what it forbids
FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.-])/(?:ro" r"ot|wo" r"rk|ho" r"me/\w+|Us" r"ers)/[\w.]",
    "a folder beside the checkout": r"\.\./sha" r"red|(?<!\w)\.libr" r"ary\b",
    "the address of a registry": r"py" r"pi\.org|python" r"hosted|npm" r"js\.|deb\." r"debian\.org",
    "a piece of work left lying": r"\bTO" r"DO\b|\bFIX" r"ME\b|\bX" r"XX\b",
}
PAUSING = {
    "tests/postgres.py": "asks a server again until it answers, or until its time is over",
    "tests/crash/test_crash.py": "kills at a random moment: the moment is what is drawn",
}
DUMPING_GROUNDS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}


def test_law_is_data_only() -> None:
    assert [path for path in own_files() if path.is_relative_to(ROOT / "law") and path.suffix.startswith(".py")] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in own_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(FORBIDDEN[what], line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^(-|--)", text, re.MULTILINE), "a lock gives no options to the installer"
    pins = re.findall(r"^\S.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(pins) > 10
    assert [pin.split()[0] for pin in pins if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", pin, re.DOTALL)] == []


def test_the_tests_add_to_what_runs_and_change_none_of_it() -> None:
    pinned = {
        lock: set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-dev.lock")
    }
    assert pinned["requirements.lock"] - pinned["requirements-dev.lock"] == set()


def test_the_locks_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["checkout"]
    tools = [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)]
    for lock, lines in (("requirements.lock", asked), ("requirements-dev.lock", asked + tools)):
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        assert {re.split(r"[<>=~! \[]", line)[0] for line in lines} - pinned == set(), f"run `make lock`: {lock}"


def test_every_waiver_of_a_check_has_its_reason() -> None:
    bare = [
        f"{path}:{number}: {line.strip()}"
        for path, text in own_texts()
        if path.endswith(".py")
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(r"# (noqa: [A-Z0-9, ]+|type: ignore\[[^]]+\]|pragma: \w+ \w+)$", line.rstrip())
    ]
    assert bare == []


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules()}
    filled = sorted(lines for path, lines in lengths.items() if path.name != "__init__.py")
    assert statistics.median(filled) < 150
    assert filled[int(len(filled) * 0.9)] < 350
    assert [
        (str(path.relative_to(ROOT)), lines)
        for path, lines in lengths.items()
        if lines > 600 and path.parent.name != "migrations"
    ] == []


def test_functions_are_short() -> None:
    lengths = {f"{path.relative_to(ROOT)}:{name}": lines for path in modules() for name, lines in _functions(path)}
    assert sorted(lengths.values())[int(len(lengths) * 0.9)] < 35
    assert {name: lines for name, lines in lengths.items() if lines > 80} == {}


def test_no_room_is_a_dumping_ground() -> None:
    names = {path.stem for path in modules()} | {path.parent.name for path in modules()}
    assert names & DUMPING_GROUNDS == set()


def test_each_room_says_what_comes_in_and_what_goes_out() -> None:
    for room in sorted(path.parent for path in SOURCE.glob("*/__init__.py")):
        lines = (room / "README.md").read_text("utf-8").splitlines()
        assert 3 <= len(lines) <= 40, f"{room.name}/README.md has {len(lines)} lines"


def test_only_one_module_reads_the_environment() -> None:
    reads = re.compile(r"\b(getenv|environ)\b(?!\[\"DJANGO_SETTINGS_MODULE\"\] =)")
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in modules()
        for line in path.read_text("utf-8").splitlines()
        if reads.search(line)
    }
    assert readers == {"environment.py"}


def test_nothing_stands_in_for_the_real_thing() -> None:
    crutches = re.compile(
        r"unittest\.mo" r"ck|Magic" r"Mock|pytest\.sk" r"ip|mark\.(sk" r"ip|xfa" r"il)|importorsk" r"ip|time\.sle" r"ep\("
    )
    found = [path for path, text in own_texts() if path.endswith(".py") and crutches.search(text)]
    assert [path for path in found if path not in PAUSING] == []


def test_imports_stand_at_the_top() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in modules()
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def _functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        (node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_every_folder_of_tests_is_in_a_group_that_is_run() -> None:
    text = (ROOT / "tools" / "parts.sh").read_text("utf-8")
    groups = re.search(r"^groups=\((.*)\)$", text, re.MULTILINE)
    assert groups is not None
    run = {f"tests/{name}" for name in groups[1].split()} | set(re.findall(r"tests/\w+", text))
    folders = {f"tests/{path.parent.name}" for path in (ROOT / "tests").glob("*/test_*.py")}
    assert folders - run == set()
