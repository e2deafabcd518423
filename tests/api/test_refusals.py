"""Whatever is wrong: the status that fits, the one error object, and nothing of what was sent but names."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

import pytest
from django.test import Client

BAD: Final[dict[str, bytes]] = {
    "unknown fact": b'{"case": {"facts": {"trafficking_claimd": true}}}',
    "unknown key": b'{"case": {}, "lawe": "palermo"}',
    "unknown key in the case": b'{"case": {"fact": {}}}',
    "no case": b'{"law": "palermo"}',
    "null case": b'{"case": null}',
    "case is a list": b'{"case": []}',
    "wrong type": b'{"case": {"facts": {"age_years": "young"}}}',
    "number for truth": b'{"case": {"facts": {"screened": 1}}}',
    "text for truth": b'{"case": {"facts": {"screened": "true"}}}',
    "outside the list": b'{"case": {"facts": {"sex": "Amina"}}}',
    "31 February": b'{"case": {"facts": {"entry_date": "2026-02-31"}}}',
    "year 0": b'{"case": {"facts": {"entry_date": "0000-01-01"}}}',
    "age -1": b'{"case": {"facts": {"age_years": -1}}}',
    "age 400": b'{"case": {"facts": {"age_years": 400}}}',
    "3,000 levels": b'{"case":' * 3000 + b"{}" + b"}" * 3000,
    "100 levels": b'{"case": {"facts": {"sex": ' + b"[" * 100 + b"]" * 100 + b"}}}",
    "not UTF-8": b'{"case": {"facts": {"sex": "\xff"}}}',
    "duplicate keys": b'{"case": {"facts": {"screened": true, "screened": false}}}',
    "duplicate keys at the top": b'{"case": {}, "case": {}}',
    "duplicate ids": b'{"case": {"items": {"offence": {"list": [{"id": "Amina"}, {"id": "Amina"}]}}}}',
    "NaN": b'{"case": {"facts": {"age_years": NaN}}}',
    "Infinity": b'{"case": {"facts": {"age_years": Infinity}}}',
    "1e999": b'{"case": {"facts": {"age_years": 1e999}}}',
    "a number of 5,000 digits": b'{"case": {"facts": {"age_years": ' + b"9" * 5000 + b"}}}",
    "empty": b"",
    "not JSON": b"{",
    "a list at the top": b"[]",
    "a text at the top": b'"case"',
    "a folder for a law": b'{"case": {}, "law": "/etc"}',
    "a folder above": b'{"case": {}, "law": "../palermo"}',
    "law is a number": b'{"case": {}, "law": 7}',
    "no such day": b'{"case": {}, "on": "2026-13-01"}',
    "part of a day": b'{"case": {}, "on": "2026"}',
    "before the law": b'{"case": {}, "on": "1900-01-01"}',
    "day is a number": b'{"case": {}, "on": 20260302}',
    "not known when": b'{"case": {}, "as_known": "soon"}',
}
FIELDS: Final = {"code", "sentence", "help", "where"}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("route", ["decide", "may", "ask"])
def test_bad_input_is_refused_with_the_error_object(post: Any, route: str, name: str) -> None:
    body = BAD[name] if route != "may" else BAD[name].replace(b'{"case"', b'{"act": "removal", "case"', 1)
    response = post(route, body)
    assert response.status_code == 422
    said = response.json()
    assert set(said) == FIELDS
    assert said["code"]
    assert not said["sentence"].endswith(".")
    assert "Amina" not in json.dumps(said)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"facts": {"age_years": "Amina Example"}}, "age_years"),
        ({"facts": {"nationality": "Amina Example"}}, "nationality"),
        ({"facts": {"immigration_status": "Amina Example"}}, "immigration_status"),
        ({"facts": {"birth_date": "Amina Example"}}, "birth_date"),
        ({"facts": {"birth_date": "1990-02-30"}}, "birth_date"),
        ({"facts": {"screened": [{"value": True, "by": "Amina Example"}]}}, "screened[0].by"),
        ({"facts": {"screened": [{"value": True, "source": "Amina Example"}]}}, "screened[0].source"),
        ({"items": {"offence": {"list": [{"id": "1", "kind": "Amina Example"}]}}}, ""),
        ({"on": "Amina Example"}, "on"),
    ],
)
def test_it_names_the_field_and_never_what_stood_in_it(post: Any, body: dict[str, Any], where: str) -> None:
    said = post("decide", {"case": body}).json()
    assert where in said["where"]
    assert "Amina" not in json.dumps(said)
    assert "1990" not in json.dumps(said)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ({"case": {"facts": {"trafficking_claimd": True}}}, "trafficking_claimed"),
        ({"case": {}, "as_knwon": "2026-01-01"}, "as_known"),
        ({"case": {}, "law": "palermos"}, "palermo"),
    ],
)
def test_it_says_the_nearest_right_name(post: Any, wrong: dict[str, Any], right: str) -> None:
    assert f"`{right}`" in post("decide", wrong).json()["sentence"]


def test_may_needs_an_act_that_there_is_and_an_item_that_the_case_has(post: Any) -> None:
    assert post("may", {"case": {}}).json()["where"] == "act"
    assert post("may", {"case": {}, "act": "magic"}).json()["code"] == "unknown-act"
    assert post("may", {"case": {}, "act": "prosecution", "item": "offence#7"}).status_code == 422
    assert post("ask", {"case": {}, "act": "magic"}).json()["code"] == "unknown-act"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(post: Any) -> None:
    response = post("decide", b'{"case": {}, "x": "' + b"x" * 10_000_000 + b'"}')
    assert response.status_code == 413
    assert set(response.json()) == FIELDS


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_only_json_is_taken(post: Any, content_type: str) -> None:
    response = post("decide", b'{"case": {}}', content_type=content_type)
    assert response.status_code == 415
    assert response.json()["code"] == "not-json"


@pytest.mark.parametrize("route", ["decide", "may", "ask", "health", "openapi.json"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "NONSENSE"])
def test_every_route_refuses_every_other_method(client: Client, route: str, method: str) -> None:
    known = ("GET",) if route in ("health", "openapi.json") else ("POST",)
    response = client.generic(method, f"/api/v1/{route}", content_type="application/json")
    if method in known:
        assert response.status_code in (200, 422)
        return
    assert response.status_code == 405
    assert response["Allow"] == ", ".join(known)
    assert method == "HEAD" or response.json()["code"] == "wrong-method"


@pytest.mark.parametrize(
    "address", ["/api/v1/people/17", "/api/v1/", "/api/", "/api/v2/decide", "/api/v1/decide/", "/api/v1/docs"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_route_is_the_same_error_object(client: Client, address: str, method: str) -> None:
    response = client.generic(method, address)
    assert response.status_code == 404
    assert set(response.json()) == FIELDS
    assert response.json()["code"] == "no-such-route"


def test_another_name_and_another_site_get_the_error_object(client: Client) -> None:
    assert client.get("/api/v1/health", headers={"host": "evil.example"}).json()["code"] == "bad-request"
    refused = client.post("/api/v1/decide", "{}", content_type="application/json", headers={"sec-fetch-site": "cross-site"})
    assert (refused.status_code, refused.json()["code"]) == (403, "other-site")


def test_nothing_is_logged(post: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    post("decide", {"case": {"facts": {"Amina": True}}})
    post("decide", {"case": {"facts": {"sex": "Amina"}}})
    post("Amina", {})
    assert "Amina" not in "".join(capfd.readouterr())
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
