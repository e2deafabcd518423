"""The engine of one machine: worker processes make people ready and answer, DuckDB joins, in at most two gigabytes."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, TypeVar

import duckdb

from amparo.bulk.answering import MOST, NEAR, OPENED, TWICE, Answer
from amparo.bulk.table import quoted
from amparo.bulk.work import Count, Task, answers_of, keep

Given = TypeVar("Given")
Made = TypeVar("Made")

MEMORY: Final = "2GB"
"""How much DuckDB may hold; beyond it, it writes aside."""
_CHUNK: Final = 500
"""How many questions one process answers at once."""

_SHARED: Final = """
    CREATE TABLE shared AS
    WITH asked AS (SELECT key, number, worth FROM read_parquet({asked}/keys-*.parquet')),
    hits AS MATERIALIZED (
        SELECT key, number FROM read_parquet({kept}/keys-*.parquet') WHERE key IN (SELECT key FROM asked)
    ),
    few AS (SELECT key FROM hits GROUP BY key HAVING count(*) <= {most})
    SELECT asked.number AS asked, hits.number AS kept, sum(asked.worth::DOUBLE)::BIGINT AS shared
    FROM asked JOIN few USING (key) JOIN hits USING (key) GROUP BY ALL
"""
_BEST: Final = """
    CREATE TABLE best AS
    WITH most AS (SELECT asked, max(shared) AS shared FROM shared GROUP BY asked)
    SELECT asked, unnest(max(shared.shared * 4294967296 + 4294967295 - kept, {opened})) AS best
    FROM shared JOIN most USING (asked) WHERE {near} * shared.shared >= most.shared GROUP BY asked
"""
"""What a candidate shares is one number with which it is, so that the best are the same in every run."""
_QUESTIONS: Final = """
    COPY (
        SELECT asked.number, asked.id, asked.person, {trouble} AS trouble, kept.number AS kept_number, kept.id AS kept_id,
            kept.person AS kept_person, best.best // 4294967296 AS shared, asked.number // {chunk} AS chunk
        FROM read_parquet({asked}/people-*.parquet') AS asked
        LEFT JOIN best ON best.asked = asked.number
        LEFT JOIN read_parquet({kept}/people-*.parquet') AS kept ON kept.number = 4294967295 - best.best % 4294967296
    ) TO {to} (FORMAT parquet, PARTITION_BY (chunk), WRITE_PARTITION_COLUMNS false)
"""
_TROUBLE: Final = (
    "concat_ws('; ', nullif(asked.trouble, ''), CASE WHEN asked.id <> '' AND "
    f"count(DISTINCT asked.number) OVER (PARTITION BY asked.id) > 1 THEN '{TWICE}' END)"
)


class Local:
    """Processes of this machine, and DuckDB."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def keep(self, tasks: Iterable[Task]) -> Iterator[Count]:
        """Make parts ready; yield what each came to."""
        return self._each(keep, ((task,) for task in tasks))

    def answers(self, asked: Path, kept: Path, size: int, scratch: Path) -> Iterator[list[Answer]]:
        """Yield the answers to all that is asked of what is kept, in order, some at a time."""
        questions = scratch / "questions"
        _join(asked, kept, questions, scratch)
        files = sorted(questions.glob("chunk=*/*.parquet"), key=lambda file: int(file.parent.name.partition("=")[2]))
        return self._each(answers_of, ((file, size) for file in files))

    def _each(self, act: Callable[..., Made], things: Iterable[tuple[Any, ...]]) -> Iterator[Made]:
        ahead: deque[Future[Made]] = deque()
        for thing in things:
            ahead.append(self._pool.submit(act, *thing))
            if len(ahead) > 2 * _cores():
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


@contextmanager
def engine() -> Iterator[Local]:
    """Give the engine, with its processes begun; they end with the block."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["amparo.bulk.work"])
    with ProcessPoolExecutor(_cores(), context, initializer=gc.disable) as pool:  # nothing there is held in a circle
        yield Local(pool)


def _join(asked: Path, kept: Path, to: Path, scratch: Path) -> None:
    folders = {"asked": quoted(str(asked))[:-1], "kept": quoted(str(kept))[:-1]}
    with duckdb.connect() as base:
        base.execute(f"SET memory_limit = '{MEMORY}'; SET threads = {_cores()}; SET preserve_insertion_order = false")
        base.execute(f"SET temp_directory = {quoted(str(scratch / 'aside'))}")
        base.execute(_SHARED.format(**folders, most=MOST))
        base.execute(_BEST.format(opened=OPENED, near=NEAR))
        base.execute(_QUESTIONS.format(**folders, trouble=_TROUBLE, chunk=_CHUNK, to=quoted(str(to))))


def _cores() -> int:
    return len(os.sched_getaffinity(0))
