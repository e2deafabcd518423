"""Another system, that holds a key of a member of the cast and asks about cases."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client

from amparo.casework.actor import ITSELF
from amparo.casework.api_keys import make_key


@dataclass
class Caller:
    """Somebody's system; what it is answered is JSON."""

    username: str
    client: Client = field(default_factory=lambda: Client(headers={"host": "localhost"}))
    secret: str = ""

    def __post_init__(self) -> None:
        self.secret = self.secret or make_key(ITSELF, self.username).secret

    def get(self, path: str, **headers: str) -> HttpResponse:
        return cast("HttpResponse", self.client.get(f"/api/v1/{path}", headers=self._headers(headers)))

    def post(self, path: str, body: Any, **headers: str) -> HttpResponse:
        found = self.client.post(
            f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=self._headers(headers)
        )
        return cast("HttpResponse", found)

    def version(self, case: str) -> str:
        return str(told(self.get(f"cases/{case}"))["version"])

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"host": "localhost", "authorization": f"Bearer {self.secret}", **more}


def told(response: HttpResponse) -> Any:
    """Return what an answer says."""
    return json.loads(response.content)
