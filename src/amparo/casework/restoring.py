"""Restoring: a backup comes back into an empty database, and nobody comes back with it who was erased since it was made.

The tombstones that the installation keeps beside its rings may be newer than the backup. They are replayed while the rows are
read: the wraps of whoever was erased never reach the new database, nor do their figures, or what was worked out of them. The
log must be sound, every scope that is left must open, and all of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.db import transaction
from django.db.models import Model

from amparo.casework.actor import ITSELF
from amparo.casework.archive import Backup, Manifest, models
from amparo.casework.backing import migrations
from amparo.casework.erasing import IDENTITY, VOICE, end_work, erased_cases, forget_reasons
from amparo.casework.keys import LOG, rings
from amparo.casework.log import log
from amparo.casework.log_entry import record_of
from amparo.casework.log_rows import is_queued, last_head
from amparo.casework.models import Determined, IndexFigure, LogHead, LogOrder, LogQueue, RegisterEntry, Stone, Task, WrapRow
from amparo.casework.moment import now
from amparo.casework.opening import needed
from amparo.casework.person_codes import end_all_codes, end_codes
from amparo.casework.placing import leave_all
from amparo.casework.purpose import WHEREABOUTS
from amparo.casework.register_building import lists_rebuilt
from amparo.casework.sequencing import extend
from amparo.casework.stones import STONES, Latest, graves_of, keep_stones, read_latest, read_stones, stone_of
from amparo.casework.trouble import told_plainly
from amparo.casework.wall import enter_everywhere
from amparo.environment import keys_folder
from amparo.errors import AmparoError
from amparo.ledger.head import Head
from amparo.ledger.tree import Growing, leaf_hash
from amparo.sealing.erasure import Graves, Tombstone
from amparo.sealing.value import generation_of

_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to: rows, wraps kept out, cases of which nothing is left, entries of the log that are lost."""

    manifest: Manifest
    rows: int
    kept_out: int
    erased: int
    lost: int


@dataclass(frozen=True, slots=True)
class _Replay:
    """All tombstones that are known, what they say, and which came after the backup."""

    stones: tuple[Tombstone, ...]
    graves: Graves
    newer: tuple[Tombstone, ...]

    def keeps_out(self, row: Model) -> bool:
        """Say whether a row is one that an erasure after the backup took away."""
        match row:
            case WrapRow():
                return self.graves.hold(row.person, row.compartment, generation_of(row.data_key))
            case Determined() | Task():
                return any(stone.person == row.case_id and stone.compartment != LOG for stone in self.newer)
            case IndexFigure() | RegisterEntry():
                return any((stone.person, stone.compartment) == (row.case_id, IDENTITY) for stone in self.newer)
        return False


def load(backup: Backup, *, without_stones: bool = False) -> Restored:
    """Bring a backup into empty tables of this release, in one transaction; the rings are open already.

    `without_stones` is said where the copy of the tombstones beside the rings is lost: nobody was erased since the backup.
    """
    backup.check()
    known = _known(without_stones=without_stones)
    with told_plainly(), transaction.atomic(durable=True):
        enter_everywhere()
        _refuse(backup.manifest)
        replay = _replay(backup, known)
        rows, kept_out = _fill(backup, replay)
        forget_reasons({stone.person for stone in replay.newer if stone.compartment == IDENTITY})
        leave_all({stone.person for stone in replay.newer if stone.compartment == WHEREABOUTS})
        end_codes({stone.person for stone in replay.newer if stone.compartment == VOICE}, now())
        lists_rebuilt()
        _place_queued()
        _check_log(known.head if known else None, backup)
        for ring in rings().rings.values():
            ring.require(needed())
        erased = erased_cases()
        for case in erased & {stone.person for stone in replay.newer}:
            end_work(case, now())
        lost = max(0, known.head.size - backup.manifest.log) if known and known.head else 0
        end_all_codes(now())  # nobody knows which were ended since the backup, because somebody else had seen them
        about = {"backup": backup.manifest.at, "kept_out": kept_out, "lost": lost, "without_stones": without_stones}
        log("restored", ITSELF, about=about)
    return Restored(backup.manifest, rows, kept_out, len(erased), lost)


def _known(*, without_stones: bool) -> Latest | None:
    found = read_latest(keys_folder())
    if found is None and not without_stones:
        raise AmparoError(
            "stones-missing",
            "nothing is known here of who was erased since the backup",
            help="put `stones.json` and `latest` back beside the rings, or say `--nobody-erased-since`",
            where=str(keys_folder()),
        )
    return found


def _refuse(manifest: Manifest) -> None:
    """Raise `AmparoError` unless the tables are empty, and those of the release that made the backup."""
    if manifest.migrations != migrations():
        raise AmparoError(
            "backup-other-release",
            f"the backup was made by release {manifest.release}, whose tables are others",
            help="restore it with that release, then upgrade",
        )
    if any(model._default_manager.exists() for model in models()):  # noqa: SLF001 the framework's own way to a table's rows
        raise AmparoError(
            "database-used", "the database holds an installation already, or the rest of one", help="name an empty one"
        )


def _replay(backup: Backup, known: Latest | None) -> _Replay:
    """Put the tombstones of the backup and those beside the rings together; raise if one that is known of is missing."""
    theirs = tuple(stone_of(row) for row in backup.rows(Stone) if isinstance(row, Stone))
    beside = read_stones(keys_folder() / STONES)
    every = max(theirs, beside, key=len)
    graves = graves_of(every, known)
    if every[: len(theirs)] != theirs:
        raise AmparoError("tombstones-broken", "the tombstones of the backup are not those that are kept beside the rings")
    return _Replay(every, graves, every[len(theirs) :])


def _fill(backup: Backup, replay: _Replay) -> tuple[int, int]:
    """Write all rows but those that were erased since; return how many, and how many wraps were kept out."""
    rows = kept_out = 0
    for model in models():
        if model is Stone:
            keep_stones(replay.stones)
            continue
        for batch in _batches(backup.rows(model)):
            staying = [row for row in batch if not replay.keeps_out(row)]
            model._default_manager.bulk_create(staying)  # noqa: SLF001 as above
            rows += len(staying)
            kept_out += len(batch) - len(staying) if model is WrapRow else 0
    return rows + len(replay.stones), kept_out


def _batches(rows: Iterator[Model]) -> Iterable[list[Model]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _place_queued() -> None:
    """Where no sequencer is at work, give entries their place that waited for one when the backup was made."""
    waiting = [] if is_queued() else [each.row for each in LogQueue.objects.select_related("row").order_by("id")]
    if waiting:
        extend(waiting, now(), last_head())
        LogQueue.objects.all().delete()


def _check_log(known: Head | None, backup: Backup) -> None:
    """Raise `AmparoError` unless the entries come to the last head, and the head kept beside the rings is among theirs."""
    grown, last = Growing(), last_head()
    for order in LogOrder.objects.select_related("row").order_by("index").iterator(_BATCH):
        grown.add(leaf_hash(record_of(order.row).written()))
    sound = last is not None and (last.size, bytes(last.root)) == (grown.size, grown.root())
    if known is not None and known.size <= backup.manifest.log:
        sound = sound and LogHead.objects.filter(size=known.size, root=known.root).exists()
    if not sound:
        raise AmparoError(
            "backup-log-unsound",
            "the log in this backup is not the one that this installation signed",
            help="nothing was restored; take another copy",
        )
