"""The baseline to beat: blind keys, rapidfuzz over anyascii and consonant skeletons, log-odds with rarity from the register.

It also writes the candidates, best first, that the peers which only score pairs are given.
"""

from __future__ import annotations

import argparse
import importlib
import pickle
from collections import Counter
from collections.abc import Iterable
from functools import partial
from math import log2
from multiprocessing import Pool
from pathlib import Path
from time import process_time, time
from typing import Any, Final

from matching.asked import Plan, planned, rows
from matching.blind import Plain, keys, plain, skeleton
from matching.index import Index, built
from matching.scores import Scored, save

jaro_winkler: Final[Any] = importlib.import_module("rapidfuzz.distance.JaroWinkler").similarity
osa: Final[Any] = importlib.import_module("rapidfuzz.distance.OSA").distance

LONGEST, MOST, KEPT = 3_000, 150, 30
"""Longest list that is read, candidates that are scored, and answers that are written."""
NEAR: Final = 0.75
"""Words less alike than this are different words."""
MADE_OF: Final = "blind 3"


def main() -> None:
    """Ask all queries of the plan and write their scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--register", default="1000000")
    parser.add_argument("--sets", default="*")
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--strangers", type=int, default=2_100)
    parser.add_argument("--fields", default="names")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    started = time()
    index = built(asked.folder, "blind", asked.register, made, MADE_OF, processes=asked.processes)
    print(f"{index.told()}; ready after {time() - started:.0f} s", flush=True)
    counts = counted(asked.folder, asked.register)
    plan = planned(asked.folder, asked.sets, asked.members, asked.strangers, asked.fields)
    with Pool(asked.processes) as pool:
        for name, scored, asked_of, seconds in pool.imap(partial(one_set, asked.register, plan, counts), plan.many):
            save(asked.out, "rapidfuzz", plan.fields, name, scored, asked_of)
            print(f"{name}: {1000 * seconds / max(asked_of, 1):.1f} ms of CPU a query", flush=True)


def made(row: dict[str, str]) -> tuple[Iterable[str], bytes]:
    """Return the keys of a record, and the record ready for comparing."""
    found = plain(row)
    return keys(found), pickle.dumps((found.words, found.date, found.sex, found.nationality, found.document))


def counted(folder: Path, register: str) -> Counter[str]:
    """Return how often each word stands in the register."""
    kept = folder / f"index_blind_{register}" / "words"
    if not kept.exists():
        counts = Counter(word for row in rows(folder / f"register_{register}.csv") for word in plain(row).words)
        kept.write_bytes(pickle.dumps(counts))
    found: Counter[str] = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this bench
    return found


def one_set(register: str, plan: Plan, counts: Counter[str], name: str) -> tuple[str, list[Scored], int, float]:
    """Ask the queries of one set."""
    index, scored, start = Index.opened(plan.folder, "blind", register), list[Scored](), process_time()
    many = 0
    rarity = partial(rare, counts, len(index.ids))
    for row in plan.queries(name):
        many += 1
        query = plain(row)
        near = index.candidates(dict.fromkeys(keys(query), 1.0), LONGEST, MOST)
        best = [(bits(query, Plain(*pickle.loads(blob)), rarity), who) for who, blob, _ in near]  # noqa: S301 - as above
        best.sort(reverse=True)
        scored += [(row["id"], who, "", f"{found:.3f}") for found, who in best[:KEPT]]
    return name, scored, many, process_time() - start


def rare(counts: Counter[str], size: int, word: str) -> float:
    """Return how many bits it says that two people bear this word."""
    return min(max(log2(2 * size / (counts[word] + 1)), 3.0), 18.0)


def bits(query: Plain, other: Plain, rarity: Any) -> float:
    """Return the log-odds that two records are one person."""
    return named(query.words, other.words, rarity) + dated(query.date, other.date) + traits(query, other)


def named(left: tuple[str, ...], right: tuple[str, ...], rarity: Any) -> float:
    """Return the log-odds of the names: the words paired, the most alike first, whatever their order."""
    pairs = sorted(((alike(one, two), one, two) for one in left for two in right), reverse=True)
    free, open_, found = list(left), list(right), 0.0
    for near, one, two in pairs:
        if near >= NEAR and one in free and two in open_:
            free.remove(one)
            open_.remove(two)
            found += (min(rarity(one), rarity(two))) * ((near - NEAR) / (1 - NEAR)) ** 0.75
    fewer = min(len(free), len(open_))
    return found - 5.0 * fewer - 1.0 * (len(free) + len(open_) - 2 * fewer)


def alike(one: str, two: str) -> float:
    """Return the better of the likeness as written and of the likeness of the consonants."""
    written: float = jaro_winkler(one, two)
    first, second = skeleton(one), skeleton(two)
    if len(first) < 2 or len(second) < 2:  # noqa: PLR2004 - one consonant says nothing
        return written
    return max(written, 0.05 * written + 0.9 * float(jaro_winkler(first, second)))


def dated(one: str, two: str) -> float:
    """Return the log-odds of the birth dates; a clash costs, and does not decide."""
    if not one or not two:
        return 0.0
    first, second = one.split("-"), two.split("-")
    same = first[0] == second[0]
    partial_ = min(len(first), len(second)) == 1 or "01-01" in {one[5:], two[5:]}
    if one == two:
        return 6.0 if partial_ else 13.5
    if same and sorted(part.zfill(2) for part in first) == sorted(part.zfill(2) for part in second):
        return 9.5
    if same:
        return 5.0 if partial_ else 1.0
    if partial_ and first[0].isdigit() and second[0].isdigit() and abs(int(first[0]) - int(second[0])) <= 2:  # noqa: PLR2004 - estimated
        return 2.0
    return 5.0 if osa(one, two) == 1 else -5.0


def traits(query: Plain, other: Plain) -> float:
    """Return the log-odds of sex, nationality and document."""
    found = 0.0
    if query.sex and other.sex:
        found += 1.0 if query.sex == other.sex else -4.0
    if query.nationality and other.nationality:
        found += 3.5 if query.nationality == other.nationality else -3.0
    if query.document and other.document:
        slips = osa(query.document, other.document)
        found += 18.0 if slips == 0 else 12.0 if slips == 1 else -2.0
    return found


if __name__ == "__main__":
    main()
