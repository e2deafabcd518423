"""The rule of the graded lists, against the four lines of its source and against trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, combinations_with_replacement, product

import pytest

from amparo.facts.value import Truth
from amparo.screening.grade import MEDIUM, STRENGTHS, STRONG, WEAK, deciding, graded, is_positive, turning

COUNTS = tuple(product(range(6), repeat=3))
SMALL = [list(some) for size in range(5) for some in combinations_with_replacement(STRENGTHS, size)]


def by_the_source(strong: int, medium: int, weak: int) -> bool:
    """The four lines of the source, each as it stands."""
    two_strong = strong > 1
    one_strong_and_another = strong > 0 and (medium > 0 or weak > 0)
    three_medium = medium > 2
    two_medium_one_weak = medium > 1 and weak > 0
    return two_strong or one_strong_and_another or three_medium or two_medium_one_weak


def shows(strengths: Sequence[str]) -> bool:
    return by_the_source(*(strengths.count(each) for each in STRENGTHS))


def selections(of: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(of, size) for size in range(len(of) + 1))


def test_there_are_216_combinations() -> None:
    assert len(COUNTS) == 216


@pytest.mark.parametrize("counts", COUNTS)
def test_the_rule_is_that_of_the_source(counts: tuple[int, int, int]) -> None:
    assert is_positive(*counts) is by_the_source(*counts)


@pytest.mark.parametrize(
    ("counts", "positive"),
    [
        ((0, 0, 0), False), ((1, 0, 0), False), ((0, 2, 0), False), ((0, 0, 5), False), ((0, 1, 5), False),
        ((2, 0, 0), True), ((1, 1, 0), True), ((1, 0, 1), True), ((0, 3, 0), True), ((0, 2, 1), True),
    ],
)  # fmt: skip
def test_the_edges_of_the_rule(counts: tuple[int, int, int], *, positive: bool) -> None:
    assert is_positive(*counts) is positive


@pytest.mark.parametrize("counts", COUNTS)
def test_one_more_indicator_never_makes_it_less(counts: tuple[int, int, int]) -> None:
    strong, medium, weak = counts
    more = [(strong + 1, medium, weak), (strong, medium + 1, weak), (strong, medium, weak + 1)]
    assert not is_positive(*counts) or all(is_positive(*each) for each in more)


@pytest.mark.parametrize("counts", COUNTS)
def test_a_higher_grade_never_makes_it_less(counts: tuple[int, int, int]) -> None:
    strong, medium, weak = counts
    raised = [(strong, medium + 1, weak - 1)] if weak else []
    raised += [(strong + 1, medium - 1, weak)] if medium else []
    assert not is_positive(*counts) or all(is_positive(*each) for each in raised)


@pytest.mark.parametrize("noted", SMALL)
def test_what_is_open_is_tried_both_ways(noted: list[str]) -> None:
    for open_ in SMALL:
        results = {shows([*noted, *learnt]) for learnt in selections(open_)}
        expected: Truth = results.pop() if len(results) == 1 else None
        assert graded(noted, open_) is expected, open_


@pytest.mark.parametrize("noted", SMALL)
def test_an_open_indicator_is_named_where_it_alone_could_turn_the_result(noted: list[str]) -> None:
    for open_ in SMALL:
        turn = set()
        for number, strength in enumerate(open_):
            others = open_[:number] + open_[number + 1 :]
            if any(not shows([*noted, *some]) and shows([*noted, *some, strength]) for some in selections(others)):
                turn.add(strength)
        assert turning(noted, open_) == turn, open_


@pytest.mark.parametrize("noted", SMALL)
def test_what_decides_is_enough_and_nothing_smaller_is(noted: list[str]) -> None:
    named = [(f"{number}", strength) for number, strength in enumerate(noted)]
    found = deciding(named)
    strengths = [dict(named)[name] for name in found]
    assert shows(strengths) is shows(noted)
    if shows(noted):
        smallest = min(len(some) for some in selections(noted) if shows(some))
        assert len(found) == smallest
    else:
        assert found == ()


def test_the_strengths_are_ordered_from_the_strongest() -> None:
    assert STRENGTHS == (STRONG, MEDIUM, WEAK)
