"""The three questions: the shapes and words of the contract, the same as every other door gives."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from django.test import Client

from amparo.desk.library import shipped_pack
from amparo.explain.answer import answer_ask, answer_decide, answer_may, inquire
from amparo.explain.wording import load_words
from amparo.facts.case import case_from
from amparo.rules.pack import find_law

CLAIM: Final[dict[str, Any]] = {
    "facts": {"trafficking_claimed": True, "heard_on_status": False, "age_years": 30},
    "items": {"offence": {"complete": False, "list": [{"id": "1", "kind": "illegal_entry", "compelled": True}]}},
}
ON: Final = "2026-03-02"


def _inquiry() -> Any:
    pack = shipped_pack("palermo")
    return inquire(case_from(CLAIM, pack.vocabulary), pack, today=date(2026, 3, 2), on=ON)


def test_decide_is_what_every_other_door_says(post: Any) -> None:
    said = post("decide", {"case": CLAIM, "on": ON})
    assert said.status_code == 200
    assert said.json() == answer_decide(_inquiry())


def test_decide_lists_on_request_what_is_no_and_what_is_defined(post: Any) -> None:
    some = post("decide", {"case": CLAIM, "on": ON}).json()
    everything = post("decide", {"case": CLAIM, "on": ON, "all": True}).json()
    assert {d["conclusion"] for d in some["determinations"]} == {"yes", "unknown"}
    assert {d["conclusion"] for d in everything["determinations"]} == {"yes", "no", "unknown"}
    assert "definition" in {d["kind"] for d in everything["determinations"]}


def test_may_is_what_every_other_door_says(post: Any) -> None:
    said = post("may", {"act": "removal", "case": CLAIM, "on": ON})
    assert said.status_code == 200
    assert said.json() == answer_may(_inquiry(), "removal")
    assert said.json()["answer"] == "held"
    assert said.json()["basis"] == "facts as stated; not a clearance"


def test_may_can_be_asked_of_one_item(post: Any) -> None:
    said = post("may", {"act": "prosecution", "item": "offence#1", "case": CLAIM, "on": ON})
    assert said.status_code == 200
    assert said.json() == answer_may(_inquiry(), "prosecution", "offence#1")


def test_ask_is_what_every_other_door_says(post: Any) -> None:
    said = post("ask", {"act": "removal", "case": CLAIM, "on": ON})
    assert said.status_code == 200
    assert said.json() == answer_ask(_inquiry(), load_words(find_law()), "removal")
    assert set(said.json()["questions"][0]) >= {"fact", "item", "settles", "person", "worker"}


def test_of_nobody_known_no_coercive_act_is_without_hold(post: Any) -> None:
    for act in ("removal", "detention", "prosecution", "punishment", "embassy_contact", "return", "stay_refusal"):
        assert post("may", {"act": act, "case": {}}).json()["answer"] == "held-until-known"


def test_the_day_of_the_body_wins_over_the_day_of_the_case(post: Any) -> None:
    case = {**CLAIM, "on": "2026-01-01"}
    assert post("decide", {"case": case}).json()["on"] == "2026-01-01"
    assert post("decide", {"case": case, "on": ON}).json()["on"] == ON


def test_what_was_recorded_later_is_left_out(post: Any) -> None:
    case = {"facts": {"screened": [{"value": True, "by": "ngo", "recorded": "2026-02-10"}]}}
    then, now = (
        {d["rule"] for d in post("decide", {"case": case, "on": ON, "as_known": day}).json()["determinations"]}
        for day in ("2026-02-01", "2026-02-20")
    )
    assert then != now


@pytest.mark.parametrize("law", ["palermo", "xk", "xx"])
def test_every_shipped_law_can_be_asked(post: Any, law: str) -> None:
    assert post("decide", {"case": {}, "law": law}).json()["law"]["pack"] == law


def test_health_names_version_and_laws(client: Client) -> None:
    said = client.get("/api/v1/health").json()
    assert said["state"] == "ok"
    assert {"palermo", "xk", "xx"} <= set(said["laws"])
