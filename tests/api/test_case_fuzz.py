"""What the description of the routes of cases allows, and what it does not, sent at random by the cast: no breakdown."""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    missing_required_header,
    positive_data_acceptance,
    unsupported_method,
)

from amparo.doors.api import keyed
from api.keyed import Caller
from casework.conftest import lasting_world
from casework.world import CAST
from web.inside import amina, let_in

__all__ = ["lasting_world"]
IS_LONG: Final = bool(os.environ.get("AMPARO_TEST_LONG"))
EXAMPLES: Final = 200 if IS_LONG else 6
WHO: Final = tuple(CAST) if IS_LONG else ("brook", "castor")
MODES: Final = {"as described": GenerationMode.POSITIVE, "otherwise": GenerationMode.NEGATIVE}
LEFT_OUT: Final = [positive_data_acceptance, ignored_auth, missing_required_header, unsupported_method]
"""What fits the description may still be refused; the rest is asked by tests of its own."""


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    """Amina's case, into which Castor was let."""
    found = amina()
    let_in(found)
    return found


@pytest.mark.search
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", WHO)
def test_nothing_sent_breaks_it_and_every_answer_is_as_described(
    case: str, who: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyed, "MOST", 10**9)
    caller = Caller(who)
    described: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for found in described.get_all_operations():
        operation = found.ok()
        if "/cases" in operation.path or "/referrals" in operation.path:
            _ask(operation, MODES[mode], caller, case)


def _ask(operation: Any, mode: Any, caller: Caller, case: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(sent=operation.as_strategy(generation_mode=mode))
    def send(sent: Any) -> None:
        if "case" in sent.path_parameters and mode is GenerationMode.POSITIVE:
            sent.path_parameters["case"] = case
        headers = {"Host": "localhost", "Authorization": f"Bearer {caller.secret}"}
        sent.call_and_validate(headers=headers, excluded_checks=LEFT_OUT)

    send()
