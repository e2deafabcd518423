"""Killed at any moment: nothing acknowledged is lost, no act is without its entry in the log, and no entry without its act."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any, Final

import pytest

from apart import Job, Shop
from postgres import Cluster

KILLS: Final = 1000 if os.environ.get("AMPARO_TEST_LONG") else 20
LOOKS: Final = 1000 if os.environ.get("AMPARO_TEST_LONG") else 20
PAGES: Final = LOOKS // 10
SERVER_KILLS: Final = 50 if os.environ.get("AMPARO_TEST_LONG") else 3
LONGEST_LIFE: Final = 0.06
"""Seconds that a writer lives after its first word: a few acts, and any moment within one."""


def acknowledged(said: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Return what a writer was told is kept, by case."""
    found: dict[str, list[str]] = {}
    for each in said:
        found.setdefault(each["case"], []).extend(each.get("entries", ()))
    return found


def found_wrong(on: Shop, told: dict[str, list[str]], *, tree: bool = True) -> tuple[dict[str, Any], list[int]]:
    """Return what a third process finds to be wrong, and how much is there."""
    found = on.ask("crash.comparing.compare", acknowledged=told, tree=tree)
    there = found.pop("there")
    return {name: value for name, value in found.items() if value}, there


def test_a_writer_killed_at_random_moments_loses_nothing_that_was_acknowledged(on: Shop) -> None:
    drawn, acts = Random(20_260_302), 0
    for number in range(KILLS):
        writer = on.start("crash.jobs.write", seed=number)
        first = writer.hear()
        assert first is not None
        time.sleep(drawn.uniform(0, LONGEST_LIFE))  # the random moment itself; nothing waits for it
        writer.kill()
        told = acknowledged([first, *writer.all()])
        acts += sum(map(len, told.values()))
        is_last = number % 25 == 24 or number == KILLS - 1
        assert found_wrong(on, told, tree=is_last)[0] == {}
    assert acts > KILLS // 2, "the writers were killed before they did anything"


@pytest.mark.parametrize("act", ["open", "record", "look"])
def test_killed_before_each_statement_and_around_each_commit_an_act_is_there_with_its_entry_or_not_at_all(
    on: Shop, act: str
) -> None:
    case = on.ask("crash.jobs.prepared")
    _, before = found_wrong(on, {case: []})
    states: Counter[str] = Counter()
    for point in range(1, 200):
        said = on.start("crash.jobs.cut", act=act, case=case, point=point).all()
        told = acknowledged(each for each in said if "case" in each)
        wrong, after = found_wrong(on, {case: [], **told})
        assert (point, wrong) == (point, {})
        states["kept" if after != before else "nothing kept"] += 1
        before = after
        if {"outlived": point} in said:
            break
    assert {"outlived": point} in said
    assert point > 10
    assert states["nothing kept"] > 5
    assert states["kept"] >= 2  # after the commit, before it could be said; and the one that outlived its points


def test_whoever_saw_the_first_byte_of_a_case_is_in_the_log(on: Shop) -> None:
    case = on.ask("crash.jobs.prepared")
    for number in range(1, LOOKS + 1):
        assert on.start("crash.jobs.first_byte", case=case).all() == [{"shown": 1}]
        assert on.ask("crash.comparing.looks", case=case) == number
    assert found_wrong(on, {case: []})[0] == {}


def test_whoever_was_sent_the_first_byte_of_a_page_of_a_case_is_in_the_log(on: Shop) -> None:
    case = on.ask("crash.jobs.prepared")
    for number in range(1, PAGES + 1):
        said = on.start("crash.shown.first_byte_of_page", case=case).all()
        assert said == [{"state": "200 OK", "byte": "<"}]
        assert on.ask("crash.comparing.looks", case=case) >= number
    assert found_wrong(on, {case: []})[0] == {}


def test_a_server_of_postgresql_killed_at_random_moments_loses_nothing_either(served: Shop, cluster: Cluster) -> None:
    drawn, told = Random(20_260_303), {}
    for number in range(SERVER_KILLS):
        writer: Job = served.start("crash.jobs.write", seed=number)
        heard = [writer.hear() or {} for _ in range(3)]  # two cases and what was first recorded, however busy the machine is
        time.sleep(drawn.uniform(0.02, 0.2))  # as above
        cluster.kill()
        heard += writer.all()
        cluster.start()
        assert heard.pop() == {"refused": "database-unreachable"}
        told.update(acknowledged(heard))
        assert found_wrong(served, told)[0] == {}
    assert sum(map(len, told.values())) >= SERVER_KILLS


def test_the_comparison_finds_what_is_lost_and_every_orphan(on: Shop) -> None:
    found = on.ask("crash.comparing.planted")
    assert set(found) == {"lost", "logged, not kept", "kept, not logged"}
    assert ("unsaid" in found["lost"], "no-case" in found["lost"]) == (True, True)
    assert ("unkept" in found["logged, not kept"], found["kept, not logged"]) == (True, ["unlogged", "no-case"])
