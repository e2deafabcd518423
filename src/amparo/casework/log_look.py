"""Looking at the log itself: the newest entries, for those whose office it is; that they looked is an entry as well."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from amparo.casework.action import Action
from amparo.casework.actor import Actor
from amparo.casework.log import log
from amparo.casework.log_rows import last_head
from amparo.casework.office import check_in_office
from amparo.casework.sequencing import head_of
from amparo.casework.told import PAGE, Told, newest
from amparo.casework.trouble import told_plainly
from amparo.errors import AmparoError
from amparo.ledger.head import Head


@dataclass(frozen=True, slots=True)
class LogPage:
    """Entries, the newest first, without what they say more; `older` is where the next page begins, if there is one."""

    entries: tuple[Told, ...]
    older: int | None


def look_at_log(actor: Actor, before: int | None = None) -> LogPage | None:
    """Return a page of the log, from the newest entry or from before an index; nothing to whoever may not see it."""
    with told_plainly(), transaction.atomic(durable=True):
        try:
            check_in_office(actor, Action.SEE_LOG)
        except AmparoError:
            return None  # the page has more to show, and this is no try to get at anything
        log("log-looked-at", actor, about={"before": -1 if before is None else before})
        entries = newest(before)
    last = entries[-1].index if len(entries) == PAGE else None
    return LogPage(entries, last or None)


def signed_head() -> Head | None:
    """Return the newest head, which is no secret; nothing while the log is empty."""
    with told_plainly():
        row = last_head()
    return head_of(row) if row is not None else None
