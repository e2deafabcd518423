"""The addresses of asylum. They hold ids, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.refuge import contact, refuge

urlpatterns = [
    path("cases/<str:case>/refuge", refuge.refuge, name="refuge"),
    path("cases/<str:case>/refuge/told", refuge.told, name="refuge-told"),
    path("cases/<str:case>/refuge/<str:step>", refuge.step, name="refuge-step"),
    path("cases/<str:case>/origin-contact", contact.contact, name="origin-contact"),
]
