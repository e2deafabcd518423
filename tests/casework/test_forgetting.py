"""What belongs to no case is forgotten when its time is over, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amparo.casework.forgetting import forget_reports
from amparo.casework.inbox import sealed_for
from amparo.casework.models import Report
from amparo.casework.moment import now


@pytest.mark.usefixtures("world")
def test_a_report_is_emptied_a_year_after_it_was_put_aside_and_never_while_it_waits() -> None:
    moment = now()
    for name, answered in (("waits", None), ("aside", moment)):
        sealed = sealed_for("harbour", "report", name, {"what": "somebody cries at night"})
        Report.objects.create(
            id=name, agency_id="harbour", at=moment, due=moment, is_urgent=False, sealed=sealed, state=name, answered=answered
        )
    assert forget_reports(moment + timedelta(days=364)) == 0
    assert forget_reports(moment + timedelta(days=366)) == 1
    assert {row.id: bool(row.sealed) for row in Report.objects.all()} == {"waits": True, "aside": False}
