"""splink 5 on DuckDB: trained without labels on the register and the queries of the run, then all queries linked at once.

It gets the same plain Latin letters and consonant skeletons as the baseline, both orders of the names, and frequencies.
"""

from __future__ import annotations

import argparse
import csv
import importlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import Any, Final

from matching.asked import planned, rows
from matching.blind import plain, skeleton
from matching.scores import Scored, save

splink: Final[Any] = importlib.import_module("splink")
levels: Final[Any] = importlib.import_module("splink.comparison_level_library")
comparisons: Final[Any] = importlib.import_module("splink.comparison_library")
duckdb: Final[Any] = importlib.import_module("duckdb")

KEPT: Final = 30
"""Answers that are written for a query."""
COLUMNS: Final = (
    *("unique_id", "first_word", "last_word", "whole_name", "skeletons", "skeleton_first", "skeleton_last"),
    *("dob", "born_year", "born_day", "sex", "nationality", "document"),
)
SEED: Final = 62026
FROM: Final = -12.0
"""Lowest match weight that is kept."""


def main() -> None:
    """Train, link, and write the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--register", default="1000000")
    parser.add_argument("--sets", default="*")
    parser.add_argument("--members", type=int, default=300)
    parser.add_argument("--strangers", type=int, default=2_100)
    parser.add_argument("--fields", default="names")
    asked = parser.parse_args()
    plan = planned(asked.folder, asked.sets, asked.members, asked.strangers, asked.fields)
    with TemporaryDirectory() as made:
        register, queries = Path(made) / "register.csv", Path(made) / "queries.csv"
        written(register, rows(asked.folder / f"register_{asked.register}.csv"))
        written(queries, (row for name in plan.many for row in plan.queries(name)))
        scored = linked(register, queries, asked.fields)
    for name in plan.many:
        mine = list(plan.queries(name))
        save(asked.out, "splink", plan.fields, name, [one for row in mine for one in scored.get(row["id"], [])], len(mine))


def written(path: Path, records: Iterable[dict[str, str]]) -> None:
    """Write records in the columns that the model compares."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        table.writerows(compared(row) for row in records)


def compared(row: dict[str, str]) -> tuple[str, ...]:
    """Return a record in the columns that the model compares: first and last word of what is there."""
    found = plain(row)
    parted = bool(row["given_names"] and row["family_names"]) or "," not in row["full_name"]
    words = found.words if parted else (*found.words[1:], *found.words[:1])
    first, last = (words[0], words[-1]) if len(words) > 1 else ("", "".join(words))
    shapes = sorted({skeleton(word) for word in words})
    parts = found.date.split("-")
    day = "".join(sorted(part.zfill(2) for part in parts[1:]))
    date = "-".join((parts[0], *(part.zfill(2) for part in parts[1:])))
    ends = skeleton(first) if first else "", skeleton(last) if last else ""
    both = f"{first} {last}" if first else ""
    traits = found.sex, found.nationality, found.document
    return row["id"], first, last, both, " ".join(shapes[:2]) if len(shapes) > 1 else "", *ends, date, parts[0], day, *traits


def settings(fields: str) -> Any:
    """Return the model: names with order and frequency, dates by what can go wrong, traits where asked for."""
    traits = ["sex", "nationality"] if fields != "names" else []
    compared_too = [comparisons.ExactMatch(trait) for trait in traits]
    if fields == "all":
        compared_too.append(comparisons.DamerauLevenshteinAtThresholds("document", 1))
    return splink.SettingsCreator(
        link_type="link_only",
        comparisons=[names(), dates(), *compared_too],
        blocking_rules_to_generate_predictions=[
            splink.block_on(*columns)
            for columns in (
                ("skeletons",),
                ("dob",),
                ("skeleton_first", "born_year"),
                ("skeleton_last", "born_year"),
                ("born_year", "born_day"),
                ("skeleton_last", "born_day"),
                ("document",),
            )
        ],
        retain_matching_columns=False,
    )


def names() -> Any:
    """Return how names are compared: one comparison, for spelling and consonants depend on each other."""
    same, turned = (
        ("first_word", "first_word", "last_word", "last_word"),
        ("first_word", "last_word", "last_word", "first_word"),
    )
    shaped, shaped_turned = ([f"skeleton_{name.partition('_')[0]}" for name in order] for order in (same, turned))
    near = "jaro_winkler_similarity({}_l, {}_r) >= 0.9 and jaro_winkler_similarity({}_l, {}_r) >= 0.9"
    equal = "{}_l = {}_r and {}_l = {}_r"
    return comparisons.CustomComparison(
        output_column_name="names",
        comparison_levels=[
            levels.NullLevel("last_word"),
            levels.ExactMatchLevel("whole_name", term_frequency_adjustments=True),
            levels.CustomLevel(equal.format(*turned)),
            levels.CustomLevel(near.format(*same)),
            levels.CustomLevel(near.format(*turned)),
            levels.CustomLevel(f"({equal.format(*shaped)}) or ({equal.format(*shaped_turned)})"),
            levels.ExactMatchLevel("last_word", term_frequency_adjustments=True),
            levels.ExactMatchLevel("first_word", term_frequency_adjustments=True),
            levels.CustomLevel("skeleton_first_l = skeleton_first_r or skeleton_last_l = skeleton_last_r"),
            levels.JaroWinklerLevel("last_word", 0.85),
            levels.ElseLevel(),
        ],
    )


def dates() -> Any:
    """Return how birth dates are compared."""
    return comparisons.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            levels.NullLevel("dob"),
            levels.CustomLevel("dob_l = dob_r and length(dob_l) > 4 and born_day_l <> '0101'"),
            levels.CustomLevel("born_year_l = born_year_r and born_day_l = born_day_r"),
            levels.CustomLevel(
                "born_year_l = born_year_r and (length(dob_l) = 4 or length(dob_r) = 4 or '0101' in (born_day_l, born_day_r))"
            ),
            levels.CustomLevel("damerau_levenshtein(dob_l, dob_r) <= 1"),
            levels.CustomLevel("born_year_l = born_year_r"),
            levels.CustomLevel(
                "'0101' in (born_day_l, born_day_r) and "
                "abs(try_cast(born_year_l as integer) - try_cast(born_year_r as integer)) <= 2"
            ),
            levels.ElseLevel(),
        ],
    )


def linked(register: Path, queries: Path, fields: str) -> dict[str, list[Scored]]:
    """Return the best records of each query."""
    connection = duckdb.connect()
    api = splink.DuckDBAPI(connection)
    for name, path in (("register", register), ("queries", queries)):
        connection.read_csv(str(path), all_varchar=True, header=True, na_values="").create(name)
    frames = [
        api.register("queries", table_name="a_queries"),
        api.register("register", table_name="b_register"),
    ]
    start = time()
    linker = splink.Linker(frames, settings(fields))
    training = linker.training
    training.estimate_probability_two_random_records_match([splink.block_on("first_word", "last_word", "dob")], recall=0.4)
    training.estimate_u_using_random_sampling(max_pairs=1e8, seed=SEED)
    for rule in (splink.block_on("dob"), splink.block_on("first_word", "last_word")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    print(f"splink: trained in {time() - start:.0f} s", flush=True)
    start = time()
    found = linker.inference.predict(threshold_match_weight=FROM)
    scored = defaultdict[str, list[Scored]](list)
    for query, record, weight in best(connection, found):
        scored[query].append((query, record, "", f"{weight:.3f}"))
    print(f"splink: linked in {time() - start:.0f} s", flush=True)
    return scored


def best(connection: Any, found: Any) -> Iterator[tuple[str, str, float]]:
    """Yield the best pairs of each query, the query first."""
    yield from connection.execute(
        f"""select unique_id_l, unique_id_r, match_weight from {found.physical_name}
        qualify row_number() over (partition by unique_id_l order by match_weight desc, unique_id_r) <= {KEPT}
        order by unique_id_l, match_weight desc, unique_id_r"""  # noqa: S608 - a table of this run
    ).fetchall()


if __name__ == "__main__":
    main()
