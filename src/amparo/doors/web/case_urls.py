"""The addresses of cases. They hold the code of a case and the name of a fact; each view looks first, and is refused alike."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web import case_fact, case_page, cases

urlpatterns = [
    path("cases", cases.cases, name="cases"),
    path("cases/<str:case>", case_page.case, name="case"),
    path("cases/<str:case>/record", case_page.record, name="case-record"),
    path("cases/<str:case>/facts/<str:key>", case_fact.fact, name="case-fact"),
    path("cases/<str:case>/as-known", case_page.as_known, name="case-as-known"),
    path("cases/<str:case>/looked", case_page.as_known, name="case-looked"),
    path("cases/<str:case>/people", case_page.as_known, name="case-people"),
    path("emergency", case_page.as_known, name="emergency"),
]
