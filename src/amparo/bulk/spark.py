"""The engine of many machines: Spark hands out the parts, joins, and hands out the questions. The people stay plain tuples.

Files are named, and not sent: whoever works reads its own part of them, so on a cluster they lie where all machines see them.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from pyspark import SparkConf
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from amparo.bulk.answering import MOST, NEAR, OPENED, TWICE, Answer, answered
from amparo.bulk.work import KEYS, PEOPLE, Count, Task, keep, questions_from
from amparo.errors import AmparoError

_MASTER: Final = "spark.master"
_HERE: Final = "local[*]"
_SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties')}",
}
_ALONE: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""Besides, where no cluster was named: nothing listens to other machines."""
_BEST: Final = f"""
    WITH hits AS (SELECT key, number FROM kept_keys LEFT SEMI JOIN asked_keys USING (key)),
    few AS (SELECT key FROM hits GROUP BY key HAVING count(*) <= {MOST}),
    shared AS (
        SELECT asked.number AS asked, hits.number AS kept, sum(asked.worth) AS shared
        FROM asked_keys AS asked JOIN few USING (key) JOIN hits USING (key) GROUP BY 1, 2
    ),
    ranked AS (
        SELECT asked, kept, shared, max(shared) OVER (PARTITION BY asked) AS most,
            row_number() OVER (PARTITION BY asked ORDER BY shared DESC, kept) AS place FROM shared
    )
    SELECT asked, kept, shared FROM ranked WHERE place <= {OPENED} AND {NEAR} * shared >= most
"""  # noqa: S608 two whole numbers of our own
_QUESTIONS: Final = f"""
    WITH asked AS (
        SELECT number, id, person, concat_ws('; ', nullif(trouble, ''), CASE WHEN id <> '' AND
            count(*) OVER (PARTITION BY id) > 1 THEN '{TWICE}' END) AS trouble FROM asked_people
    )
    SELECT asked.number, asked.id, asked.person, asked.trouble, kept.number AS kept_number, kept.id AS kept_id,
        kept.person AS kept_person, best.shared
    FROM asked LEFT JOIN best ON best.asked = asked.number LEFT JOIN kept_people AS kept ON kept.number = best.kept
"""  # noqa: S608 a sentence of our own


class Spark:
    """A session of Spark."""

    def __init__(self, session: SparkSession) -> None:
        self._session = session

    def keep(self, tasks: Iterable[Task]) -> Iterator[Count]:
        """Make parts ready; yield what each came to."""
        several = list(tasks)
        if several:
            yield from self._session.sparkContext.parallelize(several, len(several)).map(keep).collect()

    def answers(self, asked: Path, kept: Path, size: int, scratch: Path) -> Iterator[list[Answer]]:  # noqa: ARG002 as every engine is called
        """Yield the answers to all that is asked of what is kept, in order, some at a time."""
        for side, folder in (("asked", asked), ("kept", kept)):
            for name in (PEOPLE, KEYS):
                self._session.read.parquet(f"{folder}/{name}-*.parquet").createOrReplaceTempView(f"{side}_{name}")
        self._session.sql(_BEST).createOrReplaceTempView("best")
        rows = self._session.sql(_QUESTIONS).repartition("number").rdd

        def answer(some: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
            return (tuple(answered(question, size)) for question in questions_from(map(tuple, some)))

        yield sorted(Answer(*each) for each in rows.mapPartitions(answer).collect())


@contextmanager
def engine() -> Iterator[Spark]:
    """Give the engine, with a session begun; it ends with the block."""
    logging.getLogger("py4j").setLevel(logging.ERROR)
    master = SparkConf().get(_MASTER, _HERE)
    builder = SparkSession.Builder().appName("amparo match").config(_MASTER, master)
    for name, value in {**_SETTINGS, **(_ALONE if master == _HERE else {})}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as problem:
        raise AmparoError(
            "engine-failed", "Spark does not start", help="see that Java 17 or newer is there: `java -version`"
        ) from problem
    if master == _HERE:
        session.sparkContext.pythonExec = sys.executable  # else the first `python3` of the path
    try:
        yield Spark(session)
    finally:
        session.stop()
