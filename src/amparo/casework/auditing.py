"""Whether the log and what is kept agree: every entry of a case has its entry in the log, and the tree is as it was signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final

from django.db import connection
from django.db.models import Max

from amparo.casework.keys import signing
from amparo.casework.log_entry import Opening, marks_of, record_of
from amparo.casework.models import Kept, Label, LogHead, LogMention, LogOrder, LogRow, Paper
from amparo.casework.roles import FOR_EVER
from amparo.casework.sequencing import frontier_of, head_of
from amparo.casework.wall import WALLED, reading_everywhere
from amparo.errors import AmparoError
from amparo.ledger.head import Check
from amparo.ledger.tree import Growing, leaf_hash
from amparo.sealing.signing import PublicKey, check

CHUNK: Final = 2000
VOUCHED: Final[Mapping[str, type[Kept | Label | Paper]]] = {"entries": Kept, "labels": Label, "papers": Paper}
"""Under which names the log vouches for rows by id and hash, and of which table."""
_TRIGGERS: Final = {
    "sqlite": ("SELECT name FROM sqlite_master WHERE type = 'trigger'", ("no_update", "no_delete", "no_replace")),
    "postgresql": ("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'", ("no_change", "no_truncate")),
}

_BEHIND: Final = """
    SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid
    WHERE relrowsecurity AND relforcerowsecurity GROUP BY relname HAVING count(*) = 1
"""
"""The tables that have row security, also for their owner, by one policy."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: its kind, in words, and of which row."""

    kind: str
    words: str
    row: str = ""


def audit() -> tuple[Finding, ...]:
    """Return all that does not agree. Work may go on meanwhile: a row is read before what vouches for it."""
    with reading_everywhere():
        return (*unguarded(), *_places(), *_tree(), *_Vouched().findings())


def unguarded() -> Iterator[Finding]:
    """Find tables that the database no longer guards against changes, or that no longer stand behind the wall."""
    question, kinds = _TRIGGERS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        there = {name for (name,) in cursor.fetchall()}
    for table in (name.replace(".", "_") for name in FOR_EVER):
        if not {f"{table}_{kind}" for kind in kinds} <= there:
            yield Finding("table-unguarded", "a table that is kept for ever lacks the triggers that guard it", table)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_BEHIND)
            behind = {name for (name,) in cursor.fetchall()}
        for table in (name.replace(".", "_") for name in WALLED):
            if table not in behind:
                yield Finding("table-without-wall", "a table of what cases hold shows its rows to whoever asks", table)


def _places() -> Iterator[Finding]:
    """Find entries that have no place and wait for none, or have a place and wait for another."""
    for row in LogRow.objects.filter(logorder=None, logqueue=None).values_list("id", flat=True):
        yield Finding("without-place", "an entry of the log has no place in it", row)
    for row in LogRow.objects.exclude(logorder=None).exclude(logqueue=None).values_list("id", flat=True):
        yield Finding("two-places", "an entry of the log has a place, and waits for one", row)
    last = LogOrder.objects.aggregate(last=Max("index"))["last"]
    covered = LogHead.objects.aggregate(last=Max("size"))["last"] or 0
    if last is not None and last >= covered:
        yield Finding("without-head", "no head covers the last entries of the log", str(last))


def _tree() -> Iterator[Finding]:
    """Hash all entries anew and compare them with each head; stop at the first that differs, since all later ones do."""
    rows = LogOrder.objects.select_related("row").order_by("index").iterator(CHUNK)
    grown, before = Growing(), None
    is_signed = _checked_by(signing().public)
    for row in LogHead.objects.order_by("size").iterator(CHUNK):
        head = head_of(row)
        for order in islice(rows, row.size - grown.size):
            if order.index != grown.size:
                yield Finding("entry-missing", "an entry of the log is missing", str(grown.size))
                return
            grown.add(leaf_hash(record_of(order.row).written()))
        if grown.size != row.size or not grown.root() == head.root == frontier_of(row).root():
            yield Finding("other-root", "the entries are not those that a head was signed over", str(row.size))
            return
        if not head.is_signed(is_signed):
            yield Finding("head-unsigned", "a head does not have the signature of this log's key", str(row.size))
        if before is not None and head.moment < before:
            yield Finding("back-in-time", "a head is of an earlier moment than the one before", str(row.size))
        before = head.moment


def _checked_by(public: PublicKey) -> Check:
    def is_signed(signature: bytes, message: bytes) -> bool:
        try:
            check(message, signature, public)
        except AmparoError:
            return False
        return True

    return is_signed


class _Vouched:
    """One comparison of what is kept with what the log vouches for."""

    def __init__(self) -> None:
        self._stored: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, str], str] = {}
        self._closed: set[str] = set()
        self._of: dict[tuple[str, str], str] = {}

    def findings(self) -> Iterator[Finding]:
        for name, table in VOUCHED.items():
            for id_, case, sealed in table.objects.values_list("id", "case_id", "sealed").iterator(CHUNK):
                self._stored[name, id_] = sha256(bytes(sealed)).hexdigest()
                self._of[name, id_] = case
        yield from self._read_log()
        for place, hashed in self._stored.items():
            said = self._said.pop(place, None)
            if said is None and self._of[place] not in self._closed:
                yield Finding("without-entry", "a row is kept of which the log says nothing", place[1])
            elif said is not None and said != hashed:
                yield Finding("other-row", "a row is not the one of which the log speaks", place[1])
        for name, id_ in self._said:
            if not VOUCHED[name].objects.filter(id=id_).exists():  # else it came while we read
                yield Finding("lost-row", "the log speaks of a row that is not there", id_)

    def _read_log(self) -> Iterator[Finding]:
        opening = Opening()
        for rows in _chunks(LogRow.objects.order_by("id").iterator(CHUNK)):
            opening.prepare(rows)
            marks = _marks(rows)
            for row in rows:
                yield from self._read(row, opening, marks[row.id])

    def _read(self, row: LogRow, opening: Opening, marks: set[str]) -> Iterator[Finding]:
        try:
            act = opening.act(row)
        except AmparoError:
            yield Finding("entry-damaged", "an entry of the log is not as it was sealed", row.id)
            return
        if act is None:
            self._closed.add(row.sealed_for)  # erased: nobody can say any more what it vouched for
            return
        if marks != set(marks_of(act)):
            yield Finding("other-marks", "an entry of the log is not found under those whom it names", row.id)
        for name in VOUCHED:
            for id_, hashed in act.about.get(name, ()):
                self._said[name, id_] = hashed


def _marks(rows: Iterable[LogRow]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {row.id: set() for row in rows}
    for id_, mark in LogMention.objects.filter(row__in=list(found)).values_list("row_id", "mark"):
        found[id_].add(mark)
    return found


def _chunks(rows: Iterator[LogRow]) -> Iterator[list[LogRow]]:
    while chunk := list(islice(rows, CHUNK // 4)):  # as many ids as one question may hold on every database
        yield chunk
