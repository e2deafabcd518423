"""The addresses of interviews and decisions. They hold ids, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.deciding import challenge, decision, episodes, interviews, letter, pause, queue, second

urlpatterns = [
    path("decisions", queue.decisions, name="decisions"),
    path("cases/<str:case>/clock", pause.pause, name="decision-pause"),
    path("cases/<str:case>/interviews", interviews.interviews, name="interviews"),
    path("cases/<str:case>/interviews/<str:paper>", interviews.interview, name="interview"),
    path("cases/<str:case>/episodes", episodes.episodes, name="episodes"),
    path("cases/<str:case>/decision", decision.decision, name="decision"),
    path("cases/<str:case>/decision/<str:paper>", second.second, name="decision-second"),
    path("cases/<str:case>/decision/<str:paper>/letter", letter.write, name="decision-letter"),
    path("cases/<str:case>/letters/<str:paper>", letter.letter, name="letter"),
    path("cases/<str:case>/letters/<str:paper>/letter.pdf", letter.printed, name="letter-pdf"),
    path("cases/<str:case>/challenge", challenge.challenged, name="challenge"),
]
