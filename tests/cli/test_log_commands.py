"""The log leaves the machine: as a key, as a file that is checked elsewhere, and as heads that a witness keeps."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from amparo.ledger.head import head_from, message
from amparo.ledger.proof import is_consistent
from amparo.sealing.signing import check, from_text
from cli.installed import INIT, Place, new_place

BEATS = """
from django.db import transaction
from amparo.casework.actor import ITSELF
from amparo.casework.log import log, wait_for_head
from amparo.casework.opening import open_installation
open_installation()
for _ in range(5):
    with transaction.atomic():
        id_ = log("heartbeat", ITSELF)
    wait_for_head(id_)
"""


@dataclass
class Keeper:
    """A witness: keeps a head once it is signed and goes on from the one it has."""

    key: str
    heads: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""

    def judge(self, sent: dict[str, Any]) -> tuple[int, str]:
        """Return the status and the text with which the witness answers."""
        self.asked.append(sent)
        if self.answers:
            return self.answers.pop(0), "no"
        head, public = head_from(sent["head"]), from_text(self.key)
        check(message(head.size, head.moment, head.root), head.signature, public)
        if self.heads:
            last = head_from(self.heads[-1])
            if sent["from"] != last.size:
                return 409, str(last.size)
            proof = [bytes.fromhex(each) for each in sent["proof"]]
            if not is_consistent(last.size, head.size, last.root, head.root, proof):
                return 422, "not the same log"
        self.heads.append(sent["head"])
        return 201, f"kept {head.size}"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation with some entries of the log, made once: each test has a copy of its own."""
    made = new_place(tmp_path_factory.mktemp("installed"))
    said = made.run("init", *INIT)
    assert said.code == 0, said.err
    assert made.python(BEATS).code == 0
    assert made.run("log", "key", made.folder / "log.key").code == 0
    return made


@pytest.fixture
def place(installed: Place, tmp_path: Path) -> Place:
    shutil.copytree(installed.folder, tmp_path / "own")
    return Place(tmp_path / "own")


@pytest.fixture
def keeper(place: Place) -> Iterator[Keeper]:
    kept = Keeper((place.folder / "log.key").read_text("ascii"))

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, text = kept.judge(sent)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST  # noqa: N815 as above

        def log_message(self, *_: object) -> None:
            """Say nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    kept.url = f"http://127.0.0.1:{server.server_port}/heads"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield kept
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_export_is_sound_elsewhere_and_anchored_by_what_a_witness_keeps(place: Place, keeper: Keeper) -> None:
    assert place.run("log", "witness", keeper.url).code == 0
    assert place.python(BEATS).code == 0
    said = place.run("log", "export", place.folder / "log.txt")
    assert (said.code, "entries of the log are written" in said.out) == (0, True)
    elsewhere = {"AMPARO_HOME": str(place.folder / "nothing"), "AMPARO_KEYS": str(place.folder / "nothing")}
    verify = ("log", "verify", place.folder / "log.txt", "--key", place.folder / "log.key", "--json")
    alone = json.loads(place.run(*verify, **elsewhere).out)
    assert (alone["sound"], alone["anchored"], alone["heads"]) == (True, False, 1)
    (place.folder / "witness.head").write_text(keeper.heads[0], "ascii")
    anchored = json.loads(place.run(*verify, "--head", place.folder / "witness.head", **elsewhere).out)
    assert (anchored["sound"], anchored["anchored"], anchored["entries"]) == (True, True, alone["entries"])


def test_a_witness_is_sent_the_proof_from_the_head_it_has(place: Place, keeper: Keeper) -> None:
    first = place.run("log", "witness", keeper.url)
    assert "the first that this witness has" in " ".join(first.out.split())
    assert place.python(BEATS).code == 0
    second = place.run("log", "witness", keeper.url)
    sizes = [head_from(head).size for head in keeper.heads]
    assert f"goes on from {sizes[0]}" in " ".join(second.out.split())
    assert [sent["from"] for sent in keeper.asked] == [0, sizes[0]]
    assert sizes[1] == sizes[0] + 6  # five beats, and the entry that the first head was sent
    assert set(keeper.asked[1]) == {"head", "key", "from", "proof"}


def test_a_witness_with_another_head_than_we_remember_is_sent_the_proof_from_there(place: Place, keeper: Keeper) -> None:
    assert place.run("log", "witness", keeper.url).code == 0
    assert place.run("log", "witness", keeper.url).code == 0
    del keeper.heads[1:]
    assert place.run("log", "witness", keeper.url).code == 0
    assert len(keeper.heads) == 2


def test_a_witness_that_has_seen_more_is_an_alarm(place: Place, keeper: Keeper) -> None:
    assert place.run("log", "witness", keeper.url).code == 0
    keeper.heads.append(keeper.heads[0].replace("head ", "head 9", 1))
    said = place.run("log", "witness", keeper.url)
    assert (said.code, "[witness-knows-more]" in said.err) == (2, True)


def test_a_witness_that_refuses_is_told_and_nothing_is_kept(place: Place, keeper: Keeper) -> None:
    for status in (302, 409, 422, 500):
        keeper.answers.append(status)
        said = place.run("log", "witness", keeper.url)
        assert (said.code, said.out, "[witness-refused]" in said.err) == (2, "", True)
    assert len(keeper.asked) == 4
    assert place.run("log", "witness", keeper.url).code == 0
    assert keeper.asked[-1]["from"] == 0


def test_a_witness_that_does_not_answer_is_told(place: Place) -> None:
    said = place.run("log", "witness", "http://127.0.0.1:9/heads")
    assert (said.code, said.out, "[witness-unreachable]" in said.err) == (2, "", True)


def test_what_is_no_address_of_a_witness_is_refused(place: Place) -> None:
    said = place.run("log", "witness", "file:///etc/passwd")
    assert (said.code, said.out, "[wrong-witness]" in said.err) == (2, "", True)


@pytest.mark.parametrize("command", ["key", "export"])
def test_a_file_that_is_there_is_left_as_it_is(place: Place, command: str) -> None:
    file = place.folder / "mine"
    file.write_text("mine", "ascii")
    said = place.run("log", command, file)
    assert (said.code, said.out, "[file-exists]" in said.err) == (2, "", True)
    assert file.read_text("ascii") == "mine"


@pytest.mark.parametrize("command", ["key", "export"])
def test_a_file_that_cannot_be_written_leaves_nothing(place: Place, command: str) -> None:
    said = place.run("log", command, place.folder / "nowhere" / "file")
    assert (said.code, said.out, "[file-unwritable]" in said.err) == (2, "", True)
    assert not (place.folder / "nowhere").exists()


def test_where_nothing_is_installed_there_is_no_log(tmp_path: Path) -> None:
    nothing = new_place(tmp_path)
    for words in (("key", "file"), ("export", "file"), ("witness", "http://127.0.0.1:9"), ("clock",)):
        said = nothing.run("log", *words)
        assert (said.code, said.out, "[not-installed]" in said.err) == (2, "", True)


def test_a_clock_that_is_right_needs_no_correction(place: Place) -> None:
    said = place.run("log", "clock")
    assert (said.code, said.out, "[clock-not-behind]" in said.err) == (2, "", True)
