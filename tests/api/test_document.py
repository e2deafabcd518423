"""The examples of docs/api.md say what the server says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

DOCUMENT: Final = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES: Final = re.findall(r"```sh\n(curl .*?)\n```\n\n```json\n(.*?)\n```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[str(n) for n in range(len(EXAMPLES))])
def test_an_example_of_the_document_answers_as_shown(client: Client, command: str, shown: str) -> None:
    words = shlex.split(command)
    address = next(word for word in words if word.startswith("http"))
    body = words[words.index("-d") + 1]
    said = client.post(address.removeprefix("http://localhost:8000"), body, content_type="application/json").json()
    assert _holds(said, json.loads(shown)), said


def test_the_document_names_every_route_and_every_key_of_a_body(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert len(EXAMPLES) == 4
    for route in described["paths"]:
        assert f"{route}`" in DOCUMENT
    for body in ("DecideBody", "MayBody", "AskBody"):
        for key in described["components"]["schemas"][body]["properties"]:
            assert f"| `{key}` |" in DOCUMENT


def _holds(said: Any, shown: Any) -> bool:
    """Say whether all that is shown is in what was said: tables by their keys, lists from their beginning."""
    if isinstance(shown, dict):
        return isinstance(said, dict) and all(key in said and _holds(said[key], value) for key, value in shown.items())
    if isinstance(shown, list):
        return isinstance(said, list) and len(said) >= len(shown) and all(map(_holds, said, shown))
    return bool(said == shown)
