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
    case_notes,
    case_overview,
    case_owed,
    case_page,
    case_people,
    case_person,
    case_record,
    case_stage,
    cases,
    figures,
    importing,
    linked,
)
from amparo.doors.web.home import home
from amparo.doors.web.owed_hand import hand

urlpatterns = [
    path("home", home, name="home"),
    path("cases/<str:case>/hand/<str:mark>", hand, name="owed-hand"),
    path("cases", cases.cases, name="cases"),
    path("cases/alike", case_alike.is_here, name="alike"),
    path("cases/together", linked.together, name="case-raid"),
    path("linked/<str:tag>", linked.linked, name="linked"),
    path("handover", case_notes.handover, name="handover"),
    path("cases/<str:case>", case_overview.case, name="case"),
    path("cases/<str:case>/record", case_record.record, name="case-record"),
    path("cases/<str:case>/record/<str:topic>", case_record.topic, name="case-topic"),
    path("cases/<str:case>/held/<str:act>", case_overview.held, name="case-held"),
    path("cases/<str:case>/facts", case_overview.facts, name="case-facts"),
    path("cases/<str:case>/timeline", case_overview.happened, name="case-timeline"),
    path("cases/<str:case>/notes", case_notes.notes, name="case-notes"),
    path("cases/<str:case>/papers", case_notes.papers, name="case-papers"),
    path("cases/<str:case>/linked", linked.links, name="case-linked"),
    path("cases/<str:case>/owed", case_owed.owed, name="case-owed"),
    path("cases/<str:case>/owed/<str:rule>", case_owed.duty, name="case-duty"),
    path("cases/<str:case>/stages", case_stage.all_stages, name="case-stages"),
    path("cases/<str:case>/stage/<str:stage>", case_stage.one_stage, name="case-stage"),
    path("cases/<str:case>/facts/<str:key>", case_fact.fact, name="case-fact"),
    path("cases/<str:case>/as-known", case_page.as_known, name="case-as-known"),
    path("cases/<str:case>/emergency", case_emergency.open_glass, name="case-emergency"),
    path("emergency", case_emergency.begin, name="emergency"),
    path("emergencies", case_emergency.to_judge, name="emergencies"),
    path("emergencies/<str:glass>", case_emergency.judge, name="emergency-judge"),
    path("cases/<str:case>/looked", case_looked.looked, name="case-looked"),
    path("cases/<str:case>/people", case_people.people, name="case-people"),
    path("cases/<str:case>/person", case_person.person, name="case-person"),
    path("figures", figures.figures, name="figures"),
    path("import", importing.send, name="import"),
    path("import/<str:batch>", importing.one, name="import-batch"),
    path("cases/<str:case>/close", case_close.close_case, name="case-close"),
    path("cases/<str:case>/acts", case_acts.acts, name="case-acts"),
    path("cases/<str:case>/acts/<str:act>", case_acts.act, name="case-act"),
]
