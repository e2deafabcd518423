"""The register in memory: the keys of every record in sorted arrays, and what a matcher keeps of it, on disk between runs."""

from __future__ import annotations

import csv
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final

np: Final[Any] = importlib.import_module("numpy")  # in the environment of the benches

CHUNK: Final = 5_000
ARRAYS: Final = ("keys", "starts", "posts", "offsets", "blobs")
Row = dict[str, str]
Maker = Callable[[Row], tuple[Iterable[str], bytes]]
"""Returns the keys of a record, and what is kept of it."""
Near = tuple[str, bytes, float]
"""A record's id, what is kept of it, and the weight of the keys that it shares with the query."""


@dataclass(slots=True)
class Index:
    """The arrays of one register."""

    ids: list[str]
    arrays: dict[str, Any]
    folder: Path
    records: Path

    @staticmethod
    def opened(folder: Path, name: str, register: str) -> Index:
        """Return the index that a matcher built last for a register."""
        home = folder / f"index_{name}_{register}"
        arrays = {name: np.load(home / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
        return Index((home / "ids").read_text("utf-8").split(), arrays, home, folder / f"register_{register}.csv")

    def told(self) -> str:
        """Return how large it is."""
        records, postings = len(self.ids), len(self.arrays["posts"])
        size = sum(found.nbytes for found in self.arrays.values()) / 1e6
        return f"{records} records, {postings / records:.1f} keys each, {len(self.arrays['keys'])} keys, {size:.0f} MB"

    def postings(self, key: str) -> Any:
        """Return the places of the records that have a key."""
        wanted = np.uint64(figure(key))
        at = int(np.searchsorted(self.arrays["keys"], wanted))
        if at == len(self.arrays["keys"]) or self.arrays["keys"][at] != wanted:
            return self.arrays["posts"][:0]
        return self.arrays["posts"][self.arrays["starts"][at] : self.arrays["starts"][at + 1]]

    def candidates(self, weights: Mapping[str, float], longest: int, most: int) -> list[Near]:
        """Return the records that share most with a query, by the weights of its keys; lists over `longest` are not read."""
        lists = [(found, weight) for key, weight in weights.items() if 0 < len(found := self.postings(key)) <= longest]
        if not lists:
            return []
        places, where = np.unique(np.concatenate([found for found, _ in lists]), return_inverse=True)
        shared = np.bincount(where, np.repeat([weight for _, weight in lists], [len(found) for found, _ in lists]))
        order = np.argsort(-shared, kind="stable")[:most]
        chosen = zip(places[order].tolist(), shared[order].tolist(), strict=True)
        return [(self.ids[place], self.blob(place), weight) for place, weight in chosen]

    def blob(self, place: int) -> bytes:
        """Return what is kept of a record."""
        offsets = self.arrays["offsets"]
        return bytes(self.arrays["blobs"][offsets[place] : offsets[place + 1]])

    def row(self, who: str) -> str:
        """Return a record as it stands in the file, for people who look."""
        with self.records.open(encoding="utf-8") as lines:
            return next((line.strip().partition(",")[2] for line in lines if line.startswith(who)), "-")


def figure(key: str) -> int:
    """Return a key as a number of 64 bits."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def built(folder: Path, name: str, register: str, maker: Maker, made_of: str, *, processes: int) -> Index:
    """Return a matcher's index of a register, built anew where what it is made of has changed; an empty text takes any."""
    home, file = folder / f"index_{name}_{register}", folder / f"register_{register}.csv"
    mark, now = home / "made_of", f"{made_of} {file.stat().st_size} {file.stat().st_mtime_ns}"
    if not mark.exists() or (made_of and mark.read_text("utf-8") != now):
        home.mkdir(exist_ok=True)
        mark.unlink(missing_ok=True)
        made(file, home, maker, processes)
        mark.write_text(now, "utf-8")
    return Index.opened(folder, name, register)


def made(register: Path, home: Path, maker: Maker, processes: int) -> None:
    """Build the index and write its arrays."""
    ids, figures, counts, blobs, lengths = list[str](), [], [], [], []
    with register.open(encoding="utf-8", newline="") as lines, Pool(processes) as pool:
        for chunk in pool.imap(partial(prepared, maker), chunks(csv.DictReader(lines))):
            ids += chunk[0]
            figures.append(np.frombuffer(chunk[1], np.uint64))
            counts.append(np.array(chunk[2], np.uint32))
            blobs.append(np.frombuffer(chunk[3], np.uint8))
            lengths.append(np.array(chunk[4], np.uint64))
    places = np.repeat(np.arange(len(ids), dtype=np.uint32), np.concatenate(counts))
    figured = np.concatenate(figures)
    order = np.argsort(figured, kind="stable")
    figured, places = figured[order], places[order]
    found, starts = np.unique(figured, return_index=True)
    offsets = np.concatenate([np.zeros(1, np.uint64), np.cumsum(np.concatenate(lengths))])
    arrays = (found, np.append(starts, len(places)), places, offsets.astype(np.int64), np.concatenate(blobs))
    for name, array in zip(ARRAYS, arrays, strict=True):
        np.save(home / f"{name}.npy", array)
    (home / "ids").write_text("\n".join(ids), "utf-8")


def chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lots."""
    while lot := list(islice(rows, CHUNK)):
        yield lot


def prepared(maker: Maker, rows: list[Row]) -> tuple[list[str], bytes, list[int], bytes, list[int]]:
    """Return the ids, key figures, key counts, what is kept and its lengths, of a lot of rows."""
    figures, counts, blobs = list[int](), list[int](), list[bytes]()
    for row in rows:
        keys, kept = maker(row)
        found = {figure(key) for key in keys}
        figures += found
        counts.append(len(found))
        blobs.append(kept)
    return (
        [row["id"] for row in rows],
        np.array(figures, np.uint64).tobytes(),
        counts,
        b"".join(blobs),
        [len(blob) for blob in blobs],
    )
