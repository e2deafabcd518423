"""Figures are attacked: by every subtraction, by the exact range of each, on tables of every shape. No small one comes back."""

from __future__ import annotations

import random
from itertools import product
from typing import Final

import pytest

from amparo.disclosure.counts import TOTAL, Counts, Place, ends
from amparo.disclosure.flow import UNBOUNDED, Network, bounds
from amparo.disclosure.release import THRESHOLD, WIDTH, Release, audit, release
from amparo.errors import AmparoError

SHAPES: Final = [(1, 1), (1, 4), (3, 2), (5, 9), (12, 9)]


def table(rows: int, columns: int, counts: list[int]) -> Counts:
    places = list(product(range(rows), range(columns)))
    names = tuple(f"r{n}" for n in range(rows)), tuple(f"c{n}" for n in range(columns))
    return Counts(*names, dict(zip(places, counts, strict=True)))


def drawn(rows: int, columns: int, seed: int) -> Counts:
    chance = random.Random(seed)
    most = chance.choice([3, 12, 40, 400, 4000])
    return table(
        rows, columns, [chance.choice([0, chance.randint(0, 12), chance.randint(0, most)]) for _ in range(rows * columns)]
    )


def subtracted(found: Release) -> dict[Place, int]:
    """Work out by subtraction all that can be: wherever one figure of a sum is missing, again and again."""
    known = dict(found.shown)
    rows, columns = (*range(len(found.rows)), TOTAL), (*range(len(found.columns)), TOTAL)
    sums = [[(row, column) for column in columns] for row in rows] + [[(row, column) for row in rows] for column in columns]
    more = True
    while more:
        more = False
        for places in sums:
            missing = [place for place in places if place not in known]
            if len(missing) == 1:
                total = places[-1]
                parts = sum(known[place] for place in places[:-1] if place in known)
                known[missing[0]] = parts if missing[0] == total else known[total] - parts
                more = True
    return known


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(12))
def test_no_subtraction_of_rows_columns_or_totals_gives_back_a_small_figure(shape: tuple[int, int], seed: int) -> None:
    counts = drawn(*shape, seed)
    known = subtracted(release(counts))
    assert [place for place, count in known.items() if count < THRESHOLD] == []
    assert all(counts.at(place) == count for place, count in known.items())


@pytest.mark.parametrize("seed", range(12))
def test_what_can_be_worked_out_of_a_small_figure_is_a_wide_range(seed: int) -> None:
    counts = drawn(4, 5, seed)
    figures, found = counts.figures(), release(counts)
    hidden = set(figures) - set(found.shown)
    for place in hidden:
        least, most = bounds(figures, hidden, place)
        assert least <= figures[place] <= most
        if figures[place] < THRESHOLD:
            assert most >= THRESHOLD
            assert most - least >= WIDTH


@pytest.mark.parametrize("seed", range(40))
def test_the_range_is_the_very_one_that_trying_every_table_gives(seed: int) -> None:
    chance = random.Random(seed)
    counts = table(2, 3, [chance.randint(0, 3) for _ in range(6)])
    figures = counts.figures()
    hidden = {place for place in figures if chance.random() < 0.6 and TOTAL not in place}
    found: dict[Place, set[int]] = {place: set() for place in hidden}
    for tried in product(range(13), repeat=len(hidden)) if len(hidden) < 4 else ():
        other = table(
            2, 3, [{**counts.inside, **dict(zip(sorted(hidden), tried, strict=True))}[place] for place in counts.inside]
        )
        if all(other.at(place) == count for place, count in figures.items() if place not in hidden):
            for place in hidden:
                found[place].add(other.at(place))
    for place, values in found.items():
        if values:
            assert bounds(figures, hidden, place) == (min(values), max(values))


def test_the_table_that_naive_hiding_leaks_is_held() -> None:
    counts = table(2, 2, [3, 40, 50, 60])
    figures = counts.figures()
    naive = {place: count for place, count in figures.items() if count >= THRESHOLD}
    assert bounds(figures, set(figures) - set(naive), (0, 0)) == (3, 3)
    with pytest.raises(AmparoError, match="figure-discloses"):
        audit(figures, naive)
    found = release(counts)
    assert len(found.shown) < len(naive)
    assert found.at((0, 0)) is None
    assert found.at((TOTAL, TOTAL)) == 153


def test_a_small_figure_that_is_shown_is_found_by_the_auditor() -> None:
    figures = table(1, 1, [3]).figures()
    with pytest.raises(AmparoError, match="figure-discloses"):
        audit(figures, figures)


def test_a_table_of_large_figures_is_shown_whole_and_one_of_a_few_people_not_at_all() -> None:
    large = release(table(3, 3, [20 + n for n in range(9)]))
    assert len(large.shown) == 16
    assert release(table(3, 3, [1, 0, 0, 0, 2, 0, 0, 0, 0])).shown == {}


def test_noughts_are_hidden_as_any_small_figure_is() -> None:
    found = release(table(2, 2, [0, 40, 50, 60]))
    assert found.at((0, 0)) is None


@pytest.mark.parametrize(
    ("rows", "columns", "inside"),
    [
        ((), ("a",), {}),
        (("a",), (), {}),
        (("a",), ("b",), {(0, 1): 3}),
        (("a",), ("b",), {(0, 0): -1}),
        (("a",) * 61, ("b",), {}),
    ],
)
def test_what_is_no_table_is_refused(rows: tuple[str, ...], columns: tuple[str, ...], inside: dict[Place, int]) -> None:
    with pytest.raises(AmparoError, match="wrong-counts"):
        Counts(rows, columns, inside)


def test_every_figure_stands_in_two_sums_and_those_balance() -> None:
    figures = drawn(3, 4, 1).figures()
    balance: dict[str, int] = {}
    for place, count in figures.items():
        start, end = ends(place)
        balance[start] = balance.get(start, 0) - count
        balance[end] = balance.get(end, 0) + count
    assert set(balance.values()) == {0}


def test_with_all_hidden_a_figure_can_be_anything() -> None:
    figures = table(2, 2, [3, 4, 5, 6]).figures()
    assert Network(figures, set(figures)).most((0, 0)) == UNBOUNDED
    assert bounds(figures, set(figures), (0, 0))[0] == 0
