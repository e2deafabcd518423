"""On what a grant rests: shown where the grant stands, to whoever reads what the person agreed to, and to nobody else."""

from __future__ import annotations

import pytest

from amparo.casework.log import told_of
from amparo.casework.models import Grant
from web.inside import amina, client_of, let_in


@pytest.fixture
def case(lasting_world: None) -> str:  # noqa: ARG001 an installation has to be there
    made = amina()
    let_in(made)
    return made


def test_it_shows_what_the_person_was_told_and_that_somebody_asked_is_in_the_log(case: str) -> None:
    grant = Grant.objects.get(case=case, agency="police-xx").id
    brook = client_of("brook")
    without = brook.get(f"/cases/{case}/people").content.decode()
    assert f"?rests={grant}#given" in without
    assert "a no has no consequence" not in without
    shown = brook.get(f"/cases/{case}/people", {"rests": grant}).content.decode()
    assert shown.count("a no has no consequence") == 1
    assert "Khmer" in shown
    assert {"grant": grant, "compartments": ["voice"]} in [dict(told.about) for told in told_of(case)]


def test_whoever_does_not_read_the_persons_voice_is_refused_and_another_cases_grant_shows_nothing(case: str) -> None:
    grant = Grant.objects.get(case=case, agency="police-xx").id
    assert client_of("castor").get(f"/cases/{case}/people", {"rests": grant}).status_code == 403
    other = amina()
    shown = client_of("brook").get(f"/cases/{other}/people", {"rests": grant})
    assert shown.status_code == 200
    assert "Khmer" not in shown.content.decode()
    for nonsense in ("x" * 400, "no-such-grant"):
        assert client_of("brook").get(f"/cases/{case}/people", {"rests": nonsense}).status_code == 200
