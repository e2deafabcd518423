"""How a test looks behind PostgreSQL's wall, as nobody does in the product; the product itself gets no help from it.

A statement of a test's own, or of an inner room that a test calls by itself (keys, the store), sees every row. A statement of
anything else sees what it has entered. Tests that run in one transaction of their own would let it run on from one act to the
next: when an act's transaction is over, what it entered is left, as it is where the act was really alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

INNER: Final = frozenset({"keys", "store", "determine", "log_entry", "archive"})
"""Rooms of casework that are called by who has entered already; a test that calls one stands for them."""
_TESTS: Final = str(Path(__file__).parent)
_PRODUCT: Final = str(Path(__file__).parents[1] / "src" / "amparo")
_ENTERED: Final = b"SELECT coalesce(current_setting('amparo.cases', true), '')"


def install() -> None:
    """Let every connection to a PostgreSQL look in this way."""
    connection_created.connect(_watch, dispatch_uid="walled")


def see_everything() -> None:
    """Let this process see every row from now on; what it does through the product still enters and leaves by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET amparo.cases = '*'")


def _watch(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.vendor == "postgresql" and _run not in connection.execute_wrappers:  # they outlive a connection made anew
        connection.execute_wrappers.append(_run)


def _run(execute: Callable[..., Any], statement: Any, parameters: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 the framework calls it so
    database = context["connection"]
    raw = database.connection
    if raw.info.transaction_status is TransactionStatus.INERROR or not _is_tests_own():
        found = execute(statement, parameters, many, context)
        if str(statement).startswith("RELEASE SAVEPOINT") and _is_over(database):
            raw.execute("SELECT set_config('amparo.cases', '', true)")
        return found
    local = database.in_atomic_block
    with raw.cursor() as cursor:
        (before,) = cursor.execute(_ENTERED).fetchone()
        cursor.execute("SELECT set_config('amparo.cases', '*', %s)", [local])
    try:
        return execute(statement, parameters, many, context)
    finally:
        if raw.info.transaction_status is not TransactionStatus.INERROR:
            with raw.cursor() as cursor:
                cursor.execute("SELECT set_config('amparo.cases', %s, %s)", [before if local else "", local])


def _is_over(database: Any) -> bool:
    """Say whether no transaction is open any more but those that the test itself runs in."""
    blocks = database.atomic_blocks
    return bool(blocks) and all(block._from_testcase for block in blocks)  # noqa: SLF001 the framework's own mark


def _is_tests_own() -> bool:
    """Say whether the statement comes from a test, with nothing of the product between but an inner room."""
    frame, outermost = sys._getframe(2), ""  # noqa: SLF001 the one way to see who asks
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_PRODUCT):
            outermost = Path(name).stem
        elif name.startswith(_TESTS) and name != __file__:
            return outermost in ("", *INNER)
        if frame.f_back is None:
            break
        frame = frame.f_back
    return False
