"""nomenklatura's newest matchers on the candidates that the baseline found, in an environment of its own.

nomenklatura scores pairs and looks for none; each gets the best records of `rapidfuzz_peer.py` and keeps its own order.
Every entity has an id of its own: analysed names are kept by id, and an id used twice would give one score for all.
"""

from __future__ import annotations

import argparse
import importlib
from collections import defaultdict
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from time import process_time
from typing import Any, Final

from matching.asked import Plan, planned, rows
from matching.scores import Scored, place, save

model: Final[Any] = importlib.import_module("followthemoney").model
get_algorithm: Final[Any] = importlib.import_module("nomenklatura.matching").get_algorithm

PROPERTIES: Final = {
    "given_names": "firstName",
    "family_names": "lastName",
    "birth_date": "birthDate",
    "sex": "gender",
    "nationality": "nationality",
    "document_number": "idNumber",
}
SEXES: Final = {"F": "female", "M": "male"}


def main() -> None:
    """Score the candidates of all queries of the plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path, help="where the baseline wrote its scores, and these go too")
    parser.add_argument("--methods", default="logic-v2,regression-v1")
    parser.add_argument("--register", default="1000000")
    parser.add_argument("--sets", default="*")
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--strangers", type=int, default=2_100)
    parser.add_argument("--fields", default="names")
    parser.add_argument("--most", type=int, default=10, help="candidates of each query")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    plan = planned(asked.folder, asked.sets, asked.members, asked.strangers, asked.fields)
    wanted = {who for name in plan.many for found in near(asked, plan, name).values() for who in found}
    records = {row["id"]: row for row in rows(asked.folder / f"register_{asked.register}.csv") if row["id"] in wanted}
    jobs = [(method, name) for name in plan.many for method in asked.methods.split(",")]
    with Pool(asked.processes) as pool:
        for method, name, scored, many, seconds in pool.imap(partial(one_set, asked, plan, records), jobs):
            save(asked.out, method, plan.fields, name, scored, many)
            print(f"{method} {name}: {1000 * seconds / max(len(scored), 1):.2f} ms of CPU a pair", flush=True)


def near(asked: argparse.Namespace, plan: Plan, name: str) -> dict[str, list[str]]:
    """Return the candidates of each query of a set, the best first."""
    found = defaultdict[str, list[str]](list)
    for row in rows(place(asked.out, "rapidfuzz", plan.fields, name)):
        if len(found[row["query_id"]]) < asked.most:
            found[row["query_id"]].append(row["register_id"])
    return found


def one_set(
    asked: argparse.Namespace, plan: Plan, records: dict[str, dict[str, str]], job: tuple[str, str]
) -> tuple[str, str, list[Scored], int, float]:
    """Score the candidates of one set by one method."""
    method, name = job
    algorithm = get_algorithm(method)
    settings, candidates, many, start = algorithm.default_config(), near(asked, plan, name), 0, process_time()
    scored = list[Scored]()
    for many, row in enumerate(plan.queries(name), start=1):  # noqa: B007 - how many there were is told
        query = entity(row)
        found = [(algorithm.compare(query, entity(records[who]), settings).score, who) for who in candidates.get(row["id"], [])]
        scored += [(row["id"], who, "", f"{score:.5f}") for score, who in sorted(found, reverse=True)]
    return method, name, scored, many, process_time() - start


def entity(row: dict[str, str]) -> Any:
    """Return a row as an entity."""
    made = model.make_entity("Person")
    made.id = row["id"]
    made.add("name", row["full_name"] or f"{row['given_names']} {row['family_names']}")
    for column, property_ in PROPERTIES.items():
        if row[column]:
            made.add(property_, SEXES.get(row[column], row[column]))
    return made


if __name__ == "__main__":
    main()
