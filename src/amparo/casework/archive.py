"""A backup as one file: a zip of tables, each a row a line in JSON, and a manifest that vouches for all of them.

It is the same whichever database it came from, and restores to either. It holds what the database holds, sealed as it stands
there, and never a key. The manifest bears a keyed figure of the installation: whoever changes a byte is found, and a backup
of another installation is not mistaken for one's own.
"""

from __future__ import annotations

import hmac
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.db.models import BinaryField, Field, ForeignKey, Model

from amparo.casework.keys import mark_key
from amparo.errors import AmparoError

FORMAT: Final = "amparo backup 1"
MANIFEST: Final = "manifest.json"
PASSING: Final = frozenset({"casework.lease", "casework.passing"})
"""Who is at work just now, and tries at the sign-in: true of one machine and moment."""
FRAMEWORK: Final = frozenset({"auth", "contenttypes", "sessions"})
"""What the migrations fill by themselves; and sessions: after a restore everybody signs in again."""
WORKED_OUT: Final = frozenset({"casework.registerposting"})
"""What a restore works out anew of the other rows: the lists by which the register is searched."""
_BATCH: Final = 500
_FAULTS: Final = (BadZipFile, OSError, ValueError, KeyError, TypeError, RuntimeError, NotImplementedError)
"""What reading a file that is no whole backup raises, zipfile's own two for encryption and unknown packing among it."""

Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """What the manifest says of one table."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is: when and by which release, under which migrations, how far log and tombstones had come, its tables."""

    at: str
    release: str
    migrations: tuple[str, ...]
    demonstration: bool
    log: int
    head: str
    stones: int
    tables: tuple[Table, ...]

    def written(self) -> bytes:
        """Return the bytes under the keyed figure."""
        table = {name: getattr(self, name) for name in Manifest.__slots__}
        tables = [{name: getattr(each, name) for name in Table.__slots__} for each in self.tables]
        return json.dumps({"format": FORMAT, **table, "tables": tables}, sort_keys=True, indent=1).encode("utf-8")

    def mark(self) -> str:
        """Return the figure that only this installation can make."""
        return hmac.digest(mark_key("backup").reveal(), self.written(), "sha256").hex()


def models() -> tuple[type[Model], ...]:
    """Return the tables that are kept, each after those that it refers to."""
    kept = {label_of(model): model for model in apps.get_models() if _is_kept(model)}
    placed: dict[str, type[Model]] = {}

    def place(name: str) -> None:
        for wanted in sorted(_refers_to(kept[name]) & kept.keys() - {name}):
            if wanted not in placed:
                place(wanted)
        placed[name] = kept[name]

    for name in sorted(kept):
        place(name)
    return tuple(placed.values())


def label_of(model: type[Model]) -> str:
    """Return the name of a table in a backup."""
    return model._meta.label_lower  # noqa: SLF001 the framework's own name for its public table of facts about a model


def fields_of(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """Return the columns of a table."""
    return tuple(model._meta.concrete_fields)  # noqa: SLF001 as above


def write_table(archive: ZipFile, model: type[Model]) -> Table:
    """Write all rows of a table by their key, and return what the manifest says of it."""
    columns = tuple(field.attname for field in fields_of(model))
    rows, digest = 0, sha256()
    with archive.open(f"{label_of(model)}.jsonl", "w", force_zip64=True) as file:
        for row in model._default_manager.order_by("pk").values_list(*columns).iterator(_BATCH):  # noqa: SLF001 as above
            data = _line(row)
            file.write(data)
            digest.update(data)
            rows += 1
    return Table(label_of(model), columns, rows, digest.hexdigest())


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Write what vouches for the tables."""
    archive.writestr(MANIFEST, json.dumps({"manifest": json.loads(manifest.written()), "mark": manifest.mark()}, indent=1))


class Backup:
    """A backup opened for reading. Nothing of it is believed before `check`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = self._read(lambda: ZipFile(path))
        said = self._read(lambda: json.loads(self._zip.read(MANIFEST)))
        self.manifest = self._read(lambda: _manifest(said["manifest"]))
        self._mark = str(self._read(lambda: said["mark"]))

    def check(self) -> None:
        """Raise `AmparoError` unless the installation's own key vouches for the manifest, and the manifest for every row."""
        if not hmac.compare_digest(self._mark.encode(), self.manifest.mark().encode()):
            raise AmparoError(
                "backup-not-ours",
                "the keys that are here do not vouch for this backup",
                help="it was changed, or is of another installation",
                where=str(self.path),
            )
        for table in self.manifest.tables:
            digest, rows = sha256(), 0
            for data in self._lines(table):
                digest.update(data)
                rows += 1
            if (rows, digest.hexdigest()) != (table.rows, table.sha256):
                raise self._damaged()

    def rows(self, model: type[Model]) -> Iterator[Model]:
        """Yield the rows of a table, not yet saved."""
        table = next((table for table in self.manifest.tables if table.name == label_of(model)), None)
        fields = fields_of(model)
        if table is None or table.columns != tuple(field.attname for field in fields):
            raise self._damaged()
        for data in self._lines(table):
            values = json.loads(data)
            yield model(**{field.attname: _value(field, value) for field, value in zip(fields, values, strict=True)})

    def numbers(self) -> Iterator[tuple[str, str, int]]:
        """Yield each table whose rows the database numbers by itself, the column, and the largest number in it."""
        for model in models():
            key = model._meta.pk  # noqa: SLF001 as above
            if key.get_internal_type() in ("AutoField", "BigAutoField"):
                largest = max((int(row.pk) for row in self.rows(model)), default=0)
                if largest:
                    yield model._meta.db_table, str(key.column), largest  # noqa: SLF001 as above

    def close(self) -> None:
        """Close the file."""
        with suppress(OSError):
            self._zip.close()

    def _lines(self, table: Table) -> Iterator[bytes]:
        file = self._read(lambda: self._zip.open(f"{table.name}.jsonl"))
        with file:
            while data := self._read(file.readline):
                yield data

    def _read(self, reading: Callable[[], Any]) -> Any:
        try:
            return reading()
        except _FAULTS:
            raise self._damaged() from None

    def _damaged(self) -> AmparoError:
        return AmparoError(
            "backup-damaged", "this is no whole backup of a known layout", help="take another copy", where=str(self.path)
        )


def _manifest(table: Mapping[str, Any]) -> Manifest:
    if table["format"] != FORMAT:
        raise ValueError
    tables = tuple(
        Table(str(each["name"]), tuple(each["columns"]), int(each["rows"]), str(each["sha256"])) for each in table["tables"]
    )
    plain = {name: table[name] for name in Manifest.__slots__ if name not in ("tables", "migrations")}
    return Manifest(**plain, migrations=tuple(table["migrations"]), tables=tables)


def _is_kept(model: type[Model]) -> bool:
    label = label_of(model)
    return label not in PASSING | WORKED_OUT and label.partition(".")[0] not in FRAMEWORK and not model._meta.proxy  # noqa: SLF001 as above


def _refers_to(model: type[Model]) -> frozenset[str]:
    return frozenset(label_of(field.related_model) for field in fields_of(model) if isinstance(field, ForeignKey))


def _line(row: Sequence[Any]) -> bytes:
    plain = [_plain(value) for value in row]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8") + b"\n"


def _plain(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return b64encode(bytes(value)).decode("ascii")
        case datetime() | date():
            return value.isoformat()
    return value


def _value(field: Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    return b64decode(value) if isinstance(field, BinaryField) else field.to_python(value)
