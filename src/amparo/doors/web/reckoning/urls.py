"""The addresses of what the person is owed, reckoned."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.reckoning import kept, page

urlpatterns = [
    path("cases/<str:case>/reckoning", page.reckoning, name="reckoning"),
    path("cases/<str:case>/reckoning/<str:paper>", kept.one, name="reckoning-one"),
    path("cases/<str:case>/reckoning/<str:paper>/table.csv", kept.table, name="reckoning-table"),
]
