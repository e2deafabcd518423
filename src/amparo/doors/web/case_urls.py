"""The addresses of cases. They hold the code of a case and the name of a fact; each view looks first, and is refused alike."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web import (
    case_acts,
    case_alike,
    case_close,
    case_emergency,
    case_fact,
    case_looked,
    case_page,
    case_people,
    case_person,
    cases,
)

urlpatterns = [
    path("cases", cases.cases, name="cases"),
    path("cases/alike", case_alike.is_here, name="alike"),
    path("cases/<str:case>", case_page.case, name="case"),
    path("cases/<str:case>/record", case_page.record, name="case-record"),
    path("cases/<str:case>/facts/<str:key>", case_fact.fact, name="case-fact"),
    path("cases/<str:case>/as-known", case_page.as_known, name="case-as-known"),
    path("cases/<str:case>/emergency", case_emergency.open_glass, name="case-emergency"),
    path("emergency", case_emergency.begin, name="emergency"),
    path("emergencies", case_emergency.to_judge, name="emergencies"),
    path("emergencies/<str:glass>", case_emergency.judge, name="emergency-judge"),
    path("cases/<str:case>/looked", case_looked.looked, name="case-looked"),
    path("cases/<str:case>/people", case_people.people, name="case-people"),
    path("cases/<str:case>/person", case_person.person, name="case-person"),
    path("cases/<str:case>/close", case_close.close_case, name="case-close"),
    path("cases/<str:case>/acts", case_acts.acts, name="case-acts"),
    path("cases/<str:case>/acts/<str:act>", case_acts.act, name="case-act"),
]
