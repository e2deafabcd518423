"""The addresses of the first contact: a screening, the paper form, what is told from outside. None holds a word of it."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web import first_contact, met, reports, screened, screening, sheet_entry, sheet_printed

urlpatterns = [
    path("first-contact", first_contact.first_contact, name="first-contact"),
    path("first-contact/paper", sheet_printed.paper, name="first-contact-paper"),
    path("first-contact/entry", sheet_entry.entry, name="first-contact-entry"),
    path("cases/<str:case>/met", met.met, name="case-met"),
    path("cases/<str:case>/screening", screening.screening, name="case-screening"),
    path("cases/<str:case>/screened", screened.screened, name="case-screened"),
    path("reports", reports.reports, name="reports"),
    path("reports/<str:report>", reports.one, name="report-one"),
]
