"""What every page is told, whichever view makes it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from amparo.casework.opening import is_open


def on_every_page(_request: HttpRequest) -> dict[str, object]:
    return {
        "quick_exit": settings.QUICK_EXIT,
        "can_sign_in": is_open(),
        "idle_seconds": settings.IDLE,
        "largest_file": settings.LARGEST_FILE,
    }
