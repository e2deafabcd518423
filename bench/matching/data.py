"""Write the register, the queries and the truth as files in the form of the contract, for any matcher."""

# ruff: noqa: S311 - a seeded generator draws invented people, and no secrets

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from matching.invented import SHARES, composed, native, noised, recorded, told, two
from matching.sources import COLUMNS, LANGUAGES, Names, Pair, Row, febrl, listed, pairs, populations

SEED: Final = 6_2026
TRUTH: Final = ("query_id", "register_id", "script", "register_script", "least_count")
"""`least_count`: how often the rarer of the two token pairs was seen; some of what was seen once is noise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, and the record of the register that is the same person, if any."""

    query: Row
    member: Row | None
    script: str
    register_script: str = ""
    least_count: int = 0


Sets = dict[str, list[Asked]]
Tokens = dict[str, tuple[list[Pair], list[Pair]]]
"""By language: the pairs that are held out, and the others."""


def main() -> None:
    """Read the lists, draw the people, write the files."""
    asked = arguments()
    names = populations([asked.un / "negatives_global.csv", asked.un / "negatives_us.csv"])
    tokens = {language: pairs(asked.pairs, language) for language in LANGUAGES}
    sets: Sets = {"un": un(asked.un), "febrl4": febrl4(asked.febrl)}
    sets |= dict(crossed(tokens, asked.members))
    members = [found.member for queries in sets.values() for found in queries if found.member]
    asked.out.mkdir(parents=True, exist_ok=True)
    alone = [replace(row, id=f"r{number:07}") for row, number in numbered(members) if row.document_number]
    save(asked.out / "register_febrl4.csv", COLUMNS, (astuple(row) for row in alone))
    registers(asked.out, sorted(asked.sizes), members, names, tokens)
    sets |= dict(strangers(names, tokens, asked.strangers)) | dict(alike(names, asked.out, min(asked.sizes), asked.strangers))
    identities = {id(member): f"r{number:07}" for member, number in numbered(members)}
    for name, queries in sets.items():
        written(asked.out, name, queries, identities)


def arguments() -> argparse.Namespace:
    """Return where the lists are, where the files go, and how many there are to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--febrl", type=Path, required=True, help="folder with dataset4a.csv and dataset4b.csv")
    parser.add_argument("--un", type=Path, required=True, help="folder with the fixtures of yente's benchmark")
    parser.add_argument("--pairs", type=Path, required=True, help="folder with train_LANGUAGE.tsv")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--members", type=int, default=1_000, help="for each direction of each language")
    parser.add_argument("--strangers", type=int, default=5_000, help="for each script")
    return parser.parse_args()


def numbered(members: list[Row]) -> Iterator[tuple[Row, int]]:
    """Yield each member with its number in every register; numbers are drawn, so that they tell nothing."""
    numbers = Random(SEED).sample(range(10_000_000), len(members))
    return zip(members, numbers, strict=True)


def un(folder: Path) -> list[Asked]:
    """Return the treated rows as queries for the untreated ones."""
    rows = zip(listed(folder / "positives_un_treated.csv"), listed(folder / "positives_un_untreated.csv"), strict=True)
    return [Asked(treated, untreated, "latin", "latin") for treated, untreated in rows]


def febrl4(folder: Path) -> list[Asked]:
    """Return the duplicates as queries for the originals."""
    originals, duplicates = febrl(folder / "dataset4a.csv"), febrl(folder / "dataset4b.csv")
    return [Asked(row, originals[number], "latin", "latin") for number, row in sorted(duplicates.items())]


def crossed(tokens: Tokens, many: int) -> Iterator[tuple[str, list[Asked]]]:
    """Yield, in both directions, people put together from pairs that are held out."""
    for language, script in LANGUAGES.items():
        random = Random(f"{SEED} {language}")
        found: tuple[list[Asked], list[Asked]] = ([], [])
        for number in range(2 * many):
            drawn = two(random, tokens[language][0])
            both = composed(random, script, *drawn)
            there = number % 2
            query, member = both[there], both[1 - there]
            asked, known = ("latin", script) if there == 0 else (script, "latin")
            found[there].append(Asked(told(random, query), member, asked, known, min(pair.count for pair in drawn)))
        yield f"latin-{language}", found[0]
        yield f"{language}-latin", found[1]


def strangers(names: dict[str, Names], tokens: Tokens, many: int) -> Iterator[tuple[str, list[Asked]]]:
    """Yield people of each script who are not in the register, from the lists of names and from pairs that are held out."""
    for script, known in names.items():
        random = Random(f"{SEED} stranger {script}")
        drawn = [told(random, native(random, script, known)) for _ in range(many)]
        yield f"stranger-{script}", [Asked(row, None, script) for row in drawn]
    for language, script in LANGUAGES.items():
        random = Random(f"{SEED} stranger {language}")
        both = [composed(random, script, *two(random, tokens[language][0])) for _ in range(many)]
        yield f"stranger-latin-{language}", [Asked(told(random, latin), None, "latin") for latin, _ in both]
        yield f"stranger-{language}", [Asked(told(random, other), None, script) for _, other in both]


def alike(names: dict[str, Names], folder: Path, size: int, many: int) -> Iterator[tuple[str, list[Asked]]]:
    """Yield strangers with the given name of one record, the family name of another, and the country and year of both."""
    known = {name: script for script in names for name in names[script].family}
    groups = defaultdict[tuple[str, str, str], list[Row]](list)
    with (folder / f"register_{size}.csv").open(encoding="utf-8", newline="") as lines:
        for columns in csv.DictReader(lines):
            row = Row(**columns)
            if row.family_names in known and row.birth_date:
                groups[known[row.family_names], row.nationality, row.birth_date[:4]].append(row)
    for script in names:
        random = Random(f"{SEED} alike {script}")
        wide = [group for (found, *_), group in sorted(groups.items()) if found == script and len(group) > 1]
        weights = [len(group) for group in wide]
        drawn = [random.sample(group, 2) for group in random.choices(wide, weights, k=many)]
        yield f"alike-{script}", [Asked(mixed(random, *people), None, script) for people in drawn]


def mixed(random: Random, first: Row, second: Row) -> Row:
    """Return a stranger with the one's given name, the other's family name, and their country and year."""
    date = f"{first.birth_date[:4]}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return replace(first, id="", family_names=second.family_names, birth_date=noised(random, date))


def registers(folder: Path, sizes: list[int], members: list[Row], names: dict[str, Names], tokens: Tokens) -> None:
    """Write the registers: the members among invented people, of whom a larger register has those of a smaller one too."""
    random = Random(f"{SEED} register")
    rows = [replace(row, id=f"r{number:07}") for row, number in numbered(members)]
    taken = {row.id for row in rows}
    numbers = (f"r{number:07}" for number in random.sample(range(10_000_000), sizes[-1]))
    free = (number for number in numbers if number not in taken)
    people = invented(random, names, tokens)
    for size in sizes:
        rows += [replace(next(people), id=next(free), birth_date=recorded(random)) for _ in range(size - len(rows))]
        shuffled = Random(f"{SEED} order {size}").sample(rows, size)
        save(folder / f"register_{size}.csv", COLUMNS, (astuple(row) for row in shuffled))


def invented(random: Random, names: dict[str, Names], tokens: Tokens) -> Iterator[Row]:
    """Yield people without end, of every script; those beyond the lists of names have pairs that are not held out."""
    scripts, languages = list(SHARES), list(LANGUAGES)
    while True:
        if random.random() < sum(SHARES.values()):
            script = random.choices(scripts, list(SHARES.values()))[0]
            yield native(random, script, names[script])
        else:
            language = random.choice(languages)
            yield random.choice(composed(random, LANGUAGES[language], *two(random, tokens[language][1])))


def written(folder: Path, name: str, queries: list[Asked], identities: dict[int, str]) -> None:
    """Write one set: its queries, and the truth beside them."""
    rows = [replace(asked.query, id=f"{name}-{number}") for number, asked in enumerate(queries)]
    save(folder / f"queries_{name}.csv", COLUMNS, (astuple(row) for row in rows))
    truth = (
        (row.id, identities.get(id(asked.member), ""), asked.script, asked.register_script, asked.least_count)
        for row, asked in zip(rows, queries, strict=True)
    )
    save(folder / f"truth_{name}.csv", TRUTH, truth)


def save(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(columns)
        table.writerows(rows)


if __name__ == "__main__":
    main()
