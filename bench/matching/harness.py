"""What each matcher of a run found and held, by set and script, from the scores that they wrote.

A hold is a decision `match` or `review`; a matcher without decisions is given the lowest threshold at which at most 5 % of the
strangers of each script draw a hold: one threshold for all, and one for each script that queries are written in.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Final

from matching.asked import is_member, rows
from matching.scores import place
from matching.shares import share

ALLOWED: Final = 0.05
"""Share of strangers that may draw a hold, in each script."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a matcher said of one query."""

    script: str
    right: float
    """Score of the right record; minus infinity where it was not found or there is none."""
    best: float
    """Score of the best record."""
    right_held: bool
    held: bool


Outcomes = dict[str, list[Outcome]]
"""By set."""


def main() -> None:
    """Print the tables of all matchers beside each other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where data.py wrote the sets")
    parser.add_argument("scores", type=Path, help="where the matchers wrote their scores")
    parser.add_argument("--methods", default="amparo,rapidfuzz", help="names with commas between")
    parser.add_argument("--fields", default="names")
    parser.add_argument("--members", type=int, default=10**9, help="so many queries of each set of members at most")
    parser.add_argument("--strangers", type=int, default=10**9, help="so many queries of each other set at most")
    asked = parser.parse_args()
    for fields in asked.fields.split(","):
        found = {}
        for method in asked.methods.split(","):
            outcomes = read(asked, method, fields)
            if outcomes:
                found[method] = outcomes
        print(f"\n=== fields: {fields} ===")
        told(found)


def read(asked: argparse.Namespace, method: str, fields: str) -> Outcomes:
    """Return what a matcher said of each query of each set that it was asked."""
    outcomes = {}
    for path in sorted(asked.folder.glob("truth_*.csv")):
        name = path.stem.removeprefix("truth_")
        scores = place(asked.scores, method, fields, name)
        if scores.exists():
            most = asked.members if is_member(name) else asked.strangers
            outcomes[name] = outcomes_of(path, scores, most)
    return outcomes


def outcomes_of(truth: Path, scores: Path, most: int) -> list[Outcome]:
    """Return what a matcher said of the queries of one set, up to the last that it was asked."""
    said = defaultdict[str, list[tuple[str, float, bool]]](list)
    for row in rows(scores):
        said[row["query_id"]].append((row["register_id"], float(row["score"]), row["decision"] in {"match", "review"}))
    asked = int(scores.with_suffix(".asked").read_text("utf-8"))
    return [outcome(row, said[row["query_id"]]) for _, row in zip(range(min(asked, most)), rows(truth), strict=False)]


def outcome(truth: dict[str, str], said: list[tuple[str, float, bool]]) -> Outcome:
    """Return what a matcher said of one query."""
    right = [(score, held) for who, score, held in said if who == truth["register_id"]]
    return Outcome(
        truth["script"],
        max((score for score, _ in right), default=-inf),
        max((score for _, score, _ in said), default=-inf),
        any(held for _, held in right),
        any(held for *_, held in said),
    )


def told(found: dict[str, Outcomes]) -> None:
    """Print every table."""
    ways: list[tuple[str, Outcomes, Hold]] = []
    for method, outcomes in found.items():
        if any(one.held for asked in outcomes.values() for one in asked):
            ways.append((f"{method}, as shipped", outcomes, shipped))
        limits = thresholds(outcomes)
        most = max(limits.values())
        ways.append((f"{method}, one threshold {most:.2f}", outcomes, over(dict.fromkeys(limits, most))))
        ways.append((f"{method}, by script", outcomes, over(limits)))
    for number, (name, *_) in enumerate(ways):
        print(f"  [{number}] {name}")
    table("share of members whose query draws a hold on the right record", ways, is_member, right=True)
    table("share of members whose query draws a hold on any record", ways, is_member, right=False)
    table("share of strangers that draw a hold, by script", scripted(ways), lambda _: True, right=False)
    table("share of strangers that draw a hold, by set", ways, lambda name: name.startswith("stranger"), right=False)
    table("share of look-alikes that draw a hold", ways, lambda name: name.startswith("alike"), right=False)
    for method, outcomes in found.items():
        print(f"thresholds of {method}: {', '.join(f'{name} {limit:.2f}' for name, limit in thresholds(outcomes).items())}")


Hold = Callable[[Outcome, bool], bool]
"""Returns whether a query draws a hold: on the right record, or on any."""


def shipped(one: Outcome, right: bool) -> bool:  # noqa: FBT001 - a question with two sides
    """Return whether the matcher decided on a hold itself."""
    return one.right_held if right else one.held


def over(limits: dict[str, float]) -> Hold:
    """Return whether a score reaches the threshold of the script of the query."""
    most = max(limits.values())

    def holds(one: Outcome, right: bool) -> bool:  # noqa: FBT001 - as above
        return (one.right if right else one.best) >= limits.get(one.script, most)

    return holds


def thresholds(outcomes: Outcomes) -> dict[str, float]:
    """Return, by script, the lowest threshold at which at most the allowed share of strangers draws a hold."""
    scores = defaultdict[str, list[float]](list)
    for name, asked in outcomes.items():
        if name.startswith("stranger"):
            for one in asked:
                scores[one.script].append(one.best)
    return {script: threshold(found) for script, found in sorted(scores.items())} or {"": 0.0}


def threshold(scores: list[float]) -> float:
    """Return the lowest threshold that at most the allowed share reaches."""
    ranked = sorted(scores, reverse=True)
    first_refused = ranked[int(ALLOWED * len(ranked))]
    return min((score for score in ranked if score > first_refused), default=first_refused + 1e-6)


def scripted(ways: Iterable[tuple[str, Outcomes, Hold]]) -> list[tuple[str, Outcomes, Hold]]:
    """Return the strangers of each script together."""
    grouped = []
    for name, outcomes, hold in ways:
        scripts = defaultdict[str, list[Outcome]](list)
        for found, asked in outcomes.items():
            if found.startswith("stranger"):
                for one in asked:
                    scripts[one.script].append(one)
        grouped.append((name, dict(sorted(scripts.items())), hold))
    return grouped


def table(title: str, ways: list[tuple[str, Outcomes, Hold]], wanted: Callable[[str], bool], *, right: bool) -> None:
    """Print one table: a row for each set, a column for each way of deciding."""
    print(f"\n{title}\n{'':26} {'asked':>6} {''.join(f'[{number}]'.rjust(17) for number in range(len(ways)))}")
    names = [name for name in next(iter(ways))[1] if wanted(name)]
    for name in names:
        cells, many = [], 0
        for _, outcomes, hold in ways:
            asked = outcomes.get(name, [])
            many = many or len(asked)
            cells.append(share(sum(hold(one, right) for one in asked), len(asked)))
        print(f"{name:26} {many:6} {''.join(cell.rjust(17) for cell in cells)}")


if __name__ == "__main__":
    main()
