"""The answer page: what is held, what is owed, what is not known, under which law."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from web.cases import CHILD, NO_SIGN, text

COERCIVE = ("removal", "detention", "prosecution", "punishment", "embassy_contact", "return", "stay_refusal")


def _answer(client: Client, case: Mapping[str, Any], **more: str) -> str:
    response = client.post("/answer", {"case": json.dumps(case), **more})
    assert response.status_code == 200
    return response.content.decode()


def test_of_nobody_known_every_coercive_act_is_held_until_known(client: Client) -> None:
    page = _answer(client, {})
    for act in COERCIVE:
        assert f'<li class="act wait" id="act-{act}">' in page


def test_held_acts_stand_before_those_that_wait_and_those_without_hold(client: Client) -> None:
    page = _answer(
        client, {"facts": {"trafficking_claimed": True, "heard_on_status": False, "age_years": 30}, "on": "2026-03-02"}
    )
    looks = re.findall(r'<li class="act (\w+)"', page)
    assert looks == sorted(looks, key=["held", "wait", "free"].index)
    assert looks[0] == "held"


def test_of_a_person_without_any_sign_coercive_acts_have_no_hold_and_no_clearance_is_given(client: Client) -> None:
    page = _answer(client, NO_SIGN)
    assert '<li class="act free" id="act-removal">' in page
    assert "No hold on these facts" in page
    assert "This is not a clearance" in page
    assert "cleared" not in page.lower()


@pytest.mark.parametrize(("field", "value"), [("law", "nowhere"), ("on", "2026-13-01"), ("as_known", "x"), ("act", "magic")])
def test_a_wrong_choice_is_said_above_the_usual_answer_and_the_case_is_kept(client: Client, field: str, value: str) -> None:
    response = client.post("/answer", {"case": text(CHILD).decode(), field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#{field}"' in page
    assert "&quot;recovery_started_on&quot;" in page


def test_what_was_recorded_later_is_left_out(client: Client) -> None:
    later = {"facts": {"screened": [{"value": True, "by": "ngo", "recorded": "2026-02-10"}]}, "on": "2026-03-02"}
    page = _answer(client, later, as_known="2026-02-01")
    assert "1 February 2026" in page


def test_hostile_text_stays_text(client: Client) -> None:
    hostile = '"><img src=x onerror=alert(1)>\u202e\u0000'
    case = {"items": {"offence": {"complete": True, "list": [{"id": "<b>\"'", "kind": "theft"}]}}}
    page = _answer(client, case)
    assert "<b>&quot;" not in page.replace("&lt;b&gt;&quot;", "")
    refused = client.post("/answer", {"case": json.dumps({"facts": {hostile: 1}})})
    assert refused.status_code == 422
    assert b"<img" not in refused.content
    assert "\u202e".encode() not in refused.content


def test_every_reason_can_be_opened_at_once(client: Client) -> None:
    page = _answer(client, CHILD, reasons="open")
    assert page.count('<details class="why"') == page.count('<details class="why" open>') > 10


def test_a_case_file_is_handed_out_as_it_was_sent(client: Client) -> None:
    response = client.post("/case-file", {"case": text(CHILD).decode()})
    assert json.loads(response.content) == CHILD
    assert response["Content-Disposition"] == 'attachment; filename="case.json"'
    assert response["Content-Type"] == "application/json; charset=utf-8"
