"""A case of 500 facts is opened with few questions to the database, however many its facts are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.casework.access import look
from amparo.casework.compartment import vocabulary
from amparo.casework.decided import takes_decision
from amparo.casework.record import MOST, Statement, open_case, record
from casework.world import actor

FACTS: Final = 500
QUERIES: Final = 20


def stated(number: int) -> Sequence[Statement]:
    """Return as many statements: facts of the person, then of threats."""
    alone = (name for name, kind in vocabulary().facts.items() if kind.type == "yesno" and not takes_decision(name, value=True))
    yesno = list(alone)[: number // 2]
    keys = [*yesno, *(f"threat#{each}.at_large" for each in range(number - len(yesno)))]
    return [Statement(key, value=True, source="observed") for key in keys]


def large_case(number: int) -> str:
    brook = actor("brook")
    case = open_case(brook, purpose="protection", called="Amina")
    every = stated(number)
    for start in range(0, number, MOST):
        record(brook, case, every[start : start + MOST], seen={})
    return case


def queries(case: str) -> int:
    brook = actor("brook")
    with CaptureQueriesContext(connection) as asked:
        sight = look(brook, case)
    assert len(sight.entries) in (10, FACTS)
    return len(asked)


@pytest.mark.usefixtures("lasting_world")
def test_a_case_of_500_facts_is_opened_with_at_most_20_queries_and_no_more_than_a_case_of_ten() -> None:
    large, small = large_case(FACTS), large_case(10)
    fresh, again = queries(large), queries(large)
    fresh_small, again_small = queries(small), queries(small)
    assert again == again_small <= QUERIES
    assert fresh <= fresh_small + 2, "what is worked out anew is kept with a few queries more"
