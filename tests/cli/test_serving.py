"""`amparo serve` opens the installation or does not start; it keeps its clock, says whether it lives, writes no contents."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from cli.installed import INIT, Place, new_place
from cli.served import Server, serving
from postgres import running

PLANTED = "Zanabelle"
NUMBER = re.compile(r"[a-z2-7]{16}")
WELL = {"state": "well", "database": True, "keys": True, "ticker": True, "sequencer": True}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = new_place(tmp_path_factory.mktemp("served"))
    assert place.run("init", *INIT).code == 0
    return place


def test_with_an_installation_it_lives_and_writes_nothing_of_what_it_was_sent(made: Place) -> None:
    with serving(made) as server:
        assert server.until("/health", state="well").json == WELL
        assert server.ask("/sign-in").status == 200
        numbers = {plant(server)}
        assert server.ask("/health", **{"X-Request-Id": PLANTED}).headers["x-request-id"] not in {PLANTED, *numbers}
        lines = server.lines()
        text = server.said.read_text("utf-8")
    assert PLANTED.lower() not in text.lower()
    said = [line["says"] for line in lines if "says" in line]  # what a library says is written without its contents
    assert {"GET", "POST"} <= {text.split()[0] for text in said}
    assert numbers <= {line.get("request") for line in lines}
    assert any(re.fullmatch(r"GET /law/<str:name> answered 404 in \d+ ms", text) for text in said)


def plant(server: Server) -> str:
    """Send a marker by every way, and return the number of the last request."""
    server.ask(f"/{PLANTED}?name={PLANTED}")
    server.ask(f"/law/{PLANTED}")
    server.ask("/answer", "POST", f"case={PLANTED}", **{"Content-Type": "application/x-www-form-urlencoded"})
    server.ask("/api/v1/decide", "POST", f'{{"case": "{PLANTED}"}}', **{"Content-Type": "application/json", "Cookie": PLANTED})
    server.ask("/", PLANTED.upper())
    answer = server.ask("/about", **{"User-Agent": PLANTED, "Referer": f"http://localhost/{PLANTED}"})
    assert NUMBER.fullmatch(answer.headers["x-request-id"])
    return answer.headers["x-request-id"]


def test_without_an_installation_it_shows_the_open_pages_alone(tmp_path: Path) -> None:
    with serving(new_place(tmp_path)) as server:
        assert server.ask("/health").json == {"state": "open pages alone"}
        assert server.ask("/").status == 200
        for path in ("/sign-in", "/account", "/cases"):
            answer = server.ask(path)
            assert (answer.status, b"Nobody can sign in here" in answer.body) == (503, True), path
    assert not (tmp_path / "home").exists()


def test_with_a_wrong_key_it_does_not_start_and_says_whose(made: Place, tmp_path: Path) -> None:
    other = new_place(tmp_path)
    for source, code in ((f"file:{other.key}", "ring-wrong-key"), ("", "key-source-missing")):
        said = made.run("serve", "--port", "0", AMPARO_KEY_SOURCE=source)
        assert (said.code, said.out, f"[{code}]" in said.err) == (2, "", True)
        assert len(said.err.splitlines()) <= 3


def test_beyond_this_machine_it_answers_only_under_a_name_that_is_set(made: Place) -> None:
    said = made.run("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 an address to be refused
    assert (said.code, "[hosts-not-named]" in said.err) == (2, True)


def test_on_postgresql_a_dead_part_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    with running() as cluster:
        cluster.make_database("amparo")
        place = new_place(tmp_path, **cluster.environment("amparo"))
        said = place.run("init", *INIT)
        assert (said.code, said.err) == (0, "")
        assert "[database-used]" in place.run("init", *INIT, AMPARO_KEYS=f"{tmp_path}/others").err
        with serving(place) as server:
            server.until("/health", **WELL)
            before = children(server.process.pid)
            assert len(before) == 3
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            server.process.send_signal(0)
            after = restarted(server, before)
            assert len(after) == 3
            server.until("/health", **WELL)
        assert [line["says"].split()[0] for line in server.lines() if line["from"] == "amparo.supervisor"] != []


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def restarted(server: Server, before: list[int]) -> list[int]:
    """Return the new children once the pages answer again and none of the old is left."""
    for _ in range(100_000):
        now = children(server.process.pid)
        if len(now) == len(before) and not set(now) & set(before) and _answers(server):
            return now
    raise AssertionError(server.said.read_text("utf-8"))


def _answers(server: Server) -> bool:
    try:
        return server.ask("/about").status == 200
    except OSError:
        return False
