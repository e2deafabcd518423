"""`law new`: a pack that is sound from the first minute, and nothing half-written."""

from __future__ import annotations

import re
import resource
import shutil
from pathlib import Path

import pytest

from amparo.doors.cli.table import COMMANDS
from amparo.rules.cases import load_cases, load_persons
from amparo.rules.pack import BASELINE, find_law, load_pack, pack_names
from amparo.rules.rule import KINDS
from amparo.rules.tried import untried
from cli.conftest import Run
from house.tree import own_files
from law.test_mutants import survivors

TEMPLATE = find_law() / "new" / "zz"
OVER = [name for name in pack_names() if BASELINE in [layer.name for layer in load_pack(name).layers]]


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    """A new pack."""
    assert run("law", "new", "KE", "--to", tmp_path / "ke").code == 0
    return tmp_path / "ke"


def left(folder: Path) -> list[str]:
    """The names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_it_is_sound_at_once_and_says_so(run: Run, made: Path) -> None:
    said = run("law", "check", made)
    assert (said.code, said.err) == (0, "")
    assert "4 rules of its own" in said.out
    assert "NOT MET" not in said.out
    assert "NOT TRIED YET" not in said.out


def test_it_has_one_rule_of_each_kind_but_a_presumption_and_a_whole_person(made: Path) -> None:
    pack = load_pack(made)
    own = [rule for rule in pack.rules if rule.pack == "ke"]
    assert sorted(rule.kind for rule in own) == sorted(set(KINDS) - {"presumption"})
    assert list(untried(pack, load_cases(pack))) == []
    assert len(load_persons(pack)) == 1
    assert pack.profile.standing == "draft"
    assert pack.profile.scope
    assert pack.profile.languages
    assert pack.profile.contacts


def test_every_harm_to_one_of_its_rules_turns_a_case_red(made: Path) -> None:
    assert survivors(load_pack(made)) == []


@pytest.mark.parametrize("over", OVER)
def test_it_can_stand_over_each_pack_that_stands_over_the_baseline(run: Run, tmp_path: Path, over: str) -> None:
    assert run("law", "new", "au-nsw", "--over", over, "--to", tmp_path / "q").code == 0
    said = run("law", "check", tmp_path / "q", "--brief")
    assert (said.code, said.err) == (0, "")
    assert f"It stands over {', '.join(layer.name for layer in load_pack(over).layers)}: " in " ".join(said.out.split())


def test_it_speaks_of_its_own_country_alone(made: Path) -> None:
    texts = [path.read_text("utf-8") for path in made.rglob("*") if path.is_file()]
    assert len(texts) == len([path for path in own_files() if path.is_relative_to(TEMPLATE)])
    assert not any("zz" in text.lower() for text in texts)
    assert sum("ke-act" in text for text in texts) > 5


def test_each_of_its_rules_explains_itself(run: Run, made: Path) -> None:
    for rule in ("waits_for_a_decision", "no-removal-before-legal-advice", "place-in-a-shelter"):
        said = run("explain", rule, "--law", made)
        assert (said.code, said.err) == (0, "")
        assert "UNDER\n• Protection Act, s. " in said.out
    assert "3 days: Days from the first contact" in run("explain", "explain-rights-while-waiting", "--law", made).out
    assert "Taken off a ship on a Sunday" in run("law", "show", made).out


def test_what_the_check_says_of_it_is_what_the_authors_page_shows(
    run: Run, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made.parent)
    page = [line.strip() for line in (find_law() / "README.md").read_text("utf-8").splitlines()]
    rules, cases = made / "holds" / "removal.toml", made / "cases" / "removal.toml"
    sound = rules.read_text("utf-8")
    rules.write_text(sound.replace("possible_victim and", "posible_victim and"), "utf-8")
    said = run("law", "check", "./ke")
    assert said.code == 2
    assert [line.strip() for line in said.err.splitlines() if line.strip() not in page] == []
    rules.write_text(sound, "utf-8")
    cases.write_text(cases.read_text("utf-8").replace(", legal_advice_given = false", "", 1), "utf-8")
    said = run("law", "check", "./ke", "--brief")
    assert said.code == 3
    unmet = " ".join(said.out.split()).partition("• ")[2].partition(" • ")[0].partition(" Read the article")[0]
    assert [unmet] == [line for line in page if line == unmet]


def test_without_a_folder_it_is_named_by_the_code_and_what_comes_next_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("law", "new", "ca")
    assert (said.code, said.err, left(tmp_path)) == (0, "", ["ca"])
    assert said.out.startswith("./ca is made: a small pack over palermo")
    assert "• amparo law check ./ca " in said.out
    assert set(re.findall(r"• amparo (law \w+|\w+)", said.out)) <= set(COMMANDS)
    assert run("law", "check", "./ca", "--brief").out.startswith("CA: an invented Act")


@pytest.mark.parametrize("code", ["", "k", "kenya", "k1", "ke-", "ke-nsw1", "../ke", "ke\n", "ké", "-"])
def test_what_is_no_code_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("law", "new", code)
    assert (said.code, said.out, left(tmp_path)) == (2, "", [])
    assert "[wrong-country-code]" in said.err
    assert len(said.err.splitlines()) <= 3


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--over", "palermoo"], "unknown-layer"),
        (["--over", "xk"], "layer-without-baseline"),
        (["--to", "palermo"], "layers-circle"),
        (["--to", "nowhere/ke"], "output-unwritable"),
        (["--to", "a\0b"], "output-unwritable"),
        (["--to", "k" * 300], "output-unwritable"),
        (["--to", "file/ke"], "output-unwritable"),
        (["--to", "file"], "folder-exists"),
        (["--to", "empty"], "folder-exists"),
        (["--to", "dangling"], "folder-exists"),
        (["--to", "."], "folder-exists"),
        (["--to", ""], "folder-exists"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: str
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "dangling").symlink_to("gone")
    monkeypatch.chdir(tmp_path)
    said = run("law", "new", "ke", *words)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err
    assert len(said.err.splitlines()) <= 3
    assert (left(tmp_path), left(tmp_path / "empty")) == (["dangling", "empty", "file"], [])


def test_where_writing_breaks_off_nothing_is_left(run: Run, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, hard))  # bytes a file: the first is written, a later one is not
    try:
        said = run("law", "new", "ke", "--to", tmp_path / "ke")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (said.code, said.out, left(tmp_path)) == (2, "", [])
    assert "[output-unwritable]" in said.err


def test_a_pack_that_is_there_is_left_as_it_is(run: Run, made: Path) -> None:
    shutil.rmtree(made / "cases")
    assert run("law", "new", "ke", "--to", made).code == 2
    assert "cases" not in left(made)
