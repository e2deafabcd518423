"""How Django knows this room."""

from __future__ import annotations

from django.apps import AppConfig


class Casework(AppConfig):
    name = "amparo.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"
