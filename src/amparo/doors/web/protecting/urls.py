"""The addresses of the pages of protection. They hold ids, and no word of a person or of a place."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.protecting import incident, place, plan, residents, risk, safety

urlpatterns = [
    path("residents", residents.shift, name="residents"),
    path("cases/<str:case>/safety", safety.safety, name="case-safety"),
    path("cases/<str:case>/safety/assess", risk.assessed, name="case-risk"),
    path("cases/<str:case>/safety/plan", plan.planned, name="case-safety-plan"),
    path("cases/<str:case>/safety/incident", incident.happened, name="case-incident"),
    path("cases/<str:case>/place", place.place, name="case-place"),
]
