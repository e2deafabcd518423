"""Invented cases that the tests of the pages use."""

from __future__ import annotations

import json
from typing import Any, Final

CHILD: Final[dict[str, Any]] = {
    "facts": {
        "age_years": 16,
        "nationality": "XX",
        "trafficking_claimed": [{"value": True, "source": "said", "by": "ngo", "recorded": "2026-02-01"}],
        "heard_on_status": [
            {"value": True, "source": "observed", "by": "court"},
            {"value": False, "source": "said", "by": "ngo"},
        ],
        "birth_date": "1990",
        "recovery_started_on": "2026-02-20",
        "return_risk": "high",
        "may_be_refugee": None,
    },
    "items": {"offence": {"complete": False, "list": [{"id": "1", "kind": "illegal_entry", "compelled": True}]}},
    "on": "2026-03-02",
}
"""A child who says that they were trafficked; two sources differ, and two statements of the age contradict each other."""

NO_SIGN: Final[dict[str, Any]] = {
    "facts": {
        "age_years": 30,
        "trafficking_claimed": False,
        "indicators_noted": False,
        "referred_as_possible_victim": False,
        "recognised_abroad": False,
        "screened": True,
        "may_be_child": False,
        "may_be_refugee": False,
        "asylum_claimed": False,
        "asylum_decided": "not_claimed",
        "serious_harm_on_return": False,
        "immigration_status": "irregular",
    }
}


def text(case: dict[str, Any]) -> bytes:
    return json.dumps(case).encode()
