"""Every address of the application. None of them ever holds anything about a person."""

from __future__ import annotations

from django.urls import include, path

from amparo.doors.web import answering, asking, law, law_proof, opening

urlpatterns = [
    path("", opening.first, name="first"),
    path("about", opening.about, name="about"),
    path("open", opening.open_case, name="open"),
    path("ask", asking.ask, name="ask"),
    path("answer", answering.answer, name="answer"),
    path("case-file", answering.case_file, name="case-file"),
    path("law", law.packs, name="law"),
    path("law/<str:name>", law.pack, name="law-pack"),
    path("law/<str:name>/proof", law_proof.proof, name="law-proof"),
    path("law/<str:name>/<str:rule>", law.rule, name="law-rule"),
    path("api/v1/", include("amparo.doors.api.routes")),
]
handler400 = "amparo.doors.web.message.bad_request"
handler404 = "amparo.doors.web.message.not_found"
handler500 = "amparo.doors.web.message.broken"
