"""Whatever stands in a case file: exit 2, at most three lines, nothing on standard output, no value repeated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Run

BAD: dict[str, tuple[bytes, str]] = {
    "an unknown name": (b'{"facts": {"agee": 16}}', "unknown-fact"),
    "an unknown kind of item": (b'{"items": {"ofence": {}}}', "unknown-item"),
    "an unknown key": (b'{"fact": {}}', "unknown-key"),
    "a wrong type": (b'{"facts": {"screened": "yes"}}', "wrong-value"),
    "a choice outside its list": (b'{"facts": {"sex": "m"}}', "wrong-value"),
    "31 February": (b'{"facts": {"entry_date": "2026-02-31"}}', "impossible-date"),
    "the year 0": (b'{"facts": {"entry_date": "0000-01-01"}}', "impossible-date"),
    "the age -1": (b'{"facts": {"age_years": -1}}', "out-of-range"),
    "the age 400": (b'{"facts": {"age_years": 400}}', "out-of-range"),
    "NaN": (b'{"facts": {"age_years": NaN}}', "case-not-finite"),
    "a number without end": (b'{"facts": {"age_years": 1e999}}', "wrong-value"),
    "10 MB": (b'{"facts": {}}' + b" " * 10_000_000, "case-too-large"),
    "3,000 levels of tables": (b'{"facts":' * 3_000 + b"{}" + b"}" * 3_000, "case-too-deep"),
    "3,000 levels of lists": (b"[" * 3_000 + b"]" * 3_000, "case-too-deep"),
    "3,000 levels of TOML": (b"a = " + b"[" * 3_000 + b"]" * 3_000, "case-too-deep"),
    "not UTF-8": (b'{"facts": {"language": "\xe9"}}', "case-not-utf-8"),
    "a key twice": (b'{"facts": {"screened": true, "screened": false}}', "case-duplicate-key"),
    "an item id twice": (b'{"items": {"offence": {"list": [{"id": "1"}, {"id": "1"}]}}}', "duplicate-item"),
    "an item without id": (b'{"items": {"offence": {"list": [{}]}}}', "item-without-id"),
    "an empty file": (b"", "case-empty"),
    "blanks": (b" \n\t", "case-empty"),
    "a list at the top": (b"[]", "case-not-a-table"),
    "a word at the top": (b'"case"', "case-not-a-table"),
    "JSON cut short": (b'{"facts": {', "case-not-json"),
    "neither JSON nor TOML": (b"facts: {}", "case-not-readable"),
    "a day that is none": (b'{"on": "2026-03"}', "wrong-value"),
}
COMMANDS = (["decide", "--json"], ["ask"], ["explain", "no-removal-before-heard"])


@pytest.mark.parametrize("what", BAD)
def test_a_bad_case_file_is_told(run: Run, tmp_path: Path, what: str) -> None:
    content, code = BAD[what]
    path = tmp_path / "case"
    path.write_bytes(content)
    said = run("may", "removal", path)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err
    assert len(said.err.splitlines()) <= 3


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_of_a_bad_case_file(run: Run, case: Callable[[str], Path], command: list[str]) -> None:
    said = run(*command, case("[]"))
    assert (said.code, said.out, said.err) == (2, "", f"{said.err.splitlines()[0]}\n")
    assert said.err.endswith("[case-not-a-table]\n")


def test_a_bad_case_on_standard_input_is_told(run: Run) -> None:
    said = run("decide", "-", stdin=b"[")
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) <= 3


@pytest.mark.parametrize(
    ("name", "code"), [("missing.json", "case-file-missing"), (".", "case-file-unreadable"), ("a\0b", "case-file-unreadable")]
)
def test_a_file_that_cannot_be_read_is_told(run: Run, tmp_path: Path, name: str, code: str) -> None:
    said = run("may", "removal", f"{tmp_path}/{name}")
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err


def test_no_value_of_the_person_is_repeated(run: Run, case: Callable[[str], Path]) -> None:
    for fact in ("age_years", "sex", "entry_date", "nationality", "screened", "language"):
        said = run("decide", case(f'{{"facts": {{"{fact}": "Amina Secret of Nowhere"}}}}'))
        assert said.code == 2
        assert "Secret" not in said.err


def test_contradictions_and_disputes_are_answered_and_said(run: Run, case: Callable[[str], Path]) -> None:
    claims = [{"value": True, "by": "ngo", "source": "said"}, {"value": False, "by": "police", "source": "observed"}]
    facts = {"birth_date": "2012-01-01", "age_years": 30, "trafficking_claimed": claims}
    path = case(json.dumps({"on": "2026-03-02", "facts": facts}))
    said = run("decide", path)
    assert (said.code, said.err) == (0, "")
    assert "! “Date of birth” and “Age in years” contradict each other" in said.out
    assert "? Sources differ on “Says that they were trafficked”." in said.out


@pytest.mark.parametrize(
    ("pack", "content", "code"),
    [
        ("pack.toml", b"title = ", "law-not-toml"),
        ("pack.toml", b"\xff", "law-not-utf-8"),
        ("holds/acts.toml", b'[[rule]]\nid = "x"\n', "rule-without-kind"),
    ],
)
def test_a_broken_pack_is_told_with_its_place(run: Run, tmp_path: Path, pack: str, content: bytes, code: str) -> None:
    head = b'title = "T"\nstanding = "draft"\n'
    (tmp_path / "holds").mkdir()
    (tmp_path / "pack.toml").write_bytes(head)
    (tmp_path / pack).write_bytes(content)
    for command in (["law", "check"], ["law", "show"]):
        said = run(*command, tmp_path)
        assert (said.code, said.out) == (2, "")
        assert f"[{code}]" in said.err
        assert pack in said.err
        assert len(said.err.splitlines()) <= 3
