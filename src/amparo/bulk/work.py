"""What is done a part at a time, in whichever process, for whichever engine: people kept as Parquet, and questions answered.

Between two steps people lie in a folder of their own, as `people-*.parquet` and `keys-*.parquet`: DuckDB and Spark read both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb

from amparo.bulk.answering import Answer, Candidate, Question, answered
from amparo.bulk.preparing import Batch, prepared
from amparo.bulk.table import Part, quoted

PEOPLE: Final = "people"
KEYS: Final = "keys"

_PEOPLE: Final = (
    "CREATE TEMP TABLE {name} AS SELECT unnest(?::INTEGER[]) AS number, unnest(?::VARCHAR[]) AS id, "
    "unnest(?::BLOB[]) AS person, unnest(?::VARCHAR[]) AS trouble"
)
_KEYS: Final = (
    "CREATE TEMP TABLE {name} AS SELECT unnest(?::BIGINT[]) AS key, unnest(?::INTEGER[]) AS number, "
    "unnest(?::INTEGER[]) AS worth"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A part to be made ready: which one it is, into which folder, as of which day, and whether it is asked for or kept."""

    part: Part
    index: int
    folder: Path
    today: date
    asked: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there were, and in how many something could not be used."""

    rows: int = 0
    troubled: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.rows + other.rows, self.troubled + other.troubled)


def keep(task: Task) -> Count:
    """Make a part ready, and keep it as two files; return what it came to."""
    batch = prepared(task.part, task.today, asked=task.asked)
    people, keys = _columns(batch)
    with duckdb.connect() as base:
        base.execute("SET threads = 1")
        for name, statement, columns in ((PEOPLE, _PEOPLE, people), (KEYS, _KEYS, keys)):
            base.execute(statement.format(name=name), columns)
            base.execute(f"COPY {name} TO {quoted(str(task.folder / f'{name}-{task.index:06}.parquet'))} (FORMAT parquet)")
    return Count(len(batch.people), sum(bool(each.trouble) for each in batch.people))


def questions_from(rows: Iterable[Sequence[Any]]) -> Iterator[Question]:
    """Yield questions from rows that hold, side by side, a question and one candidate of it, or none."""
    asked: dict[int, tuple[Sequence[Any], list[Candidate]]] = {}
    for row in rows:
        candidates = asked.setdefault(row[0], (row[:4], []))[1]
        if row[4] is not None:
            candidates.append(Candidate(*row[4:]))
    for number in sorted(asked):
        (_, id_, person, trouble), candidates = asked[number]
        yield Question(number, id_, bytes(person), trouble, candidates)


def answers_of(file: Path, size: int) -> list[Answer]:
    """Return the answers to the questions of one file, in their order, asked of a register of so many people."""
    with duckdb.connect() as base:
        base.execute("SET threads = 1")
        rows = base.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [str(file)]).fetchall()
    return [answered(question, size) for question in questions_from(rows)]


def _columns(batch: Batch) -> tuple[list[Sequence[Any]], list[Sequence[Any]]]:
    people: Mapping[str, list[Any]] = {
        name: [getattr(each, name) for each in batch.people] for name in ("number", "id", "person", "trouble")
    }
    return list(people.values()), [batch.keys, batch.numbers, batch.worths]
