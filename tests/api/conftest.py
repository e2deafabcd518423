"""The door for other systems, called without a network."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import django
import pytest
from django.http import HttpResponse
from django.test import Client

os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.doors.web.settings"
django.setup()

Ask = Callable[..., HttpResponse]


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def post(client: Client) -> Ask:
    """Send a body, as a table or as raw bytes, to one of the three questions."""

    def send(route: str, body: Any, content_type: str = "application/json") -> Any:
        return client.post(f"/api/v1/{route}", body, content_type=content_type)

    return send
