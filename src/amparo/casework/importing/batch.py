"""A file on its way in: sealed for the agency of whoever sent it, in the home of the installation, for a day at most.

So the columns can be named, and a dry run read, before any case is there. Nothing of it is in an address but a random id.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from amparo.casework.actor import Actor
from amparo.casework.importing.columns import Plan, plan_from
from amparo.casework.importing.sheet import Row, Sheet
from amparo.casework.inbox import opened_for, sealed_for
from amparo.casework.log import log
from amparo.casework.moment import as_id, fresh_id, now
from amparo.casework.trouble import told_plainly
from amparo.environment import home
from amparo.errors import AmparoError

KEPT: Final = timedelta(days=1)
FOLDER: Final = "arriving"
_FILE: Final = "import"
_PLAN: Final = "import-plan"


@dataclass(frozen=True, slots=True)
class Batch:
    """A file that somebody sent, and, once it was said, how it is read."""

    id: str
    sheet: Sheet
    plan: Plan | None


def arrived(actor: Actor, sheet: Sheet) -> str:
    """Keep a file, as it was read, until its cases are brought, and return its id; older ones of anybody are forgotten."""
    forget_batches(now())
    batch = fresh_id()
    rows = [[row.number, list(row.cells), row.wrong] for row in sheet.rows]
    content = {"user": actor.user, "headings": list(sheet.headings), "rows": rows}
    with told_plainly(), transaction.atomic(durable=True):
        log("import-sent", actor, about={"import": batch})
        _write(batch, _FILE, sealed_for(actor.agency, _FILE, batch, content))
    return batch


def batch_of(actor: Actor, batch: str) -> Batch:
    """Return a file that this user sent; raise `AmparoError`, the same for one of somebody else and for one that is gone."""
    held = _read(actor, batch, _FILE)
    if held is None or held["user"] != actor.user:
        raise AmparoError("import-gone", "this file is not here any more", help="send it again", where="file")
    plan = _read(actor, batch, _PLAN)
    rows = tuple(Row(number, tuple(cells), wrong) for number, cells, wrong in held["rows"])
    return Batch(batch, Sheet(tuple(held["headings"]), rows), plan_from(plan) if plan is not None else None)


def keep_plan(actor: Actor, batch: str, plan: Plan) -> None:
    """Keep how a file of this user is read."""
    batch_of(actor, batch)
    _path(batch, _PLAN).unlink(missing_ok=True)
    with told_plainly(), transaction.atomic(durable=True):
        _write(batch, _PLAN, sealed_for(actor.agency, _PLAN, batch, plan.written()))


def forget(batch: str) -> None:
    """Forget a file once all of it was brought."""
    for kind in (_FILE, _PLAN):
        _path(batch, kind).unlink(missing_ok=True)


def forget_batches(moment: datetime) -> int:
    """Forget files that were sent more than a day ago, and return how many."""
    folder, count = home() / FOLDER, 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < (moment - KEPT).timestamp():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _path(batch: str, kind: str) -> Path:
    return home() / FOLDER / f"{as_id(batch) or 'none'}.{kind}"


def _write(batch: str, kind: str, sealed: bytes) -> None:
    path = _path(batch, kind)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(sealed)


def _read(actor: Actor, batch: str, kind: str) -> Mapping[str, Any] | None:
    path = _path(batch, kind)
    if not path.is_file():
        return None
    try:
        return opened_for(actor.agency, kind, batch, path.read_bytes())
    except AmparoError:  # sealed for another agency
        return None
