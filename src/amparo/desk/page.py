"""What every page is told, whichever view makes it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def on_every_page(_request: HttpRequest) -> dict[str, str]:
    return {"quick_exit": settings.QUICK_EXIT}
