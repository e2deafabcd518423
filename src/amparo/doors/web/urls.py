"""Every address of the application. None of them ever holds anything about a person."""

from __future__ import annotations

from django.urls import include, path

from amparo.doors.web import answering, asking, opening

urlpatterns = [
    path("", opening.first, name="first"),
    path("about", opening.about, name="about"),
    path("open", opening.open_case, name="open"),
    path("ask", asking.ask, name="ask"),
    path("answer", answering.answer, name="answer"),
    path("case-file", answering.case_file, name="case-file"),
    path("api/v1/", include("amparo.doors.api.routes")),
]
handler400 = "amparo.doors.web.message.bad_request"
handler404 = "amparo.doors.web.message.not_found"
handler500 = "amparo.doors.web.message.broken"
