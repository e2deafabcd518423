"""The description of the API: complete, true, and built from the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from amparo.facts.vocabulary import load_vocabulary
from amparo.rules.pack import find_law


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    said: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return said


def test_it_is_openapi_3_1_and_names_every_route(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    routes = {(path, method) for path, methods in described["paths"].items() for method in methods}
    assert routes == {
        ("/api/v1/decide", "post"),
        ("/api/v1/may", "post"),
        ("/api/v1/ask", "post"),
        ("/api/v1/health", "get"),
        ("/api/v1/cases", "get"),
        ("/api/v1/cases", "post"),
        ("/api/v1/cases/{case}/referrals", "post"),
        ("/api/v1/referrals", "get"),
        ("/api/v1/referrals/{referral}", "get"),
        ("/api/v1/referrals/{referral}/answer", "post"),
        ("/api/v1/cases/{case}", "get"),
        ("/api/v1/cases/{case}/facts", "get"),
        ("/api/v1/cases/{case}/facts", "post"),
        ("/api/v1/cases/{case}/items", "post"),
        ("/api/v1/cases/{case}/determinations", "get"),
        ("/api/v1/cases/{case}/acts/{act}", "get"),
        ("/api/v1/cases/{case}/questions", "get"),
        ("/api/v1/cases/{case}/tasks", "get"),
        ("/api/v1/cases/{case}/notes", "get"),
        ("/api/v1/cases/{case}/notes", "post"),
    }


def test_every_question_says_its_body_its_answer_and_its_refusals(described: dict[str, Any]) -> None:
    for route, body, answer in (("decide", "DecideBody", "Decided"), ("may", "MayBody", "Held"), ("ask", "AskBody", "Asked")):
        operation = described["paths"][f"/api/v1/{route}"]["post"]
        assert operation["requestBody"]["required"] is True
        assert _schema(operation["requestBody"]) == f"#/components/schemas/{body}"
        assert _schema(operation["responses"]["200"]) == f"#/components/schemas/{answer}"
        for status in ("403", "413", "415", "422"):
            assert _schema(operation["responses"][status]) == "#/components/schemas/Problem"
        assert operation["description"]


def test_every_fact_of_the_vocabulary_is_described_with_its_type(described: dict[str, Any]) -> None:
    vocabulary = load_vocabulary(find_law() / "vocabulary")
    facts = described["components"]["schemas"]["Facts"]["properties"]
    assert set(facts) == set(vocabulary.facts)
    assert all(facts[name]["description"] == kind.meaning for name, kind in vocabulary.facts.items())
    items = described["components"]["schemas"]["Case"]["properties"]["items"]["properties"]
    assert set(items) == set(vocabulary.items)


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    named = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    assert set(_references(described)) <= named


def test_every_field_of_a_body_is_described(described: dict[str, Any]) -> None:
    for name in ("DecideBody", "MayBody", "AskBody"):
        schema = described["components"]["schemas"][name]
        assert schema["additionalProperties"] is False
        assert all("description" in field or "$ref" in field for field in schema["properties"].values())


def _schema(part: dict[str, Any]) -> str:
    return str(part["content"]["application/json"]["schema"]["$ref"])


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for each in node.values():
            yield from _references(each)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)
