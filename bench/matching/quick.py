"""How many of the right records are found and held, by set: the matcher over a register in memory, without encryption.

The index is built once for a register and the modules that make it, and kept in the folder of the sets.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from multiprocessing import Pool
from pathlib import Path
from time import process_time, time
from typing import Final

from amparo import matching
from amparo.matching.finding import Found, found
from amparo.matching.keys import keys, weight
from amparo.matching.person import packed, person_of, unpacked
from amparo.matching.record import Record
from matching.asked import FIELDS, Plan, is_member, planned
from matching.index import Index, Near, built
from matching.scores import Scored, save
from matching.shares import share

ASIDE: Final = {"evidence", "naming", "finding", "decision", "reasons", "likeness", "birth_evidence", "documents"}
"""Modules that judge; a change there leaves the index as it is."""


@dataclass(slots=True)
class Tally:
    """What became of the queries of one set."""

    asked: int = 0
    reached: int = 0
    """Queries whose right record is among the candidates."""
    first: int = 0
    """Queries whose right record is the best found."""
    right: int = 0
    """Queries that draw a hold on the right record."""
    held: int = 0
    """Queries that draw a hold, on whatever record."""
    candidates: int = 0
    seconds: float = 0.0


def main() -> None:
    """Ask every query of the sets, and print what was found."""
    asked = arguments()
    started = time()
    index = built(asked.folder, "amparo", asked.register, made, "" if asked.stale else made_of(), processes=asked.processes)
    print(f"{index.told()}; ready after {time() - started:.0f} s")
    plan = planned(asked.folder, asked.sets, asked.members, asked.strangers, asked.fields)
    print(f"fields {asked.fields}, at most {asked.most} candidates, lists up to {asked.longest}\n{HEAD}")
    with Pool(asked.processes) as pool:
        for name, tally, wrong, rows in pool.imap(partial(one_set, asked, plan), plan.many):
            print(line(name, tally), flush=True)
            for told in wrong:
                print(f"    {told}")
            if asked.write:
                save(asked.write, "amparo", asked.fields, name, rows, tally.asked)


def made(row: dict[str, str]) -> tuple[Iterable[str], bytes]:
    """Return the keys of a record, and the packed person."""
    person = person_of(Record(**row))
    return keys(person, asked=False), packed(person)


def made_of() -> str:
    """Return a mark of the modules and tables that make the index."""
    hashed = blake2b()
    for path in sorted(Path(str(matching.__file__)).parent.rglob("*")):
        if path.suffix in {".py", ".json"} and path.stem not in ASIDE:
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def arguments() -> argparse.Namespace:
    """Return what to run on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where data.py wrote the sets")
    parser.add_argument("--register", default="100000", help="name of the register")
    parser.add_argument("--sets", default="*", help="names or patterns with commas between, as un,latin-*,stranger-*")
    parser.add_argument("--members", "--limit", type=int, default=300, help="queries of each set of members")
    parser.add_argument("--strangers", type=int, default=1_000, help="strangers and look-alikes of each script")
    parser.add_argument("--fields", choices=FIELDS, default="names")
    parser.add_argument("--most", type=int, default=150, help="candidates that are unpacked for a query")
    parser.add_argument("--longest", type=int, default=3_000, help="longest list of records under a key that is read")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--stale", action="store_true", help="take the last index of this register, whatever has changed")
    parser.add_argument("--show", type=int, default=0, help="print so many queries of each set that went wrong")
    parser.add_argument("--write", type=Path, help="folder for the scores, for harness.py")
    return parser.parse_args()


def one_set(asked: argparse.Namespace, plan: Plan, name: str) -> tuple[str, Tally, list[str], list[Scored]]:
    """Ask the queries of one set."""
    index, truth = Index.opened(asked.folder, "amparo", asked.register), plan.truth(name)
    tally, wrong, rows = Tally(), list[str](), list[Scored]()
    for row in plan.queries(name):
        query, right = Record(**row), truth[row["id"]]["register_id"]
        start = process_time()
        person = person_of(query)
        near = index.candidates({key: weight(key) for key in keys(person, asked=True)}, asked.longest, asked.most)
        answer = found(person, ((who, unpacked(blob), shared) for who, blob, shared in near), len(index.ids))
        tally.seconds += process_time() - start
        counted(tally, right, [who for who, _, __ in near], answer)
        rows += [(query.id, one.id, one.decision, f"{one.evidence.bits:.3f}") for one in answer]
        if len(wrong) < asked.show and went_wrong(right, answer):
            wrong.append(shown(query, right, index, near, answer))
    return name, tally, wrong, rows


def counted(tally: Tally, right: str, near: list[str], answer: Iterable[Found]) -> None:
    """Add one query to what became of its set."""
    held = [one.id for one in answer if one.decision != "no-match"]
    best = next(iter(answer), None)
    tally.asked += 1
    tally.candidates += len(near)
    tally.reached += right in near
    tally.first += best is not None and best.id == right
    tally.right += right in held
    tally.held += bool(held)


def went_wrong(right: str, answer: Iterable[Found]) -> bool:
    """Return whether a member was not held, or somebody else was."""
    held = [one.id for one in answer if one.decision != "no-match"]
    return right not in held if right else bool(held)


def shown(query: Record, right: str, index: Index, near: list[Near], answer: tuple[Found, ...]) -> str:
    """Return a query that went wrong, the right record, and the best that was found."""
    reached = {who: shared for who, _, shared in near}
    best = answer[0] if answer else None
    told = f"{written(query)} | best {index.row(best.id) if best else '-'} {f'{best.evidence.bits:.1f} bits' if best else ''}"
    if not right:
        return told
    bits = next((f"{one.evidence.bits:.1f} bits" for one in answer if one.id == right), "not ranked")
    return f"{told} | right {index.row(right)}: shares {reached.get(right, 0):.0f}, {bits}"


def written(query: Record) -> str:
    """Return a query on one line."""
    return " ".join(part for part in (query.given_names, query.family_names, query.full_name, query.birth_date) if part)


COLUMNS: Final = f"{'reached':>15} {'first':>7} {'held, right':>15} {'held, any':>15} {'cand.':>6} {'CPU ms':>6}"
HEAD: Final = f"{'set':28} {'asked':>6} {COLUMNS}"


def line(name: str, tally: Tally) -> str:
    """Return what became of one set as a line."""
    member = is_member(name)
    reached = share(tally.reached, tally.asked) if member else ""
    first = f"{tally.first / max(tally.asked, 1):.3f}" if member else ""
    right = share(tally.right, tally.asked) if member else ""
    rest = f"{tally.candidates / max(tally.asked, 1):6.0f} {1000 * tally.seconds / max(tally.asked, 1):6.2f}"
    return f"{name:28} {tally.asked:6} {reached:>15} {first:>7} {right:>15} {share(tally.held, tally.asked):>15} {rest}"


if __name__ == "__main__":
    main()
