"""Where the API is mounted."""

from __future__ import annotations

from amparo.doors.api.api import api

app_name = "api"
urlpatterns = api.urls[0]
