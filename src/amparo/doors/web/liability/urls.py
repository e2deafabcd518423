"""The addresses of blame and detention. They hold ids and numbers, and no word of a person."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.liability import detention, offences

urlpatterns = [
    path("cases/<str:case>/liability", offences.listed, name="liability"),
    path("cases/<str:case>/liability/harm", offences.harm, name="liability-harm"),
    path("cases/<str:case>/liability/<str:number>", offences.one, name="liability-one"),
    path("cases/<str:case>/liability/<str:number>/<str:part>", offences.part, name="liability-part"),
    path("cases/<str:case>/detention", detention.detention, name="detention"),
]
