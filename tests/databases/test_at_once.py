"""Several writers at once, each a process: nobody overwrites another unseen, nobody is refused without need, nobody starves."""

from __future__ import annotations

import os
from typing import Any, Final

from apart import Job, Shop

IS_LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
ROUNDS: Final = 1000 if IS_LONG else 25
ACTS: Final = 500 if IS_LONG else 15
WRITERS: Final = 4
KEY: Final = "in_danger_now"


def rounds(on: Shop, keys: tuple[str, str]) -> list[list[dict[str, Any]]]:
    """Let two agencies look at one case and then, at one moment, state a fact each; return what each came to, by round."""
    keeper = on.start("databases.jobs.keep", rounds=ROUNDS, key=keys[0], value=True)
    receiver = on.start("databases.jobs.receive", rounds=ROUNDS, key=keys[1], value=False)
    return [_round(keeper, receiver) for _ in range(ROUNDS)]


def _round(keeper: Job, receiver: Job) -> list[dict[str, Any]]:
    case = said(keeper)["case"]
    receiver.tell(case)
    for job in (keeper, receiver):
        assert said(job) == {"ready": case}
    for job in (receiver, keeper):
        job.tell()
    return [{"case": case, **said(job)} for job in (keeper, receiver)]


def said(job: Job) -> dict[str, Any]:
    found = job.hear()
    assert found is not None, "a writer ended before its time"
    return found


def test_of_two_writers_on_one_fact_the_second_is_told_and_sees_both_and_neither_is_lost(on: Shop) -> None:
    done = rounds(on, (KEY, KEY))
    saw = [sorted(each["saw"] for each in both) for both in done]
    first = [[each["agency"] for each in both if not each["saw"]] for both in done]
    assert saw == [[[], agency] for agency in first], "the second writer sees what the first has stated"
    found = on.ask("databases.jobs.disputes", cases=[both[0]["case"] for both in done], key=KEY)
    kept = [sorted(each["entry"] for each in both) for both in done]
    assert [each["entries"] for each in found] == kept
    assert all(each["disputed"] for each in found)


def test_two_writers_on_two_facts_of_one_case_do_not_disturb_each_other(on: Shop) -> None:
    done = rounds(on, (KEY, "retaliation_feared"))
    assert [[each["saw"] for each in both] for both in done] == [[[], []]] * ROUNDS


def test_of_many_writers_none_starves(on: Shop) -> None:
    writers = [on.start("crash.jobs.write", seed=number, acts=ACTS) for number in range(WRITERS)]
    told = [writer.all() for writer in writers]
    assert [[each for each in said if "refused" in each] for said in told] == [[]] * WRITERS
    assert [sum("entries" in each for each in said) for said in told] == [ACTS] * WRITERS
    acknowledged: dict[str, list[str]] = {}
    for each in (each for said in told for each in said):
        acknowledged.setdefault(each["case"], []).extend(each.get("entries", ()))
    wrong = on.ask("crash.comparing.compare", acknowledged=acknowledged)
    assert {name: value for name, value in wrong.items() if value and name != "there"} == {}
