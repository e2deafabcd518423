"""The addresses of help. They hold ids, numbers and the names of steps, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.supporting import (
    appointment_pages,
    health_pages,
    plan_forms,
    plan_made,
    plan_page,
    service_pages,
    totals_page,
)

urlpatterns = [
    path("cases/<str:case>/support", plan_page.plan, name="support"),
    path("cases/<str:case>/support/plan", plan_made.plan, name="support-plan"),
    path("cases/<str:case>/support/needs", plan_forms.needs, name="support-needs"),
    path("cases/<str:case>/support/matters", plan_forms.matters, name="support-matters"),
    path("cases/<str:case>/support/leave", plan_forms.leaving, name="support-leave"),
    path("cases/<str:case>/support/new", service_pages.add, name="support-add"),
    path("cases/<str:case>/support/service/<str:number>", service_pages.service, name="support-service"),
    path("cases/<str:case>/support/service/<str:number>/<str:step>", service_pages.step, name="support-step"),
    path("cases/<str:case>/support/health", health_pages.health, name="support-health"),
    path("cases/<str:case>/support/health/<str:form>", health_pages.health_form, name="support-health-form"),
    path("cases/<str:case>/support/appointments", appointment_pages.listed, name="support-appointments"),
    path("cases/<str:case>/support/totals", totals_page.totals_of, name="support-totals"),
    path("cases/<str:case>/support/totals.csv", totals_page.totals_file, name="support-totals-file"),
]
