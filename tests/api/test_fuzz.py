"""What the description allows, and what it does not, sent at random: an answer or a refusal, never a breakdown."""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

EXAMPLES: Final = 1000 if os.environ.get("AMPARO_TEST_LONG") else 60
MODES: Final = {"as described": GenerationMode.POSITIVE, "otherwise": GenerationMode.NEGATIVE}


@pytest.fixture(scope="module")
def described() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


@pytest.mark.search
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("route", ["decide", "may", "ask"])
def test_no_body_breaks_it_and_every_answer_is_as_described(described: Any, route: str, mode: str) -> None:
    """A body that fits the description may still be refused: 31 February fits it, and so does an act of no vocabulary."""
    bodies = described[f"/api/v1/{route}"]["POST"].as_strategy(generation_mode=MODES[mode])

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=bodies)
    def send(case: Any) -> None:
        case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=[positive_data_acceptance])

    send()
