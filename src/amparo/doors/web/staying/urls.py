"""The addresses of the time to recover and of the stay."""

from __future__ import annotations

from django.urls import path

from amparo.doors.web.staying import ending, listing, page, recovering, residing

urlpatterns = [
    path("cases/<str:case>/staying", page.staying, name="staying"),
    path("cases/<str:case>/staying/offer", recovering.offer, name="staying-offer"),
    path("cases/<str:case>/staying/enough", recovering.enough, name="staying-enough"),
    path("cases/<str:case>/staying/exception", recovering.exception, name="staying-exception"),
    path("cases/<str:case>/staying/choice", recovering.choice, name="staying-choice"),
    path("cases/<str:case>/staying/end", ending.end, name="staying-end"),
    path("cases/<str:case>/staying/apply", residing.apply, name="staying-apply"),
    path("cases/<str:case>/staying/weigh", residing.weigh, name="staying-weigh"),
    path("cases/<str:case>/staying/decide", residing.decide, name="staying-decide"),
    path("cases/<str:case>/staying/list", listing.listing, name="staying-list"),
]
