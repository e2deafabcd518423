"""What the processes do that are killed: they record, look, and say what was acknowledged to them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from random import Random
from typing import Any, Final

import pytest
from django.db import connection

from amparo.casework.access import look
from amparo.casework.record import Statement, open_case, record
from amparo.errors import AmparoError
from apart import Speaking
from casework.world import actor

PURPOSE: Final = "protection"
COMMIT: Final = "_commit"
"""Django's own: the one place through which every transaction is kept."""
FACTS: Final = ("isolated", "in_danger_now", "trafficking_claimed", "heard_on_status")


def write(say: Speaking, *, seed: int, acts: int | None = None) -> None:
    """Open two cases and record in them, without end or a number of times; say each act after it was acknowledged."""
    drawn, brook = Random(seed), actor("brook")
    cases = [open_case(brook, purpose=PURPOSE, called=f"Amina {number}") for number in range(2)]
    for case in cases:
        say(case=case)
    last: dict[tuple[str, str], str] = {}
    done = 0
    while acts is None or done < acts:
        case, keys = drawn.choice(cases), drawn.sample(FACTS, drawn.randint(1, 3))
        stated = [Statement(key, drawn.random() < 0.5, "said", corrects=last.get((case, key))) for key in keys]
        seen = {key: entry for (of, key), entry in last.items() if of == case}
        try:
            entries = record(brook, case, stated, seen=seen)
        except AmparoError as error:
            say(refused=error.code)
            return
        last.update(((case, entry.key), entry.id) for entry in entries)
        say(case=case, entries=[entry.id for entry in entries])
        done += 1


def warm() -> None:
    """Read the law and the vocabulary once, so that no child has to."""
    look(actor("brook"), _case_with_a_fact())


def prepared(_: Speaking) -> str:
    """Open a case with one fact and return its id."""
    return _case_with_a_fact()


def _case_with_a_fact() -> str:
    case = open_case(actor("brook"), purpose=PURPOSE)
    record(actor("brook"), case, [Statement("isolated", value=True, source="said")], seen={})
    return case


def cut(say: Speaking, *, act: str, case: str, point: int) -> None:
    """Do an act and be killed before its statement of this number, or before or after its commit; say when it outlives that."""
    brook = actor("brook")
    with _killed_at(point):
        ACTS[act](say, brook, case)
    say(outlived=point)


def first_byte(say: Speaking, *, case: str) -> None:
    """Show a case and be killed as soon as anything of it is out."""
    sight = look(actor("brook"), case)
    say(shown=len(sight.entries))
    os.kill(os.getpid(), signal.SIGKILL)


def _open(say: Speaking, brook: Any, _: str) -> None:
    say(case=open_case(brook, purpose=PURPOSE, called="Amina"))


def _record(say: Speaking, brook: Any, case: str) -> None:
    stated = [Statement("in_danger_now", value=True, source="said"), Statement("heard_on_status", value=False, source="said")]
    say(case=case, entries=[entry.id for entry in record(brook, case, stated, seen=look(brook, case).seen)])


def _look(say: Speaking, brook: Any, case: str) -> None:
    look(brook, case)
    say(looked=case)


ACTS: Final[dict[str, Callable[[Speaking, Any, str], None]]] = {"open": _open, "record": _record, "look": _look}


def _killed_at(point: int) -> AbstractContextManager[Any]:
    """Count statements and commits; the process kills itself before the one of this number."""
    passed = 0

    def count() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(execute: Callable[..., Any], *given: Any) -> Any:
        count()
        return execute(*given)

    commit = getattr(connection, COMMIT)

    def around() -> None:
        count()
        commit()
        count()

    stack = ExitStack()
    stack.enter_context(connection.execute_wrapper(before))
    stack.enter_context(pytest.MonkeyPatch.context()).setattr(connection, COMMIT, around)
    return stack
