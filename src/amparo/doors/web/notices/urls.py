"""The addresses of notices of rights. They hold ids, and no word of a person: not even their language."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.notices import making, printing, telling

urlpatterns = [
    path("cases/<str:case>/rights", making.notices, name="case-notices"),
    path("cases/<str:case>/rights/<str:paper>", telling.notice, name="notice"),
    path("cases/<str:case>/rights/<str:paper>/aloud", printing.aloud, name="notice-aloud"),
    path("cases/<str:case>/rights/<str:paper>/aloud.pdf", printing.script_paper, name="notice-script"),
    path("cases/<str:case>/rights/<str:paper>/sheet.pdf", printing.full_sheet, name="notice-sheet"),
    path("cases/<str:case>/rights/<str:paper>/copy.pdf", printing.worker_copy, name="notice-copy"),
    path("cases/<str:case>/rights/<str:paper>/card.pdf", printing.small_card, name="notice-card"),
]
