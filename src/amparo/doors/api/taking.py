"""How the description says what a route takes: its body by reference, and the headers of a write."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel

PLACE: Final = "#/components/schemas/{model}"
_TEXT: Final = {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[!-~]+$"}
IDEMPOTENCY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "the same request under the same key is done once, for a day",
    "schema": _TEXT,
}
IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "the `version` of the case on which this rests",
    "schema": _TEXT,
}

PROOF: Final = {
    "name": "Amparo-Proof",
    "in": "header",
    "required": False,
    "description": "a code of the user's authenticator app: without it, 403",
    "schema": _TEXT,
}


def takes(body: type[BaseModel], *headers: dict[str, Any]) -> dict[str, Any]:
    """Return what the description says of a body, and of the headers that go with it."""
    schema = {"$ref": PLACE.format(model=body.__name__)}
    said: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
    return {**said, "parameters": list(headers)} if headers else said
