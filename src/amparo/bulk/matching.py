"""Matching files: everybody who is asked for, against everybody who is kept, with one row of the result for each question."""

from __future__ import annotations

import importlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from amparo import __version__
from amparo.bulk.answering import Answer
from amparo.bulk.table import Table, kind_of, parts_of, table_of
from amparo.bulk.work import Count, Task
from amparo.bulk.writing import write
from amparo.errors import AmparoError

ENGINES: Final = {"local": "amparo.bulk.local", "spark": "amparo.bulk.spark"}
MANIFEST: Final = "register.json"
FORMAT: Final = "amparo prepared register 1"

Step = Callable[[str, int, int], None]
"""What is told of long work: which step, how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What a run came to: how many questions, by decision, and rows of both files of which something could not be used."""

    questions: int
    decisions: dict[str, int]
    troubled: int
    register: int
    register_troubled: int


class Engine(Protocol):
    """What joins and answers."""

    def keep(self, tasks: Iterable[Task]) -> Iterator[Count]:
        """Make parts ready; yield what each came to."""

    def answers(self, asked: Path, kept: Path, size: int, scratch: Path) -> Iterator[list[Answer]]:
        """Yield the answers to all that is asked of what is kept, in order, some at a time."""


def match(
    queries: Path,
    register: Path,
    out: Path,
    *,
    today: date,
    engine: str = "local",
    ignore_extra: bool = False,
    progress: Step = lambda _step, _done, _of: None,
) -> Matched:
    """Match a file of people against a register, a file or one that was prepared, and write the result whole."""
    kind_of(out)
    _refuse_input(out, (queries, register))
    asking = table_of(queries, ignore_extra=ignore_extra)
    keeping = None if _is_prepared(register) else table_of(register, ignore_extra=ignore_extra)
    with _engine(engine) as work, tempfile.TemporaryDirectory(prefix="amparo-match-") as folder:
        scratch = Path(folder)
        asked, kept = scratch / "asked", register
        if keeping is None:
            found = _read_manifest(register)
        else:
            kept = scratch / "kept"
            found = _kept(work, keeping, kept, today, lambda done, of: progress("register", done, of), asked=False)
        _refuse_empty(found, register)
        count = _kept(work, asking, asked, today, lambda done, of: progress("questions", done, of), asked=True)
        decisions: Counter[str] = Counter()
        answers = work.answers(asked, kept, found.rows, scratch) if count.rows else iter(())
        write(_counted(answers, decisions, lambda done: progress("answers", done, count.rows)), out)
    return Matched(count.rows, dict(decisions), count.troubled, found.rows, found.troubled)


def prepare(
    register: Path,
    folder: Path,
    *,
    today: date,
    engine: str = "local",
    ignore_extra: bool = False,
    progress: Step = lambda _step, _done, _of: None,
) -> Matched:
    """Make a register ready once, in a new folder that later runs take for the register; it holds what the register holds."""
    table = table_of(register, ignore_extra=ignore_extra)
    if folder.exists():
        raise AmparoError(
            "file-exists", "this folder is there already, and is left as it is", help="name another", where=str(folder)
        )
    with _engine(engine) as work, tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.absolute().parent) as aside:
        made = Path(aside) / "register"
        found = _kept(work, table, made, today, lambda done, of: progress("register", done, of), asked=False)
        _refuse_empty(found, register)
        said = {"format": FORMAT, "release": __version__, "rows": found.rows, "troubled": found.troubled}
        (made / MANIFEST).write_text(json.dumps(said, indent=1), "utf-8")
        made.rename(folder)
    return Matched(0, {}, 0, found.rows, found.troubled)


def _kept(work: Engine, table: Table, folder: Path, today: date, told: Callable[[int, int], None], *, asked: bool) -> Count:
    """Make a file ready in a folder."""
    folder.mkdir(mode=0o700)
    tasks = [Task(part, index, folder, today, asked) for index, part in enumerate(parts_of(table))]
    found = Count()
    for done, count in enumerate(work.keep(tasks), 1):
        found += count
        told(done, len(tasks))
    return found


def _counted(answers: Iterable[list[Answer]], decisions: Counter[str], told: Callable[[int], None]) -> Iterator[Answer]:
    for some in answers:
        decisions.update(answer.decision for answer in some)
        yield from some
        told(decisions.total())


def _engine(name: str) -> AbstractContextManager[Engine]:
    try:
        module = importlib.import_module(ENGINES[name])
    except ModuleNotFoundError:
        raise AmparoError(
            "engine-missing", f"the engine `{name}` is not installed", help="pip install 'amparo[spark]', and Java 17 or newer"
        ) from None
    found: AbstractContextManager[Engine] = module.engine()
    return found


def _is_prepared(register: Path) -> bool:
    return register.is_dir()


def _read_manifest(folder: Path) -> Count:
    try:
        said = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = Count(int(said["rows"]), int(said["troubled"]))
        is_ours = (said["format"], said["release"]) == (FORMAT, __version__)
    except (OSError, ValueError, KeyError, TypeError):
        raise AmparoError("match-unreadable", "this folder is no prepared register", where=str(folder)) from None
    if not is_ours:
        raise AmparoError(
            "match-other-release", "the register was prepared by another release", help="prepare it anew", where=str(folder)
        )
    return found


def _refuse_input(out: Path, given: Iterable[Path]) -> None:
    for path in given:
        if out.exists() and path.exists() and out.samefile(path):
            raise AmparoError(
                "match-over-input", "the result would be written over what is read", help="name another", where=str(out)
            )


def _refuse_empty(found: Count, register: Path) -> None:
    if not found.rows:
        raise AmparoError(
            "match-empty", "there is nobody in the register", help="check that it is the right file", where=str(register)
        )
