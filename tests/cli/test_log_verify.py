"""`amparo log verify` says whether an export is sound, from the file, the key and a head kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from amparo.ledger.export import exported
from amparo.ledger.head import Head, signed_head
from amparo.ledger.tree import Growing, leaf_hash
from amparo.sealing.ring import Ring
from amparo.sealing.signing import SigningKey, sign, signing_key, to_text, with_signing
from cli.conftest import Run
from ledger.logged import record

SIZES = (4, 10)


@dataclass(frozen=True)
class Files:
    """An export of ten entries, its key, and the head over four of them that a witness keeps."""

    log: Path
    key: Path
    head: Path
    signing: SigningKey


def new_key() -> SigningKey:
    return signing_key(with_signing(Ring("harbour-house", {}), "log"), "log")


def heads(signing: SigningKey, changed: int | None = None) -> tuple[list[bytes], list[Head]]:
    """Return ten entries, one of which may be another, and the heads over them."""
    records = [record(number, "another act" if number == changed else "") for number in range(10)]
    grown, found = Growing(), []
    for size, each in enumerate(records, 1):
        grown.add(leaf_hash(each))
        if size in SIZES:
            moment = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=size)
            found.append(signed_head(size, moment, grown.root(), lambda message: sign(message, signing)))
    return records, found


@pytest.fixture
def files(tmp_path: Path) -> Files:
    made = Files(tmp_path / "amparo.log", tmp_path / "log.key", tmp_path / "witness.head", new_key())
    records, signed = heads(made.signing)
    made.log.write_bytes(b"".join(exported(signed, records)))
    made.key.write_text(to_text(made.signing.public), "utf-8")
    made.head.write_text(signed[0].line(), "utf-8")
    return made


def test_a_log_without_an_outside_head_is_consistent_and_not_anchored(run: Run, files: Files) -> None:
    said = run("log", "verify", files.log, "--key", files.key)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Consistent, not anchored: every entry is as the heads in this file say.\n")
    assert "10 entries and 2 signed heads read." in said.out


def test_a_log_that_goes_on_from_an_outside_head_is_sound(run: Run, files: Files) -> None:
    said = run("log", "verify", files.log, "--key", files.key, "--head", files.head)
    assert (said.code, said.out.partition(":")[0]) == (0, "Sound")


def test_a_changed_entry_is_named(run: Run, files: Files) -> None:
    files.log.write_bytes(files.log.read_bytes().replace(b'"id":"act-7"', b'"id":"act-8"'))
    said = run("log", "verify", files.log, "--key", files.key)
    assert said.code == 3
    assert said.out.startswith("Not sound: entry 7 was changed")
    assert "First broken entry: 7 (entries are counted from 0)." in said.out


def test_a_log_rewritten_under_its_own_key_is_refused_against_the_outside_head(run: Run, files: Files) -> None:
    records, signed = heads(files.signing, changed=2)
    files.log.write_bytes(b"".join(exported(signed, records)))
    assert run("log", "verify", files.log, "--key", files.key).code == 0
    said = run("log", "verify", files.log, "--key", files.key, "--head", files.head)
    assert said.code == 3
    assert "the log was rewritten" in " ".join(said.out.split())


def test_a_log_may_have_heads_of_a_key_that_was_replaced(run: Run, files: Files, tmp_path: Path) -> None:
    later = new_key()
    records, old = heads(files.signing)
    _, new = heads(later)
    files.log.write_bytes(b"".join(exported([old[0], new[1]], records)))
    (tmp_path / "later.key").write_text(to_text(later.public), "utf-8")
    assert run("log", "verify", files.log, "--key", files.key).code == 3
    assert run("log", "verify", files.log, "--key", files.key, "--key", tmp_path / "later.key").code == 0


def test_json_says_the_same(run: Run, files: Files) -> None:
    sound = json.loads(run("log", "verify", files.log, "--key", files.key, "--json").out)
    assert sound == {"sound": True, "anchored": False, "entries": 10, "heads": 2, "broken": None, "fault": None}
    files.log.write_bytes(files.log.read_bytes()[:-1])
    said = run("log", "verify", files.log, "--key", files.key, "--json")
    assert (said.code, json.loads(said.out)["broken"]) == (3, 9)


@pytest.mark.parametrize("name", ["log", "key", "head"])
@pytest.mark.parametrize(
    "spoil", [lambda _: b"", lambda data: data[1:], lambda data: data + b"\n", lambda _: b"\xff\x00" * 5000]
)
def test_a_file_that_cannot_be_read_as_what_it_should_be_is_not_sound(
    run: Run, files: Files, name: str, spoil: Callable[[bytes], bytes]
) -> None:
    path: Path = getattr(files, name)
    path.write_bytes(spoil(path.read_bytes()))
    said = run("log", "verify", files.log, "--key", files.key, "--head", files.head)
    assert (said.code, said.err, said.out.partition(":")[0]) == (3, "", "Not sound")


@pytest.mark.parametrize("name", ["log", "key", "head"])
def test_a_file_that_is_not_there_is_wrong_input(run: Run, files: Files, name: str) -> None:
    getattr(files, name).unlink()
    said = run("log", "verify", files.log, "--key", files.key, "--head", files.head)
    assert (said.code, said.out) == (2, "")
    assert "[log-file-unreadable]" in said.err


def test_a_folder_or_an_impossible_name_is_wrong_input(run: Run, files: Files, tmp_path: Path) -> None:
    for name in (str(tmp_path), "a\0b"):
        assert run("log", "verify", name, "--key", files.key).code == 2


def test_no_key_is_wrong_usage(run: Run, files: Files) -> None:
    said = run("log", "verify", files.log)
    assert (said.code, "[wrong-usage]" in said.err) == (2, True)
