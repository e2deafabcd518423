"""The addresses of what a person is told, agrees to and says. They hold the id of a case, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.informing import consents, copied, opinions, told, voice

urlpatterns = [
    path("opinions", opinions.opinions, name="opinions"),
    path("cases/<str:case>/voice", voice.voice, name="case-voice"),
    path("cases/<str:case>/told", told.told, name="case-told"),
    path("cases/<str:case>/consents", consents.consents, name="case-consents"),
    path("cases/<str:case>/copy", copied.copied, name="case-copy"),
]
